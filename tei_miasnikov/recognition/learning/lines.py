"""Lines: how wide a page is, and what its indents mean, learned from the lines that must go on.

A line that begins in lower case goes on with the one before; how full those are is the width of the page, and what is
left free on them is the slack of whoever typed it. In scripts without case a line goes on where the one before has
no sentence's end.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from tei_miasnikov.recognition.layout import CENTRED, ENDED, FORMS, Furniture, Line, first_word, iter_lines
from tei_miasnikov.recognition.learning.forms import is_cased
from tei_miasnikov.recognition.profile import Layout
from tei_miasnikov.text.reading import Reading

WIDEST = 130
"""A page of text is so wide at most, in signs."""
FEWEST = 2
"""So many lines must go on before anything is learned of a page."""
PRECISE, RAGGED = (0.97, 0.9, 0.2, 24), (0.9, 0.85, 0.4, 48)
"""Which of the lines that must go on is as wide as the page, and which leaves the slack free that may be left free,
with the share of the width that this is at most and the least width: on a page set by a machine, and on one that
somebody typed; lines of verse are narrower."""

Pair = tuple[Line, Line]
Indent = Literal["first", "hanging", "none"]


def learn_lines(reading: Reading, furniture: Furniture) -> Layout:
    """What the line ends of a reading mean."""
    text = reading.text
    pairs = [
        pair
        for block in reading.blocks
        if block.form in FORMS
        for pair in pairwise(iter_lines(text, block.span, furniture))
    ]
    if not pairs:
        return Layout()
    going_on = [pair for pair in pairs if _goes_on(pair, text)]
    if len(going_on) < FEWEST or len(going_on) < len(pairs) / 50:
        return Layout(lines="kept")
    widths = sorted(_width_of(last) for last, _ in going_on)
    for fullest, usual, loose, narrowest in PRECISE, RAGGED:
        width = _percentile(widths, fullest)
        slack = _percentile(sorted(max(_free(pair, text, width), 0) for pair in going_on), usual)
        if narrowest <= width <= WIDEST and slack <= loose * width:
            indent, first = _indent(pairs, text, width, slack)
            return Layout(lines="wrapped", width=width, slack=slack, indent=indent, first=first)
    return Layout(lines="kept")


def _goes_on(pair: Pair, text: str) -> bool:
    last, line = (one.of(text) for one in pair)
    if pair[0].indent >= CENTRED or len(last) < 16:
        return False
    letter = next((sign for sign in line if sign.isalpha()), "")
    if letter.islower() and is_cased(letter):
        return line[0] == letter and not ENDED.search(last)
    return bool(letter) and not is_cased(letter) and not ENDED.search(last)


def _width_of(line: Line) -> int:
    return line.indent + line.end - line.words


def _free(pair: Pair, text: str, width: int) -> int:
    """How many signs are free on a line that the next one's first word would have filled."""
    return width - _width_of(pair[0]) - 1 - first_word(pair[1], text)


def _percentile(values: Sequence[int], share: float) -> int:
    """The value below which this share of the sorted values lies."""
    return values[min(int(share * len(values)), len(values) - 1)]


def _indent(pairs: Sequence[Pair], text: str, width: int, slack: int) -> tuple[Indent, int]:
    """What an indented line is: the first of a paragraph, with its usual indent, one that goes on, or nothing."""
    first: Counter[int] = Counter()
    hanging = 0
    for last, line in pairs:
        step = line.indent - last.indent
        if abs(step) <= 1 or max(line.indent, last.indent) >= 2 * CENTRED:
            continue
        full = _free((last, line), text, width) <= slack
        lower = line.of(text)[:1].islower()
        if full and lower:
            hanging += step > 0
            first[last.indent] += step < 0
        elif not lower and not full:
            first[line.indent] += step > 0
            hanging += step < 0
    if max(first.total(), hanging) < FEWEST:
        return "none", 0
    return ("first", first.most_common(1)[0][0]) if first.total() >= hanging else ("hanging", 0)
