"""Links that point at each other are notes: the first is the anchor, the other stands in the body.

    English.<a href="#fn1" id="fnref1"><sup>1</sup></a> …  <li id="fn1"><p>Avrich … <a href="#fnref1">↩</a></p></li>

So write pandoc, Word, LibreOffice and most sites: the link back is the body's number, where it says the same as the
anchor, or an arrow, which is taken off.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from tei_miasnikov.text.readers.html.tokens import Token

SIGNS = "[]().: \t\r\n\u00a0"


class NoteLinks(NamedTuple):
    """By the index of a token: the key of the note that a link calls, that a body begins with, or that a link ends.

    `numbers` holds the printed sign of each body whose own link back is no number.
    """

    anchors: dict[int, str]
    bodies: dict[int, str]
    numbers: dict[str, str]
    arrows: frozenset[int]


class _Link(NamedTuple):
    place: int
    target: str
    printed: str


def find_note_links(tokens: Sequence[Token]) -> NoteLinks:
    """The notes of a page."""
    named = _named(tokens)
    links = [link for link in _links(tokens) if link.target in named]
    found = NoteLinks({}, {}, {}, frozenset())
    arrows: set[int] = set()
    back = _LinksBack(links, named, tokens)
    for link in links:
        start = named[link.target]
        returned = back.of(link) if start > link.place and start not in found.bodies else None
        if returned is None or link.place in arrows or not link.printed.strip(SIGNS):
            continue
        key = link.target
        found.anchors[link.place] = found.bodies[start] = key
        if returned.printed.strip(SIGNS) != link.printed.strip(SIGNS):
            arrows.add(returned.place)
            found.numbers[key] = "".join(link.printed.split())
    return found._replace(arrows=frozenset(arrows))


class _LinksBack:
    """Finds the link within a body that leads back to its anchor."""

    def __init__(self, links: Sequence[_Link], named: dict[str, int], tokens: Sequence[Token]) -> None:
        self._links, self._named, self._tokens = links, named, tokens
        self._indices = [link.place for link in links]

    def of(self, link: _Link) -> _Link | None:
        start = self._named[link.target]
        for other in self._links[bisect_left(self._indices, max(start - 2, link.place + 1)) :][:40]:
            if self._is_near(self._named[other.target], link.place):
                return other
        return None

    def _is_near(self, place: int, index: int) -> bool:
        """Whether nothing but tags stands between a name and a link."""
        between = self._tokens[min(place, index) : max(place, index)]
        return len(between) < 6 and all(token.kind != "text" or not token.source.strip() for token in between)


def _named(tokens: Sequence[Token]) -> dict[str, int]:
    """The places that links can lead to."""
    named: dict[str, int] = {}
    for index, token in enumerate(tokens):
        if token.kind == "start":
            attributes = token.attributes()
            for key in ("id", "name"):
                if attributes.get(key):
                    named.setdefault(attributes[key], index)
    return named


def _links(tokens: Sequence[Token]) -> list[_Link]:
    links = []
    for index, token in enumerate(tokens):
        target = token.attributes().get("href", "") if token.name == "a" and token.kind == "start" else ""
        if target.startswith("#"):
            links.append(_Link(index, target[1:], _printed(tokens, index)))
    return links


def _printed(tokens: Sequence[Token], index: int) -> str:
    """The words of a link."""
    words = []
    for token in tokens[index + 1 : index + 20]:
        if token.kind == "end" and token.name == "a":
            break
        if token.kind == "text":
            words.append(token.source)
    return "".join(words)
