"""Structure: the divisions become text, front, body, back, div and what they hold.

    document    div: head, head (sub), opener, then labels, turns and paragraphs, closer, and the source note last

TEI refuses an opener after a paragraph, a second opener, and all but notes after a closer; what stands where TEI
would refuse it stays a paragraph. Sources: TEI Guidelines 4 (default text structure), 4.2 (elements common to all
divisions).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import dropwhile, groupby, takewhile

from tei_miasnikov.findings import Finding
from tei_miasnikov.recognition.divisions import Division, divide
from tei_miasnikov.recognition.identifiers import Identifiers
from tei_miasnikov.recognition.labels import Labels
from tei_miasnikov.recognition.notes import Series
from tei_miasnikov.recognition.tiles import Setting, Tile, tile
from tei_miasnikov.recognition.transcript import Transcript
from tei_miasnikov.recognition.turns import EMPTY, Turns, milestone, with_space
from tei_miasnikov.text.reading import Block
from tei_miasnikov.text.span import Annotation, Span, annotate

OPENING = frozenset({"dateline", "salute"})
CLOSING = frozenset({"salute", "signed"})
TRAILING = frozenset({"citation", "omission", "ornament", "note"})
"""What may stand after a closer."""


@dataclass(frozen=True)
class Document:
    """A document of the transcript, as the header speaks of it; `interrogators` are the unnamed persons it made."""

    id: str
    item_id: str
    number: int
    subtype: str
    span: Span
    sessions: tuple[tuple[str, str], ...]
    tiles: tuple[Tile, ...]


@dataclass(frozen=True)
class Structure:
    """All structural annotations, parents before children, the documents, and findings."""

    annotations: tuple[Annotation, ...]
    documents: tuple[Document, ...]
    findings: tuple[Finding, ...]


class _Builder:
    """Collects the structure text by text."""

    def __init__(self, transcript: Transcript, series: list[Series], ids: Identifiers) -> None:
        self.transcript = transcript
        self.series = series
        self.ids = ids
        self.annotations: list[Annotation] = []
        self.documents: list[Document] = []
        self.findings: list[Finding] = []
        self.notes = {body.marker.start: (one, index) for one in series for index, body in enumerate(one.bodies)}

    # texts and parts

    def texts(self, texts: list[list[Division]]) -> None:
        whole = Span(0, len(self.transcript.text))
        if len(texts) == 1:
            self._text(texts[0], whole)
            return
        self.annotations += [
            annotate(whole, "text", xml_lang=self.transcript.profile.language),
            annotate(whole, "group"),
        ]
        for divisions in texts:
            self._text(divisions, _span(divisions))

    def _text(self, divisions: list[Division], span: Span) -> None:
        self.annotations.append(annotate(span, "text", xml_lang=self.transcript.profile.language))
        for part, group in groupby(divisions, key=lambda division: division.part):
            self._part(part, list(group))

    def _part(self, part: str, divisions: list[Division]) -> None:
        first = len(self.annotations)
        self.annotations.append(annotate(_span(divisions), part))
        for division in divisions:
            DIVIDERS[division.kind](self, division)
        if part == "body" and not _has_content(self.annotations[first + 1 :]):
            self.annotations[first] = self.annotations[first]._replace(empty=EMPTY)

    # divisions

    def title(self, division: Division) -> None:
        """The title page: docTitle and bylines."""
        head, *bylines = division.blocks
        self.annotations += [
            annotate(_span_of(division.blocks), "titlePage"),
            annotate(head.span, "docTitle"),
            annotate(head.span, "titlePart", type="main"),
            *(annotate(block.span, "byline") for block in bylines),
        ]

    def head(self, division: Division) -> None:
        """The heading of the whole body, and what stands below it before the first document."""
        heading, *rest = division.blocks
        if self.annotations[-1].element == "body":
            self.annotations.append(annotate(heading.span, "head"))
        else:
            rest = [heading, *rest]
        if rest:
            self.division(Division("division", "body", tuple(rest), "section"))

    def notes_division(self, division: Division) -> None:
        """A division of notes; rules before it stand outside, rules within it are the pages'."""
        rules = list(takewhile(lambda block: block.form == "rule", division.blocks))
        rest = division.blocks[len(rules) :]
        self._ornaments(rules)
        name = self.series[division.series].name
        own = self.ids.new(f"notes-{name}")
        trailing = list(takewhile(lambda block: block.form == "rule", reversed(rest)))
        rest = rest[: len(rest) - len(trailing)]
        number = str(division.series % max(len(self.transcript.profile.notes.series), len(self.series)) + 1)
        self.annotations.append(annotate(_span_of(rest), "div", type="notes", n=number, xml_id=own))
        self._note_bodies(rest)
        self._ornaments([*(block for block in rest if block.form == "rule"), *trailing[::-1]])

    def _ornaments(self, blocks: Sequence[Block]) -> None:
        self.annotations += [milestone(Tile(b.span, "ornament", b), self.transcript.text) for b in blocks]

    def division(self, division: Division) -> None:
        """A division without turns' numbering of its own: an introduction, a preface."""
        self._div(division, division.type or "preliminary", None)

    def document(self, division: Division) -> None:
        subtype = self._subtype(division)
        self._div(division, "document", subtype)

    def _div(self, division: Division, kind: str, subtype: str | None) -> None:
        is_document = subtype is not None
        name = f"doc-{division.number}" if is_document else kind
        own = self.ids.new(name)
        if own != name:
            self._met_again(division, name, own)
        setting = self._setting(division, subtype or "")
        tiles = tile(setting, division.blocks)
        who, sessions = self._voices(setting, own)
        first = len(self.annotations)
        number = str(division.number) if is_document else None
        span = Span(tiles[0].span.start, tiles[-1].span.end)
        self.annotations.append(annotate(span, "div", type=kind, subtype=subtype or None, n=number, xml_id=own))
        item = self.ids.new(f"item-{division.number}") if is_document else ""
        self._content(tiles, Turns(setting, own, self.ids, who, item if self.transcript.file else ""))
        self._note_bodies(division.blocks)
        if not _has_content(self.annotations[first + 1 :]):
            self.annotations[first] = self.annotations[first]._replace(empty=EMPTY)
        if is_document:
            used = {a.get("who") for a in self.annotations[first:]}
            made = tuple((id_, role) for id_, role in sessions if f"#{id_}" in used)
            self.documents.append(Document(own, item, division.number, subtype or "", span, made, tuple(tiles)))

    def _met_again(self, division: Division, name: str, own: str) -> None:
        hint = f"it is written as {own}; give each transcript a file of its own if that is not meant"
        self.findings.append(
            self.transcript.finding("id-again", f"{name} stands twice in this file", division.blocks[0].span, hint)
        )

    def _setting(self, division: Division, subtype: str) -> Setting:
        starts = frozenset(b.span.start for b in division.blocks if b.span.start in self.notes)
        speakers = self.transcript.profile.speakers if division.part == "body" else ()
        heading = division.blocks[0].span.start if division.kind == "document" else -1
        return Setting(self.transcript, subtype, Labels(speakers, subtype), starts, heading)

    def _subtype(self, division: Division) -> str:
        """The first subtype whose pattern is found in the heading, else in a block that a rule makes a label."""
        subtypes = self.transcript.profile.documents.subtypes
        head, *rest = [self.transcript.words(block) for block in division.blocks]
        labels = [
            words
            for words in rest[:6]
            if any(r.element == "label" and r.match.match(words) for r in self.transcript.profile.blocks)
        ]
        for words in (head, *labels):
            found = next((name for name, pattern in subtypes.items() if pattern.search(words)), None)
            if found:
                return found
        return ""

    def _voices(self, setting: Setting, own: str) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
        """Whom each speaker of the profile is in this document: a person of the header, or one of this session."""
        known = {person.id for person in self.transcript.people}
        who = {speaker.who: speaker.who for speaker in self.transcript.profile.speakers if speaker.who in known}
        roles = dict.fromkeys(s.role for s in self.transcript.profile.speakers if s.role and not s.who)
        sessions = tuple((f"{own}-{role}", role) for role in roles)
        return who | {role: id_ for id_, role in sessions}, sessions

    # within a division

    def _content(self, tiles: list[Tile], turns: Turns) -> None:
        heads = tiles[: 1 if tiles[0].kind == "heading" else 0]
        heads = [*heads, *takewhile(lambda t: t.kind == "head", tiles[len(heads) :])]
        self.annotations += [annotate(t.span, "head", type="sub" if i else None) for i, t in enumerate(heads)]
        rest = tiles[len(heads) :]
        opener = list(takewhile(lambda t: t.kind in OPENING, rest))
        self._together("opener", opener)
        rest = rest[len(opener) :]
        trailing = list(takewhile(lambda t: t.kind in TRAILING, reversed(rest)))[::-1]
        closer = list(takewhile(lambda t: t.kind in CLOSING, reversed(rest[: len(rest) - len(trailing)])))[::-1]
        middle = rest[: len(rest) - len(trailing) - len(closer)]
        self._middle(middle, turns)
        self._together("closer", closer)
        self.annotations += turns.encode(trailing)

    def _together(self, element: str, tiles: list[Tile]) -> None:
        """An opener or closer and its lines."""
        if not tiles:
            return
        self.annotations.append(annotate(Span(tiles[0].span.start, tiles[-1].span.end), element))
        for line in tiles:
            self.annotations.append(annotate(line.span, line.kind))
            if line.found and line.found.groupdict().get("place"):
                place = Span(*line.found.span("place")).shift(line.span.start)
                self.annotations.append(annotate(place, "placeName"))

    def _middle(self, tiles: list[Tile], turns: Turns) -> None:
        """Turns and paragraphs; a further heading opens a section that runs to the next."""
        before = list(takewhile(lambda t: t.kind != "heading", tiles))
        self.annotations += turns.encode(before)
        section: list[Tile] = []
        for one in dropwhile(lambda t: t.kind != "heading", tiles):
            if one.kind == "heading" and section:
                self._section(section, turns)
                section = []
            section.append(one)
        if section:
            self._section(section, turns)

    def _section(self, tiles: list[Tile], turns: Turns) -> None:
        first = len(self.annotations)
        self.annotations.append(annotate(Span(tiles[0].span.start, tiles[-1].span.end), "div", type="section"))
        self.annotations.append(annotate(tiles[0].span, "head"))
        self.annotations += turns.encode(tiles[1:])
        if not _has_content(self.annotations[first + 1 :]):
            self.annotations[first] = self.annotations[first]._replace(empty=EMPTY)

    def _note_bodies(self, blocks: Sequence[Block]) -> None:
        """The notes among these blocks, each with its further paragraphs."""
        for index, block in enumerate(blocks):
            if block.span.start in self.notes:
                further = takewhile(lambda later: later.form == "continuation", blocks[index + 1 :])
                self._note([block, *further])

    def _note(self, blocks: Sequence[Block]) -> None:
        one, index = self.notes[blocks[0].span.start]
        body, resp = one.bodies[index], self.transcript.editor
        anchor = one.target(index)
        span = Span(blocks[0].span.start, blocks[-1].span.end)
        held = with_space(body.marker, self.transcript.reading.text)
        self.annotations.append(
            annotate(
                span,
                "note",
                held=held,
                type="editorial",
                resp=f"#{resp}" if resp else None,
                xml_id=one.note_ids[index],
                n=body.printed,
                target=anchor and f"#{anchor}",
            )
        )
        self.annotations.append(annotate(Span(held.end, blocks[0].span.end), "p"))
        self.annotations += [annotate(block.span, "p") for block in blocks[1:]]


DIVIDERS = {
    "title": _Builder.title,
    "head": _Builder.head,
    "division": _Builder.division,
    "document": _Builder.document,
    "whole": _Builder.document,
    "notes": _Builder.notes_division,
}
"""What encodes each kind of division."""


def build_structure(transcript: Transcript, series: list[Series], ids: Identifiers) -> Structure:
    """The structure of a transcript. Pure: the same transcript gives the same structure."""
    texts, findings = divide(transcript, series)
    builder = _Builder(transcript, series, ids)
    builder.texts(texts)
    return Structure(tuple(builder.annotations), tuple(builder.documents), (*findings, *builder.findings))


def _span(divisions: list[Division]) -> Span:
    return Span(divisions[0].blocks[0].span.start, divisions[-1].blocks[-1].span.end)


def _span_of(blocks: Sequence[Block]) -> Span:
    return Span(blocks[0].span.start, blocks[-1].span.end)


def _has_content(annotations: Sequence[Annotation]) -> bool:
    """Whether there is more than heads, openers and notes."""
    return any(a.element in CONTENT for a in annotations)


CONTENT = frozenset({"p", "sp", "list", "quote", "div", "stage", "label", "castList"})
"""Elements that make a division or a body one that TEI accepts."""
