"""Turns and what stands between them: tiles become `sp`, `stage`, `p`, `list`, `quote`, `label` …

    Q. Why?  A. Because.  And more.      sp (speaker, p), sp (speaker, p, p)

A turn goes on through unlabelled paragraphs, list items and quotations until the next label, citation, omission
that stands alone, narration, label or heading. Sources: TEI Guidelines 3.13.2, 7.2.2 (speeches), 3.8 (lists).
"""

import re
from collections.abc import Iterator, Sequence, Set
from itertools import groupby, pairwise, takewhile

from tei_miasnikov.recognition.bench import encode_bench
from tei_miasnikov.recognition.cast import encode_cast
from tei_miasnikov.recognition.identifiers import Identifiers
from tei_miasnikov.recognition.labels import SPACE, Label
from tei_miasnikov.recognition.ornaments import milestone
from tei_miasnikov.recognition.profile import Speaker
from tei_miasnikov.recognition.standoff.citations import find_citations, forms_in
from tei_miasnikov.recognition.standoff.omissions import ellipsis, metamark
from tei_miasnikov.recognition.tiles import Setting, Tile
from tei_miasnikov.recognition.transcript import trimmed
from tei_miasnikov.recognition.voices import Voices
from tei_miasnikov.text.span import Annotation, Attributes, Span, annotate, covering

Empties = tuple[tuple[str, Attributes], ...]
CONTINUING = frozenset({"plain", "note", "direction", "border"})
"""The tiles through which a turn goes on."""
EMPTY: Empties = (("p", ()),)
"""What closes an element that would have no content."""
SIGN = re.compile(r"(?P<sign>\d+[.)]|[^\W\d_][.)])[ \t]*")
INFERRED: Empties = (("certainty", (("match", "@who"), ("locus", "value"), ("cert", "high"), ("resp", "#converter"))),)


class Turns:
    """The turns of one document: their number so far, and who speaks."""

    def __init__(self, setting: Setting, document: str, ids: Identifiers, voices: Voices, item: str) -> None:
        self.setting = setting
        self.voices = voices
        self.item = item
        self._document = document
        self._ids = ids
        self._count = 0

    def encode(self, tiles: Sequence[Tile]) -> Iterator[Annotation]:
        """All tiles of the middle of a document, in order."""
        for group in self._groups(tiles):
            yield from self._encode_group(group)

    def _groups(self, tiles: Sequence[Tile]) -> Iterator[list[Tile]]:
        """A turn with what belongs to it, or a tile that stands for itself, or plain tiles that follow each other."""
        group: list[Tile] = []
        for tile in tiles:
            if group and not _belongs(group[0], tile):
                yield group
                group = []
            group.append(tile)
        if group:
            yield group

    def _encode_group(self, group: list[Tile]) -> Iterator[Annotation]:
        first = group[0]
        if first.kind == "turn" and first.label:
            yield from self._turn(group, first.label)
        elif first.kind == "bench":
            lines = [(tile.span, tile.span.of(self.setting.transcript.text)) for tile in group]
            yield from encode_bench(lines, self.setting.transcript.profile.bench, self.setting.transcript.people)
        elif first.kind in CONTINUING:
            yield from encode_plain(group, self.setting.transcript.text)
        else:
            yield from STANDING_ALONE.get(first.kind, _by_rule)(self, first)
            if len(group) > 1:
                yield from self._unlabelled(first, group[1:])

    def _turn(self, group: list[Tile], label: Label) -> Iterator[Annotation]:
        """A labelled turn: sp, speaker, and its paragraphs."""
        first, after = group[0], len(group) - len(list(takewhile(_is_aside, reversed(group[1:]))))
        speech = Span(min(label.speech, first.span.end), first.span.end)
        silent = not speech.of(self.setting.transcript.text).strip(SPACE)
        after = len(group) if after == 1 and silent else after
        empty = EMPTY if silent and all(tile.kind in ("note", "border") for tile in group[1:after]) else ()
        yield self._sp(Span(first.span.start, group[after - 1].span.end), label.speaker, empty)
        yield annotate(label.span, "speaker")
        spoken = [*([] if silent else [first._replace(span=speech, kind="plain")]), *group[1:after]]
        verse = self._verse(spoken) if self.setting.transcript.profile.layout.verse else frozenset()
        yield from self._paragraphs(spoken, verse)
        yield from self._paragraphs(group[after:], frozenset())

    def _paragraphs(self, tiles: Sequence[Tile], verse: Set[int]) -> Iterator[Annotation]:
        return encode_paragraphs(tiles, self.setting.transcript.text, verse)

    def _verse(self, tiles: Sequence[Tile]) -> frozenset[int]:
        """Where the lines of verse begin: single lines that follow each other."""
        text = self.setting.transcript.text
        plain = [tile for tile in tiles if tile.kind == "plain" and "\n" not in tile.span.of(text)]
        pairs = [(a, b) for a, b in pairwise(plain) if text[a.span.end : b.span.start].count("\n") == 1]
        return frozenset(tile.span.start for pair in pairs for tile in pair)

    def _unlabelled(self, stage: Tile, group: list[Tile]) -> Iterator[Annotation]:
        """The words of him to whom a stage direction gave the floor."""
        label = stage.rule.speaker if stage.rule else ""
        speaker = self.setting.labels.speaker(label)
        if speaker is None:
            yield from encode_plain(group, self.setting.transcript.text)
            return
        yield self._sp(covering(group), speaker, INFERRED)
        yield from self._paragraphs(group, frozenset())

    def _sp(self, span: Span, speaker: Speaker, empty: Empties) -> Annotation:
        self._count += 1
        who = self.voices.pointer(speaker)
        own = self._ids.new(f"{self._document}-s{self._count}")
        sp = annotate(span, "sp", xml_id=own, n=str(self._count), who=who)
        return sp._replace(empty=empty if who or empty is not INFERRED else ())


def _is_aside(tile: Tile) -> bool:
    """Whether a tile may as well stand behind a turn as in it."""
    return tile.kind in ("direction", "note", "border")


def _belongs(first: Tile, tile: Tile) -> bool:
    """Whether a tile goes on with what another one began."""
    if first.kind == "bench":
        return tile.kind == "bench"
    if first.kind in CONTINUING or first.kind == "turn" or (first.rule and first.rule.speaker):
        return tile.kind in CONTINUING
    return False


def _by_rule(turns: Turns, tile: Tile) -> Iterator[Annotation]:
    """label, stage or p as a rule of the profile says."""
    element = tile.kind if tile.kind in ("label", "stage") else "p"
    kind = tile.rule.type if tile.rule and element != "p" else ""
    who = tile.found.groupdict().get("who") if tile.found and element == "stage" else None
    speaker = turns.setting.labels.speaker(who) if who else None
    yield annotate(tile.span, element, type=kind or None, who=turns.voices.pointer(speaker))


def _ornament(turns: Turns, tile: Tile) -> Iterator[Annotation]:
    yield milestone(tile.block, turns.setting.transcript.text)


def _citation(turns: Turns, tile: Tile) -> Iterator[Annotation]:
    """The source note: the document's place in the archive, tied to its msItem."""
    yield annotate(tile.span, "note", type="source")
    transcript = turns.setting.transcript
    words = trimmed(tile.span.of(transcript.text))
    rules = transcript.profile.citations
    for find in find_citations(words, rules, forms_in(transcript.text, rules.forms)):
        if find.element == "bibl":  # a point behind the bracket belongs to it
            corresp = (("corresp", f"#{turns.item}"),) if turns.item else ()
            find = find._replace(span=Span(0, len(words)), attributes=(*find.attributes, *corresp))
        yield find.shift(tile.span.start)


def _omission(turns: Turns, tile: Tile) -> Iterator[Annotation]:
    yield ellipsis(tile.span, turns.setting.transcript.editor)
    yield metamark(tile.span)


def _cast(turns: Turns, tile: Tile) -> Iterator[Annotation]:
    yield from encode_cast(tile.members, turns.setting.transcript.text)


STANDING_ALONE = {"cast": _cast, "ornament": _ornament, "citation": _citation, "omission": _omission}


def encode_paragraphs(tiles: Sequence[Tile], text: str, verse: Set[int] = frozenset()) -> Iterator[Annotation]:
    """Each tile a `p`, those of a quotation within `quote`; notes between them are the notes' business.

    `verse` are the places where lines of verse begin: each is an `l`.
    """
    for quotation, group in groupby(tiles, key=lambda tile: tile.block.quotation):
        yield from _quoted([_paragraph(tile, text, verse) for tile in group if tile.kind != "note"], quotation)


def _paragraph(tile: Tile, text: str, verse: Set[int]) -> Annotation:
    if tile.kind == "border":
        return milestone(tile.block, text)
    if tile.block.quotation:
        return annotate(tile.span, "p")
    if tile.kind == "direction":
        return annotate(tile.span, "stage")
    return annotate(tile.span, "l" if tile.span.start in verse else "p")


def _quoted(paragraphs: list[Annotation], quotation: int) -> Iterator[Annotation]:
    if paragraphs:
        yield from [annotate(covering(paragraphs), "quote")] * quotation
        yield from paragraphs


def encode_plain(tiles: Sequence[Tile], text: str) -> Iterator[Annotation]:
    """Running text outside of turns: paragraphs, quotations and lists."""

    def key(tile: Tile) -> tuple[int, bool, int]:
        listed = tile.block.form in ("item", "continuation") and tile.kind == "plain"
        return tile.block.quotation, listed, tile.block.series

    for (quotation, listed, _), group in groupby(tiles, key=key):
        members = list(group)
        if not listed or members[0].block.form == "continuation":
            yield from encode_paragraphs(members, text)
            continue
        yield from [annotate(covering(members), "quote")] * quotation
        yield from _list(members, text)


def _list(tiles: list[Tile], text: str) -> Iterator[Annotation]:
    """A list; items that hold a deeper one hold it as a list of their own."""
    depth = min(tile.block.level for tile in tiles)
    items = _items(tiles, depth)
    signs = [SIGN.match(text, item[0].span.start, item[0].span.end) for item in items]
    labelled = all(
        sign is not None and sign["sign"].endswith(")") and len(item) == 1
        for sign, item in zip(signs, items, strict=True)
    )
    rend = "numbered" if any(signs) else "bulleted"
    yield annotate(covering(tiles), "list", rend=rend)
    for item, sign in zip(items, signs, strict=True):
        yield from _item(item, sign, depth, labelled, text) if sign else _item(item, None, depth, labelled, text)


def _items(tiles: list[Tile], depth: int) -> list[list[Tile]]:
    items: list[list[Tile]] = []
    for tile in tiles:
        if not items or (tile.block.form == "item" and tile.block.level == depth):
            items.append([])
        items[-1].append(tile)
    return items


def _item(tiles: list[Tile], sign: re.Match[str] | None, depth: int, labelled: bool, text: str) -> Iterator[Annotation]:  # noqa: FBT001
    """One item: `1)` is a label of its own where every item has one, `1.` stands in @n."""
    first, end = tiles[0], tiles[-1].span.end
    start = sign.end() if sign and labelled else first.span.start
    if sign and labelled:
        yield annotate(Span(*sign.span("sign")), "label")
    held = Span(*sign.span()) if sign and not labelled else None
    yield annotate(Span(start, end), "item", held=held, n=sign["sign"] if held and sign else None)
    if len(tiles) > 1:
        begin = sign.end() if held and sign else first.span.start
        yield annotate(Span(min(begin, first.span.end), first.span.end), "p")
        yield from _within_item(tiles[1:], depth, text)


def _within_item(tiles: list[Tile], depth: int, text: str) -> Iterator[Annotation]:
    for deeper, group in groupby(tiles, key=lambda tile: tile.block.level > depth):
        members = list(group)
        yield from _list(members, text) if deeper else encode_paragraphs(members, text)
