"""Furniture: what the page prints and nobody says, learned as the patterns that a layout is made of.

 4      Q.  Where?             a number before nearly every line, by ones          lb
- 12 -                         a number alone on its line, greater than the last    pb
[[Page H6183]]                 a page mark, wherever it stands                      pb
Oral Answers          1188     a line that comes back about the pages' ends         fw
[00:12:19]                     a mark of the time in a recording                    milestone
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from tei_miasnikov.recognition.learning.lines import learn_lines
from tei_miasnikov.recognition.profile import Layout
from tei_miasnikov.recognition.layout import find_furniture
from tei_miasnikov.recognition.settings import build_settings
from tei_miasnikov.text.reading import Reading

PAGE_MARKS = (
    r"\[{1,2}\s?(?:[Pp]age|[Pp]p?\.?|PAGE|Seite|S\.|[Pp]ágina|[Pp]àgina|[Pp]ág\.|[Ss]trana|[Ss]tr\.|[Сс]тр\.|[Сс]\.|Lk\.|[Ss]ida|[Ss]ide|Blz\.)\s?(?P<n>[A-Z]{0,3}\d{1,5}[a-z]?)\s?\]{1,2}",
    r"\{\s?(?:[Pp]age|p\.|S\.)\s?(?P<n>\d{1,5})\s?\}",
    r"(?m:^[ \t]*[-–—]*\s?(?:[Pp]age|PAGE|Seite|Página|Pàgina|Strona|Stran|Страница|Стр\.)\s(?P<n>\d{1,5})(?:\s(?:of|von|de|z|iz|из)\s\d{1,5})?\s?[-–—]*[ \t]*$)",
)
TIMES = (
    r"(?m:^[ \t]*(?:\d{1,5}\n)?(?P<n>(?:\d{1,2}:)?\d{1,2}:\d{2}[.,]\d{3})\s-->\s[^\n]*$)",
    r"\[(?P<n>(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?)\]",
    r"(?m:^\[?(?P<n>\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?\s\d{1,2}:\d{2}(?::\d{2})?(?:\s?[APap]\.?[Mm]\.?)?)\]?(?:\s[-–—])?(?=\s))",
    r"(?m:^[ \t]*(?P<n>\d{2}(?:[ :]\d{2}){2,3})(?=[ \t]{2,}\S))",
    r"(?m:^[ \t]*\((?P<n>(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?)\))",
    r"(?m:^[ \t]*(?P<n>\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,3})?)(?=\s|$))",
    r"(?m:^[ \t]*(?P<n>\d{1,3}[:.]\d{2})(?=[ \t]*$|[ \t]{3,}\S))",
    r"(?m:^[ \t]*(?P<n>\d{1,2}[:.]\d{2})(?=[ \t]+[^\W\d_]))",
    r"(?m:(?<=\S)[ \t]+(?P<n>(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?)[ \t]*$)",
)
FEW_TIMES = 4
"""Times with a word right behind them are those of a recording or a sitting where they are more than so many."""
NUMBERS = r"(?m:^[ \t]{0,6}(?P<n>\d{1,3})(?=[ \t]{2,}\S))"
ALONE = r"(?m:^[ \t]*(?:[-–—\[(|][ \t]*)?(?P<n>\d{1,4})(?:[ \t]*[-–—\])|])?[ \t]*$)"
MOST_NUMBERED = 0.6
"""Lines are numbered where so many of them begin with a number that goes on."""
EDGE = re.compile(r"\d+[^\S\n]{3,}\S.*|\S.*?[^\S\n]{3,}\d+")
"""A line at the edge of a page that has a number at its own edge."""
LETTERS = re.compile(r"[^\W\d_]{2}")


class PageLine(NamedTuple):
    """A line with words, and whether it stands at the edge of a page or has a blank line beside it."""

    words: str
    edge: bool
    apart: bool


def learn_layout(reading: Reading) -> dict[str, Any]:
    """The layout of a reading, as data; a table that is empty says that the carrier's paragraphs will do."""
    text = reading.text
    data: dict[str, Any] = {}
    if _numbered(text):
        data["numbers"] = NUMBERS
    page = [pattern for pattern in PAGE_MARKS if re.search(pattern, text)]
    if _ascending(text):
        page.append(ALONE)
    if page:
        data["page"] = "|".join(page) if len(page) == 1 else _united(page)
    time = [pattern for pattern in TIMES if _times(pattern, text)]
    if time:
        data["time"] = time[0] if len(time) == 1 else _united(time)
    running = list(_running(text, bool(page)))
    if running:
        data["running"] = f"(?m:^[ \\t]*(?:{'|'.join(running)})[ \\t]*$)"
    furniture = {
        mark.span.start: mark.span.end for mark in find_furniture(text, build_settings(data, Layout, "layout"))
    }
    lines = learn_lines(reading, furniture)
    if lines.lines == "kept":
        data["lines"] = "kept"
    if lines.lines == "wrapped":
        data |= {
            "lines": "wrapped",
            "width": lines.width,
            "slack": lines.slack,
            "indent": lines.indent,
            "first": lines.first,
        }
    return data


def _united(patterns: Sequence[str]) -> str:
    """One pattern of several; the number is what the first of them says it is."""
    first, *others = patterns
    return "|".join([first, *(other.replace("?P<n>", "?:") for other in others)])


def _times(pattern: str, text: str) -> bool:
    """Whether marks of time, one after the other, are what this pattern finds."""
    found = [match["n"] for match in re.finditer(pattern, text)]
    times = [[int(part) for part in re.findall(r"\d{1,9}", time)][-3:] for time in found]
    if pattern == TIMES[1]:
        return bool(found)
    rising = sum(a <= b for a, b in zip(times, times[1:], strict=False))
    return len(times) > (1 if pattern not in TIMES[-2:] else FEW_TIMES) and rising >= 0.8 * (len(times) - 1)


def _numbered(text: str) -> bool:
    """Whether lines bear numbers that go on by ones, or begin anew with each page."""
    lines = re.findall(r"(?m)^[ \t]*\S", text)
    numbers = [int(found["n"]) for found in re.finditer(NUMBERS, text)]
    going_on = sum(b == a + 1 or b == 1 for a, b in zip(numbers, numbers[1:], strict=False))
    return len(numbers) > 9 and len(numbers) > MOST_NUMBERED * len(lines) and going_on > 0.9 * (len(numbers) - 1)


def _ascending(text: str) -> bool:
    """Whether numbers alone on their lines are those of pages: each is a little greater than the last."""
    found = [int(match["n"]) for match in re.finditer(ALONE, text)]
    if not found:
        return False
    if len(found) == 1:
        return _beside_break(text)
    steps = [b - a for a, b in zip(found, found[1:], strict=False)]
    return sum(0 < step <= 3 for step in steps) >= 0.8 * len(steps)


def _beside_break(text: str) -> bool:
    """Whether a number stands alone beside a page break."""
    return (
        re.search(
            r"\f\s*[-–—\[(]?[ \t]*\d{1,4}[ \t]*[-–—\])]?[ \t]*\n|\n[ \t]*[-–—\[(]?[ \t]*\d{1,4}[ \t]*[-–—\])]?\s*\f",
            text,
        )
        is not None
    )


def _running(text: str, paged: bool) -> Iterator[str]:  # noqa: FBT001
    """Patterns of the lines that are running heads or feet."""
    groups: dict[str, list[PageLine]] = defaultdict(list)
    edges = "\f" in text or paged
    for line in _page_lines(text):
        groups[" ".join(re.sub(r"\d+", "#", line.words).split())].append(line)
    for shape, lines in groups.items():
        if not LETTERS.search(shape) or len(shape) > 120:
            continue
        numbers = [[int(number) for number in re.findall(r"\d{1,9}", line.words)] for line in lines]
        rising = (
            len(lines) > 1
            and numbers[0] != []
            and all(a != b and a[-1:] <= b[-1:] or a[:1] < b[:1] for a, b in zip(numbers, numbers[1:], strict=False))
        )
        at_edge = sum(line.edge for line in lines)
        back = len(lines) > 1 and edges and at_edge >= 0.8 * len(lines)
        single = at_edge == len(lines) and all(EDGE.fullmatch(line.words) for line in lines)
        gapped = rising and all(EDGE.fullmatch(line.words) for line in lines)
        if back or (single and edges) or gapped:
            yield re.sub(r"(?:\\ )+", r"\\s+", re.escape(shape).replace(r"\#", r"\d+"))


def _page_lines(text: str) -> Iterator[PageLine]:
    """The lines that have words; those next to a page break or a page's number stand at an edge."""
    lines = [line for line in re.split(r"(\f)|\n", text) if line is not None]
    alone = re.compile(ALONE)
    marks = [
        line == "\f"
        or alone.fullmatch(line) is not None
        or any(re.fullmatch(mark, line.strip()) for mark in PAGE_MARKS[:2])
        for line in lines
    ]
    near = [False] * len(lines)
    for order in (range(len(lines)), range(len(lines) - 1, -1, -1)):
        open_ = True
        for index in order:
            if marks[index]:
                open_ = True
            elif lines[index].strip():
                near[index] = near[index] or open_
                open_ = False
    for index, line in enumerate(lines):
        if line.strip() and not marks[index]:
            apart = (
                index == 0 or not lines[index - 1].strip() or index + 1 == len(lines) or not lines[index + 1].strip()
            )
            yield PageLine(line.strip(), near[index], apart)
