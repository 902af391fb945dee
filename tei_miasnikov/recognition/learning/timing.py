"""Timing: the marks of time in a transcript of a recording, each later than the last.

[00:12:19]              00:12:19 alone, or before or behind a name; #00:12:19-4# of programs for interviews
3/2/2019, 19:04 -       of a chat; 00:01:02,000 --> 00:01:04,000 of subtitles
"""

import re
from itertools import pairwise

CLOCK = r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
BRACKETED = rf"\[(?P<n>{CLOCK})\]"
AFFIXED = (
    r"(?m:^[ \t]*(?P<n>\d{1,2}[:.]\d{2})(?=[ \t]+[^\W\d_]))",
    rf"(?m:(?<=\S)[ \t]+(?P<n>{CLOCK})[ \t]*$)",
)
"""Times with a word right before or behind them."""
TIMES = (
    r"(?m:^[ \t]*(?:\d{1,5}\n)?(?P<n>(?:\d{1,2}:)?\d{1,2}:\d{2}[.,]\d{3})\s-->\s[^\n]*$)",
    BRACKETED,
    rf"#(?P<n>{CLOCK}(?:-\d)?)#",
    r"(?m:^\[?(?P<n>\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?\s\d{1,2}:\d{2}(?::\d{2})?(?:\s?[APap]\.?[Mm]\.?)?)\]?"
    r"(?:\s[-–—])?(?=\s))",
    r"(?m:^[ \t]*(?P<n>\d{2}(?:[ :]\d{2}){2,3})(?=[ \t]{2,}\S))",
    rf"(?m:^[ \t]*\((?P<n>{CLOCK})\))",
    r"(?m:^[ \t]*(?P<n>\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,3})?)(?=\s|$))",
    r"(?m:^[ \t]*(?P<n>\d{1,3}[:.]\d{2})(?=[ \t]*$|[ \t]{3,}\S))",
    *AFFIXED,
)
FEW = 4
"""Times beside words are those of a recording or a sitting where they are more than so many."""


def find_timings(text: str) -> list[str]:
    """The patterns of the marks of time that a text has."""
    return [pattern for pattern in TIMES if _is_timing(pattern, text)]


def _is_timing(pattern: str, text: str) -> bool:
    """Whether marks of time, one after the other, are what this pattern finds."""
    found = [match["n"] for match in re.finditer(pattern, text)]
    if pattern == BRACKETED:
        return bool(found)
    times = [[int(part) for part in re.findall(r"\d{1,9}", time)][-3:] for time in found]
    rising = sum(a <= b for a, b in pairwise(times))
    return len(times) > (FEW if pattern in AFFIXED else 1) and rising >= 0.8 * (len(times) - 1)
