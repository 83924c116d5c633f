"""The reader's own notebooks: laid out once, brought up to date where untouched, never written over."""

import json

import nbformat
import pytest

from tools import readable, workbooks

RUBBISH = ("{eq}", "{cite", "{ref}", "{bibliography}", "(lab:", "book.invalid", ")=\n", "```{", ":::", ".md)")


@pytest.fixture(scope="module")
def made():
    return {name: json.loads(text) for name, text in workbooks.texts().items()}


def edition(words, version="3.11.7"):
    """A notebook of one cell."""
    cell = nbformat.v4.new_markdown_cell(words, id="one")
    about = {"language_info": {"name": "python", "version": version}}
    return nbformat.writes(nbformat.v4.new_notebook(cells=[cell], metadata=about))


def words(path):
    return nbformat.read(path, as_version=4).cells[0].source


def test_what_a_reader_changed_stays_and_the_newer_edition_lies_beside(tmp_path):
    first = {"a.ipynb": edition("1"), "b.ipynb": edition("1")}
    assert workbooks.lay_out(tmp_path, first) == {"a.ipynb": "new", "b.ipynb": "new"}
    (tmp_path / "a.ipynb").write_text(edition("mine"))
    assert workbooks.lay_out(tmp_path, first) == {"a.ipynb": "yours", "b.ipynb": "as it was"}
    done = workbooks.lay_out(tmp_path, {"a.ipynb": edition("2"), "b.ipynb": edition("2")})
    assert done == {"a.ipynb": "yours, and the book's newer edition of it is a (2).ipynb", "b.ipynb": "new"}
    workbooks.lay_out(tmp_path, {"a.ipynb": edition("3")})
    assert words(tmp_path / "a (2).ipynb") == "3"  # nobody had written there
    (tmp_path / "a (2).ipynb").write_text(edition("mine too"))
    workbooks.lay_out(tmp_path, {"a.ipynb": edition("4")})
    found = {path.name: words(path) for path in tmp_path.glob("*.ipynb")}
    assert found == {"a.ipynb": "mine", "a (2).ipynb": "mine too", "a (3).ipynb": "4", "b.ipynb": "2"}


def test_to_run_or_save_a_notebook_is_not_to_change_it(tmp_path):
    workbooks.lay_out(tmp_path, {"a.ipynb": edition("1")})
    again = nbformat.read(tmp_path / "a.ipynb", as_version=4)
    again.metadata.language_info.version = "3.13.0"
    again.cells[0].metadata["trusted"] = True
    nbformat.write(again, tmp_path / "a.ipynb")
    assert workbooks.lay_out(tmp_path, {"a.ipynb": edition("2")}) == {"a.ipynb": "new"}
    assert words(tmp_path / "a.ipynb") == "2"


@pytest.mark.parametrize("mine", ["mine", "{}", '{"cells": 3}', edition("mine")])
def test_a_file_that_nobody_laid_out_is_left_alone(tmp_path, mine):
    (tmp_path / "a.ipynb").write_text(mine)
    assert workbooks.lay_out(tmp_path, {"a.ipynb": edition("1")}) == {"a.ipynb": "yours"}
    assert (tmp_path / "a.ipynb").read_text() == mine


def test_each_is_a_notebook_with_nothing_that_only_the_book_understands(made):
    for name, notebook in made.items():
        nbformat.validate(nbformat.from_dict(notebook))
        text = readable.markdown(notebook)
        assert [word for word in RUBBISH if word in text] == [], name


def test_the_start_leads_to_every_chapter(made):
    text = readable.markdown(made[workbooks.START])
    assert all(f"]({name})" in text for name in made if name != workbooks.START)


def test_an_exercise_is_a_cell_to_write_in_and_one_that_checks(made):
    code = ["".join(cell["source"]) for cell in made["hopfield.ipynb"]["cells"] if cell["cell_type"] == "code"]
    used = "# exercises.store.use(my_store)  # and the figures compute with yours"
    at = code.index(f"exercises.store.check(my_store)\n{used}")
    assert code[at - 1].startswith("def my_store(") and "exercises.store" not in code
    assert "exercises.ask_dense.check(my_ask_dense)" in code  # no figure calls what it asks for
    assert 'exercises.after_the_turn.check("")  # your number, between the quotes' in code
    assert "<details><summary>Solution</summary>" in readable.markdown(made["hopfield.ipynb"])


def test_what_the_book_folds_is_folded_by_jupyter_s_own_metadata(made):
    cells = {"".join(cell["source"]): cell["metadata"] for cell in made["hopfield.ipynb"]["cells"]}
    assert cells["labs.recall"] == {"jupyter": {"source_hidden": True}}
    assert {"jupyter": {"source_hidden": True, "outputs_hidden": True}} in cells.values()
