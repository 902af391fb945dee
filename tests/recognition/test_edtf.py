"""EDTF → TEI attributes, moments → EDTF, and the old calendar."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei_miasnikov.recognition.calendar.edtf import Family, bounds, old_style, tei_attributes
from tei_miasnikov.recognition.calendar.julian import gregorian_day
from tei_miasnikov.recognition.calendar.moment import Moment, Part
from tei_miasnikov.text.span import attributes

BOUNDS = [
    ("1945-01-18", "1945-01-18", "1945-01-18"),
    ("1929-06", "1929-06", "1929-06"),
    ("1934", "1934", "1934"),
    ("1920~", "1920", "1920"),
    ("1905?/1938", "1905", "1938"),
    ("1920/..", "1920", None),
    ("../1936", None, "1936"),
    ("1905/", "1905", None),
    ("/1938", None, "1938"),
    ("1931-01/1931-02", "1931-01", "1931-02"),
    ("1927-22", "1927-06", "1927-08"),
    ("1927-24", "1926-12", "1928-02"),
    ("1927-30", "1926-12", "1928-02"),
    ("1927-32", "1927-06", "1927-08"),
    ("192X", "1920", "1929"),
    ("19XX", "1900", "1999"),
    ("192X/..", "1920", None),
    ("[1894,1896]", "1894", "1896"),
    ("T20:50", "20:50:00", "20:50:00"),
]


@pytest.mark.parametrize(("edtf", "low", "high"), BOUNDS)
def test_bounds(edtf: str, low: str | None, high: str | None) -> None:
    assert bounds(edtf) == (low, high)


@pytest.mark.parametrize(
    "edtf", ["1945-13", "45", "1927-20", "1927-33", "1927-22-01", "summer", "1920/1921/1922", "19X5"]
)
def test_what_is_no_edtf_is_refused(edtf: str) -> None:
    with pytest.raises(ValueError, match="not an EDTF date"):
        bounds(edtf)


ATTRIBUTES = [
    ("1945-01-18", Family.POINT, attributes(when="1945-01-18")),
    ("T20:50", Family.POINT, attributes(when="20:50:00")),
    ("1904/1921", Family.DURATION, attributes(from_="1904", to="1921")),
    ("1904/1921", Family.UNCERTAIN, attributes(notBefore="1904", notAfter="1921")),
    ("1931-01/1931-02", Family.DURATION, attributes(from_="1931-01", to="1931-02")),
    ("1928-01/1928-02", Family.UNCERTAIN, attributes(notBefore="1928-01-01", notAfter="1928-02-29")),
    ("../1922-12", Family.UNCERTAIN, attributes(notAfter="1922-12-31")),
    ("1927-22", Family.POINT, attributes(notBefore="1927-06-01", notAfter="1927-08-31")),
    ("193X", Family.DURATION, attributes(from_="1930", to="1939")),
    ("1905/", Family.DURATION, attributes(from_="1905")),
]


@pytest.mark.parametrize(("edtf", "family", "expected"), ATTRIBUTES)
def test_attributes(edtf: str, family: Family, expected: tuple[tuple[str, str], ...]) -> None:
    assert tei_attributes(edtf, family) == expected


def test_certainty_is_the_last_attribute() -> None:
    assert tei_attributes("../1934", Family.DURATION, "medium") == attributes(to="1934", cert="medium")


MOMENTS = [
    (Moment(1945, 1, 18), "1945-01-18"),
    (Moment(987), "0987"),
    (Moment(1927, season=22), "1927-22"),
    (Moment(1927, season=24, last_year=1928), "1927-12/1928-02"),
    (Moment(1941, part="early"), "1941-01/1941-03"),
    (Moment(1941, part="late"), "1941-10/1941-12"),
    (Moment(1940, 2, part="late"), "1940-02-21/1940-02-29"),
    (Moment(1941, 2, part="second-half"), "1941-02-16/1941-02-28"),
    (Moment(decade="193X", part="early"), "1930/1933"),
    (Moment(decade="19XX", part="early"), "1900/1939"),
    (Moment(1927, season=22, part="mid"), "1927-07/1927-07"),
    (Moment(1927, season=24, part="late"), "1927-24"),
]


@pytest.mark.parametrize(("moment", "edtf"), MOMENTS)
def test_moments(moment: Moment, edtf: str) -> None:
    assert moment.edtf() == edtf


@given(st.integers(1000, 2100), st.integers(1, 12) | st.none(), st.sampled_from(["early", "mid", "late"]))
def test_parts_follow_each_other_within_their_whole(year: int, month: int | None, part: Part) -> None:
    first, last = Moment(year, month, part=part).edtf().split("/")
    whole = Moment(year, month).edtf()
    assert first.startswith(whole)
    assert last.startswith(whole)
    assert first < last


def test_the_parts_of_a_month_leave_no_day_out() -> None:
    parts: tuple[Part, ...] = ("early", "mid", "late")
    spans = [Moment(1941, 2, part=part).edtf().split("/") for part in parts]
    days = [day for first, last in spans for day in range(int(first[-2:]), int(last[-2:]) + 1)]
    assert days == list(range(1, 29))


JULIAN = [
    ((1917, 10, 25), date(1917, 11, 7)),
    ((1918, 1, 31), date(1918, 2, 13)),
    ((1900, 2, 29), date(1900, 3, 13)),
    ((1812, 8, 26), date(1812, 9, 7)),
    ((1700, 1, 1), date(1700, 1, 11)),
    ((1582, 10, 5), date(1582, 10, 15)),
]


@pytest.mark.parametrize(("old", "new"), JULIAN)
def test_julian_days_of_the_history_books(old: tuple[int, int, int], new: date) -> None:
    assert gregorian_day(*old) == new


@pytest.mark.parametrize("day", [(1917, 2, 29), (1917, 13, 1), (1917, 4, 31), (1917, 4, 0)])
def test_days_that_the_julian_calendar_lacks(day: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="Julian calendar has no"):
        gregorian_day(*day)


def test_old_style_keeps_the_printed_date() -> None:
    printed = attributes(when="1917-10-25", cert="medium")
    expected = (("when", "1917-11-07"), ("when-custom", "1917-10-25"), ("datingMethod", "#julian"), ("cert", "medium"))
    assert old_style(printed) == expected


def test_old_style_ends_with_the_reform() -> None:
    begun = attributes(from_="1917-10-20", to="1918-03-03")
    expected = (
        ("from", "1917-11-02"),
        ("to", "1918-03-03"),
        ("from-custom", "1917-10-20"),
        ("datingMethod", "#julian"),
    )
    assert old_style(begun) == expected
    assert old_style(attributes(when="1917")) == attributes(when="1917")


def test_an_old_month_is_the_interval_of_its_new_days() -> None:
    assert old_style(attributes(when="1917-10"))[:2] == (("notBefore", "1917-10-14"), ("notAfter", "1917-11-13"))


@given(
    st.from_regex(
        re.compile(r"(\.\.|\d{3}[\dX]|\d{4}-\d\d(-\d\d)?|)/?(\.\.|\d{3}[\dX]|\d{4}-\d\d(-\d\d)?|)~?"), fullmatch=True
    )
)
def test_bounds_never_say_more_than_the_expression(edtf: str) -> None:
    try:
        found = bounds(edtf)
    except ValueError:
        return
    assert all(bound is None or len(bound) <= 10 for bound in found)
    assert max(len(bound or "") for bound in found) <= max(len(side.rstrip("~")) for side in edtf.split("/"))
