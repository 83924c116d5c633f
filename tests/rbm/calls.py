"""Right calls of every public function that takes numbers: the chapter rbm. See `tests/edge/calling.py`."""

from nbhelpers import rbm as machines
from tests.edge.calling import call, rng

X = rng().random((6, 3))
w = rng().random(3)
RBM = machines.new_rbm(3, 2, rng())
V = (X > 0.5).astype(float)
H = (X[:, :2] > 0.5).astype(float)

CALLS = {
    "rbm.new_rbm": call(visible=3, hidden=2, rng=rng, spread=0.1, data=V),
    "rbm.energy": call(tied="v h", rbm=RBM, v=V, h=H),
    "rbm.free_energy": call(rbm=RBM, v=V),
    "rbm.hidden_probability": call(rbm=RBM, v=V),
    "rbm.visible_probability": call(rbm=RBM, h=H),
    "rbm.sample": call(free="probability", probability=X, rng=rng),
    "rbm.gibbs_step": call(rbm=RBM, v=V, rng=rng),
    "rbm.contrastive_divergence": call(rbm=RBM, v=V, rng=rng, k=1, chain=V),
    "rbm.moments": call(rbm=RBM, v=V),
    "rbm.train": call(rbm=RBM, v=V, eta=0.1, batch=3, rng=rng, k=1, persistent=True),
    "rbm.ais.between": call(start=RBM, end=RBM, beta=0.5),
    "rbm.ais.without_weights": call(tied="b", rbm=RBM, b=w),
    "rbm.ais.anneal": call(tied="b", rbm=RBM, rng=rng, temperatures=2, runs=2, b=w),
    "rbm.ais.log_partition": call(tied="b", rbm=RBM, rng=rng, temperatures=2, runs=2, b=w),
    "rbm.ais.summary": call(log_weights=w),
    "rbm.bars.learn": call(rates=w, rng=rng, k=1, persistent=True, copies=2),
    "rbm.exact.all_bits": call(units=2),
    "rbm.exact.log_likelihood": call(rbm=RBM, v=V),
    "rbm.exact.gradient": call(rbm=RBM, v=V),
    "rbm.exact.expected_cd": call(rbm=RBM, v=V, k=1),
    "rbm.guide.learn": call(rbm=RBM, v=V, rates=w, batch=3, rng=rng, momentum=0.5, decay=0.1, target=0.2, cost=0.1),
    "rbm.guide.sparser": call(rbm=RBM, v=V, target=0.2),
    "rbm.guide.gap": call(rbm=RBM, v=V, held_out=V),
    "rbm.fast.train": call(rbm=RBM, v=V, eta=0.1, batch=3, rng=rng),
    "rbm.landscape.learned": call(seed=1, hidden=2, steps=2),
    "rbm.landscape.forget": call(machine=machines.new_rbm(4, 2, rng()), way="cd", rng=rng, chains=4, eta=0.1),
    "rbm.landscape.share": call(machine=RBM, pictures=V),
    "rbm.landscape.cost": call(machine=RBM, v=V),
    "rbm.pseudo_likelihood.pseudo_likelihood": call(rbm=RBM, v=V),
}
