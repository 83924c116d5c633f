"""Right calls of every public function that takes numbers: attention. See `tests/edge/calling.py`."""

import numpy as np

from nbhelpers.attention import one_head, reading, recall, transformer
from nbhelpers.recurrent import letters
from tests.edge.calling import call, rng

N = np.random.default_rng(0).normal
Q, K, V = N(size=(2, 3)), N(size=(4, 3)), N(size=(4, 5))
P = np.full((2, 4), 0.25)
NET = one_head.new_net((3, 4, 2), 5, np.random.default_rng(1), "learned")
X = N(size=(5, 2, 3))
HEAD = recall.new_net("sinusoids", 5, np.random.default_rng(1))
SAID = recall.sequences(4, 2, np.random.default_rng(1))
READER = transformer.new_transformer(4, 2, 1, reading.PLACES, rng(), 3)
TEXT = letters.codes("alice was beginning")
READ = transformer.forward(READER, TEXT)

CALLS = {
    "attention.attend": call(tied="Q K V mask", Q=Q, K=K, V=V, mask=np.ones((2, 4)), beta=0.5),
    "attention.backward": call(tied="Q K V p g", Q=Q, K=K, V=V, p=P, g=N(size=(2, 5)), beta=0.5),
    "attention.causal": call(T=3),
    "attention.example.query_weights": call(he=3.0, tom=1.0),
    "attention.example.head": call(he=3.0, tom=1.0, masked=True),
    "attention.one_head.sinusoids": call(T=3, width=4),
    "attention.one_head.new_net": call(sizes=(3, 4, 2), longest=5, rng=rng, positions="learned"),
    "attention.one_head.places": call(net=NET, T=3),
    "attention.one_head.forward": call(net=NET, x=X),
    "attention.one_head.gradients": call(tied="x g_y", net=NET, x=X, seen=one_head.forward(NET, X), g_y=X[0, :, :2]),
    "attention.pictures.damaged": call(cue="half"),
    "attention.pictures.direction": call(free="x", x=N(size=5)),
    "attention.pictures.recall": call(tied="cue", cue=N(size=5), pictures=N(size=(3, 5)), beta=2.0, updates=2),
    "attention.recall.sequences": call(distance=2, samples=3, rng=rng, task="alike"),
    "attention.recall.new_net": call(name="none", longest=5, rng=rng),
    "attention.recall.logits": call(net=HEAD, x=SAID[0]),
    "attention.recall.gradients": call(tied="first", net=HEAD, x=SAID[0], first=SAID[1]),
    "attention.recall.learn": call(net=HEAD, distance=2, updates=1, rng=rng, task="apart", eta=0.1, batch=2,
                                   threshold=1.0),
    "attention.recall.success": call(net=HEAD, distance=2, samples=3, rng=rng, task="apart"),
    "attention.recall.best_by_counting": call(places=3),
    "attention.scaling.draw": call(k=3, T=4, rng=rng, queries=2),
    "attention.scaling.movable": call(free="z", z=N(size=4)),
    "attention.transformer.new_transformer": call(n=6, heads=2, blocks=1, places=3, rng=rng, hidden=4),
    "attention.transformer.layer_norm": call(free="x", norm=READER.last, x=N(size=(3, 4))),
    "attention.transformer.layer_norm_backward": call(
        tied="x g", norm=READER.last, x=N(size=(3, 4)), g=N(size=(3, 4))
    ),
    "attention.transformer.forward": call(free="letters", net=READER, letters=TEXT),
    "attention.transformer.backward": call(
        tied="letters g_y", net=READER, letters=TEXT, states=READ, g_y=N(size=(19, 35))
    ),
    "attention.reading.gradients": call(net=READER, letters=np.stack([TEXT, TEXT])),
    "attention.reading.learn": call(net=READER, letters=TEXT, updates=1, rng=rng, eta=0.1, batch=2, length=5,
                                    threshold=1.0),
    "attention.reading.read": call(net=READER, letters=TEXT),
    "attention.reading.write": call(net=READER, begin="a", length=3, temperature=1.0, rng=rng),
    "attention.recital.recurrent_cost": call(kind="LSTM"),
    "attention.recital.transformer_cost": call(n=6, heads=2, blocks=1, hidden=4),
}  # fmt: skip
