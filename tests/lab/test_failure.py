"""What a figure says where its lab fails: one line, with the place in the lab's own code."""

import linecache
from dataclasses import replace

import numpy as np
import pytest

from nbhelpers.lab.answers import Answers
from nbhelpers.lab.drawing import Drawing
from nbhelpers.lab.failure import failure
from tests.tiny.rooms.tiny.labs import bowl, broken


def said(lab, **values):
    with pytest.raises(Exception) as caught:
        Answers(Drawing(lab)).compute(**values)
    return failure(caught.value, lab)


def test_the_line_that_failed_is_shown():
    found = said(broken, depth=3)
    assert found == (
        "RuntimeError: the pencil broke at depth 3 "
        '(in refuse, labs.py line 61: `raise RuntimeError("the pencil broke at depth 3")`)'
    )


def test_the_innermost_line_is_the_labs_own_where_a_library_fails():
    def compute(**controls):
        return {**bowl.compute(**controls), "w": np.zeros(2).reshape(controls["step"], 7)}

    found = said(replace(bowl, compute=compute))
    assert found.startswith("ValueError: cannot reshape array of size 2 into shape (5,7) (in compute, test_fa")
    assert found.endswith('''`return {**bowl.compute(**controls), "w": np.zeros(2).reshape(controls["step"], 7)}`)''')


def test_what_is_declared_wrongly_stands_in_no_line():
    found = said(bowl, eta=7)
    assert found.startswith("ValueError: eta (learning rate η) can't be 7") and "(in " not in found
    assert failure(RuntimeError("lost")) == "RuntimeError: lost"


@pytest.mark.parametrize("file", ["/tmp/ipykernel_77/123.py", "<ipython-input-2-abc>"])
def test_the_code_of_a_notebook_stands_in_a_cell(file):
    source = "def share(step):\n    part = 2\n    return {'x': part / step}\n"
    other = "def compute(**controls):\n    return share(controls['step'])\n"
    space = {}
    for text, name in ((source, file), (other, file.replace("2", "3"))):
        linecache.cache[name] = (len(text), None, text.splitlines(True), name)
        exec(compile(text, name, "exec"), space)
    lab = replace(bowl, compute=space["compute"])
    with pytest.raises(ZeroDivisionError) as caught:
        lab.state(step=0)
    start = "ZeroDivisionError: division by zero (in share, cell line 3"
    assert failure(caught.value, lab) == start + ": `return {'x': part / step}`)"
    linecache.cache.clear()
    assert failure(caught.value, lab) == start + ")"
