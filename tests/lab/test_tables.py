"""A reader's table: separators, headings, and what is refused, with its line."""

import pytest

from nbhelpers.lab.tables import table


@pytest.mark.parametrize(
    ("text", "names", "rows"),
    [
        ("x,y\n1,2\n3,4\n", ["x", "y"], [["1", "2"], ["3", "4"]]),
        ("1,2\n3,4", ["column 1", "column 2"], [["1", "2"], ["3", "4"]]),
        ("x;y\n0,5;1\n", ["x", "y"], [["0.5", "1"]]),
        ("x\ty\r\n1\t2\r\n", ["x", "y"], [["1", "2"]]),
        ("1 2\n3 4", ["column 1", "column 2"], [["1", "2"], ["3", "4"]]),
        ('# from a lab\nname, y\n\n"Ng, A.", 4\n', ["name", "y"], [["Ng, A.", "4"]]),
        ("1e-3, -2.5E2", ["column 1", "column 2"], [["1e-3", "-2.5E2"]]),
        ("a,b", ["column 1", "column 2"], [["a", "b"]]),
    ],
)
def test_tables_as_people_have_them(text, names, rows):
    found = table(text)
    assert (found.names, found.rows) == (names, rows)


def test_columns_of_numbers_alone():
    found = table("a,b,c,d\n1,x,nan,2\n2,3,4,inf\n")
    assert found.numeric() == [0] and found.column(1) == ["x", "3"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# nothing\n\n", "there is no row in it"),
        ("1,2\n3,4,5\n", "line 2 has 3 columns, the first has 2"),
        ("# a\n\n1\n2\n", "line 3 has 1 columns; allowed are 2 to 50"),
        (",".join("1" * 51), "line 1 has 51 columns"),
        ("1,2\n" * 5002, "5,002 rows; allowed are 5,000"),
        ('1,2\n"3,4\n', "line 2 is no row of a table"),
        ("<html>\n<p>1,2</p>\n", "line 1 has 1 columns"),
    ],
)
def test_what_is_no_table_is_refused_with_its_line(text, words):
    with pytest.raises(ValueError, match=words):
        table(text)
