"""The Julian calendar, in Russian use until 31 January 1918: 25 October 1917 is 7 November 1917."""

from datetime import date

GREGORIAN_SINCE = "1918-02-14"
"""The first Gregorian day of Soviet Russia; an ISO day that sorts before it may have been printed in the old style."""


def gregorian_day(year: int, month: int, day: int) -> date:
    """The Gregorian date of a Julian day; ValueError where the Julian calendar has no such day.

    By the Julian day number (Richards, in: Explanatory Supplement to the Astronomical Almanac, 2013, 15.11).
    """
    if not 1 <= month <= 12 or not 1 <= day <= days_in_julian_month(year, month):
        raise ValueError(f"the Julian calendar has no {year:04}-{month:02}-{day:02}")
    shift = (14 - month) // 12
    year_from_march, month_from_march = year + 4800 - shift, month + 12 * shift - 3
    number = day + (153 * month_from_march + 2) // 5 + 365 * year_from_march + year_from_march // 4 - 32083
    return date.fromordinal(number - 1721425)


def days_in_julian_month(year: int, month: int) -> int:
    """28 to 31; February has 29 in every fourth year."""
    if month == 2:
        return 29 if year % 4 == 0 else 28
    return 30 if month in (4, 6, 9, 11) else 31
