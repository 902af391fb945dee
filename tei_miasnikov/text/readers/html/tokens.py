"""Tokens: an HTML source as tags, comments, references and text, one after the other and without a gap.

    <p class=a>x &amp; y      start p {class: a}, text "x ", reference "&amp;", text " y"

What begins like a tag and never ends is text. Source: HTML Standard, 13.2.5.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

TAG = re.compile(r"""<(/?)([A-Za-z][^\s/>]*)(?:(?:[^>=]|=\s*"[^"]*"|=\s*'[^']*'|=)*+>|[^>]*>)""")
ATTRIBUTE = re.compile(r"""([^\s/>=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?""")
REFERENCE = re.compile(r"&(?:#[0-9]{1,8};?|#[xX][0-9A-Fa-f]{1,8};?|[A-Za-z][A-Za-z0-9]{1,31};?)")
WORDS = re.compile(r"[^<&]+")
RAW = frozenset({"script", "style", "template", "iframe", "noembed", "noframes", "xmp"})
"""Elements whose content is no text of the page, up to their end tag."""


class Token(NamedTuple):
    """A stretch of the source: start, end (tags), text, reference, comment, declaration or raw."""

    kind: str
    source: str
    name: str = ""

    def attributes(self) -> dict[str, str]:
        """The attributes of a start tag, the first of each name."""
        inner = self.source[1 + len(self.name) : -1]
        found = [(m[1].lower(), unescape(m[2] or m[3] or m[4] or "")) for m in ATTRIBUTE.finditer(inner)]
        return dict(reversed(found))


def tokenize(text: str) -> list[Token]:
    """The tokens of a source, in order; their sources put together are the text."""
    return list(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    position, last_tag, last_comment = 0, text.rfind(">"), text.rfind("-->")
    while position < len(text):
        token = (
            _markup(text, position, last_comment)
            if text[position] == "<" and position < last_tag
            else _reference(text, position)
            if text[position] == "&"
            else None
        )
        token = token or _words(text, position)
        yield token
        position += len(token.source)
        if token.kind == "start" and token.name in RAW:
            end = _end_of_raw(text, token.name, position)
            if end > position:
                yield Token("raw", text[position:end], token.name)
            position = end


def _markup(text: str, position: int, last_comment: int) -> Token | None:
    if text.startswith("<!--", position) and position < last_comment:
        end = text.index("-->", min(position + 2, last_comment)) + 3
        return Token("comment", text[position:end])
    if text.startswith(("<!", "<?"), position):
        return Token("declaration", text[position : text.index(">", position) + 1])
    found = TAG.match(text, position)
    if found is None:
        return None
    return Token("end" if found[1] else "start", found[0], found[2].lower())


def _reference(text: str, position: int) -> Token | None:
    found = REFERENCE.match(text, position)
    return Token("reference", found[0]) if found and unescape(found[0]) != found[0] else None


def _words(text: str, position: int) -> Token:
    found = WORDS.match(text, position)
    return Token("text", found[0] if found else text[position])


def _end_of_raw(text: str, name: str, position: int) -> int:
    found = re.compile(rf"</{re.escape(name)}(?=[\s/>])", re.I).search(text, position)
    return found.start() if found else len(text)
