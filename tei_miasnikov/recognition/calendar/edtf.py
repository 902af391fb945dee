"""From EDTF to TEI's datable attributes: the interval first, the attributes second.

1945-01-18                              → when="1945-01-18"
1904/1921       (a duration)            → from="1904" to="1921"
1941-01/1941-03 (some moment within)    → notBefore="1941-01-01" notAfter="1941-03-31"

EDTF is ISO 8601-2:2019, Annex A; the attributes are att.datable.w3c of TEI P5 (chapter ND, “Dates and Times”).
Read here: days, months, years, seasons (21–32), decades and centuries (192X, 19XX), “approximate” and “uncertain”
(1920~, 1920?), one of two ([1894,1896]), intervals with open (..) or unknown (empty) ends, times of day (T20:50).
"""

import re
from enum import StrEnum
from functools import lru_cache

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


@lru_cache(maxsize=1024)
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


SLOT = re.compile(
    r"(?P<none>|\.\.)|(?P<date>\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?)|(?P<decade>\d{3}X|\d\dXX)"
    r"|(?P<season>\d{4}-(?:2[1-9]|3[0-2]))|T(?P<time>\d\d:\d\d(?::\d\d)?)"
)
"""What may stand on one side of an interval."""


def slot_bounds(slot: str) -> Bounds:
    """The bounds of one side of an interval."""
    slot = slot.rstrip("?~")
    found = SLOT.fullmatch(slot)
    match found and found.lastgroup:
        case "none":
            return None, None
        case "date":
            return slot, slot
        case "decade":
            return slot.replace("X", "0"), slot.replace("X", "9")
        case "season":
            return season_bounds(int(slot[:4]), int(slot[5:]))
        case "time":
            return (f"{slot[1:]}:00"[: len("20:50:00")],) * 2
    raise ValueError(f"not an EDTF date that is read here: {slot!r}")


def season_bounds(year: int, season: int) -> Bounds:
    """The months of a season. One that runs over New Year may be named by either year, so both are covered."""
    first, last = SEASONS[season]
    over = int(first > last)
    return f"{year - over:04}-{first:02}", f"{year + over:04}-{last:02}"


def first_day(value: str | None) -> str | None:
    """The first day of a month; a year, a day or nothing stays as it is."""
    return f"{value}-01" if value and is_month(value) else value


def last_day(value: str | None) -> str | None:
    """The last day of a month; a year, a day or nothing stays as it is."""
    return f"{value}-{days_in_month(value)}" if value and is_month(value) else value


def is_month(value: str) -> bool:
    """Whether a bound is a month of a year: 1945-01."""
    return value.count("-") == 1


def days_in_month(month: str) -> int:
    """1945-02 → 28; February has 29 in every fourth year but for three in four centuries."""
    year, number = map(int, month.split("-"))
    if number == 2 and year % 100 == 0 and year % 400:
        return 28
    return days_in_julian_month(year, number)


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
