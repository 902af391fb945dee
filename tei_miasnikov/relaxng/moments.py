"""Dates, times and durations: points on a line, partly ordered (XML Schema part 2, sections 3.2.6 to 3.2.14).

    moment("date", "1945-05-09Z")     a Moment with a time zone
    duration("P1Y2M")                 14 months, 0 seconds

What has no time zone may lie up to 14 hours to either side, so it is neither before nor after what is nearer than that.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

HOUR = 3600
DAY = 24 * HOUR
UNKNOWN_ZONE = 14 * HOUR

_PARTS = {
    "y": r"(?P<year>-?(?!0000)(?:[1-9][0-9]*)?[0-9]{4})",
    "m": r"(?P<month>0[1-9]|1[0-2])",
    "d": r"(?P<day>0[1-9]|[12][0-9]|3[01])",
    "t": r"(?P<hour>[01][0-9]|2[0-4]):(?P<minute>[0-5][0-9]):(?P<second>[0-5][0-9](?:\.[0-9]+)?)",
}
_ZONE = r"(?P<zone>Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
_FORMS = {
    "dateTime": "{y}-{m}-{d}T{t}",
    "date": "{y}-{m}-{d}",
    "time": "{t}",
    "gYearMonth": "{y}-{m}",
    "gYear": "{y}",
    "gMonthDay": "--{m}-{d}",
    "gMonth": "--{m}",
    "gDay": "---{d}",
}
_MISSING = {"year": "2000", "month": "1", "day": "1", "hour": "0", "minute": "0", "second": "0"}
_DURATION = (
    r"(?P<sign>-?)P(?=[0-9T])(?:(?P<years>[0-9]+)Y)?(?:(?P<months>[0-9]+)M)?(?:(?P<days>[0-9]+)D)?"
    r"(?:T(?=[0-9])(?:(?P<hours>[0-9]+)H)?(?:(?P<minutes>[0-9]+)M)?(?:(?P<seconds>[0-9]+(?:\.[0-9]+)?)S)?)?"
)
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time in seconds; without a zone, give or take 14 hours."""

    seconds: Fraction | int
    zoned: bool

    def __lt__(self, other: "Moment") -> bool:
        """Whether this is earlier for certain."""
        doubt = 0 if self.zoned == other.zoned else UNKNOWN_ZONE
        return self.seconds + doubt < other.seconds

    def __le__(self, other: "Moment") -> bool:
        """Whether this is earlier or the same for certain."""
        return self == other or self < other


@dataclass(frozen=True, slots=True)
class Duration:
    """Months and seconds, which no calendar turns into each other."""

    months: int
    seconds: Fraction

    def __lt__(self, other: "Duration") -> bool:
        """Whether this is shorter, whichever month it starts from (section 3.2.6.2)."""
        return all(self._after(start) < other._after(start) for start in _STARTS)

    def __le__(self, other: "Duration") -> bool:
        """Whether this is shorter or the same, whichever month it starts from."""
        return all(self._after(start) <= other._after(start) for start in _STARTS)

    def _after(self, start: tuple[int, int]) -> Fraction:
        year, month = start
        years, month = divmod(month - 1 + self.months, 12)
        return days_before(year + years, month + 1, 1) * DAY + self.seconds


_STARTS = ((1696, 9), (1697, 2), (1903, 3), (1903, 7))


def days_before(year: int, month: int, day: int) -> int:
    """Days from 1 January of the year 0 to this day of the Gregorian calendar."""
    before = year - 1
    leap_days = before // 4 - before // 100 + before // 400
    return 365 * year + leap_days + sum(month_length(year, earlier) for earlier in range(1, month)) + day - 1


def month_length(year: int, month: int) -> int:
    """The number of days in the month."""
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _LENGTHS[month - 1] + (month == 2 and is_leap)


@cache
def _form(kind: str) -> re.Pattern[str]:
    return re.compile(_FORMS[kind].format(**_PARTS) + _ZONE)


@cache
def _duration() -> re.Pattern[str]:
    return re.compile(_DURATION)


def moment(kind: str, text: str) -> Moment:
    """The point in time that the string names. Raises ValueError where it names none."""
    match = _form(kind).fullmatch(text)
    if match is None:
        raise ValueError(text)
    found = {**_MISSING, **{name: value for name, value in match.groupdict().items() if value is not None}}
    year, month, day, hour, minute = (int(found[name]) for name in ("year", "month", "day", "hour", "minute"))
    second = Fraction(found["second"]) if "." in found["second"] else int(found["second"])
    if day > month_length(year, month) or (hour == 24 and (minute or second)):
        raise ValueError(text)
    zone = found.get("zone", "")
    seconds = days_before(year, month, day) * DAY + hour * HOUR + minute * 60 + second
    return Moment(seconds - _offset(zone), bool(zone))


def _offset(zone: str) -> int:
    if zone in ("", "Z"):
        return 0
    seconds = int(zone[1:3]) * HOUR + int(zone[4:6]) * 60
    return -seconds if zone.startswith("-") else seconds


def duration(text: str) -> Duration:
    """The length of time that the string names. Raises ValueError where it names none."""
    match = _duration().fullmatch(text)
    if match is None:
        raise ValueError(text)
    found = {name: Fraction(value or 0) for name, value in match.groupdict().items() if name != "sign"}
    sign = -1 if match["sign"] else 1
    months = int(found["years"] * 12 + found["months"])
    seconds = found["days"] * DAY + found["hours"] * HOUR + found["minutes"] * 60 + found["seconds"]
    return Duration(sign * months, sign * seconds)
