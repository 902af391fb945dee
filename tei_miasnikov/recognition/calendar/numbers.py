"""Numbers by their shape: 1945-01-18, 18.01.1945, 18.I.1945, 20:50, 1920s, 1921-28, 1945, 18th; all others are none.

A number that is part of something longer (H-1794, 1,934, 1934.5, $1934, x/2009/12) has no shape.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from tei_miasnikov.recognition.calendar.conventions import DateConventions
from tei_miasnikov.recognition.calendar.vocabulary import GAP, Vocabulary

JUNK = re.compile(r"\d+(?:\w|[.,:/'’-](?=\w))*")
FREE = re.compile(r"(?<![\w.:=+*^~#$€£¥§@&%\\])(?<![^\W\d_][-/‐‑–])(?<!\D/)")
END = r"(?!\w)(?![.,:/'’]\d)(?![-‐‑][^\W\d_])"
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
HOUR = r"(?:[01]?\d|2[0-3])"
SIXTY = r"[0-5]\d"
SHAPES = rf"""
  (?P<exact>{HOUR}(?::{SIXTY}(?::{SIXTY})?|\.{SIXTY})GAP(?:CLOCK)|{HOUR}GAP(?:HOUR)GAP{SIXTY}(?:GAP(?:CLOCK))?)
| (?:
    (?P<iso>\d{{4}}-\d\d-\d\d)
  | (?P<roman>\d{{1,2}}\ ?[./-]\ ?[IVX]{{1,4}}(?:\ ?[./-]\ ?|\ )\d{{4}})
  | (?P<numeric>\d{{1,2}}(?P<mark>[./-])\ ?\d{{1,2}}(?P=mark)\ ?(?:\d{{4}}|\d\d))
  | (?P<clock>{HOUR}:{SIXTY}(?::{SIXTY})?)
  | (?P<decade>\d{{3}}0)(?:DECADE)
  | (?P<years>\d{{4}}[-‐‑–—/](?:\d{{4}}|\d\d(?!GAP(?:MONTH))))(?!-)
  | (?P<year>\d{{4}})(?:HYPHENED)?
  ){END}
| (?P<day>\d{{1,2}})(?:ORDINAL)?(?=/\d{{1,2}}(?!\d)|{END})
"""

Reading = tuple[str, str]
"""The letter of a number and what it says."""

NONE: Reading = ("Z", "")


def is_free(text: str, start: int) -> bool:
    """Whether a number begins here that is not the rest of something longer."""
    return FREE.match(text, start) is not None


def read_number(text: str, start: int, vocabulary: Vocabulary, conventions: DateConventions) -> tuple[Reading, int]:
    """The number that begins at `start`: its letter (tokens.py) with what it says, and where it ends."""
    if found := number_pattern(vocabulary).match(text, start):
        reading = read_shape(found, vocabulary, conventions)
        if reading != NONE:
            return reading, found.end()
    junk = JUNK.match(text, start)
    return NONE, junk.end() if junk else start + 1


def read_shape(found: re.Match[str], vocabulary: Vocabulary, conventions: DateConventions) -> Reading:
    """What a number of some shape says."""
    shape = str(found.lastgroup)
    if shape == "exact":
        return "U", time_of_day(found[0], vocabulary)
    return READERS[shape](found[shape], conventions)


@lru_cache(maxsize=32)
def number_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    """The shapes with the suffixes of the languages filled in."""
    words = vocabulary.suffixes
    choices = {
        "DECADE": words["decade"],
        "ORDINAL": words["ordinal"],
        "HYPHENED": [word for word in words["ordinal"] if word.startswith("-")],
        "HOUR": words["hour"],
        "CLOCK": [*words["clock"], *words["am"], *words["pm"]],
        "MONTH": vocabulary.months,
    }
    filled = SHAPES.replace("GAP", GAP)
    for name, suffixes in choices.items():
        filled = filled.replace(f"(?:{name})", any_suffix(suffixes))
    return re.compile(filled, re.VERBOSE)


def any_suffix(suffixes: Iterable[str]) -> str:
    """Suffixes, units or months in any case as a pattern; each ends where it ends."""
    endings = (re.escape(suffix) + (r"(?!\w)" if suffix[-1].isalpha() else "") for suffix in suffixes)
    return f"(?i:{'|'.join(endings) or '(?!)'})"


def read_iso(shape: str, conventions: DateConventions) -> Reading:
    """1945-01-18."""
    return ("F", shape) if conventions.is_year(int(shape[:4])) else NONE


def read_roman(shape: str, conventions: DateConventions) -> Reading:
    """18.I.1945, 18/I 1945."""
    day, roman, year = re.findall(r"\w+", shape)
    return full(int(year), ROMAN.index(roman) + 1, int(day), conventions) if roman in ROMAN else NONE


def read_numeric(shape: str, conventions: DateConventions) -> Reading:
    """18.01.1945, where the order is known; 18.01.45, where the century is."""
    if conventions.day_month_order is None:
        return NONE
    first, second, year = map(int, re.findall(r"\d+", shape))
    if not re.search(r"\d{4}$", shape):
        if conventions.century is None:
            return NONE
        year += conventions.century
    day, month = (first, second) if conventions.day_month_order == "day-month" else (second, first)
    return full(year, month, day, conventions)


def full(year: int, month: int, day: int, conventions: DateConventions) -> Reading:
    """A full date; whether there is such a day is for others to say."""
    return ("F", f"{year:04}-{month:02}-{day:02}") if conventions.is_year(year) else NONE


def read_clock(shape: str, _: DateConventions) -> Reading:
    """20:50."""
    return "T", clock_edtf(*re.findall(r"\d+", shape))


def read_decade(shape: str, conventions: DateConventions) -> Reading:
    """1920s → 192X."""
    return ("K", decade(int(shape))) if conventions.is_year(int(shape)) else NONE


def decade(year: int) -> str:
    """The decade that a round year names: 1920 → 192X.

    The 1900s may be ten years or a hundred: 19XX, the wider; the 2000s are ten, since their hundred are not over.
    """
    return f"{year // 100:02}XX" if year % 100 == 0 and year < 2000 else f"{year // 10:03}X"


def read_years(shape: str, conventions: DateConventions) -> Reading:
    """1921-1928, 1921-28, 1939/40 → two years; 1945-01 → a month, since no second year comes before the first."""
    first, last = re.findall(r"\d+", shape)
    whole = last if len(last) == 4 else first[:2] + last
    if not conventions.is_year(int(first)) or not conventions.is_year(int(whole)):
        return NONE
    if int(first) < int(whole):
        return ("R" if is_likely(first) or is_likely(whole) else "r"), f"{first}/{whole}"
    is_month = len(last) == 2 and "-" in shape and 1 <= int(last) <= 12
    return ("F", shape) if is_month else NONE


def read_year(shape: str, conventions: DateConventions) -> Reading:
    """1945; a round hundred, or a number below 1500 or from 2050 on, wants more to show that it is a year."""
    if not conventions.is_year(int(shape)):
        return NONE
    return ("Y" if is_likely(shape) else "C"), shape


def is_likely(year: str) -> bool:
    """Whether a number that may be a year does not look like a count."""
    return 1500 <= int(year) < 2050 and not year.endswith("00")


def read_day(shape: str, _: DateConventions) -> Reading:
    """18."""
    return ("D", shape) if 1 <= int(shape) <= 31 else NONE


READERS: dict[str, Callable[[str, DateConventions], Reading]] = {
    "iso": read_iso,
    "roman": read_roman,
    "numeric": read_numeric,
    "clock": read_clock,
    "decade": read_decade,
    "years": read_years,
    "year": read_year,
    "day": read_day,
}


def time_of_day(shape: str, vocabulary: Vocabulary) -> str:
    """8:30 p.m. → T20:30, 20 h 50 → T20:50."""
    hour, *rest = re.findall(r"\d+", shape)
    if shape.lower().endswith(vocabulary.suffixes["pm"]) and int(hour) < 12:
        hour = str(int(hour) + 12)
    if shape.lower().endswith(vocabulary.suffixes["am"]) and hour == "12":
        hour = "00"
    return clock_edtf(hour, *rest)


def clock_edtf(hour: str, *rest: str) -> str:
    """8, 30 → T08:30."""
    return ":".join([f"T{int(hour):02}", *rest])
