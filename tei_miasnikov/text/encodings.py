"""Encodings: which one the bytes of a text are in, and how sure that is.

A byte order mark decides, then what the file declares of itself (HTML), then UTF-8. What is not UTF-8 is guessed by
charset-normalizer; a guess stands only where the words make a language and no other encoding reads them as well.

    guess("Где вы жили?".encode("cp1251"))      cp1251, with its confidence
    guess("était".encode("cp1252"))             cp1252 or cp1250: the user has to say
"""

import codecs
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from charset_normalizer import CharsetMatch

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
USUAL = (
    "cp1252", "cp1251", "cp1250", "koi8_r", "cp866", "iso8859_5", "mac_cyrillic", "mac_roman", "iso8859_2",
    "iso8859_15", "cp1253", "cp1254", "cp1257", "cp1255", "cp1256", "cp850", "cp852", "shift_jis", "euc_jp", "gb18030",
    "big5", "euc_kr",
)  # fmt: skip
"""What transcripts are found in, the commonest name first."""
COHERENT = 40.0
"""Per cent of the letters' frequencies that must be those of a language."""
CLOSE = 4.0
"""Readings whose share of improbable signs (per cent) differs by less are as likely as each other."""
DECLARED = re.compile(
    rb"<meta\b[^>]*?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)", re.I
)
LOOKED_THROUGH = 1024
"""A declaration stands in the first so many bytes (HTML Standard, 13.2.3.2)."""
SAID_OF_HTML = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252", "utf-16": "utf-8"}
"""What a page means that declares this (WHATWG Encoding Standard, 4.2)."""


class Guess(NamedTuple):
    """An encoding, how well its letters make up a language (per cent), and a word that it reads as no other does."""

    encoding: str
    confidence: int
    word: str


def marked(data: bytes) -> str | None:
    """The encoding that a byte order mark tells."""
    return next((encoding for mark, encoding in BYTE_ORDER_MARKS if data.startswith(mark)), None)


def declared(data: bytes) -> str | None:
    """The encoding that an HTML page declares of itself, where Python has it."""
    found = DECLARED.search(data[:LOOKED_THROUGH])
    if found is None:
        return None
    name = (found[1] or found[2]).decode("ascii").lower()
    try:
        codecs.lookup(SAID_OF_HTML.get(name, name))
    except LookupError:
        return None
    return SAID_OF_HTML.get(name, name)


def is_damaged_utf8(data: bytes) -> bool:
    """Whether most of what is not ASCII is UTF-8 all the same: then a few bytes are damaged, and no guess will help."""
    replaced = data.decode("utf-8", errors="replace")
    bad = replaced.count("\ufffd")
    return sum(character > "\x7f" for character in replaced) - bad > bad


def guess(data: bytes) -> list[Guess]:
    """The encodings that these bytes may be in: one where it is sure, several or none where the user has to say."""
    from charset_normalizer import from_bytes

    matches = [match for match in from_bytes(data, cp_isolation=list(USUAL)) if match.encoding in USUAL]
    if not matches:
        return []
    least = min(match.percent_chaos for match in matches)
    likely = [match for match in matches if match.percent_chaos - least < CLOSE]
    rivals = [match for match in likely if match.percent_coherence >= COHERENT]
    alone = len({str(match) for match in rivals}) == 1
    return _told(data, rivals[:1] if alone else rivals or likely)[:3]


def _told(data: bytes, matches: list["CharsetMatch"]) -> list[Guess]:
    """Each reading under the commonest name of its encoding, with a word by which it differs from the others."""
    readings = {str(match): match for match in matches}
    lines = list(zip(*(text.split() for text in readings), strict=False))
    same = [""] * len(readings)
    telling = max(lines, key=lambda line: len(set(line)), default=same) if len(readings) > 1 else same
    guesses = [
        Guess(
            next(name for name in USUAL if _reads(data, name) == text),
            round(match.percent_coherence),
            word.strip(".,;:!?()[]"),
        )
        for (text, match), word in zip(readings.items(), telling, strict=True)
    ]
    return sorted(guesses, key=lambda one: USUAL.index(one.encoding))


def _reads(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None
