"""Terms as Python values."""

import math
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from kg.query.values import value

XSD = "http://www.w3.org/2001/XMLSchema#"


def typed(text, datatype):
    return Literal(text, datatype=NamedNode(f"{XSD}{datatype}"))


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (None, None),
        (NamedNode("https://x.org/a"), "https://x.org/a"),
        (BlankNode("b"), "_:b"),
        (Literal("12"), "12"),
        (Literal("zwölf", language="de"), "zwölf"),
        (Literal(12), 12),
        (typed("7", "nonNegativeInteger"), 7),
        (typed("0.10", "decimal"), Decimal("0.10")),
        (typed("1e3", "double"), 1000.0),
        (typed("INF", "double"), math.inf),
        (typed("true", "boolean"), True),
        (typed("0", "boolean"), False),
        (typed("2024-02-29", "date"), date(2024, 2, 29)),
        (typed("2024-02-29T10:00:00Z", "dateTime"), datetime(2024, 2, 29, 10, tzinfo=UTC)),
        (typed("2024", "gYear"), "2024"),
        (Literal("5", datatype=NamedNode("https://x.org/metres")), "5"),
    ],
)
def test_a_term_is_a_value(term, expected):
    assert value(term) == expected
    assert type(value(term)) is type(expected)


@pytest.mark.parametrize(
    ("text", "datatype"),
    [("many", "integer"), ("9" * 5000, "integer"), ("1,5", "decimal"), ("maybe", "boolean"), ("2023-02-29", "date")],
)
def test_what_is_not_of_its_type_stays_a_text(text, datatype):
    assert value(typed(text, datatype)) == text
