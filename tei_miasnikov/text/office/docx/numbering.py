"""Numbering: the numbers and letters that Word prints before an item by itself.

    %1.%2) on the second level, after two items of the first      "2.1)"

Source: ECMA-376 part 1, 17.9 (numbering).
"""

import re
from typing import NamedTuple

from lxml import etree

from tei_miasnikov.text.office.docx.names import attribute, child, name, value
from tei_miasnikov.text.office.stream import letters, roman

LATIN = "abcdefghijklmnopqrstuvwxyz"
RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
CHICAGO = "*†‡§"
PLACE = re.compile(r"%([1-9])")


def formatted(number: int, form: str) -> str:
    """A number in one of Word's number formats (17.18.59); in those that we do not know, as digits."""
    match form:
        case "lowerRoman":
            return roman(number)
        case "upperRoman":
            return roman(number).upper()
        case "lowerLetter":
            return letters(number, LATIN)
        case "upperLetter":
            return letters(number, LATIN).upper()
        case "russianLower":
            return letters(number, RUSSIAN)
        case "russianUpper":
            return letters(number, RUSSIAN).upper()
        case "chicago":
            return letters(number, CHICAGO)
        case "decimalZero":
            return f"{number:02}"
        case "none":
            return ""
    return str(number)


class Level(NamedTuple):
    """One depth of a list: its number format, what stands about the number, and with which it begins."""

    form: str = "decimal"
    words: str = ""
    start: int = 1
    space: str = " "


class Numbering:
    """The lists of a file, and how far each has counted."""

    def __init__(self, root: etree._Element | None) -> None:
        parts = [] if root is None else list(root)
        self._abstract = {attribute(one, "abstractNumId"): one for one in parts if name(one) == "w:abstractNum"}
        self._lists = {attribute(one, "numId"): one for one in parts if name(one) == "w:num"}
        self._counts: dict[tuple[str, int], int] = {}
        self._begun: set[str] = set()

    def label(self, number: str, depth: int) -> str | None:
        """What stands before the next item, with the space behind it; None where it is a bullet, or no list at all."""
        listed = self._lists.get(number)
        if listed is None:
            return None
        own = value(listed, "w:abstractNumId") or ""
        self._restart(listed, own, number)
        level = self._level(listed, own, depth)
        count = self._counts.get((own, depth), level.start - 1) + 1
        self._counts[own, depth] = count
        for deeper in [key for key in self._counts if key[0] == own and key[1] > depth]:
            del self._counts[deeper]
        if level.form == "bullet":
            return None
        printed = PLACE.sub(lambda found: self._printed(listed, own, int(found[1]) - 1), level.words)
        return printed + level.space if printed else ""

    def _restart(self, listed: etree._Element, own: str, number: str) -> None:
        """A list that begins anew (startOverride) counts from there when it is met first."""
        if number in self._begun:
            return
        self._begun.add(number)
        for override in (one for one in listed if name(one) == "w:lvlOverride"):
            start, depth = value(override, "w:startOverride"), attribute(override, "ilvl")
            if start and start.isdecimal() and depth.isdecimal():
                self._counts[own, int(depth)] = int(start) - 1

    def _printed(self, listed: etree._Element, own: str, depth: int) -> str:
        level = self._level(listed, own, depth)
        return formatted(self._counts.get((own, depth), level.start), level.form)

    def _level(self, listed: etree._Element, own: str, depth: int) -> Level:
        overrides = (one for one in listed if name(one) == "w:lvlOverride" and attribute(one, "ilvl") == str(depth))
        own_level = child(next(overrides, None), "w:lvl")
        levels = (one for one in self._abstract.get(own, ()) if name(one) == "w:lvl")
        shared = next((one for one in levels if attribute(one, "ilvl") == str(depth)), None)
        found = own_level if own_level is not None else shared
        if found is None:
            return Level()
        start = value(found, "w:start") or "1"
        space = "" if value(found, "w:suff") == "nothing" else " "
        form = value(found, "w:numFmt") or "decimal"
        return Level(form, value(found, "w:lvlText") or "", int(start) if start.isdecimal() else 1, space)
