"""The source: bytes become text once, and every character keeps its place.

`--encoding` decides, else what encodings.py finds out; a guess is told as a finding, and where it is unsure the user
has to say. A word processor's file brings its text and pieces along (text/office). Characters that XML cannot hold are
refused with their place, but for the form feed, which is a page break.

    Source("letter.md", "…", "7595bc…", "utf-8").place(12)   the line and column of the 13th character
"""

import hashlib
import re
import sys
from bisect import bisect_right
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from tei_miasnikov.errors import SourceError
from tei_miasnikov.findings import Finding
from tei_miasnikov.text.encodings import Guess, declared, guess, is_damaged_utf8, marked
from tei_miasnikov.text.foreign import is_packed, refuse_foreign
from tei_miasnikov.text.pieces import Piece, Words

LARGEST = 256 * 2**20
"""A source is at most so many bytes."""
HTML = (".html", ".htm", ".xhtml")
PAGE = re.compile(r"\ufeff?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S)
UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold (section 2.2), without the form feed."""


class Place(NamedTuple):
    """A place in the source: line and column, both counted from 1."""

    line: int
    column: int


class Source(Struct, frozen=True, dict=True):
    """A transcript as it came: its name, its text, the SHA-256 of its bytes, and how they were read.

    `pieces` are what a word processor's file says beside its text (text/office), `findings` what reading the bytes
    left in doubt.
    """

    name: str
    text: str
    sha256: str
    encoding: str
    pieces: tuple[Piece, ...] = ()
    findings: tuple[Finding, ...] = ()

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(m.end() for m in re.finditer(r"\r\n|\r|\n", self.text))]

    def place(self, offset: int) -> Place:
        """The line and column of a character of the source."""
        line = bisect_right(self._line_starts, offset)
        return Place(line, offset - self._line_starts[line - 1] + 1)


def read_source(path: str | Path, encoding: str | None = None) -> Source:
    """Read a transcript from a file, `-` being standard input.

    Raises SourceError where it is missing, no file, empty, too large, of a kind or in an encoding that can't be read,
    or holds what XML cannot.
    """
    if str(path) == "-":
        return decode(_bounded(sys.stdin.buffer.read(LARGEST + 1), "-"), "-", encoding)
    try:
        with Path(path).open("rb") as file:
            data = file.read(LARGEST + 1)
    except IsADirectoryError:
        raise SourceError(f"{path}: is a folder; name the transcript in it") from None
    except OSError as error:
        raise SourceError(f"{path}: {(error.strerror or 'cannot be read').lower()}") from None
    return decode(_bounded(data, str(path)), str(path), encoding)


def looks_like_html(beginning: str) -> bool:
    """Whether a text begins as a page of HTML does."""
    return PAGE.match(beginning) is not None


def _bounded(data: bytes, name: str) -> bytes:
    if len(data) > LARGEST:
        raise SourceError(f"{name}: is larger than {LARGEST // 2**20} MB; split it")
    return data


def decode(data: bytes, name: str, encoding: str | None = None) -> Source:
    """Turn the bytes of a transcript into a source. Raises SourceError as `read_source` does."""
    sha256 = hashlib.sha256(data).hexdigest()
    refuse_foreign(data, name)
    if is_packed(data):
        return _checked(_unpacked(data, name, sha256))
    chosen, findings = (encoding, ()) if encoding else _find_encoding(data, name)
    try:
        text = data.decode(chosen)
    except LookupError:
        raise SourceError(f"{name}: no encoding is named {chosen!r}; try utf-8, cp1251, latin-1 …") from None
    except UnicodeError as error:
        raise SourceError(_undecodable(data, name, chosen, error)) from None
    return _checked(Source(name, text.removeprefix("\ufeff"), sha256, chosen, findings=findings))


def _unpacked(data: bytes, name: str, sha256: str) -> Source:
    """A word processor's file: its text is that of its pieces."""
    from tei_miasnikov.text.office import read_office

    pieces = tuple(read_office(data, name))
    text = "".join(piece.source for piece in pieces if isinstance(piece, Words))
    return Source(name, text, sha256, "utf-8", pieces)


def _checked(source: Source) -> Source:
    _refuse_the_unspeakable(source)
    if not source.text.strip():
        raise SourceError(f"{source.name}: is empty; there is nothing to convert")
    return source


def _find_encoding(data: bytes, name: str) -> tuple[str, tuple[Finding, ...]]:
    """The encoding that a mark, the file itself or its bytes tell, and a finding where it is guessed."""
    is_page = name.lower().endswith(HTML) or looks_like_html(data[:1000].decode("latin-1"))
    told = marked(data) or (declared(data) if is_page else None)
    if told and (marked(data) or _is(data, told)):
        return told, ()
    if _is(data, "utf-8") or b"\x00" in data or is_damaged_utf8(data):
        return "utf-8", ()
    guesses = guess(data)
    if len(guesses) != 1:
        raise SourceError(_unsure(data, name, guesses))
    encoding, confidence, _ = guesses[0]
    words = f"its bytes are not UTF-8; they are read as {encoding}, with a confidence of {confidence} %"
    hint = f"look at a few letters with accents; where they are wrong, name the encoding: --encoding {encoding}"
    return encoding, (Finding("encoding-guessed", words, name, hint=hint),)


def _is(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeError, LookupError):
        return False
    return True


def _unsure(data: bytes, name: str, guesses: list[Guess]) -> str:
    """What a user has to decide: the first byte that is not UTF-8, and how the likely encodings read a word."""
    try:
        data.decode("utf-8")
    except UnicodeError as error:
        if guesses:
            start = getattr(error, "start", 0)
            line = data.count(b"\n", 0, start) + 1
            may_be = ", ".join(f"{one.encoding} ({one.word})" if one.word else one.encoding for one in guesses)
            return f"{name}:{line}: byte 0x{data[start]:02X} is not utf-8; say which it is with --encoding: {may_be}"
        return _undecodable(data, name, "utf-8", error)
    raise AssertionError(name)


def _undecodable(data: bytes, name: str, encoding: str, error: UnicodeError) -> str:
    if b"\x00" in data[:4096]:
        return f"{name}: is no text (it holds NUL bytes); if it is UTF-16 without a mark, say --encoding utf-16-le"
    start = getattr(error, "start", 0)
    line = data.count(b"\n", 0, start) + 1
    found = f"byte 0x{data[start]:02X} " if start < len(data) else ""
    return f"{name}:{line}: {found}is not {encoding}; name the encoding with --encoding (cp1251, latin-1 …)"


def _refuse_the_unspeakable(source: Source) -> None:
    found = UNSPEAKABLE.search(source.text)
    if found is None:
        return
    line, column = source.place(found.start())
    character = f"U+{ord(found.group()):04X}"
    cure = "take it out of the transcript"
    if found.group() == "\0":
        cure = "is this a binary file? If it is UTF-16 without a mark, say --encoding utf-16-le"
    raise SourceError(f"{source.name}:{line}:{column}: {character} is a character that XML cannot hold; {cure}")
