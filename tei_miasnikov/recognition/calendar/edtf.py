"""From EDTF to TEI's datable attributes: the interval first, the attributes second.

1945-01-18                              → when="1945-01-18"
1904/1921       (a duration)            → from="1904" to="1921"
1941-01/1941-03 (some moment within)    → notBefore="1941-01-01" notAfter="1941-03-31"

EDTF is ISO 8601-2:2019, Annex A; the attributes are att.datable.w3c of TEI P5 (chapter ND, “Dates and Times”).
Read here: days, months, years, seasons (21–32), decades and centuries (192X, 19XX), “approximate” and “uncertain”
(1920~, 1920?), one of two ([1894,1896]), intervals with open (..) or unknown (empty) ends, times of day (T20:50).
"""

import re
from calendar import monthrange
from enum import StrEnum

from tei_miasnikov.recognition.calendar.julian import GREGORIAN_SINCE, days_in_julian_month, gregorian_day
from tei_miasnikov.text.span import Attributes

Bounds = tuple[str | None, str | None]
"""The first and the last year, month or day, at the precision of the words; None where a side is open or unknown."""


class Family(StrEnum):
    """What an interval says; TEI has attributes for each, and refuses them together."""

    POINT = "point"  # it happened then: when
    DURATION = "duration"  # it lasted: from, to
    UNCERTAIN = "uncertain"  # it happened at some moment within: notBefore, notAfter


NAMES = {Family.DURATION: ("from", "to"), Family.UNCERTAIN: ("notBefore", "notAfter")}

SEASONS = {
    **dict.fromkeys((21, 25, 31), (3, 5)),  # 31: southern autumn
    **dict.fromkeys((22, 26, 32), (6, 8)),
    **dict.fromkeys((23, 27, 29), (9, 11)),
    **dict.fromkeys((24, 28, 30), (12, 2)),
}
"""First and last month of the meteorological seasons: 21–24 and 25–28 northern, 29–32 southern."""


def tei_attributes(edtf: str, family: Family = Family.POINT, cert: str | None = None) -> Attributes:
    """The attributes of a `date`, or of a `time` where the EDTF is a time of day.

    A point that is no single year, month or day (a season, a decade) is uncertain. ValueError where the EDTF is none of
    those that this module reads.
    """
    low, high = bounds(edtf)
    if family is Family.POINT and low == high:
        pairs: tuple[tuple[str, str | None], ...] = (("when", low),)
    else:
        family = Family.UNCERTAIN if family is Family.POINT else family
        first, last = (low, high) if family is Family.DURATION else (first_day(low), last_day(high))
        pairs = tuple(zip(NAMES[family], (first, last), strict=True))
    return tuple((name, value) for name, value in (*pairs, ("cert", cert)) if value is not None)


def bounds(edtf: str) -> Bounds:
    """The first and the last date of an EDTF expression, never more precise than it is.

    1927-22 → 1927-06, 1927-08;  192X → 1920, 1929;  ../1936 → None, 1936;  [1894,1896] → 1894, 1896.
    """
    if edtf.startswith("["):
        first, _, last = edtf.strip("[]").partition(",")
    elif "/" in edtf:
        first, _, last = edtf.partition("/")
    else:
        first = last = edtf
    return slot_bounds(first)[0], slot_bounds(last)[1]


def slot_bounds(slot: str) -> Bounds:
    """The bounds of one side of an interval."""
    slot = slot.rstrip("?~")
    if slot in ("", ".."):
        return None, None
    if time := re.fullmatch(r"T(\d\d:\d\d)(:\d\d)?", slot):
        return (f"{time[1]}{time[2] or ':00'}",) * 2
    if re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?", slot):
        return slot, slot
    if re.fullmatch(r"\d{3}X|\d\dXX", slot):
        return slot.replace("X", "0"), slot.replace("X", "9")
    if season := re.fullmatch(r"(\d{4})-(2[1-9]|3[0-2])", slot):
        return season_bounds(int(season[1]), int(season[2]))
    raise ValueError(f"not an EDTF date that is read here: {slot!r}")


def season_bounds(year: int, season: int) -> Bounds:
    """The months of a season. One that runs over New Year may be named by either year, so both are covered."""
    first, last = SEASONS[season]
    over = int(first > last)
    return f"{year - over:04}-{first:02}", f"{year + over:04}-{last:02}"


def first_day(value: str | None) -> str | None:
    """The first day of a month; a year, a day or nothing stays as it is."""
    return f"{value}-01" if value and re.fullmatch(r"\d{4}-\d\d", value) else value


def last_day(value: str | None) -> str | None:
    """The last day of a month; a year, a day or nothing stays as it is."""
    if not value or not re.fullmatch(r"\d{4}-\d\d", value):
        return value
    return f"{value}-{monthrange(int(value[:4]), int(value[5:]))[1]}"


def old_style(attributes: Attributes) -> Attributes:
    """The same attributes for a date printed in the Julian calendar: the printed one in `when-custom` and its kin.

    A day has its Gregorian value beside it; a month is the interval of its Gregorian days; a year stays as it is.
    """
    dates = [(name, value) for name, value in attributes if name != "cert"]
    if not any(re.match(r"\d{4}-\d\d", value) and value < GREGORIAN_SINCE for _, value in dates):
        return attributes
    custom = [(f"{name}-custom", value) for name, value in dates if value < GREGORIAN_SINCE]
    rest = [(name, value) for name, value in attributes if name == "cert"]
    return (*new_style(dates), *custom, ("datingMethod", "#julian"), *rest)


def new_style(dates: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The Gregorian values of Julian ones."""
    if len(dates) == 1 and dates[0][0] == "when" and re.fullmatch(r"\d{4}-\d\d", dates[0][1]):
        year, month = map(int, dates[0][1].split("-"))
        dates = [("notBefore", f"{year:04}-{month:02}-01"), ("notAfter", julian_last_day(year, month))]
    return [(name, gregorian(value)) for name, value in dates]


def julian_last_day(year: int, month: int) -> str:
    """The last day of a month of the Julian calendar."""
    return f"{year:04}-{month:02}-{days_in_julian_month(year, month):02}"


def gregorian(value: str) -> str:
    """The Gregorian value of a Julian day; a month, a year or a day after the reform stays as it is."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", value) or value >= GREGORIAN_SINCE:
        return value
    year, month, day = map(int, value.split("-"))
    return gregorian_day(year, month, day).isoformat()
