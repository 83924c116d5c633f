"""The page on speed says what was measured, and what is over a budget is named."""

from tools import speed

PAGE = {"performance": 99, "accessibility": 100, "best-practices": 100, "fcp": 1200, "tti": 2000, "tbt": 10, "bytes": 1}


def test_the_page_is_made_of_the_budgets_and_of_what_was_measured():
    assert speed.PAGE.read_text("utf8") == speed.text(speed.budgets(), speed.measured())


def test_what_is_over_its_budget_is_named():
    slow = {**PAGE, "fcp": 1501, "performance": 94}
    assert speed.over({"a": PAGE, "b": slow}) == {"b": {"performance": 94, "fcp": 1501}}


def test_the_turns_of_all_controls_become_one_row_a_way():
    row = {way: [1.0] * 19 + [9.0] for way in speed.WAYS}
    found = speed.summary({"quick": row, "slow": row | {"work": [20.0] * 20}})
    assert found["work"] == [14.5, 20.0, 20.0, "slow"]
    assert found["aligned"] == [1.0, 1.0, 1.0, "quick"]
    assert [line[0] for line in speed.turn_rows(found)] == list(speed.WAYS.values())
