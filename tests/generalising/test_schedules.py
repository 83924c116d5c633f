"""The decay run of the notes: the lines that TensorFlow prints, the closed form, and the bound on eta."""
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbhelpers.generalising import schedules

# What the notes' snippet prints when TensorFlow 2 runs it in float32.
TENSORFLOW = """
After 0 epoch,w is 2.600000,loss is 36.000000,lr is 0.200000
After 1 epoch,w is 1.174400,loss is 12.959999,lr is 0.198000
After 2 epoch,w is 0.321948,loss is 4.728015,lr is 0.196020
After 3 epoch,w is -0.191126,loss is 1.747547,lr is 0.194060
After 4 epoch,w is -0.501926,loss is 0.654277,lr is 0.192119
After 5 epoch,w is -0.691392,loss is 0.248077,lr is 0.190198
After 6 epoch,w is -0.807611,loss is 0.095239,lr is 0.188296
After 7 epoch,w is -0.879339,loss is 0.037014,lr is 0.186413
After 8 epoch,w is -0.923874,loss is 0.014559,lr is 0.184549
After 9 epoch,w is -0.951691,loss is 0.005795,lr is 0.182703
After 10 epoch,w is -0.969167,loss is 0.002334,lr is 0.180876
After 11 epoch,w is -0.980209,loss is 0.000951,lr is 0.179068
After 12 epoch,w is -0.987226,loss is 0.000392,lr is 0.177277
After 13 epoch,w is -0.991710,loss is 0.000163,lr is 0.175504
After 14 epoch,w is -0.994591,loss is 0.000069,lr is 0.173749
After 15 epoch,w is -0.996452,loss is 0.000029,lr is 0.172012
After 33 epoch,w is -0.999996,loss is 0.000000,lr is 0.143546
After 34 epoch,w is -0.999997,loss is 0.000000,lr is 0.142111
After 35 epoch,w is -0.999998,loss is 0.000000,lr is 0.140690
After 36 epoch,w is -0.999999,loss is 0.000000,lr is 0.139283
After 37 epoch,w is -0.999999,loss is 0.000000,lr is 0.137890
After 38 epoch,w is -0.999999,loss is 0.000000,lr is 0.136511
After 39 epoch,w is -0.999999,loss is 0.000000,lr is 0.135146
""".strip().splitlines()


def test_float32_prints_what_tensorflow_prints():
    lines = [schedules.printed(at) for at in schedules.decay_run(dtype=np.float32)]
    assert len(lines) == 40
    assert lines[:16] + lines[33:] == TENSORFLOW


@given(eta=st.floats(0.01, 1.2), fading=st.floats(0.5, 1.0), every=st.integers(1, 5), w=st.floats(-5, 5))
def test_closed_form(eta, fading, every, w):
    """w_t + 1 = (w_0 + 1) times the product of 1 - 2 eta_s."""
    rounds = list(schedules.decay_run(w, eta, fading, every, 30))
    factors = np.cumprod([1 - 2 * eta * fading ** (t / every) for t in range(30)])
    np.testing.assert_allclose([at.after + 1 for at in rounds], (w + 1) * factors, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose([at.loss for at in rounds], [(at.before + 1) ** 2 for at in rounds])


@pytest.mark.parametrize(("eta", "falls"), [(0.99, True), (1.0, False), (1.01, False)])
def test_bound_of_a_constant_rate(eta, falls):
    *_, last = schedules.decay_run(eta=eta, decay=1.0, rounds=400)
    assert schedules.BOUND == 1.0
    assert (last.loss < 36) == falls
