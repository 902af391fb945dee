"""Notes: an anchor in the text, a body further down, one series after the other, each starting at 1.

    … in English.<sup>1</sup>      <sup>1</sup> Paul Avrich, …      or, where an anchor 1 waits, a bare 1 Paul Avrich, …

A run of bodies closes a series: its anchors are those that stand between the run before and this one, so that no
anchor is ever linked across series; where the carrier links the two itself (a word processor, HTML), its word counts.
`1<sup>st</sup>` is no anchor, and `M<sup>r</sup>` is none where no note begins with a raised r. An anchor without a
body, a body without an anchor and a number twice are findings. Source: TEI Guidelines 3.9 (notes).
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from tei_miasnikov.findings import Finding
from tei_miasnikov.recognition.identifiers import Identifiers
from tei_miasnikov.recognition.profile import Notes
from tei_miasnikov.recognition.transcript import finding
from tei_miasnikov.text.reading import Block, Reading
from tei_miasnikov.text.span import Annotation, Span, annotate

PRINTED = re.compile(r"\d{1,4}|[*†‡§¶‖]{1,4}")
LETTER = re.compile(r"[a-zа-яё]")
BARE = re.compile(r"(\d{1,4})[.)]?[ \t\u00a0]+(?=\S)")
NAMED = re.compile(r"(\S+)[ \t]+(?=\S)")
RAISED = re.compile(r"(?<!\b[mм])(?<!\b[cdkmкс][mм])[⁰¹²³⁴-⁹]{1,4}")
"""Raised digits, but for square and cubic metres."""
FURNITURE = frozenset({"fw", "pb", "lb", "milestone"})
HIDDEN = "superscript"
FURTHER = 3
"""A note has at most so many further paragraphs."""


class Anchor(NamedTuple):
    """A printed sign in the text that may call a note; `key` is that of the note where the carrier tells which."""

    span: Span
    printed: str
    rend: str | None = None
    key: str = ""


class Body(NamedTuple):
    """The block (by its index) that holds a note, and the span of its printed sign."""

    block: int
    marker: Span
    printed: str
    key: str = ""


class Series(NamedTuple):
    """A run of bodies, its name, and for each body the id of the note; anchors are found by body."""

    name: str
    bodies: tuple[Body, ...]
    anchors: tuple[tuple[Anchor, int | None], ...]
    note_ids: tuple[str, ...]
    anchor_ids: tuple[str, ...]

    def target(self, index: int) -> str | None:
        """The id of the first anchor that calls the body of this index."""
        found = (i for (_, body), i in zip(self.anchors, self.anchor_ids, strict=True) if body == index)
        return next(found, None)


def find_series(reading: Reading, rules: Notes, ids: Identifiers) -> tuple[list[Series], list[Finding]]:
    """The series of notes in order, anchors linked to bodies, and what is wrong with them."""
    candidates = _outside(reading, _candidates(reading, rules))
    runs = _runs(reading.blocks, list(_bodies(reading, candidates)), candidates)
    signs = {body.marker.start for run in runs for body in run}
    waiting = [anchor for anchor in candidates if anchor.span.start not in signs and not anchor.key]
    starts = [anchor.span.start for anchor in waiting]
    series: list[Series] = []
    findings: list[Finding] = []
    begin = 0
    for number, run in enumerate(runs):
        last = number == len(runs) - 1
        end = len(waiting) if last else bisect_left(starts, reading.blocks[run[0].block].span.start)
        name = rules.series[number % len(rules.series)] if rules.series else str(number + 1)
        index = {_plain(body.printed): place for place, body in reversed(list(enumerate(run)))}
        linked = [(anchor, index.get(_plain(anchor.printed))) for anchor in waiting[begin:end]]
        linked = sorted([*linked, *_given(run, candidates)])
        series.append(_named(name, run, linked, ids))
        findings += [finding(reading, *fault) for fault in _faults(name, run, linked)]
        begin = end
    given = {body.key for run in runs for body in run}
    astray = [*waiting[begin:], *(anchor for anchor in candidates if anchor.key and anchor.key not in given)]
    findings += [finding(reading, *_astray(anchor)) for anchor in astray]
    return series, findings


def _given(run: list[Body], candidates: list[Anchor]) -> Iterator[tuple[Anchor, int | None]]:
    """The anchors that the carrier itself links to a body of this run."""
    index = {body.key: place for place, body in enumerate(run) if body.key}
    return ((anchor, index[anchor.key]) for anchor in candidates if anchor.key in index)


def _outside(reading: Reading, candidates: Iterator[Anchor]) -> list[Anchor]:
    """The candidates that do not stand in what the page prints: a running head calls no note."""
    furniture = [mark.span for mark in reading.marks if mark.element in FURNITURE and mark.span.start < mark.span.end]
    if not furniture:
        return list(candidates)
    ends = {span.start: span.end for span in furniture}
    starts = sorted(ends)

    def is_outside(anchor: Anchor) -> bool:
        before = bisect_right(starts, anchor.span.start) - 1
        return before < 0 or ends[starts[before]] <= anchor.span.start

    return [anchor for anchor in candidates if is_outside(anchor)]


def _candidates(reading: Reading, rules: Notes) -> Iterator[Anchor]:
    """Signs that may be anchors or stand before a body, in order."""
    if rules.anchor == HIDDEN:
        return iter(sorted([*_marked(reading), *_raised(reading)], key=lambda anchor: anchor.span))
    given = [anchor for anchor in _marked(reading) if anchor.key]
    return iter(sorted([*given, *_matched(reading, rules)], key=lambda anchor: anchor.span))


def _marked(reading: Reading) -> Iterator[Anchor]:
    """Numbers and signs that the carrier raises, and single letters, where one of them begins a block."""
    starts = {block.span.start for block in reading.blocks}
    raised = {mark.span.of(reading.text).strip() for mark in reading.marks if mark.span.start in starts}
    for mark in reading.marks:
        printed = mark.span.of(reading.text).strip()
        called = PRINTED.fullmatch(printed) or (LETTER.fullmatch(printed) and printed in raised)
        if mark.get("type") == "noteAnchor" or (mark.get("rend") == HIDDEN and called):
            yield Anchor(mark.span, printed, mark.get("rend"), mark.get("target") or "")


def _raised(reading: Reading) -> Iterator[Anchor]:
    """Numbers in raised digits: they need no markup."""
    for found in RAISED.finditer(reading.text):
        yield Anchor(Span(*found.span()), found.group())


def _matched(reading: Reading, rules: Notes) -> Iterator[Anchor]:
    """What the profile's pattern finds."""
    for found in re.finditer(rules.anchor, reading.text, re.MULTILINE):
        group = "n" if "n" in found.re.groupindex else 0
        yield Anchor(Span(*found.span()), found[group])


def _bodies(reading: Reading, candidates: list[Anchor]) -> Iterator[Body]:
    """Blocks that begin with a sign and go on with text; a bare number counts where an anchor of it waits."""
    at = {anchor.span.start: anchor for anchor in candidates if not anchor.key}
    waiting = {_plain(anchor.printed): anchor.span.start for anchor in reversed(candidates)}
    before = ""
    for index, block in enumerate(reading.blocks):
        start, body = block.span.start, None
        found = (NAMED if block.form == "note" else BARE).match(reading.text, start, block.span.end)
        if (sign := at.get(start)) and reading.text[sign.span.end : block.span.end].strip():
            body = Body(index, sign.span, sign.printed, block.note)
        elif found and (block.form == "note" or (before and waiting.get(found[1], start) < start)):
            body = Body(index, Span(*found.span(1)), found[1], block.note)
        before = "note" if body else block.form if block.form == "rule" else ""
        if body and block.form != "rule" and block.form != "heading":
            yield body


def _plain(printed: str) -> str:
    """A printed sign, raised digits as plain ones."""
    return unicodedata.normalize("NFKC", printed)


def _runs(blocks: tuple[Block, ...], bodies: list[Body], candidates: list[Anchor]) -> list[list[Body]]:
    """Bodies that follow each other, nothing but rules and their own further paragraphs between them."""
    called = {_plain(anchor.printed): anchor.span.start for anchor in reversed(candidates)}
    starts = [anchor.span.start for anchor in candidates]
    runs: list[list[Body]] = []
    for body in bodies:
        between = blocks[runs[-1][-1].block + 1 : body.block] if runs else ()
        if (
            runs
            and _of_one_series(blocks[runs[-1][-1].block], blocks[body.block])
            and (
                all(block.form in ("rule", "continuation") for block in between)
                or (_goes_on(runs[-1], body, blocks, called) and not _anchored(between, starts))
            )
        ):
            runs[-1].append(body)
        else:
            runs.append([body])
    return runs


def _of_one_series(one: Block, other: Block) -> bool:
    """Whether the carrier leaves two notes in one series: it tells footnotes from endnotes, and restarts."""
    return not (one.note and other.note) or one.series == other.series


def _goes_on(run: list[Body], body: Body, blocks: tuple[Block, ...], called: dict[str, int]) -> bool:
    """Whether paragraphs before a body are the last note's: the number goes on, and both were called before the run."""
    last, number = _plain(run[-1].printed), _plain(body.printed)
    if not (last.isdecimal() and number.isdecimal() and int(number) == int(last) + 1):
        return False
    forms = [block.form for block in blocks[run[-1].block + 1 : body.block]]
    paragraphs = [form for form in forms if form != "rule"]
    first = run[0].marker.start
    return (
        len(paragraphs) <= FURTHER
        and set(paragraphs) <= {"paragraph", "continuation"}
        and "rule" not in forms[: len(paragraphs)]
        and called.get(number, first) < first
    )


def _anchored(blocks: tuple[Block, ...], starts: list[int]) -> bool:
    """Whether an anchor stands in one of these blocks."""
    return any(bisect_left(starts, block.span.start) < bisect_left(starts, block.span.end) for block in blocks)


Linked = list[tuple[Anchor, int | None]]
"""Anchors, each with the index of its body in the run, None where there is none."""
Fault = tuple[str, str, Span, str]
"""A finding's code, message, words and hint."""


def _faults(name: str, run: list[Body], linked: Linked) -> Iterator[Fault]:
    """What is wrong with one series."""
    yield from (_astray(anchor) for anchor, body in linked if body is None)
    yield from _faults_of_anchors(name, linked)
    called = {body for _, body in linked}
    met: set[str] = set()
    for number, body in enumerate(run):
        which = f"note {body.printed} of series {name}"
        if (body.key or body.printed) in met:
            yield (
                "note-twice",
                f"{which} stands twice",
                body.marker,
                "number it anew, or take one of the two out",
            )
        elif number not in called:
            hint = "look for its place in the text; the scanner may have lost the number"
            yield "note-without-anchor", f"{which} has no anchor", body.marker, hint
        met.add(body.key or body.printed)


def _faults_of_anchors(name: str, linked: Linked) -> Iterator[Fault]:
    met: set[int] = set()
    for anchor, body in linked:
        if body in met:
            hint = "one of the two numbers may be misread; both lead to the same note"
            yield "anchor-twice", f"anchor {anchor.printed} of series {name} stands twice", anchor.span, hint
        if body is not None:
            met.add(body)


def _astray(anchor: Anchor) -> Fault:
    hint = "if it is no note (an exponent, a degree), leave it; else look for the note's body"
    return "anchor-without-note", f"the anchor {anchor.printed} has no note", anchor.span, hint


def _named(name: str, run: list[Body], linked: Linked, ids: Identifiers) -> Series:
    """Ids by the printed number where it is one, else by the place in the series."""

    def number(index: int) -> str:
        printed = _plain(run[index].printed)
        return printed if printed.isdecimal() else str(index + 1)

    found = [(anchor, body) for anchor, body in linked if body is not None]
    note_ids = tuple(ids.new(f"note-{name}-{number(index)}") for index in range(len(run)))
    anchor_ids = tuple(ids.new(f"ref-{name}-{number(body)}") for _, body in found)
    return Series(name, tuple(run), tuple(found), note_ids, anchor_ids)


def anchors(series: list[Series]) -> list[Annotation]:
    """The anchors as annotations, in order."""
    return [
        annotate(
            anchor.span,
            "ref",
            type="noteAnchor",
            xml_id=own,
            target=f"#{one.note_ids[body or 0]}",
            n=anchor.printed,
            rend=anchor.rend,
        )
        for one in series
        for (anchor, body), own in zip(one.anchors, one.anchor_ids, strict=True)
    ]
