"""Pages: page marks, numbers alone on their lines, and the heads and feet that come back about them.

- 12 -                           a number alone on its line, a little greater than the last
[[Page H6183]]                   a page mark, wherever it stands
Oral Answers          1188       a line at the edge of a page, or one whose numbers rise
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

BRACKETED = (
    r"\[{1,2}\s?(?:[Pp]age|[Pp]p?\.?|PAGE|Seite|S\.|[Pp]ágina|[Pp]àgina|[Pp]ág\.|[Ss]trana|[Ss]tr\.|[Сс]тр\.|[Сс]\.|Lk\.|[Ss]ida|"
    r"[Ss]ide|Blz\.)\s?(?P<n>[A-Z]{0,3}\d{1,5}[a-z]?)\s?\]{1,2}"
)
BRACED = r"\{\s?(?:[Pp]age|p\.|S\.)\s?(?P<n>\d{1,5})\s?\}"
SPELLED = (
    r"(?m:^[ \t]*[-–—]*\s?(?:[Pp]age|PAGE|Seite|Página|Pàgina|Strona|Stran|Страница|Стр\.)\s(?P<n>\d{1,5})"
    r"(?:\s(?:of|von|de|z|iz|из)\s\d{1,5})?\s?[-–—]*[ \t]*$)"
)
ALONE = r"(?m:^[ \t]*(?:[-–—\[(|][ \t]*)?(?P<n>\d{1,4})(?:[ \t]*[-–—\])|])?[ \t]*$)"
MARK = re.compile("|".join(pattern.replace("?P<n>", "?:") for pattern in (ALONE, rf"\s*(?:{BRACKETED}|{BRACED})\s*")))
BESIDE_BREAK = re.compile(
    r"\f\s*[-–—\[(]?[ \t]*\d{1,4}[ \t]*[-–—\])]?[ \t]*\n|\n[ \t]*[-–—\[(]?[ \t]*\d{1,4}[ \t]*[-–—\])]?\s*\f"
)
EDGE = re.compile(r"\d+[^\S\n]{3,}\S.*|\S.*?[^\S\n]{3,}\d+")
"""A line that has a number at its own edge."""
LETTERS = re.compile(r"[^\W\d_]{2}")
DIGITS = re.compile(r"\d+")
LONGEST = 120
"""A running head has at most so many signs."""


def find_page_marks(text: str) -> list[str]:
    """The patterns of the page marks that a text has."""
    marks = [pattern for pattern in (BRACKETED, BRACED, SPELLED) if re.search(pattern, text)]
    return [*marks, ALONE] if _ascending(text) else marks


def _ascending(text: str) -> bool:
    """Whether numbers alone on their lines are those of pages: each is a little greater than the last."""
    found = [int(match["n"]) for match in re.finditer(ALONE, text)]
    if len(found) < 2:
        return bool(found) and BESIDE_BREAK.search(text) is not None
    steps = [b - a for a, b in pairwise(found)]
    return sum(0 < step <= 3 for step in steps) >= 0.8 * len(steps)


class PageLine(NamedTuple):
    """A line with words, and whether it stands at the edge of a page."""

    words: str
    edge: bool


def find_running(text: str, marks: Sequence[str]) -> Iterator[str]:
    """Patterns of the lines that are running heads or feet, `marks` being the patterns of page marks."""
    groups: dict[str, list[PageLine]] = defaultdict(list)
    for line in _page_lines(text):
        groups[" ".join(DIGITS.sub("#", line.words).split())].append(line)
    paged = "\f" in text or bool(marks)
    for shape, lines in groups.items():
        if LETTERS.search(shape) and len(shape) <= LONGEST and _is_running(lines, paged):
            yield re.sub(r"(?:\\ )+", r"[^\\S\\n\\f]+", re.escape(shape).replace(r"\#", r"\d+"))


def _is_running(lines: Sequence[PageLine], paged: bool) -> bool:  # noqa: FBT001
    """Whether lines of one shape stand about the edges of pages, or bear numbers that rise as those of pages do."""
    at_edge = sum(line.edge for line in lines)
    if paged and len(lines) > 1 and at_edge >= 0.8 * len(lines):
        return True
    numbered = all(EDGE.fullmatch(line.words) for line in lines)
    return numbered and ((paged and at_edge == len(lines)) or _rises(lines))


def _rises(lines: Sequence[PageLine]) -> bool:
    numbers = [[int(number) for number in re.findall(r"\d{1,9}", line.words)] for line in lines]
    return len(lines) > 1 and all(a != b and (a[-1:] <= b[-1:] or a[:1] < b[:1]) for a, b in pairwise(numbers))


def _page_lines(text: str) -> Iterator[PageLine]:
    """The lines that have words; those next to a page break or a page's number stand at an edge."""
    lines = [line for line in re.split(r"(\f)|\n", text) if line is not None]
    marks = [line == "\f" or MARK.fullmatch(line) is not None for line in lines]
    near = [False] * len(lines)
    for order in (range(len(lines)), reversed(range(len(lines)))):
        at_edge = True
        for index in order:
            if marks[index]:
                at_edge = True
            elif lines[index].strip():
                near[index] = near[index] or at_edge
                at_edge = False
    for line, is_mark, edge in zip(lines, marks, near, strict=True):
        if line.strip() and not is_mark:
            yield PageLine(line.strip(), edge)
