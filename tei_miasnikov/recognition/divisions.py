"""Divisions: title page, introduction, notes, documents; where one begins, the one before ends.

    ### **1. From a letter …**      document 1, by the number that follows on the last; the level of a heading is noise
    **9. Record of …**              document 9, though the heading is only a bold paragraph

A part (front, body, back) is a run of divisions. A title met again begins a new text, as in a file that holds two
transcripts. Source: TEI Guidelines 4 (default text structure), 4.3.1 (grouped texts).
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from tei_miasnikov.findings import Finding
from tei_miasnikov.recognition.notes import Series
from tei_miasnikov.recognition.transcript import Transcript
from tei_miasnikov.text.reading import Block

SKIPPED_AT_MOST = 3
"""A number that is this much further on still counts as the next document's: the heading between may be illegible."""


class Division(NamedTuple):
    """A run of blocks; `type` is its @type.

    `kind` is title, head (of the body), division, document, whole (a body that is one document without a heading of its
    own) or notes.
    """

    kind: str
    part: str = ""
    type: str = ""
    number: int = 0
    series: int = -1
    blocks: tuple[Block, ...] = ()


class _Sequence:
    """The number of the document met last, and what was found amiss."""

    def __init__(self) -> None:
        self.last = 0
        self.findings: list[Finding] = []


PRELIMINARY = Division("division")
"""What opens where nothing else does."""
TITLE = Division("title", "front")
"""What a title opens: the title page, and with it a text."""
KINDS = {"body": "head"}
BYLINE_WORDS = 14


def divide(transcript: Transcript, series: Sequence[Series]) -> tuple[list[list[Division]], list[Finding]]:
    """The divisions of each text of the transcript, in order, and findings about their numbers."""
    sequence = _Sequence()
    openings = list(_openings(transcript, series, sequence))
    texts: list[list[Division]] = []
    for division in _groups(transcript.reading.blocks, openings):
        if division.kind == "title" or not texts:
            texts.append([])
        texts[-1].append(division)
    return [_parted(divisions) for divisions in texts], sequence.findings


def _groups(blocks: tuple[Block, ...], openings: list[Division | None]) -> Iterator[Division]:
    """Each division with its blocks as far as the next; blocks before the first make a division of their own."""
    starts = [index for index, opening in enumerate(openings) if opening is not None]
    if blocks and (not starts or starts[0] > 0):
        yield PRELIMINARY._replace(blocks=blocks[: starts[0] if starts else len(blocks)])
    for start, end in pairwise([*starts, len(blocks)]):
        yield (openings[start] or PRELIMINARY)._replace(blocks=blocks[start:end])


def _openings(transcript: Transcript, series: Sequence[Series], sequence: _Sequence) -> Iterator[Division | None]:
    """For each block what it opens, if anything."""
    blocks = transcript.reading.blocks
    title = transcript.words(blocks[0]) if blocks[0].form == "heading" and blocks[0].level == 1 else None
    closing = _closing_runs(transcript, series)
    behind = {after for _, after in closing.values()}
    on_title_page = False
    for index, block in enumerate(blocks):
        opening: Division | None
        if title is not None and block.form == "heading" and transcript.words(block) == title:
            opening = TITLE
        elif index in closing:
            opening = Division("notes", type="notes", series=closing[index][0])
        else:
            opening = _division(transcript, block) or _document(transcript, block, sequence)
        if opening is TITLE:
            sequence.last = 0
        if opening is None and (index in behind or (on_title_page and not _is_byline(transcript, block))):
            opening = PRELIMINARY
        on_title_page = opening.kind == "title" if opening else on_title_page
        yield opening


def _is_byline(transcript: Transcript, block: Block) -> bool:
    """A short line under the title that is no sentence."""
    words = transcript.words(block)
    return block.form == "paragraph" and len(words.split()) <= BYLINE_WORDS and words[-1:] not in ".?!:;,"


def _closing_runs(transcript: Transcript, series: Sequence[Series]) -> dict[int, tuple[int, int]]:
    """Runs of notes that end a division: by the block they begin with, the series and the block behind the run.

    A rule before the run belongs to it.
    """
    blocks = transcript.reading.blocks
    closing = {}
    for number, one in enumerate(series):
        after = one.bodies[-1].block + 1
        while after < len(blocks) and blocks[after].form in ("continuation", "rule"):
            after += 1
        if after == len(blocks) or _opens(transcript, blocks[after]):
            first = one.bodies[0].block
            closing[first - (first > 0 and blocks[first - 1].form == "rule")] = (number, after)
    return closing


def _opens(transcript: Transcript, block: Block) -> bool:
    """Whether a block may open a division, its number left aside."""
    heading = transcript.profile.documents.heading
    numbered = heading is not None and _is_heading(transcript, block) and heading.match(transcript.words(block))
    return bool(_division(transcript, block) or numbered)


def _is_heading(transcript: Transcript, block: Block) -> bool:
    """Whether a block has one of the shapes that a document's heading may have."""
    forms = transcript.profile.documents.forms
    if block.form in forms:
        return True
    return "bold" in forms and block.form == "paragraph" and transcript.rendered(block, "bold")


def _division(transcript: Transcript, block: Block) -> Division | None:
    if not (block.form == "heading" or _is_heading(transcript, block)):
        return None
    words = transcript.words(block)
    rule = next((rule for rule in transcript.profile.divisions if rule.heading.match(words)), None)
    if rule is None:
        return None
    return TITLE if rule.part == "title" else Division(KINDS.get(rule.part, "division"), rule.part, rule.type)


def _document(transcript: Transcript, block: Block, sequence: _Sequence) -> Division | None:
    """A document, where the heading's number goes on with the sequence."""
    heading = transcript.profile.documents.heading
    found = heading.match(transcript.words(block)) if heading and _is_heading(transcript, block) else None
    if found is None:
        return None
    next_number = sequence.last + 1
    number = int(found["number"]) if found.re.groupindex.get("number") else next_number
    if not next_number <= number <= next_number + SKIPPED_AT_MOST:
        return None
    for missing in range(next_number, number):
        hint = "look for its heading before this one; the scanner may have garbled it"
        sequence.findings.append(
            transcript.finding("document-missing", f"document {missing} has no heading", block.span, hint)
        )
    sequence.last = number
    return Division("document", "body", "document", number)


def _parted(divisions: list[Division]) -> list[Division]:
    """The parts: the body begins with its head or first document; what follows the last document is the back."""
    documents = [index for index, division in enumerate(divisions) if division.kind in ("document", "head")]
    if not documents:
        return _without_documents(divisions)
    first, last = documents[0], documents[-1]
    parted = [
        division._replace(part="front" if index < first else "body" if index <= last else "back")
        for index, division in enumerate(divisions)
    ]
    return [_as_section(division) if index > first else division for index, division in enumerate(parted)]


def _as_section(division: Division) -> Division:
    """The body has one head, at its start; a further heading of its kind opens a section."""
    return division._replace(kind="division", type="section") if division.kind == "head" else division


def _without_documents(divisions: list[Division]) -> list[Division]:
    """No document heading anywhere: what is no front is one document, and closing notes are the back."""
    front = list(takewhile(lambda division: division.part == "front", divisions))
    rest = divisions[len(front) :]
    back = list(takewhile(lambda division: division.kind == "notes", reversed(rest)))[::-1]
    body = rest[: len(rest) - len(back)]
    if not body and front:
        body, front = front[-1:], front[:-1]
    if not body:
        body, back = back[:1], back[1:]
    return [
        *(division._replace(part="front") for division in front),
        *(_as_body(division, number) for number, division in enumerate(body, 1)),
        *(division._replace(part="back") for division in back),
    ]


def _as_body(division: Division, number: int) -> Division:
    """A title page that is all there is becomes the body's head, a run of blocks without a heading a document."""
    if division.kind == "title":
        return division._replace(kind="head", part="body")
    if division.kind == "division" and not division.type:
        return division._replace(kind="whole", part="body", type="document", number=number)
    return division._replace(part="body")
