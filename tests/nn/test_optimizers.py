"""Optimizers against cases worked by hand, laws of scale, closed forms, and the bounds of a quadratic."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbhelpers.nn import optimizers
from nbhelpers.nn.optimizers import (
    METHODS,
    adagrad,
    adam,
    adamw,
    follow,
    heavy_ball,
    minimize,
    nesterov,
    rmsprop,
    rmsprop_as_noted,
    sgd,
    sgdm,
)
from nbhelpers.optimizers import convergence

ALL = {**METHODS, "heavy ball": heavy_ball, "Nesterov": nesterov, "AdamW": adamw, "as noted": rmsprop_as_noted}
gradients = st.lists(st.floats(-10, 10).filter(lambda g: abs(g) > 1e-3), min_size=1, max_size=40)
scales = st.floats(-6, 6).map(lambda exponent: 10.0**exponent)


def quadratic(*curvatures):
    """Gradient of sum(lambda_i w_i^2) / 2."""
    scale = np.array(curvatures, dtype=float)
    return lambda w: scale * w


class TestByHand:
    """w = 1, E = w^2 / 2, so g = w; two or three steps on paper."""

    def test_sgd(self):
        path = minimize(sgd, quadratic(1), [1.0], 2, eta=0.5)
        assert path.ravel().tolist() == [1.0, 0.5, 0.25]

    def test_averaged_momentum(self):
        path = minimize(sgdm, quadratic(1), [1.0], 2, eta=1.0, beta=0.5)  # m = 1/2, then 1/4 + 1/4
        assert path.ravel() == pytest.approx([1.0, 0.5, 0.0])

    def test_library_momentum(self):
        path = minimize(heavy_ball, quadratic(1), [1.0], 2, eta=0.5, beta=0.5)  # m = 1, then 1/2 + 1/2
        assert path.ravel() == pytest.approx([1.0, 0.5, 0.0])

    @pytest.mark.parametrize(("method", "steps"), [
        (sgd, [0.01, 0.02]), (sgdm, [0.001, 0.0029]), (heavy_ball, [0.01, 0.029]),
        (adagrad, [0.01, 0.02 / 5**0.5]), (rmsprop, [0.01 / 0.1**0.5, 0.02 / 0.7]),
        (adam, [0.001, 0.001 * (0.29 / 0.19) / (4.999 / 1.999) ** 0.5]),
        (rmsprop_as_noted, [0.01 * 0.1**0.5, 0.02 * 0.7]), (nesterov, [0.0019, 0.00461]),
        (adamw, [0.001, 0.001 * (0.29 / 0.19) / (4.999 / 1.999) ** 0.5 - 1e-8]),
    ])  # fmt: skip
    def test_settings_unless_told_on_the_gradients_1_and_2(self, method, steps):
        assert follow(method, [1.0, 2.0]).step == pytest.approx(steps, rel=1e-6)

    def test_adagrad_on_a_constant_gradient_steps_by_one_over_root_t(self):
        turns = follow(adagrad, np.full(25, 3.0), eta=0.2)
        assert turns.step == pytest.approx(0.2 / np.sqrt(np.arange(1, 26)))

    def test_rmsprop_on_a_constant_gradient(self):
        turns = follow(rmsprop, np.full(30, -4.0), eta=0.1, beta=0.9)
        assert turns.step == pytest.approx(-0.1 / np.sqrt(1 - 0.9 ** np.arange(1, 31)))

    def test_adam_on_a_constant_gradient_steps_by_eta_from_the_first(self):
        turns = follow(adam, np.full(30, -4.0), eta=0.1)
        assert turns.step == pytest.approx(np.full(30, -0.1))

    def test_adam_two_steps_on_paper(self):
        turns = follow(adam, [2.0, -1.0], eta=1.0, beta1=0.5, beta2=0.75)
        assert turns.m.tolist() == [1.0, 0.0]
        assert turns.V.tolist() == [1.0, 1.0]
        assert turns.m_hat == pytest.approx([2.0, 0.0])
        assert turns.V_hat == pytest.approx([4.0, 16 / 7])
        assert turns.step == pytest.approx([1.0, 0.0])

    def test_without_correction_adam_begins_with_steps_that_are_too_long(self):
        first = follow(adam, [7.0], eta=1.0, corrected=False).step[0]
        assert first == pytest.approx(0.1 / np.sqrt(0.001))  # (1 - beta1) / sqrt(1 - beta2) = 3.16

    def test_adam_after_a_long_silence_steps_by_the_same_excess(self):
        signal = np.zeros(20_000)
        signal[-1] = 1e-3
        step = follow(adam, signal, eta=1.0).step[-1]
        assert step == pytest.approx(0.1 / np.sqrt(0.001), rel=1e-3)

    def test_the_noted_form_multiplies_where_it_should_divide(self):
        assert follow(rmsprop_as_noted, [3.0], eta=1.0, beta=0.75).step[0] == pytest.approx(3 * 1.5)
        assert follow(rmsprop, [3.0], eta=1.0, beta=0.75).step[0] == pytest.approx(3 / 1.5)


class TestScale:
    """What a method does when the same gradients come in other units."""

    @given(gradients, st.floats(0, 0.99), st.floats(1e-4, 1))
    def test_averaged_momentum_is_library_momentum_with_eta_over_one_minus_beta(self, signal, beta, eta):
        averaged = follow(sgdm, signal, eta=eta / (1 - beta), beta=beta)
        library = follow(heavy_ball, signal, eta=eta, beta=beta)
        assert averaged.w == pytest.approx(library.w, rel=1e-9, abs=1e-9)

    @given(st.floats(-9, 9).map(lambda e: 10.0**e), st.sampled_from([-1, 1]), st.floats(1e-4, 1))
    def test_adams_first_step_is_eta_whatever_the_gradient(self, size, sign, eta):
        step = follow(adam, [sign * size], eta=eta, eps=1e-16).step[0]
        assert step == pytest.approx(sign * eta, rel=1e-6)

    @given(gradients, scales, st.sampled_from([adagrad, rmsprop, adam]))
    def test_dividing_by_the_root_makes_the_path_free_of_the_unit(self, signal, scale, method):
        one = follow(method, signal, eps=1e-30)
        other = follow(method, scale * np.array(signal), eps=1e-30)
        assert other.w == pytest.approx(one.w, rel=1e-9, abs=1e-12)

    @given(gradients, scales, st.sampled_from([sgd, sgdm]))
    def test_without_a_second_moment_the_path_grows_with_the_unit(self, signal, scale, method):
        one = follow(method, signal)
        other = follow(method, scale * np.array(signal))
        assert other.w == pytest.approx(scale * one.w, rel=1e-9, abs=1e-12 * scale)

    @given(gradients, st.floats(-3, 3).map(lambda e: 10.0**e))
    def test_the_noted_form_grows_with_its_square(self, signal, scale):
        one = follow(rmsprop_as_noted, signal)
        other = follow(rmsprop_as_noted, scale * np.array(signal))
        assert other.w == pytest.approx(scale**2 * one.w, rel=1e-9, abs=1e-12 * scale**2)

    @given(gradients)
    def test_adagrads_steps_never_exceed_eta(self, signal):
        assert (abs(follow(adagrad, signal, eta=0.3).step) <= 0.3 * (1 + 1e-12)).all()

    @given(gradients)
    def test_adams_steps_never_exceed_the_bound_of_its_paper(self, signal):
        bound = 0.3 * 0.1 / np.sqrt(0.001)
        assert (abs(follow(adam, signal, eta=0.3).step) <= bound).all()

    @given(gradients)
    def test_without_memory_adam_is_rmsprop_without_memory_is_the_sign(self, signal):
        sign = np.sign(signal)
        assert follow(adam, signal, eta=1, beta1=0, beta2=0).step == pytest.approx(sign, rel=1e-4)
        assert follow(rmsprop, signal, eta=1, beta=0).step == pytest.approx(sign, rel=1e-4)

    @given(gradients)
    def test_every_step_is_what_was_taken_off(self, signal):
        for method in ALL.values():
            turns = follow(method, signal)
            assert turns.w == pytest.approx(-np.cumsum(turns.step), rel=1e-9, abs=1e-12)


class TestNesterov:
    @given(gradients, st.floats(0, 0.95), st.floats(0.01, 0.5))
    def test_it_walks_the_points_that_look_ahead(self, curvatures, beta, eta):
        """As Nesterov has it: the gradient is taken at w - eta beta m, and the step is made from w."""
        scale = abs(np.array(curvatures)) / 10
        w, m, ahead = np.ones_like(scale), np.zeros_like(scale), []
        for _ in range(12):
            ahead.append(w - eta * beta * m)
            m = beta * m + (1 - beta) * scale * ahead[-1]
            w = w - eta * m
        path = minimize(nesterov, lambda w: scale * w, np.ones_like(scale), 11, eta=eta, beta=beta)
        assert path == pytest.approx(np.array(ahead), rel=1e-9, abs=1e-12)

    @given(st.floats(0.05, 0.95), st.floats(0.1, 1))
    def test_in_a_bowl_its_swings_shrink_faster(self, beta, reach):
        """Roots of r^2 - (1 + beta)(1 - eta lambda) r + beta (1 - eta lambda), in the libraries' form."""
        left = 1 - reach
        path = minimize(nesterov, quadratic(1), [1.0], 40, eta=reach / (1 - beta), beta=beta)
        ahead, here, before = path[2:], path[1:-1], path[:-2]
        assert ahead == pytest.approx((1 + beta) * left * here - beta * left * before, rel=1e-9, abs=1e-12)


class TestAdamW:
    def test_without_gradients_it_is_the_decay_alone(self):
        path = minimize(adamw, lambda w: 0 * w, [2.0, -3.0], 5, eta=0.1, weight_decay=0.5)
        assert path == pytest.approx(np.outer(0.95 ** np.arange(6), [2.0, -3.0]))

    @given(gradients, scales, st.floats(0, 1))
    def test_how_much_decays_does_not_depend_on_the_size_of_the_gradients(self, signal, scale, decay):
        heard = [iter(np.array(signal) * unit) for unit in (1, scale)]
        one, other = (
            minimize(adamw, lambda w, mine=mine: next(mine), 1.0, len(signal), eta=0.1, eps=1e-30, weight_decay=decay)
            for mine in heard
        )
        assert other == pytest.approx(one, rel=1e-9, abs=1e-12)

    def test_moments_never_see_the_decay(self):
        steps = [next(adamw(lambda w: 3.0, 10.0, weight_decay=decay)) for decay in (0.0, 0.7)]
        assert steps[0].m == steps[1].m and steps[0].V_hat == steps[1].V_hat
        assert steps[1].step - steps[0].step == pytest.approx(0.001 * 0.7 * 10)

    def test_no_decay_is_adam_and_a_negative_one_is_refused(self):
        plain, none = (minimize(method, quadratic(1, 9), [1.0, 2.0], 30, eta=0.1, **more)
                       for method, more in ((adam, {}), (adamw, {"weight_decay": 0})))  # fmt: skip
        assert none == pytest.approx(plain)
        with pytest.raises(ValueError, match=r"weight_decay = -1: allowed are finite numbers from 0"):
            minimize(adamw, quadratic(1), [1.0], 1, weight_decay=-1)


class TestRates:
    @pytest.mark.parametrize("method", ALL.values(), ids=ALL)
    def test_a_rate_that_is_a_function_scales_each_step(self, method):
        signal = np.array([1.0, -2.0, 0.5, 3.0])
        more = {"weight_decay": 0.0} if method is adamw else {}
        fixed = follow(method, signal, eta=0.1, **more)
        turned = follow(method, signal, eta=lambda t: 0.1 * t, **more)
        assert turned.step == pytest.approx(fixed.step * [1, 2, 3, 4]) and turned.m == pytest.approx(fixed.m)

    def test_the_decay_of_adamw_follows_the_rate(self):
        path = minimize(adamw, lambda w: 0 * w, 1.0, 3, eta=lambda t: 0.1 * t, weight_decay=1.0)
        assert path == pytest.approx([1, 0.9, 0.9 * 0.8, 0.9 * 0.8 * 0.7])

    def test_a_rate_may_fall_to_0_and_no_further(self):
        assert follow(sgd, [1.0, 1.0], eta=lambda t: 2.0 - t).step.tolist() == [1.0, 0.0]
        for wrong in (-0.1, np.nan, np.inf, "0.1"):
            with pytest.raises(ValueError, match=r"eta\(t\) must be a finite number >= 0, got"):
                follow(sgd, [1.0], eta=lambda t, wrong=wrong: wrong)


class TestMinimize:
    def test_path_has_start_and_every_step(self):
        for method in ALL.values():
            path = minimize(method, quadratic(1, 2), [3.0, -1.0], 7)
            assert path.shape == (8, 2)
            assert path[0].tolist() == [3.0, -1.0]
            assert np.isfinite(path).all()

    def test_any_shape_of_parameters(self):
        start = np.arange(6.0).reshape(2, 3)
        for method in ALL.values():
            assert minimize(method, lambda w: w, start, 3).shape == (4, 2, 3)

    def test_zero_steps_is_the_start(self):
        assert minimize(adam, quadratic(1), [2.0], 0).tolist() == [[2.0]]

    def test_the_start_is_not_changed(self):
        start = np.ones(2)
        for method in ALL.values():
            minimize(method, quadratic(1, 2), start, 3)
        assert start.tolist() == [1.0, 1.0]

    def test_a_path_that_left_the_numbers_ends_in_nan(self):
        path = minimize(sgd, lambda w: w**3, [10.0], 20, eta=1.0)
        ended = np.isnan(path[:, 0])
        assert ended[-1] and not ended[0]
        assert (np.diff(ended.astype(int)) >= 0).all()

    def test_a_gradient_of_zero_is_no_trouble(self):
        for method in ALL.values():
            assert (follow(method, np.zeros(5)).w == 0).all()


class TestBadInput:
    @pytest.mark.parametrize("method", ALL.values(), ids=ALL)
    @pytest.mark.parametrize("eta", [0, -0.1, np.nan, np.inf])
    def test_learning_rate(self, method, eta):
        with pytest.raises(ValueError, match=r"eta must be a finite number > 0"):
            minimize(method, quadratic(1), [1.0], 1, eta=eta)

    @pytest.mark.parametrize("beta", [-0.1, 1, 1.5, np.nan])
    def test_betas(self, beta):
        for method in (sgdm, heavy_ball, nesterov, rmsprop):
            with pytest.raises(ValueError, match=r"beta must be a number with 0 <= beta < 1, got"):
                minimize(method, quadratic(1), [1.0], 1, beta=beta)
        for name in ("beta1", "beta2"):
            for method in (adam, adamw):
                with pytest.raises(ValueError, match=f"{name} must be"):
                    minimize(method, quadratic(1), [1.0], 1, **{name: beta})

    @pytest.mark.parametrize("eps", [0, -1e-8, np.nan])
    def test_epsilon(self, eps):
        for method in (adagrad, rmsprop, adam, adamw):
            with pytest.raises(ValueError, match="eps must be"):
                minimize(method, quadratic(1), [1.0], 1, eps=eps)

    def test_start_gradient_and_steps(self):
        with pytest.raises(ValueError, match="w must be finite"):
            minimize(sgd, quadratic(1), [np.nan], 1)
        with pytest.raises(ValueError, match="grad must be a function"):
            minimize(sgd, 3.0, [1.0], 1)
        with pytest.raises(ValueError, match=r"shape of w, \(1,\), got \(2,\)"):
            minimize(sgd, quadratic(1, 2), [1.0], 1)
        for steps in (-1, 1.5, True):
            with pytest.raises(ValueError, match="steps must be an integer >= 0"):
                minimize(sgd, quadratic(1), [1.0], steps)
        for signal in ([], [[1.0]]):
            with pytest.raises(ValueError, match="signal must be a row of T"):
                follow(sgd, signal)

    def test_convergence(self):
        with pytest.raises(ValueError, match="curvatures must be"):
            convergence.best_sgd((0, 1))
        with pytest.raises(ValueError, match="beta must be"):
            convergence.largest_eta(1.0, 1.0)
        with pytest.raises(ValueError, match="last must be between 1 and 4"):
            convergence.measured_rate(np.ones((5, 2)), last=5)


def test_methods_are_the_five_of_the_chapter():
    assert list(METHODS) == ["SGD", "SGDM", "Adagrad", "RMSProp", "Adam"]
    assert all(getattr(optimizers, method.__name__) is method for method in METHODS.values())


def test_one_parameter_out_of_the_numbers_ends_the_path_of_all():
    path = minimize(sgd, lambda w: w**3, [10.0, 0.0], 40, eta=1.0)
    ended = np.isnan(path)
    assert np.array_equal(ended.any(axis=1), ended.all(axis=1)) and ended[-1].all() and not ended[0].any()
    with pytest.raises(ValueError, match="w must be finite"):
        minimize(sgd, quadratic(1), [np.inf, 1.0], 1)
