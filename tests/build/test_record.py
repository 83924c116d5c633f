"""Records: complete, small, cached by what they depend on, never stale and never half-written."""

import json
import sys
from dataclasses import replace
from functools import _lru_cache_wrapper

import pytest

from nbhelpers import datasets as data_of_the_book
from nbhelpers import labs
from nbhelpers.build import record
from nbhelpers.build.stages import stage
from nbhelpers.lab.drawing import Drawing
from nbhelpers.lab.light.drawing import LightDrawing
from nbhelpers.lab.svg import relative
from tests.tiny import add_labs

add_labs()
BOWL = labs.get("tiny.bowl")


@pytest.fixture(scope="module")
def data():
    return json.loads(json.dumps(record.record(BOWL)))


def test_every_recorded_state_is_there_with_python_s_picture_and_sentence(data):
    drawing = LightDrawing(BOWL, stage(Drawing(BOWL)))
    states = list(BOWL.recorded())
    assert len(data["frames"]) == len(data["readings"]) == len(states)
    for index in range(0, len(states), 23):
        shown = {part: data["pieces"][k] for part, k in zip(data["parts"], data["frames"][index], strict=True)}
        drawn = drawing.parts(BOWL.state(**states[index]))
        assert shown == {part: relative(piece) for part, piece in drawn.items()}
        assert data["readings"][index] == BOWL.reading(**states[index])


def test_pieces_are_stored_once(data):
    assert len(set(data["pieces"])) == len(data["pieces"]) < len(data["frames"]) * len(data["parts"])


def test_controls_are_declared_for_the_page(data):
    eta = data["controls"][1]
    assert eta == {
        "name": "eta",
        "label": "learning rate η",
        "kind": "range",
        "values": [0.01, 0.1, 1.0, 1.1],
        "shown": ["0.01", "0.1", "1", "1.1"],
        "start": 1,
    }


def test_second_time_comes_from_the_cache_and_old_keys_go(tmp_path, monkeypatch):
    old = tmp_path / "tiny.broken.0123456789abcdef.json"
    old.write_text("{}")
    first = record.ensure("tiny.broken", tmp_path)
    assert not old.exists() and json.loads(first.read_text())["lab"] == "tiny.broken"
    monkeypatch.setattr(record, "record", lambda lab: pytest.fail("recorded again"))
    assert record.ensure("tiny.broken", tmp_path) == first


def test_key_follows_code_and_versions(tmp_path, monkeypatch):
    before = record.key(BOWL)
    assert record.key(BOWL) == before
    monkeypatch.setattr(record.matplotlib, "__version__", "0.0")
    assert record.key(BOWL) != before


def test_key_follows_every_module_a_lab_reaches():
    reached = {path.name for path in record.sources(BOWL.compute.__module__)}
    assert {"labs.py", "controls.py", "style.py", "definition.py"} <= reached
    assert {"drawing.py", "svg.py", "knobs.py"} <= {path.name for path in record.sources("nbhelpers.build.record")}


def test_the_imports_of_a_module_are_read_once_for_all_labs_that_reach_it():
    record.sources.cache_clear()
    record._imports.cache_clear()
    chapters = ("hopfield", "optimizers", "recurrent")
    reached = {path for name in chapters for path in record.sources(f"nbhelpers.{name}.labs")}
    code = [path for path in reached if path.suffix == ".py"]
    assert record._imports.cache_info().misses == len(code) > 30


def test_a_changed_source_changes_the_key(tmp_path, monkeypatch):
    copy = tmp_path / "tiny.py"
    copy.write_text("a = 1")
    monkeypatch.setattr(record, "sources", lambda module: (copy,))
    before = record.key(BOWL)
    copy.write_text("a = 2")
    assert record.key(BOWL) != before


def test_a_lab_that_fails_is_named_and_leaves_nothing(tmp_path, monkeypatch):
    known = labs.registry()
    monkeypatch.setitem(known, "tiny.broken", with_depth_three(known["tiny.broken"]))
    with pytest.raises(
        RuntimeError, match="recording lab tiny.broken failed: RuntimeError: the pencil broke at depth 3"
    ):
        list(record.ensure_all(["tiny.broken"], tmp_path, workers=1))
    assert list(tmp_path.iterdir()) == []


def with_depth_three(lab):
    return replace(lab, controls=(replace(lab.controls[0], recorded=(1, 3)),))


def test_writing_is_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "record.json"
    record.write("first", path)
    monkeypatch.setattr(record.os, "replace", lambda *names: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        record.write("second", path)
    assert path.read_text() == "first" and list(tmp_path.iterdir()) == [path]


def test_unknown_lab_lists_the_known_ones():
    with pytest.raises(ValueError, match="'tiny.bwol' is not among the labs: .*tiny.bowl"):
        labs.get("tiny.bwol")


def test_data_that_are_not_there_are_named():
    with pytest.raises(ValueError, match=r"tiny.bowl: there are no data 'tiny/none' in nbhelpers/tiny/data"):
        record.key(replace(BOWL, data=("tiny/none",)))


@pytest.mark.whole
def test_a_record_depends_on_every_data_file_that_its_lab_reads(monkeypatch):
    """Each lab of the book is computed with nothing kept from before, and what it opens is written down."""
    read, opened = data_of_the_book._read, set()
    monkeypatch.setattr(data_of_the_book, "_read", lambda file, *rest: opened.add(file) or read(file, *rest))
    for name, lab in labs.registry().items():
        if name.startswith("tiny."):
            continue
        forget()
        opened.clear()
        lab.state()
        assert opened <= {str(path.relative_to(record.ROOT)) for path in record.data(lab)}, name
    forget()


def forget():
    """Empty the caches of all the book's modules."""
    for name, module in list(sys.modules.items()):
        if name.startswith("nbhelpers.") and name != record.__name__:
            for one in vars(module).values():
                if type(one) is _lru_cache_wrapper:
                    one.cache_clear()
