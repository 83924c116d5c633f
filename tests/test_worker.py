"""What a live page has its Python do: a stand-in for Matplotlib, and what was compiled kept for the next visit."""

import io
import py_compile
import subprocess
import sys
import zipfile

from nbhelpers import worker


def test_what_was_compiled_runs_although_its_source_has_another_time(tmp_path):
    source, other = tmp_path / "at" / "said.py", tmp_path / "there"
    source.parent.mkdir()
    source.write_text("print('as compiled')")
    py_compile.compile(str(source))
    archive = zipfile.ZipFile(io.BytesIO(worker.compiled(tmp_path / "at")))
    archive.extractall(other)
    (other / "said.py").write_text("print('as written later')")
    done = subprocess.run([sys.executable, "-c", "import said"], cwd=other, capture_output=True, text=True)
    assert done.stdout == "as compiled\n", done.stderr


WITHOUT = """
import json
import sys
from nbhelpers import labs, worker
answer = worker.answerer(lambda share: None)
told = json.loads(answer(json.dumps({"do": "state", "lab": "hopfield.recall"})))["reading"]
others = [name for name in ("cycler", "PIL", "ipywidgets", "IPython", "sphinx") if name in sys.modules]
asked = {"do": "check", "lab": "hopfield.energy", "values": {"code": "def energy(W, s):\\n    return ..."}}
checked = "passed" in json.loads(answer(json.dumps(asked)))
same = told == labs.registry()["hopfield.recall"].reading()
print(same, checked, others, getattr(sys.modules["matplotlib"], "__file__", None))
try:
    from matplotlib import pyplot
    pyplot.figure()
except RuntimeError as error:
    print(error)
"""


def test_labs_and_exercises_answer_where_there_is_no_matplotlib():
    done = subprocess.run([sys.executable, "-c", WITHOUT], capture_output=True, text=True)
    assert done.stdout.splitlines() == [
        "True True [] None", "Matplotlib is not loaded in this page: its figures move without it; a notebook has it"
    ], done.stderr  # fmt: skip
