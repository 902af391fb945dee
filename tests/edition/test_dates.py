"""Dates in words and in years."""

import pytest

from tei_miasnikov.edition.dates import described, html_date, is_uncertain, period, said
from tei_miasnikov.encoded import Dating


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("1945-01-18", "18 January 1945"),
        ("1945-01", "January 1945"),
        ("1945", "1945"),
        ("0079-08-24", "24 August 79"),
        ("1945-13", "1945-13"),
        ("1945-02-30", "1945-02-30"),
        ("1944-02-29", "29 February 1944"),
        ("--05-01", "--05-01"),
        ("now", "now"),
    ],
)
def test_said(value: str, words: str) -> None:
    assert said(value) == words


@pytest.mark.parametrize(
    ("dating", "expected"),
    [
        (Dating(when="1922"), (1922, 1923, "exact")),
        (Dating(when="1922-07"), (1922.5, 1922.583, "exact")),
        (Dating(start="1889", end="1945"), (1889, 1946, "lasting")),
        (Dating(not_before="1928-01-01", not_after="1928-03-31"), (1928, 1928.249, "between")),
        (Dating(when="1931", cert="low"), (1931, 1932, "between")),
        (Dating(start="1920"), (1920, 1921, "since")),
        (Dating(not_after="1922-12-31"), (1922.999, 1923.001, "until")),
    ],
)
def test_period(dating: Dating, expected: tuple[float, float, str]) -> None:
    found = period(dating)
    assert found
    assert (found.start, found.end) == pytest.approx(expected[:2], abs=0.01)
    assert found.kind == expected[2]


@pytest.mark.parametrize("value", ["", "--05", "soon", "1945-99", "99999999"])
def test_what_is_no_year_has_no_period(value: str) -> None:
    assert period(Dating(when=value)) is None


def test_bounds_are_told() -> None:
    dating = Dating(not_before="1928-01-01", not_after="1928-03-31", cert="high")
    assert described(dating) == "not before 1 January 1928 not after 31 March 1928 (certainty: high)"
    assert is_uncertain(dating)
    assert not is_uncertain(Dating(when="1928"))


def test_html_holds_only_its_own_dates() -> None:
    assert html_date(Dating(when="1945-01-18")) == "1945-01-18"
    assert html_date(Dating(when="-0044")) is None
    assert html_date(Dating(start="1945")) is None
