"""What a function is not made for it refuses by name, or says NaN: every argument of every call, wrong in many ways."""

import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import numpy as np
import pytest

import nbhelpers
from nbhelpers.rooms import chapters
from tests import rooms
from tests.edge.calling import made, rng

CALLS = {name: one for module in rooms.each("calls") for name, one in module.CALLS.items()}
ARRAYS = [
    (name, key) for name, one in CALLS.items() for key, value in one.arguments.items() if isinstance(value, np.ndarray)
]
OTHERS = [
    (name, key, value)
    for name, one in CALLS.items()
    for key, value in one.arguments.items()
    if value is rng or (isinstance(value, int | float | str) and not isinstance(value, bool))
]

# called in each turn of a loop, by functions that have looked: a machine that runs away shows as NaN, not as an error
STEPS = {"rbm.hidden_probability", "rbm.visible_probability", "rbm.gibbs_step", "rbm.moments", "rbm.sample",
         "recurrent.step", "recurrent.lstm.step"}  # fmt: skip
# the slopes d of a net that has run away are NaN before they come here; paths and products that overflow are shown
NAN_IS_NO_NEWS = {"tuning.maxout.maxout_backward": "z", "convolution.pooling.max_pool_backward": "x y",
                  "convolution.pooling.mean_pool_backward": "x y", "recurrent.recall_task.residual": "y_hat",
                  "optimizers.convergence.measured_rate": "path", "recurrent.gradient_flow.gradient_norms": "steps",
                  }  # fmt: skip
ANY_NUMBER = {("nn.digit_classifier.shift", "down", -1), ("nn.digit_classifier.shift", "right", -1),
              ("recurrent.letters.codes", "words", "no such"), ("recurrent.letters.write", "begin", "no such"),
              ("attention.reading.write", "begin", "no such"),
              ("nn.training.decayed_rate", "t", 1.5),
              ("nn.training.decayed_rate", "every", 1.5), ("generalising.schedules.decay_run", "every", 1.5),
              ("activations.weight_init.rms_in_theory", "n", 1.5),
              *(("hopfield.dense_capacity." + name, key, 1.5) for name, key in (
                  ("wrong_bit_probability", "units"), ("wrong_bit_probability", "count"),
                  ("error_free_count", "units"), ("predicted_count", "units")))}  # fmt: skip
SHOWING = {"labs", "exercises", "dares", "experiments"}  # what shows, asks and measures in a room
# these take what other functions of the book have made (nets, machines, layers, names of records), or check themselves
NOT_HERE = (
    r"(architectures(.spec|.depth|.imagenet)?|(autoencoders|convolution|deep_belief|rbm|recurrent).trained|nn.twins|datasets|tuning)\.[^.]*|"
    r"attention.(transformer.block_(for|back)ward|readers.[^.]*)|backprop.autograd.[^.]*|"
    r"boltzmann.annealing.measured|autoencoders.code_layer|convolution.batch_norm.(unbiased|checked)|"
    r"stats.paired_t.(judge|verdict)|"
    r"boltzmann.as_(temperature|states)|boltzmann.learning.(visible_distribution|ascend|as_target)|generalising.schedules.printed|"
    r"convolution.(batch_last|biases|unfold|apply_columns|weight_slopes|input_slopes|checked)|"
    r"convolution.layers.init_uniform|"
    r"deep_belief.(as_stack|upside_down)|deep_belief.up_down.(untie|wake|sleep)|deep_belief.bound.log_marginal|hopfield.dense.check_power|"
    r"hopfield.(as_patterns|as_net|rounding)|architectures.kernels.(cost|shared|local|dense)|"
    r"recurrent.(recall_task.of|letters.as_codes)|nn.mlp.(count_parameters|descend)|rbm.(ascend|as_units)|"
    r"rbm.exact.(turned|log_partition|model_moments|transition|angle)|convolution.receptive_field.fields|"
    r"recurrent.matching|nn.parameters.(arrays|flat)|recurrent.gradient_flow.square"
)


def outcome(name, /, **changed):
    """The numbers, or the ValueError; any other error is a failure."""
    try:
        return made(name, CALLS[name].arguments, **changed)
    except ValueError as error:
        return error


def names_one(error, keys):
    return isinstance(error, ValueError) and any(re.search(rf"\b{key}\b", str(error)) for key in keys)


def modules():
    """The mathematics: the chapters and what they build on, without what shows, asks and measures."""
    for info in pkgutil.walk_packages([Path(nbhelpers.__file__).parent], "nbhelpers."):
        _, room, *inside = info.name.split(".")
        if room in {"nn", "stats", "datasets", *chapters()} and not {*inside} & SHOWING:
            yield importlib.import_module(info.name)


def functions(module):
    for name, one in inspect.getmembers(module, inspect.isfunction):
        if one.__module__ == module.__name__ and name[0] != "_" and inspect.signature(one).parameters:
            yield f"{module.__name__.removeprefix('nbhelpers.')}.{name}"


def test_every_public_function_is_called():
    known = {name for module in modules() for name in functions(module)}
    assert {name for name in known if not re.fullmatch(NOT_HERE, name)} == {*CALLS} & known
    assert {name.rsplit(".", 1)[1] for name in {*CALLS} - known} <= {"sigmoid_slope"}


@pytest.mark.parametrize("name", [name for name in CALLS if name not in STEPS])
def test_arrays_of_a_wrong_form_are_refused(name):
    """An axis too many, a column for a row, nothing at all, words, rows that do not fit."""
    one = CALLS[name]
    for key, value in one.arguments.items():
        if not isinstance(value, np.ndarray):
            continue
        wrong = {"words": np.full(value.shape, "a"), "ragged": [[1.0], [1.0, 2.0]]}
        if key not in one.free:
            wrong |= {"an axis before": value[None], "an axis behind": value[..., None], "nothing": value[:0]}
        if key in one.tied:
            wrong |= {"shorter": value[:-1], "longer": np.concatenate([value, value[:1]])}
        for what, each in wrong.items():
            found = outcome(name, **{key: each})
            assert names_one(found, one.arguments), f"{key}, {what}: {found}"


@pytest.mark.parametrize("name, key", [(n, k) for n, k in ARRAYS if n not in STEPS])
def test_nan_is_refused_or_handed_on(name, key):
    value = np.array(CALLS[name].arguments[key], dtype=float)
    value.ravel()[0] = np.nan
    found = outcome(name, **{key: value})
    if key not in NAN_IS_NO_NEWS.get(name, "").split():
        assert names_one(found, [key]) or (isinstance(found, np.ndarray) and np.isnan(found).any())


@pytest.mark.parametrize("name, key, value", OTHERS)
def test_numbers_names_and_generators_that_are_none(name, key, value):
    if value is rng:
        wrong = (0, None, "0") if name not in STEPS - {"rbm.sample"} else ()
    else:
        wrong = {int: (-1, 1.5, np.nan, "2"), float: (np.nan,), str: ("no such",)}[type(value)]
    for each in wrong:
        if (name, key, each) in ANY_NUMBER:
            continue
        found = outcome(name, **{key: each})
        handed_on = isinstance(value, float) and isinstance(found, np.ndarray) and np.isnan(found).any()
        assert handed_on or names_one(found, [key, "p", "activation"]), f"{each!r}: {found}"
