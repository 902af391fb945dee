"""Styles: how runs are printed, what paragraphs are, and how lists count.

    style:text-position="super 58%"      superscript

A property of a style goes before that of its parent. Sources: OpenDocument 1.3 part 3, 16 (styles), 20 (formatting).
"""

import re
from collections.abc import Iterator

from lxml import etree

from tei_miasnikov.text.office.odt.names import attribute, child, name
from tei_miasnikov.text.office.stream import letters, roman

QUOTATION = re.compile(r"quotations?|block.?(?:text|quote)|zitat|citation|цитата", re.I)
TITLE = re.compile(r"title|titel|название|título|titre", re.I)
DEEPEST = 20
"""A style rests on at most so many others."""
LATIN = "abcdefghijklmnopqrstuvwxyz"


class Styles:
    """The styles of a document: those of its content, and the named ones."""

    def __init__(self, content: etree._Element, named: etree._Element | None) -> None:
        roots = [root for root in (named, content) if root is not None]
        holders = ("office:styles", "office:automatic-styles")
        found = [style for root in roots for part in root if name(part) in holders for style in part]
        self._styles = {(attribute(one, "style:family"), attribute(one, "style:name")): one for one in found}
        lists = (one for one in found if name(one) == "text:list-style")
        self._lists = {attribute(one, "style:name"): one for one in lists}
        self._outline = next((one for one in found if name(one) == "text:outline-style"), None)

    def _chain(self, family: str, identifier: str) -> Iterator[etree._Element]:
        for _ in range(DEEPEST):
            style = self._styles.get((family, identifier))
            if style is None:
                return
            yield style
            identifier = attribute(style, "style:parent-style-name")

    def _said(self, family: str, identifier: str, part: str, wanted: str) -> str:
        """A property of a style, or of those on which it rests."""
        for style in self._chain(family, identifier):
            said = attribute(child(style, f"style:{part}-properties"), wanted)
            if said:
                return said
        return ""

    def rends(self, family: str, identifier: str) -> dict[str, bool]:
        """What a style says of each rendition: printed so, or not; what it does not speak of is missing."""
        said = {}
        for rend, wanted, pattern in LOOKS:
            value = self._said(family, identifier, "text", wanted)
            if value:
                said[rend] = bool(re.match(pattern, value))
        return said

    def is_hidden(self, family: str, identifier: str) -> bool:
        """Whether text in this style is not shown."""
        return self._said(family, identifier, "text", "text:display") == "none"

    def breaks_page(self, identifier: str) -> bool:
        """Whether a paragraph of this style begins a page."""
        return self._said("paragraph", identifier, "paragraph", "fo:break-before") == "page"

    def names(self, identifier: str) -> list[str]:
        """The names of a paragraph's style and those on which it rests."""
        found = [attribute(style, "style:name").replace("_20_", " ") for style in self._chain("paragraph", identifier)]
        return found or [identifier.replace("_20_", " ")]

    def is_quotation(self, identifier: str) -> bool:
        """Whether a paragraph's style is one for quotations."""
        return any(QUOTATION.fullmatch(one) for one in self.names(identifier))

    def is_title(self, identifier: str) -> bool:
        """Whether a paragraph's style is the document's title's."""
        return any(TITLE.fullmatch(one) for one in self.names(identifier))

    def list_of(self, identifier: str) -> str:
        """The list style that a paragraph's style brings along."""
        styles = self._chain("paragraph", identifier)
        return next((found for style in styles if (found := attribute(style, "style:list-style-name"))), "")

    def start(self, listed: str, depth: int) -> int:
        """The number with which a level begins."""
        return _number(attribute(self._level(self._lists.get(listed), depth), "text:start-value"), 1)

    def label(self, listed: str, counts: list[int]) -> str | None:
        """What stands before an item with these counts, the space included; None where it is a bullet."""
        return self._printed(self._lists.get(listed), counts)

    def outline(self, counts: list[int]) -> str:
        """What stands before a heading."""
        return self._printed(self._outline, counts) or ""

    def _printed(self, listed: etree._Element | None, counts: list[int]) -> str | None:
        level = self._level(listed, len(counts))
        if level is None or name(level) not in NUMBERED:
            return None
        shown = _number(attribute(level, "text:display-levels"), 1)
        depths = range(max(len(counts) - shown, 0), len(counts))
        forms = [attribute(self._level(listed, depth + 1), "style:num-format") for depth in depths]
        numbers = [formatted(counts[d], form) for d, form in zip(depths, forms, strict=True) if form and counts[d]]
        prefix, suffix = attribute(level, "style:num-prefix"), attribute(level, "style:num-suffix")
        printed = f"{prefix}{'.'.join(numbers)}{suffix}" if numbers else ""
        return f"{printed.strip()} " if printed.strip() else ""

    def _level(self, listed: etree._Element | None, depth: int) -> etree._Element | None:
        levels = [] if listed is None else list(listed)
        return next((one for one in levels if attribute(one, "text:level") == str(depth)), None)


NUMBERED = ("text:list-level-style-number", "text:outline-level-style")
LOOKS = (
    ("bold", "fo:font-weight", r"bold|[6-9]00"),
    ("italic", "fo:font-style", r"italic|oblique"),
    ("underline", "style:text-underline-style", r"(?!none)"),
    ("strikethrough", "style:text-line-through-style", r"(?!none)"),
    ("superscript", "style:text-position", r"super|[1-9]"),
    ("subscript", "style:text-position", r"sub|-"),
    ("smallcaps", "fo:font-variant", r"small-caps"),
)
"""A rendition, the property that tells it, and the value that it then has."""


def formatted(number: int, form: str) -> str:
    """A number in one of the formats of style:num-format (20.322)."""
    match form:
        case "i":
            return roman(number)
        case "I":
            return roman(number).upper()
        case "a":
            return letters(number, LATIN)
        case "A":
            return letters(number, LATIN).upper()
    return str(number)


def _number(said: str, otherwise: int) -> int:
    return int(said) if said.isdecimal() and len(said) < 9 else otherwise
