"""Furniture: what the page prints and nobody says, learned as the patterns that a layout is made of.

 4      Q.  Where?             a number before nearly every line, by ones: lb
- 12 -, [[Page H6183]]         the pages: pb, and their running heads: fw (pages.py)
[00:12:19]                     marks of time: milestone (timing.py)
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from tei_miasnikov.recognition.layout import find_furniture
from tei_miasnikov.recognition.learning.lines import learn_lines
from tei_miasnikov.recognition.learning.pages import find_page_marks, find_running
from tei_miasnikov.recognition.learning.timing import find_timings
from tei_miasnikov.recognition.profile import Layout
from tei_miasnikov.recognition.settings import build_settings
from tei_miasnikov.text.reading import Reading

NUMBERS = r"(?m:^[ \t]{0,6}(?P<n>\d{1,3})(?=[ \t]{2,}\S))"
FEWEST, SHARE = 9, 0.6
"""Lines are numbered where more than so many, and so great a share of them, begin with a number that goes on."""


def learn_layout(reading: Reading) -> dict[str, Any]:
    """The layout of a reading, as data; a table that is empty says that the carrier's paragraphs will do."""
    text = reading.text
    marks = find_page_marks(text)
    numbers = NUMBERS if _numbered(text) else ""
    running = list(find_running(re.sub(numbers, "", text) if numbers else text, marks))
    found = {
        "numbers": numbers,
        "page": _united(marks),
        "time": _united(find_timings(text)),
        "running": f"(?m:^[ \\t]*(?:{'|'.join(running)})[ \\t]*$)" if running else "",
    }
    data: dict[str, Any] = {key: pattern for key, pattern in found.items() if pattern}
    furniture = {
        mark.span.start: mark.span.end for mark in find_furniture(text, build_settings(data, Layout, "layout"))
    }
    return data | _lines(learn_lines(reading, furniture))


def _lines(layout: Layout) -> dict[str, Any]:
    """What was learned of lines, as data."""
    if layout.lines != "wrapped":
        return {"lines": layout.lines} if layout.lines == "kept" else {}
    return {name: getattr(layout, name) for name in ("lines", "width", "slack", "indent", "first")}


def _united(patterns: Sequence[str]) -> str:
    """One pattern of several; the number is what the first of them says it is."""
    return "|".join([*patterns[:1], *(pattern.replace("?P<n>", "?:") for pattern in patterns[1:])])


def _numbered(text: str) -> bool:
    """Whether lines bear numbers that go on by ones, or begin anew with each page."""
    lines = len(re.findall(r"(?m)^[ \t]*\S", text))
    numbers = [int(found["n"]) for found in re.finditer(NUMBERS, text)]
    going_on = sum(b in (a + 1, 1) for a, b in pairwise(numbers))
    return len(numbers) > FEWEST and len(numbers) > SHARE * lines and going_on > 0.9 * (len(numbers) - 1)
