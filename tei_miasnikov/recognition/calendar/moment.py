"""One moment that words name: a day, a month, a season, a year, a decade, or the beginning or end of one, as EDTF.

day 18, month 1, year 1945 → 1945-01-18        early, year 1941 → 1941-01/1941-03        summer, year 1927 → 1927-22
"""

import datetime
from typing import Literal, NamedTuple

from tei_miasnikov.recognition.calendar.edtf import bounds, days_in_month
from tei_miasnikov.recognition.calendar.julian import GREGORIAN_SINCE, gregorian_day

Part = Literal["early", "mid", "late", "first-half", "second-half"]

MONTHS: dict[Part, tuple[int, int]] = {
    "early": (1, 3),
    "mid": (4, 9),
    "late": (10, 12),
    "first-half": (1, 6),
    "second-half": (7, 12),
}
"""The months of the parts of a year: its first quarter, the two in the middle, the last, and the halves."""

DAYS: dict[Part, tuple[int, int]] = {
    "early": (1, 10),
    "mid": (11, 20),
    "late": (21, 31),
    "first-half": (1, 15),
    "second-half": (16, 31),
}
"""The days of the parts of a month, up to its last."""

TENTHS: dict[Part, tuple[int, int]] = {
    "early": (0, 3),
    "mid": (4, 6),
    "late": (7, 9),
    "first-half": (0, 4),
    "second-half": (5, 9),
}
"""The years of the parts of a decade."""

OVER_NEW_YEAR = {"northern": 24, "southern": 30}
"""The season that two years share."""


class Moment(NamedTuple):
    """What the words give; None where they give nothing. `last_year` is the second of 1927/28."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int | None = None
    part: Part | None = None
    decade: str | None = None
    last_year: int | None = None

    def completed(self, other: "Moment") -> "Moment":
        """The moment with what the other end of a range says for both: 7–8 November 1928, January – February 1931."""
        if self.decade:
            return self
        month = other.month if self.day and not self.month else self.month
        return self._replace(year=self.year or other.year, month=month)

    @property
    def is_approximate(self) -> bool:
        """Whether the words name a stretch of time without sharp ends."""
        return bool(self.part or self.season or self.decade)

    def exists(self, *, julian: bool = False) -> bool:
        """Whether its calendar has such a day."""
        if self.day is None or self.year is None or self.month is None:
            return self.day is None
        old = julian and self.unit() < GREGORIAN_SINCE
        try:
            (gregorian_day if old else datetime.date)(self.year, self.month, self.day)
        except ValueError:
            return False
        return True

    def unit(self) -> str:
        """The day, month, season, year or decade, as EDTF, whatever part of it is meant."""
        if self.decade:
            return self.decade
        if self.last_year:
            return self.two_years(self.last_year)
        numbers = (self.season, None) if self.season else (self.month, self.day)
        return "-".join([f"{self.year:04}", *(f"{n:02}" for n in numbers if n)])

    def two_years(self, last: int) -> str:
        """The winter that two years share, or the two years."""
        if self.season in OVER_NEW_YEAR.values():
            return f"{self.year:04}-12/{last:04}-02"
        return f"{self.year:04}/{last:04}"

    def edtf(self) -> str:
        """The moment as EDTF: one date, or the interval of a part of it."""
        unit = self.unit()
        if not self.part or self.last_year or self.day:
            return unit
        if self.season:
            return part_of_season(unit, self.part)
        if self.decade:
            return part_of_decade(unit, self.part)
        return part_of_month(unit, self.part) if self.month else part_of_year(unit, self.part)


def part_of_year(year: str, part: Part) -> str:
    """1941, early → 1941-01/1941-03."""
    first, last = MONTHS[part]
    return f"{year}-{first:02}/{year}-{last:02}"


def part_of_month(month: str, part: Part) -> str:
    """1941-02, late → 1941-02-21/1941-02-28."""
    first, last = DAYS[part]
    return f"{month}-{first:02}/{month}-{min(last, days_in_month(month)):02}"


def part_of_decade(decade: str, part: Part) -> str:
    """193X, early → 1930/1933; 19XX (the 1900s), early → 1900/1939, which holds for ten years and for a hundred."""
    first, last = (decade.replace("X", str(tenth), 1) for tenth in TENTHS[part])
    return f"{first.replace('X', '0')}/{last.replace('X', '9')}"


def part_of_season(season: str, part: Part) -> str:
    """1927-22, late → 1927-08/1927-08: its first, second or third month.

    The halves of a season, and the parts of one that runs over New Year, stay the whole season.
    """
    low, high = bounds(season)
    if part not in ("early", "mid", "late") or str(low)[:4] != str(high)[:4]:
        return season
    first = int(str(low)[5:])
    month = f"{season[:4]}-{first + ('early', 'mid', 'late').index(part):02}"
    return f"{month}/{month}"
