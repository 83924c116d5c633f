"""What the worker of a live page has Python do: fewer fonts, and what was compiled kept for the next visit."""

import io
import json
import py_compile
import subprocess
import sys
import zipfile

from nbhelpers import worker
from tests.tiny import add_labs
from tests.tiny.rooms.tiny import labs

add_labs()


def test_one_font_is_left(tmp_path):
    for name in ("ttf/DejaVuSans.ttf", "ttf/cmr10.ttf", "ttf/LICENSE", "afm/cmr10.afm", "pdfcorefonts/Courier.afm"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    worker.drop_fonts(tmp_path)
    left = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())
    assert left == ["ttf/DejaVuSans.ttf", "ttf/LICENSE"]


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


def test_requests_are_answered():
    answer = worker.answerer(lambda share: None)
    asked = {"do": "state", "lab": "tiny.bowl", "values": {"step": 3}}
    assert json.loads(answer(json.dumps(asked)))["reading"] == labs.bowl.reading(step=3)
