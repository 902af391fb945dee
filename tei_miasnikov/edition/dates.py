"""Dates as readers are told them, and as a line of time needs them.

    said("1945-01-18")      18 January 1945          when(Dating(not_after="1922-12-31"))      a bar that ends with 1922

Nothing is more precise than the encoding: a year is a bar of a year.
"""

import re
from calendar import monthrange
from typing import NamedTuple

from tei_miasnikov.encoded.dating import Dating

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
ISO = re.compile(r"(?P<year>-?\d{4,})(-(?P<month>\d\d)(-(?P<day>\d\d))?)?(T.*|Z|[+-]\d\d:\d\d)?")
HTML = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
UNCERTAIN = frozenset(["low", "medium", "unknown"])


class Period(NamedTuple):
    """A stretch of time in years, half-open, and how it is meant.

    `kind` is exact (a date as given), lasting (from one to another), between (a date that lies within), since, until.
    """

    start: float
    end: float
    kind: str


def said(value: str) -> str:
    """An ISO 8601 date in words; what is no such date as it stands."""
    found = ISO.fullmatch(value)
    if found is None or not _is_day(found):
        return value
    month = MONTHS[int(found["month"]) - 1] if found["month"] else ""
    year = found["year"].lstrip("0") or "0"
    return " ".join(filter(None, [str(int(found["day"])) if found["day"] else "", month, year]))


def described(dating: Dating) -> str:
    """What the encoding says of a date, in words."""
    parts = [
        said(dating.when) if dating.when else "",
        _bounds(dating.start, dating.end, "from", "to"),
        _bounds(dating.not_before, dating.not_after, "not before", "not after"),
    ]
    words = ", ".join(filter(None, parts))
    return f"{words} (certainty: {dating.cert})" if dating.cert else words


def is_uncertain(dating: Dating) -> bool:
    """Whether a date is known only within bounds, or doubted."""
    return bool(dating.not_before or dating.not_after) or dating.cert in UNCERTAIN


def html_date(dating: Dating) -> str | None:
    """The value for HTML's time element, None where it can't hold it."""
    return dating.when if HTML.fullmatch(dating.when) else None


def period(dating: Dating) -> Period | None:
    """The stretch of time that a date may stand for; None where no year is known."""
    start, end = _edges(dating.earliest), _edges(dating.latest)
    if start and end:
        kind = "exact" if dating.when else "between" if dating.not_before or dating.not_after else "lasting"
        return Period(start[0], max(start[1], end[1]), "between" if dating.cert in UNCERTAIN else kind)
    if start:
        return Period(*start, "since")
    return Period(*end, "until") if end else None


def _bounds(first: str, last: str, before: str, after: str) -> str:
    words = [f"{before} {said(first)}" if first else "", f"{after} {said(last)}" if last else ""]
    return " ".join(filter(None, words))


def _edges(value: str) -> tuple[float, float] | None:
    """The first and the last moment of a day, month or year, in years."""
    found = ISO.fullmatch(value)
    if found is None or not _is_day(found):
        return None
    year, month, day = int(found["year"]), found["month"], found["day"]
    if not month:
        return float(year), float(year + 1)
    first = year + (int(month) - 1) / 12
    if not day:
        return first, first + 1 / 12
    return first + (int(day) - 1) / 366, first + int(day) / 366


def _is_day(found: re.Match[str]) -> bool:
    """Whether there is such a month and day; a year of more than six digits is none of ours."""
    if len(found["year"]) > 7 or not 1 <= int(found["month"] or 1) <= 12:
        return False
    year = abs(int(found["year"])) % 400 or 400
    return 1 <= int(found["day"] or 1) <= monthrange(year, int(found["month"] or 1))[1]
