"""A lab's figures without Matplotlib, for the page's Python, where it would double what a reader waits for.

The build describes each stage and what moves on it (`build/stages.py`). `drawing` makes the marks from that, with the
setters of Matplotlib's artists (`marks`, `shapes`, `picture`), so that an `update` is the same everywhere;
`stand_in` is what labs import.
"""
