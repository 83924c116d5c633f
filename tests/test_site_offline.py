"""Which files of the book a browser keeps, and when."""

from nbhelpers.site import offline


def test_what_is_kept_when():
    kept = {name: offline.part(name) for name in ("book/hopfield.html", "_static/labs/hopfield.recall.1.json")}
    assert set(kept.values()) == {"whole"}
    assert offline.part("_static/page.css") == offline.part("index.html") == "first"
    assert offline.part("_static/pyodide-0.27.7/python_stdlib.zip") == "used"
    for name in ("lite/service-worker.js", "lite/index.html", "sw.js", "_sources/book/rbm.ipynb", "_static/thebe.js"):
        assert offline.part(name) is None


def test_of_the_scripts_that_are_packed_only_the_whole_and_the_worker_are_kept():
    kept = {name: offline.part(f"_static/lab-1/{name}") for name in ("book-A.js", "book-a.css", "worker.js", "lab.js")}
    assert kept == {"book-A.js": "first", "book-a.css": "first", "worker.js": "first", "lab.js": None}
