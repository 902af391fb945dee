"""Proving: the text of a TEI file is the source's, or where it is not.

    prove("source.md", "tei.xml").findings      () where every character is accounted for, nothing added, order kept

The TEI may have been edited since it was made: markup is free, and so are additions that are declared as such (corr,
reg, expan, supplied by an editor of the project); words are not. Source: TEI Guidelines 3.5 (simple editorial changes).
"""

from bisect import bisect_right
from collections import Counter
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from tei_miasnikov.collation.alignment import Alignment, Difference
from tei_miasnikov.collation.witness import Addition, Witness, read_testimony, voices_of
from tei_miasnikov.errors import SourceError
from tei_miasnikov.findings import Finding, Severity
from tei_miasnikov.text.readers import read
from tei_miasnikov.text.reading import Reading
from tei_miasnikov.text.source import read_source
from tei_miasnikov.text.span import Span
from tei_miasnikov.validation.documents import parse_bytes, read_document
from tei_miasnikov.validation.quoting import quoted
from tei_miasnikov.validation.source_lines import as_utf8


class Account(NamedTuple):
    """Where the characters of the source are, and how many could not be found."""

    total: int
    text: int
    attributes: int
    syntax: Counter[str]
    lost: int


class Proof(NamedTuple):
    """What the comparison of a source and a TEI file found; it succeeds where no finding is an error."""

    findings: tuple[Finding, ...]
    account: Account
    additions: tuple[Addition, ...]
    outside: dict[str, int]

    @property
    def is_closed(self) -> bool:
        """Whether the text of the TEI is the source's."""
        return not any(finding.severity is Severity.ERROR for finding in self.findings)


def prove(source: str | Path, tei: str | Path, *, encoding: str | None = None) -> Proof:
    """Compare the text of a TEI file with the transcript that it was made from.

    Raises SourceError where one of the two can't be read, or the TEI is not well-formed.
    """
    reading = read(read_source(source, encoding))
    return compare(reading, _well_formed(tei), str(tei))


def _well_formed(path: str | Path) -> bytes:
    data = read_document(path)
    tree, findings = parse_bytes(data, str(path))
    if tree is None:
        first = findings[0]
        raise SourceError(f"{path}:{first.line}:{first.column}: {first.message}; only well-formed XML can be compared")
    return as_utf8(data)


def compare(reading: Reading, data: bytes, path: str) -> Proof:
    """The proof for a reading and a well-formed TEI document in UTF-8."""
    testimony = read_testimony(data, voices_of(data))
    alignment = Alignment(reading.text, testimony.main, testimony.notes)
    differences = alignment.align()
    findings = [_told(difference, reading, path) for difference in differences]
    if reading.source.sha256.encode() not in data:
        findings.append(_other_state(reading, path))
    lost = sum(len("".join(difference.source.of(reading.text).split())) for difference in differences)
    syntax = reading.account()
    text = syntax.pop("", 0) - alignment.in_attributes - lost
    account = Account(len(reading.source.text), text, alignment.in_attributes, syntax, lost)
    return Proof(tuple(findings), account, tuple(testimony.additions), testimony.outside)


def _other_state(reading: Reading, path: str) -> Finding:
    message = f"the header does not name this state of {reading.source.name} (SHA-256 {reading.source.sha256[:12]}…)"
    hint = "the transcript may have been changed since the conversion; convert it again, or compare with the old one"
    return Finding("source-other", message, path, hint=hint, severity=Severity.INFO)


def _told(difference: Difference, reading: Reading, path: str) -> Finding:
    source, written = _whole_words(difference, reading.text)
    before = reading.text[: source.start].rpartition("\n")[2].strip()
    behind = int(written.start == written.end and bool(before))  # what was lost stood behind what is there
    line, column = _place(difference.witness, max(written.start - behind, 0))
    theirs, ours = quoted(source.of(reading.text)), quoted(written.of(difference.witness.text))
    place = reading.place(min(source.start, max(len(reading.text) - 1, 0)))
    where = f"{reading.source.name}:{place.line}:{place.column}"
    code, message, hint = _kind(difference.source.of(reading.text), difference.written.of(difference.witness.text))
    said = message.format(where=where, source=theirs, written=ours)
    return Finding(code, said, path, line, column + behind, hint=hint, severity=Severity.ERROR)


DECLARED = "or declare the editor's words: corr beside sic, reg beside orig, expan beside abbr, supplied with @resp"


def _kind(source: str, written: str) -> tuple[str, str, str]:
    """The code of a difference, what is said of it, and what to do."""
    changed = "{where} has {source}, the TEI has {written}"
    if "".join(source.split()) == "".join(written.split()):
        return "space-changed", f"{changed}: the space is another", "write it as the source does"
    if not written.strip():
        return "text-lost", "{where}: {source} is not in the TEI", "put it back"
    if not source.strip():
        return "text-added", "{written} is not in the source; {where} goes on without it", f"take it out, {DECLARED}"
    return "text-changed", changed, f"write what the source has, {DECLARED}"


def _whole_words(difference: Difference, text: str) -> tuple[Span, Span]:
    """The two stretches as whole words, so that people can read them."""
    source, written, witness = difference.source, difference.written, difference.witness
    back = _common_letters(text[: source.start][::-1], witness.text[: written.start][::-1])
    forth = _common_letters(text[source.end :], witness.text[written.end :])
    forth = next((n for n in range(1, forth) if witness.ends_block(written.end + n)), forth)
    return Span(source.start - back, source.end + forth), Span(written.start - back, written.end + forth)


def _common_letters(source: str, written: str) -> int:
    """How far the two have the same letters, up to a space."""
    same = takewhile(lambda pair: pair[0] == pair[1] and not pair[0].isspace(), zip(source, written, strict=False))
    return sum(1 for _ in same)


def _place(witness: Witness, offset: int) -> tuple[int, int]:
    """The line and column of a character of a witness."""
    found = bisect_right(witness.places, (offset, float("inf"), 0)) - 1
    if found < 0:
        return 0, 0
    start, line, column = witness.places[found]
    return line, column + offset - start
