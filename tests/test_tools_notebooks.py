"""tools/notebooks.py: runs notebooks in place, writes all or nothing, and finds what should not be committed."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tools.notebooks import WIDGET_VIEW, NotebookError, clean, main, problems, run

SHOWS_A_WIDGET = f"""from IPython.display import display
display({{"text/plain": "one", "text/html": "<b>one</b>", "{WIDGET_VIEW}": {{"model_id": "1"}}}}, raw=True)
display({{"{WIDGET_VIEW}": {{"model_id": "2"}}}}, raw=True)"""


@pytest.fixture
def store(tmp_path):
    """store(*cells) -> the path of a notebook with these cells; a string is a code cell's source."""

    def write(*cells, name="chapter.ipynb", **metadata):
        cells = [new_code_cell(cell) if isinstance(cell, str) else cell for cell in cells]
        notebook = new_notebook(cells=cells, metadata=metadata)
        nbformat.write(notebook, tmp_path / name)
        return tmp_path / name

    return write


def cells(path):
    return nbformat.read(path, as_version=4).cells


def test_runs_in_the_notebooks_folder_and_stores_the_outputs(store, tmp_path):
    path = store(new_markdown_cell("# A"), "import os\nprint(os.getcwd())", "6 * 7")
    run(path)
    _, first, second = cells(path)
    assert first.outputs[0].text.strip() == str(tmp_path.resolve())
    assert second.outputs[0].data["text/plain"] == "42"
    assert problems(path) == []


def test_a_second_run_writes_the_same_bytes(store):
    path = store("import ipywidgets\nipywidgets.IntSlider()", "1 + 1", "1 + 1")
    run(path)
    first = path.read_bytes()
    run(path)
    assert path.read_bytes() == first


def test_widget_views_and_state_are_taken_out_and_the_rest_kept(store):
    path = store("import ipywidgets\nipywidgets.IntSlider(3)", SHOWS_A_WIDGET)
    run(path)
    assert problems(path) == [] and "widgets" not in nbformat.read(path, as_version=4).metadata
    slider, shown = cells(path)
    assert slider.outputs[0].data["text/plain"] == "IntSlider(value=3)"
    assert [output.data for output in shown.outputs] == [{"text/plain": "one", "text/html": "<b>one</b>"}]


def test_a_cell_that_raises_leaves_the_file_as_it_was(store, tmp_path):
    path = store("1 + 1", "eta = 0.1\nraise ValueError('eta is 0.1')")
    before = path.read_bytes()
    with pytest.raises(NotebookError) as failure:
        run(path)
    assert path.read_bytes() == before and list(tmp_path.iterdir()) == [path]
    assert f"{path}: cell 2 of 2: ValueError: eta is 0.1" in str(failure.value)
    assert "    eta = 0.1" in str(failure.value)


def test_an_error_that_is_meant_is_kept(store):
    path = store(new_code_cell("raise ValueError('meant')", metadata={"tags": ["raises-exception"]}))
    run(path)
    assert cells(path)[0].outputs[0].ename == "ValueError" and problems(path) == []


def test_a_cell_that_takes_too_long_is_named(store):
    path = store("1", "import time\ntime.sleep(60)")
    with pytest.raises(NotebookError, match="cell 2 of 2: took longer than 1 s"):
        run(path, timeout=1)


def test_a_kernel_that_ends_is_said(store):
    path = store("import os\nos._exit(1)")
    with pytest.raises(NotebookError, match="cell 1 of 1: its kernel ended"):
        run(path)


def test_one_failure_does_not_stop_the_others(store, capsys):
    bad, good = store("1 / 0", name="bad.ipynb"), store("1 + 1", name="good.ipynb")
    assert main([str(bad), str(good)]) == 1
    assert "ZeroDivisionError" in capsys.readouterr().err
    assert cells(good)[0].outputs


@pytest.mark.parametrize("text, said", [("{", "not a notebook"), (None, "no such file")])
def test_a_file_that_is_no_notebook_is_named(tmp_path, capsys, text, said):
    path = tmp_path / "broken.ipynb"
    if text:
        path.write_text(text)
    assert main(["--check", str(path)]) == 1
    assert f"{path}: {said}" in capsys.readouterr().out


def stored(output, **metadata):
    return new_code_cell("x", execution_count=1, outputs=[output], metadata=metadata)


@pytest.mark.parametrize(
    "cell, said",
    [
        (new_code_cell("1 + 1"), "cell 1 was never run"),
        (stored(new_output("display_data", {WIDGET_VIEW: {"model_id": "1"}})), "cell 1 carries a widget view"),
        (stored(new_output("error", ename="KeyError", evalue="'x'")), "cell 1 carries an error (KeyError: 'x')"),
        (stored(new_output("stream", name="stderr", text="Warning: x\n")), "cell 1 writes to stderr: Warning: x"),
        (stored(new_output("stream", text="x"), execution={"a": "b"}), "cell 1 carries execution timestamps"),
    ],
)
def test_check_names_what_should_not_be_committed(store, capsys, cell, said):
    path = store(cell)
    before = path.read_bytes()
    assert main(["--check", str(path)]) == 1
    assert said in capsys.readouterr().out and path.read_bytes() == before


def test_check_names_widget_state(store):
    path = store(widgets={"application/vnd.jupyter.widget-state+json": {"state": {}}})
    assert problems(path) == [f"{path}: carries widget state (metadata.widgets)"]


def test_clean_keeps_tags_and_drops_what_editors_leave():
    cell = new_code_cell("1", metadata={"tags": ["remove-input"], "collapsed": True, "ExecuteTime": {}})
    cell.outputs = [new_output("display_data", {"text/html": f'<figure data-place="{32 * "a"}">'})]
    notebook = new_notebook(cells=[cell], metadata={"jupytext": {}, "language_info": {"name": "julia"}})
    clean(notebook)
    assert notebook.cells[0].metadata == {"tags": ["remove-input"], "jupyter": {"source_hidden": True}}
    assert notebook.cells[0].outputs[0].data["text/html"] == "<figure>"
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert notebook.metadata["language_info"]["name"] == "python"
