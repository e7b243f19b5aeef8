import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.readers.values.dates import date_of


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024", "2024"),
        (" 2024 ", "2024"),
        (2024, "2024"),
        ("2024-6", "2024-06"),
        ("2024/06/12", "2024-06-12"),
        ("2024-06-12 10:00", "2024-06-12"),
        ("2024-06-12T23:59:59.000Z", "2024-06-12"),
        ("20240612", "2024-06-12"),
        ("2024-06-0012", "2024-06-12"),
        ("2024.0", "2024"),
        (2024.0, "2024"),
        ("Mon, 2 Apr 2007 19:18:42 GMT", "2007-04-02"),
        ("Wed, 01 Jan 2025 00:00:00 -0500", "2025-01-01"),
        ("12 Jun 2024", "2024-06-12"),
        ("June 12, 2024", "2024-06-12"),
        ("June 10-14, 2024", "2024-06-10"),
        ("10–14 June 2024", "2024-06-10"),
        ("3rd March 2021", "2021-03-03"),
        ("2021 Mar 3", "2021-03-03"),
        ("June 2024", "2024-06"),
        ("Spring 2020", "2020"),
        ("2020 Winter", "2020"),
        ("Mar/Apr 2023", "2023"),
        ("2019-2020", "2019"),
        ("c. 1990", "1990"),
        ("12.06.2024", "2024-06-12"),
        ("13/06/2024", "2024-06-13"),
        ("6/13/2024", "2024-06-13"),
        ("12/06/2024", "2024"),
        ("06/2024", "2024-06"),
        ("1704240000000", "2024-01-03"),
        (1704240000, "2024-01-03"),
        (1704240000.5, "2024-01-03"),
        ({"date-parts": [["2024", 3]]}, "2024-03"),
        ({"date-parts": [[2024, 3, 5], [2024, 3, 9]]}, "2024-03-05"),
        ({"date-parts": [[2024, 13]]}, "2024"),
        ({"date-parts": [[None]], "literal": "June 2021"}, "2021-06"),
        ({"raw": "2024-5-01"}, "2024-05-01"),
        (datetime.date(2024, 3, 5), "2024-03-05"),
        (datetime.datetime(2024, 3, 5, 23, tzinfo=datetime.UTC), "2024-03-05"),
        ("0001", ""),
        ("2222-12-22", ""),
        ("9999-12-31", ""),
        ("2024-02-30", ""),
        ("2024-13", ""),
        ("yesterday", ""),
        ("9" * 5000, ""),
        pytest.param(10**5000, "", id="too many digits to be printed"),
        (float("nan"), ""),
        (True, ""),
        (None, ""),
        (["2024"], ""),
        ({"date-parts": "2024"}, ""),
    ],
)
def test_every_spelling_of_a_date(value, expected):
    assert date_of(value) == expected


@given(st.dates(datetime.date(1500, 1, 1), datetime.date(2099, 12, 31)))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_the_spellings_of_one_day_are_one_date(day):
    iso = f"{day.year:04}-{day.month:02}-{day.day:02}"
    month = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][day.month - 1]
    spellings = (iso, iso.replace("-", "/"), f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}")
    assert {date_of(text) for text in spellings} == {iso}
    assert date_of(date_of(iso)) == iso


@given(st.text(max_size=40))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_a_date_is_a_date_or_nothing(text):
    date = date_of(text)
    assert date == "" or datetime.date.fromisoformat(f"{date}-01-01"[:10])
