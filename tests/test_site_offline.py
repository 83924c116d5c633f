"""Which files of the book a browser keeps, and when."""

from nbhelpers.site import offline


def test_what_is_kept_when():
    kept = {name: offline.part(name) for name in ("book/hopfield.html", "_static/labs/hopfield.recall.1.json")}
    assert set(kept.values()) == {"whole"}
    assert offline.part("_static/theme.js") == offline.part("index.html") == "first"
    assert offline.part("_static/pyodide-0.27.7/python_stdlib.zip") == "used"
    for name in ("lite/service-worker.js", "lite/index.html", "sw.js", "_sources/book/rbm.ipynb"):
        assert offline.part(name) is None
    for unused in ("_static/thebe.js", "_static/page.css"):
        assert offline.part(unused) is None


def test_of_the_scripts_that_are_packed_only_the_whole_and_the_worker_are_kept():
    kept = {name: offline.part(f"_static/lab-1/{name}") for name in ("book-A.js", "worker.js", "lab.js")}
    assert {offline.part(f"_static/lab-1/{name}") for name in ("tour.js", "tour.css")} == {"whole"}
    assert kept == {"book-A.js": "first", "worker.js": "first", "lab.js": None}
