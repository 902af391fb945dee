"""Alignment: two texts that should be the same, read side by side from the first character to the last.

    source    19. Smith ran. 20. He fell.        written    <note n="19">Smith ran.</note> <note n="20">He fell.</note>
              each number stands in an attribute; nothing differs

    source    … she went home …                     written    … she goes home …
              Difference(source "went", written "goes"), and on from there

Where the two part, the alignment goes on at the next stretch that both have. Linear in the length of the texts.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from tei_miasnikov.collation.witness import Event, Witness
from tei_miasnikov.text.span import Span

STRETCH = 24
"""So many characters in common are where two texts meet again."""
WINDOWS = (400, 4_000, 40_000, 10_000_000)
AHEAD = 60
"""So far is looked ahead to see whether words stand in an attribute."""
LIKE = 0.6
"""What two beginnings of a note must have in common."""
_LINE_END = re.compile(r"\n|\Z")
_FIRST = re.compile(r"\w+|\S")


@dataclass(frozen=True, slots=True)
class Difference:
    """A stretch of the source and one of what is written that are not the same; one of them may be empty."""

    source: Span
    written: Span
    witness: Witness


@dataclass(slots=True)
class Alignment:
    """One reading of the source beside its witnesses: `notes` were moved, and stand elsewhere in the source."""

    source: str
    main: Witness
    notes: Sequence[Witness]
    differences: list[Difference] = field(default_factory=list)
    in_attributes: int = 0
    _unmet: dict[str, list[Witness]] = field(default_factory=dict)
    """The moved notes that were not yet found in the source, by what their printed number begins with."""

    def __post_init__(self) -> None:
        for note in self.notes:
            first = _FIRST.match(note.events[0].held[0] if note.events and note.events[0].held else "")
            self._unmet.setdefault(first[0] if first else "", []).append(note)

    def align(self) -> list[Difference]:
        """All differences, in the order of the source."""
        end = self._skip_notes(self._follow(self.main, 0))
        if self.source[end:].strip():
            self._differ(Span(end, len(self.source)), Span(self.main.length, self.main.length), self.main)
        for note in (note for notes in self._unmet.values() for note in notes):
            if note.text.strip():
                self._differ(Span(len(self.source), len(self.source)), Span(0, note.length), note)
        return self.differences

    def _follow(self, witness: Witness, start: int) -> int:
        """Where the source stands after all that a witness says."""
        at, written = start, 0
        for event in [*witness.events, Event(witness.length)]:
            if event.offset >= written:
                at, written = self._same(witness, at, written, event.offset)
            if event.offset == written and event.held:
                at = self._held(witness, event, at)
            elif (
                event.is_addition and event.offset == written and witness.text[max(written - 1, 0) : written].isspace()
            ):
                written = _after_space(witness.text, written)
            elif event.is_layout and witness.is_blank(event.offset, written):
                at = self._laid_out(witness, at, written)
                written = _after_space(witness.text, written) if event.is_behind else written
        return at

    def _laid_out(self, witness: Witness, at: int, written: int) -> int:
        """The source behind the space between two elements, and behind the moved notes that it has there."""
        own = witness.text[written : _after_space(witness.text, written)]
        end = _after_space(self.source, at)
        if own and self.source.endswith(own, at, end):
            return end - len(own)
        return self._skip_notes(end) if witness is self.main else end

    def _same(self, witness: Witness, at: int, written: int, end: int) -> tuple[int, int]:
        """Source and witness after the witness's words as far as `end`, or behind it where they had to meet again."""
        text = witness.text
        while written < end:
            length = _in_common(self.source, at, text, written, end)
            at, written = at + length, written + length
            if written < end:
                line = self._after_moved(at, text, written)
                at, written = line or self._meet(witness, at, written)
        return at, written

    def _held(self, witness: Witness, event: Event, at: int) -> int:
        """The source behind words that stand in an attribute; where it is, if they stand in the text as well."""
        for value in event.held:
            end = _after_words(self.source, at, value)
            if end is not None and self._is_held(value, Span(at, end), witness.text, event.offset):
                is_spaced = witness.text[event.offset : event.offset + 1].isspace()
                end = end if is_spaced else _after_space(self.source, end)
                self.in_attributes += end - at
                return end
        return at

    def _is_held(self, value: str, words: Span, text: str, written: int) -> bool:
        """Whether the text lacks these words; where it has them too, what follows decides."""
        plain = _ahead(self.source, words.start, text, written)
        return plain < len("".join(value.split())) or _ahead(self.source, words.end, text, written) > plain

    def _after_moved(self, at: int, text: str, written: int) -> tuple[int, int] | None:
        """Behind the moved note with which the line of the source begins, and the text as it was before that line."""
        line = self.source.rfind("\n", 0, at) + 1
        back = at - line
        if self.source[line:at] != text[max(written - back, 0) : written]:
            return None
        end = self._skip_notes(line)
        return None if end == line else (end, written - back)

    def _skip_notes(self, at: int) -> int:
        """The source behind the moved notes that stand there one after the other."""
        while (found := self._take_note(at)) is not None:
            at = self._follow(found, _after_space(self.source, at))
            lost = Span(at, at + self._rest_of_line(at))
            if lost.of(self.source).strip():
                self._differ(lost, Span(found.length, found.length), found)
            at = _after_space(self.source, lost.end)
        return at

    def _take_note(self, at: int) -> Witness | None:
        """The moved note that the source has there, which then is no longer looked for."""
        start = _after_space(self.source, at)
        first = _FIRST.match(self.source, start)
        waiting = self._unmet.get(first[0], []) if first else []
        for note in waiting:
            end = _after_words(self.source, start, note.events[0].held[0])
            if end is not None and _is_like(self.source[end : end + AHEAD], note.text[:AHEAD]):
                waiting.remove(note)
                return note
        return None

    def _meet(self, witness: Witness, at: int, written: int) -> tuple[int, int]:
        """Notes a difference, and says where the two go on together."""
        rest = witness.text[written:]
        met = next(filter(None, (_next_stretch(self.source[at : at + w], rest[:w]) for w in WINDOWS)), None)
        line = self._rest_of_line(at)
        if met is None or met[0] > line:
            met = self._at_line_end(witness, at, written, line) or met
        missing, added = met or (self._end_of(witness, at, len(rest)), len(rest))
        self._differ(Span(at, at + missing), Span(written, written + added), witness)
        return at + missing, written + added

    def _rest_of_line(self, at: int) -> int:
        found = _LINE_END.search(self.source, at)
        return found.start() - at if found else 0

    def _at_line_end(self, witness: Witness, at: int, written: int, line: int) -> tuple[int, int] | None:
        """How far each has to go so that both have the same to the end of the source's line, where a block ends."""
        for steps in range(1, AHEAD + 1):
            for missing in range(min(steps, line) + 1):
                added, rest = steps - missing, self.source[at + missing : at + line]
                end = written + added + len(rest)
                if witness.text.startswith(rest, written + added) and witness.ends_block(end):
                    return missing, added
        return None

    def _end_of(self, witness: Witness, at: int, rest: int) -> int:
        """How far the source goes where the rest of a witness can't be found again: a moved note ends with its line."""
        if witness is self.main:
            return len(self.source) - at
        ends = [found.start() for found in _LINE_END.finditer(self.source, at, at + rest + STRETCH * 4)]
        return min(ends, key=lambda end: abs(end - at - rest), default=min(at + rest, len(self.source))) - at

    def _differ(self, source: Span, written: Span, witness: Witness) -> None:
        self.differences.append(Difference(source, written, witness))


def _after_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _in_common(source: str, at: int, text: str, start: int, end: int) -> int:
    """How many characters are the same."""
    low, high = 0, end - start
    if source.startswith(text[start:end], at):
        return high
    while high - low > 1:
        middle = (low + high) // 2
        if source.startswith(text[start : start + middle], at):
            low = middle
        else:
            high = middle
    return low


def _after_words(source: str, at: int, value: str) -> int | None:
    """The source behind these words, however they are spaced; None where it has others."""
    if value.isspace():
        return at + len(value) if source.startswith(value, at) else None
    for word in value.split():
        at = _after_space(source, at)
        if not source.startswith(word, at):
            return None
        at += len(word)
    return at


def _ahead(source: str, at: int, text: str, start: int) -> int:
    """How many characters are the same from here, white space aside, as far as one looks."""
    ours = "".join(source[at : at + 2 * AHEAD].split())
    theirs = "".join(text[start : start + 2 * AHEAD].split())
    return next((n for n, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), min(len(ours), len(theirs)))


def _is_like(source: str, text: str) -> bool:
    """Whether the source begins as the text does, a few letters aside."""
    words, length = source.split(), len(text.split())
    return SequenceMatcher(None, " ".join(words[:length]), " ".join(text.split()), autojunk=False).ratio() > LIKE


def _next_stretch(source: str, text: str) -> tuple[int, int] | None:
    """How far each has to go until they have a stretch in common; the shortest way in the source."""
    length = STRETCH
    places: dict[str, int] = {}
    for offset in range(len(text) - length, -1, -1):
        places[text[offset : offset + length]] = offset
    for offset in range(max(len(source) - length + 1, 0)):
        found = places.get(source[offset : offset + length])
        if found is not None:
            return offset, found
    return None
