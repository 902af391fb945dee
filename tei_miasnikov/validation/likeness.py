"""Likeness of names: which of the known ones was meant, nearest first.

rank("persname", ["name", "persName", "p"])      persName (only the case differs), name, p
near("SMITH", ["JONES", "SMI"])                  SMI
"""

from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches

CLOSE = 0.6
LONGEST = 80
COMPARED = 5_000
"""Names up to this length are compared by spelling, and so many of them: a document has many ids."""

FOREIGN = {
    "a": ("ref", "ptr"), "abbreviation": ("abbr",), "b": ("hi",), "blockquote": ("quote", "cit"), "br": ("lb",),
    "chapter": ("div",), "citation": ("cit", "bibl"), "em": ("emph", "hi"), "footnote": ("note",), "h1": ("head",),
    "h2": ("head",), "h3": ("head",), "heading": ("head",), "i": ("hi",), "image": ("graphic",), "img": ("graphic",),
    "italic": ("hi",), "li": ("item",), "line": ("l", "lb"), "link": ("ref", "ptr"), "ol": ("list",), "page": ("pb",),
    "para": ("p",), "paragraph": ("p",), "person": ("persName",), "place": ("placeName",),
    "quotation": ("quote", "q"), "section": ("div",), "span": ("seg", "hi"), "speech": ("sp",), "stanza": ("lg",),
    "strong": ("hi", "emph"), "sub": ("hi",), "sup": ("hi",), "td": ("cell",), "th": ("cell",), "title": ("head",),
    "tr": ("row",), "u": ("hi",), "ul": ("list",), "url": ("ref", "ptr"), "verse": ("l", "lg"), "href": ("target",),
    "src": ("url",), "id": ("xml:id",), "lang": ("xml:lang",), "class": ("rend", "type"), "style": ("rend",),
    "number": ("n",), "speaker": ("who",), "date": ("when",), "duration": ("dur",), "name": ("key", "ref"),
}  # fmt: skip
"""What other vocabularies call it, and TEI's word."""
USUAL = (
    "body", "p", "div", "head", "ab", "lg", "l", "list", "item", "sp", "speaker", "stage", "note", "hi", "quote", "q",
    "bibl",
    "persName", "placeName", "name", "date", "title", "ref", "pb", "lb", "gap", "table", "row", "cell", "figure",
    "label",
    "xml:id", "type", "n", "rend", "ref", "who", "when", "resp", "cert", "corresp", "xml:lang",
)  # fmt: skip
"""What most documents use, so that it is told before the rest."""


def near(name: str, known: Collection[str], most: int = 1) -> list[str]:
    """The known names that are most like it: the case, a word of another vocabulary, the spelling."""
    folded = name.casefold()
    same = [other for other in known if other.casefold() == folded]
    translated = [other for other in FOREIGN.get(folded, ()) if other in known]
    return list(dict.fromkeys([*same, *_spelt(name, known, most), *translated]))[:most]


def _spelt(name: str, known: Collection[str], most: int) -> list[str]:
    """Those that are spelt alike, the case aside."""
    length, folded = len(name), name.casefold()
    if length > LONGEST or folded in FOREIGN:
        return []
    alike = [other for other in known if length <= 3 * len(other) and len(other) <= 3 * length][:COMPARED]
    by_folded = {other.casefold(): other for other in reversed(alike)}
    return [by_folded[found] for found in get_close_matches(folded, _sharing(folded, by_folded), most, CLOSE)]


def _sharing(name: str, others: Iterable[str]) -> list[str]:
    """Those that share letters enough to be close: a quick look before difflib's slow one, and never stricter."""
    drop, length = dict.fromkeys(map(ord, name)), len(name)
    return [o for o in others if 2 * (len(o) - len(o.translate(drop))) >= CLOSE * (length + len(o))]


def rank(found: str, known: Iterable[str], required: Collection[str] = ()) -> list[str]:
    """The known names: the nearest, the required, the usual, the rest."""
    names = sorted(set(known))
    first = [*near(found, names, 2), *(name for name in names if name in required), *_usual(names)]
    return list(dict.fromkeys([*first, *names]))


def _usual(names: Sequence[str]) -> list[str]:
    held = set(names)
    return [name for name in USUAL if name in held]
