"""The page on speed says what was measured, and what is over a budget is named."""

from tools import speed

PAGE = {"performance": 99, "accessibility": 100, "best-practices": 100, "fcp": 1200, "tti": 2000, "tbt": 10, "bytes": 1}


def test_the_page_is_made_of_the_budgets_and_of_what_was_measured():
    assert speed.PAGE.read_text("utf8") == speed.text(speed.budgets(), speed.measured())


def test_what_is_over_its_budget_is_named():
    slow = {**PAGE, "fcp": 1501, "performance": 94}
    assert speed.over({"a": PAGE, "b": slow}) == {"b": {"performance": 94, "fcp": 1501}}
