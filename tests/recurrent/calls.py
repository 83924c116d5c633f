"""Right calls of every public function that takes numbers: the chapter recurrent. See `tests/edge/calling.py`."""

import numpy as np

from nbhelpers import hopfield, recurrent
from nbhelpers.recurrent import letters, lstm, recall_task
from tests.edge.calling import call, rng

N = rng().normal
RNN = recurrent.new_rnn((2, 3, 1), rng())
LSTM = lstm.new_lstm((2, 3, 1), rng())
TIME = rng().random((5, 2))
MEMORY = recall_task.new_net("RNN 1.0", 3, rng())
HEARD = recall_task.sequences(2, 2, rng())
X = rng().random((6, 3))
w = rng().random(3)
SIGNS = np.where(rng().random((2, 5)) > 0.5, 1.0, -1.0)
WEIGHTS = hopfield.store(SIGNS)

READER = letters.new_reader("RNN", rng(), 3)
TEXT = letters.codes("alice was beginning")

CALLS = {
    "recurrent.letters.codes": call(words="alice"),
    "recurrent.letters.new_reader": call(kind="LSTM", rng=rng, units=3),
    "recurrent.letters.read": call(free="letters", net=READER, letters=TEXT),
    "recurrent.letters.surprise": call(logits=letters.read(READER, TEXT), after=TEXT),
    "recurrent.letters.gradients": call(net=READER, letters=np.stack([TEXT, TEXT], axis=1)),
    "recurrent.letters.learn": call(net=READER, letters=TEXT, updates=1, rng=rng, eta=0.1, batch=2, length=5,
                                    threshold=1.0),
    "recurrent.letters.write": call(net=READER, begin="a", length=3, temperature=1.0, rng=rng),
    "recurrent.letters.memory": call(net=READER, letters=TEXT),
    "recurrent.letters.take_in": call(net=READER, state=(np.zeros(3),), letter=1),
    "recurrent.letters.counted": call(learned=TEXT, letters=TEXT, context=1, weight=5.0),
    "recurrent.lstm.step": call(free="x_t h s", net=LSTM, x_t=TIME[0], h=np.zeros(3), s=np.zeros(3)),
    "recurrent.lstm.new_lstm": call(sizes=(2, 3, 1), rng=rng, scale=1.0, forget=1.0),
    "recurrent.lstm.forward": call(free="x", net=LSTM, x=TIME),
    "recurrent.lstm.backward": call(tied="x g_y", net=LSTM, x=TIME, states=lstm.forward(LSTM, TIME), g_y=TIME[:, :1]),
    "recurrent.recall_task.sequences": call(distance=2, samples=3, rng=rng),
    "recurrent.recall_task.new_net": call(name="LSTM 1", hidden=3, rng=rng),
    "recurrent.recall_task.residual": call(tied="first", y_hat=N(size=(3, 2, 4)), first=np.array([0, 1])),
    "recurrent.recall_task.gradients": call(tied="first", net=MEMORY, x=HEARD[0], first=HEARD[1]),
    "recurrent.recall_task.learn": call(net=MEMORY, distance=1, updates=1, rng=rng, eta=0.1, batch=2, threshold=1.0),
    "recurrent.recall_task.reach": call(net=MEMORY, distance=1, samples=2, rng=rng),
    "recurrent.recall_task.success": call(net=MEMORY, distance=1, samples=2, rng=rng),
    "recurrent.new_rnn": call(sizes=(2, 3, 1), rng=rng, scale=1.0, kind="gaussian"),
    "recurrent.recurrent_weights": call(hidden=3, rng=rng, scale=1.0, kind="gaussian"),
    "recurrent.step": call(free="x_t h", net=RNN, x_t=TIME[0], h=np.zeros(3)),
    "recurrent.forward": call(free="x", net=RNN, x=TIME, h0=np.zeros(3)),
    "recurrent.backward": call(tied="x g_y", net=RNN, x=TIME, states=recurrent.forward(RNN, TIME), g_y=TIME[:, :1]),
    "recurrent.over_time": call(free="error received", error=TIME, received=TIME),
    "recurrent.squared_error": call(tied="y_hat y", y_hat=TIME, y=TIME / 2),
    "recurrent.sequence": call(free="x", x=TIME, inputs=2),
    "recurrent.clipping.clip": call(free="g", g=X, threshold=1.0),
    "recurrent.clipping.cliff_loss": call(free="w b", w=X, b=X),
    "recurrent.clipping.cliff_gradient": call(at=w[:2]),
    "recurrent.gradient_flow.largest_singular_value": call(W=WEIGHTS),
    "recurrent.gradient_flow.spectral_radius": call(W=WEIGHTS),
    "recurrent.gradient_flow.drive": call(W=WEIGHTS, inputs=SIGNS, activation="relu"),
    "recurrent.gradient_flow.jacobians": call(W=WEIGHTS, h=np.vstack([SIGNS, SIGNS]), activation="relu"),
    "recurrent.gradient_flow.gradient_norms": call(steps=np.stack([WEIGHTS] * 3), back=2),
    "recurrent.gradient_flow.power_norms": call(W=WEIGHTS, last=2),
    "recurrent.gradient_flow.shear": call(radius=0.5, strength=1.0),
}
