"""Rendition: how the source looked, as far as a class of ours says it.

    <hi rend="italic">          r-italic          <hi style="font-variant: small-caps">          r-smallcaps

Only these words are looked for, in @rend, @style and the `rendition` that @rendition points to; nothing of a TEI file
ever becomes a style. Source: TEI Guidelines 1.3.1.1.3.
"""

import re
from collections.abc import Iterator

from lxml import etree

from tei_miasnikov.encoded.names import iter_named, local_ids, xml_id

LOOKS = (
    ("r-italic", re.compile(r"\bital|\bit\b|\boblique", re.I)),
    ("r-bold", re.compile(r"\bbold|\bbd?\b", re.I)),
    ("r-smallcaps", re.compile(r"small-?caps|\bsc\b|\bsmcap", re.I)),
    ("r-capitals", re.compile(r"(?<!small)(?<!small-)\b(all-?)?caps\b|uppercase", re.I)),
    ("r-super", re.compile(r"\bsuper|\bsup\b", re.I)),
    ("r-sub", re.compile(r"\bsub(script)?\b", re.I)),
    ("r-underline", re.compile(r"underlin|\bul\b", re.I)),
    ("r-struck", re.compile(r"strike|line-through|struck|overstrike", re.I)),
    ("r-spaced", re.compile(r"letter-?spac|\bspaced|gesperrt", re.I)),
    ("r-center", re.compile(r"\bcent(er|re)", re.I)),
    ("r-right", re.compile(r"\bright\b", re.I)),
    ("r-large", re.compile(r"\blarge|\bbig\b", re.I)),
    ("r-small", re.compile(r"(?<!-)\bsmall(er)?\b(?!-?caps)", re.I)),
)


class Renditions:
    """The looks of the elements of one file."""

    def __init__(self, root: etree._Element) -> None:
        self._declared = {xml_id(one): _said(one) for one in iter_named(root, "rendition") if xml_id(one)}

    def classes(self, element: etree._Element) -> Iterator[str]:
        """The classes for what an element says of its look."""
        words = [element.get(name, "") for name in ("rend", "style")]
        if pointers := element.get("rendition"):
            words += [self._declared.get(own, "") for own in local_ids(pointers)]
            words += [pointer for pointer in pointers.split() if pointer.startswith("simple:")]
        said = " ".join(filter(None, words))
        if said:
            yield from (name for name, pattern in LOOKS if pattern.search(said))


def _said(rendition: etree._Element) -> str:
    return "".join(map(str, rendition.itertext()))
