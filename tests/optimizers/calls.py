"""Right calls of every public function that takes numbers: the chapter optimizers. See `tests/edge/calling.py`."""

from nbhelpers.optimizers import convergence
from nbhelpers.optimizers.test_functions import SURFACES
from tests.edge.calling import call, rng

w = rng().random(3)
WALK = {"grad": lambda w: w, "w": w, "eta": 0.1}
PATH = convergence.bowl_path(0.1, 0.5, [1.0, 2.0], [1.0, 1.0], 6)

CALLS = {
    "optimizers.convergence.averaged_eta": call(eta=0.1, beta=0.5),
    "optimizers.convergence.largest_eta": call(lambda_max=2.0, beta=0.5),
    "optimizers.convergence.rate": call(eta=0.1, beta=0.5, curvatures=w),
    "optimizers.convergence.best_sgd": call(curvatures=w),
    "optimizers.convergence.best_momentum": call(curvatures=w),
    "optimizers.convergence.bowl_path": call(tied="start", eta=0.1, beta=0.5, curvatures=w, start=w, steps=4),
    "optimizers.convergence.measured_rate": call(path=PATH, last=3),
    "optimizers.test_functions.bowl": call(kappa=2.0, turn=10.0),
    "optimizers.test_functions.valley": call(b=2.0),
    "optimizers.test_functions.bumps": call(height=0.1),
    "optimizers.test_functions.curvatures": call(surface=SURFACES["bowl"], w=w[:2], h=1e-5),
    "optimizers.schedules.warm_up": call(t=3, warm=10),
    "optimizers.schedules.cosine": call(t=5, steps=20, warm=4),
    "optimizers.batched.minimize_all": call(free="w", methods={"SGD": {}}, grad=WALK["grad"], w=w, steps=3, eta=0.1),
}
