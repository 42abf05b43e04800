from __future__ import annotations

import tomllib

import pytest

from fulfil.exports.toml_places import line_of, said_line, table_line

TEXT = """# a comment
name = "x"
signature = [
  "A",  # one
  "B",
]

[ orders.columns ]  # the columns
order_id = "A"
"quoted key" = { first = ["A", "B"] }

[words.status]
# shipped = ["x"]
shipped = ["x"]
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("name",), 2),
        (("signature",), 3),
        (("signature", 1), 3),
        (("orders",), 8),
        (("orders", "columns", "order_id"), 9),
        (("orders", "columns", "quoted key", "first"), 10),
        (("orders", "columns", "missing"), 8),
        (("words", "status", "shipped"), 14),
        (("nothing",), None),
        ((), None),
    ],
)
def test_the_line_of_a_value(path, line):
    assert line_of(TEXT, path) == line


def test_the_line_of_a_table():
    assert table_line(TEXT, "orders.columns") == 8
    assert table_line(TEXT, "returns.columns") is None


def test_the_line_that_the_parser_names():
    with pytest.raises(tomllib.TOMLDecodeError) as error:
        tomllib.loads('a = 1\nb = "\n')
    assert said_line(error.value) == 2


def test_the_line_of_a_value_in_a_list_of_tables():
    text = "[[step]]\nupto = 1\n[[step]]\n\nupto = 2\nprice = [\n 1,\n 2]\n"
    assert line_of(text, ("step", 0, "upto")) == 2
    assert line_of(text, ("step", 1, "upto")) == 5
    assert line_of(text, ("step", 1, "price", 1)) == 6
    assert line_of(text, ("step", 1, "missing")) == 3
    assert line_of(text, ("step", 2)) == 1
