"""Plays of our own printed in many manners: what is said stays the same, only the convention of the labels changes.

A play stands in tests/fixtures/plays: `= ` a heading, `! ` a stage direction, `Name: ` a speech with `{directions}`.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import fill
from typing import NamedTuple


class Speech(NamedTuple):
    label: str
    words: str


class Play(NamedTuple):
    title: str
    parts: list[tuple[str, Speech | str]]

    @property
    def speeches(self) -> list[Speech]:
        return [part for _, part in self.parts if isinstance(part, Speech)]


def read_play(path: Path) -> Play:
    first, *lines = path.read_text(encoding="utf-8").splitlines()
    return Play(first.lstrip("# ").partition(" | ")[0], [_part(line) for line in lines if line.strip()])


def _part(line: str) -> tuple[str, Speech | str]:
    if line[0] in "=!":
        return line[0], line[2:]
    label, _, words = line.partition(": ")
    return "speech", Speech(label, words)


class Style(NamedTuple):
    """How a play is printed: the label's form, what parts it from the speech, and the page."""

    name: str
    label: Callable[[str], str]
    delimiter: str
    width: int = 0
    gap: str = "\n\n"
    alone: bool = False
    direction: str = "()"
    first: int = 0
    hanging: int = 0
    centred: int = 0
    heading: Callable[[str], str] = str
    suffix: str = "txt"


def caps(label: str) -> str:
    return label.upper()


def bold(label: str) -> str:
    return f"**{label}**"


def same(label: str) -> str:
    return label


STYLES = (
    Style("capitals, colon", caps, ": "),
    Style("capitals, colon, wrapped", caps, ": ", 72),
    Style("capitals, point", caps, ". "),
    Style("capitals, point, wrapped, hanging", caps, ". ", 66, "\n", hanging=4),
    Style("capitals, point and dash", caps, ".—"),
    Style("capitals, point, hyphen", caps, ".- ", 70),
    Style("capitals, dash", caps, " — "),
    Style("title case, colon", same, ": "),
    Style("title case, colon, no blank lines, wrapped", same, ": ", 76, "\n"),
    Style("title case, point", same, ". "),
    Style("title case, point, first lines indented", same, ". ", 68, "\n", first=4),
    Style("title case, point and dash", same, ".—", 70),
    Style("title case, dash", same, " – ", 80),
    Style("capitals alone", caps, "\n", 72, alone=True),
    Style("capitals alone with a point", caps, ".\n", 72, alone=True),
    Style("capitals alone with a colon", caps, ":\n", alone=True),
    Style("capitals alone, centred, speeches indented", caps, "\n", 44, alone=True, first=10, hanging=10, centred=24),
    Style("capitals alone, blank line behind", caps, "\n\n", 72, alone=True),
    Style("names alone", same, "\n", 74, alone=True),
    Style("names alone with a point", same, ".\n", 74, alone=True),
    Style("names alone, blank line behind", same, "\n\n", alone=True),
    Style("names alone, no blank lines", same, ".\n", 70, "\n", alone=True),
    Style("bold, colon within", lambda label: f"**{label}:**", " ", suffix="md"),
    Style("bold, colon behind", bold, ": ", suffix="md"),
    Style("bold, point", lambda label: f"**{label}.**", " ", suffix="md"),
    Style("bold, nothing", bold, " ", suffix="md"),
    Style("bold alone", bold, "\n\n", suffix="md", alone=True),
    Style("brackets for directions", caps, ". ", 72, direction="[]"),
    Style("tab", caps, "\t", 0, "\n"),
    Style("wide gap, hanging", caps, "    ", 70, "\n", hanging=16),
    Style("full-width colon", same, "：", 0, "\n"),
    Style("capitals, nothing, hanging", caps, "  ", 66, "\n", hanging=4),
)


def restyled(play: Play, style: Style) -> str:
    """The play in another manner."""
    return style.gap.join([play.title.upper(), *_printed(play, style)]) + "\n"


def _printed(play: Play, style: Style) -> Iterator[str]:
    for kind, part in play.parts:
        if isinstance(part, Speech):
            yield _speech(part, style)
        elif kind == "=":
            yield f"\n{style.heading(part)}\n" if style.gap == "\n" else style.heading(part)
        else:
            yield _filled(_direction(part, style), style)


def _direction(words: str, style: Style) -> str:
    return f"{style.direction[0]}{words}{style.direction[1]}"


def _speech(speech: Speech, style: Style) -> str:
    words = re.sub(r"\{(.*?)\}", lambda found: _direction(found[1], style), speech.words)
    label = " " * style.centred + style.label(speech.label) + style.delimiter
    return label + _filled(words, style) if style.alone else _filled(label + words, style)


def _filled(words: str, style: Style) -> str:
    if not style.width:
        return words
    return fill(
        words, style.width, initial_indent=" " * style.first, subsequent_indent=" " * style.hanging,
        break_on_hyphens=False, expand_tabs=False, replace_whitespace=False, drop_whitespace=True,
    )  # fmt: skip
