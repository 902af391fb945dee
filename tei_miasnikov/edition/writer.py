"""The text of a file as HTML: every character of it, in its order, and nothing between but what attributes hold.

What the page adds (a turn's number, a page break, the brackets about what was supplied) stands in attributes that the
styles show, or in elements marked `data-added`; so the page's text is the TEI's text, and the tests hold it to that.
"""

import re
from collections.abc import Callable, Mapping
from math import ceil, log2

from lxml import etree
from markupsafe import Markup

from tei_miasnikov.edition.about import label_of
from tei_miasnikov.edition.forms import FORMS, PLAIN
from tei_miasnikov.edition.html import Html
from tei_miasnikov.edition.identifiers import DIVISIONS
from tei_miasnikov.edition.layout import characters
from tei_miasnikov.edition.volume import Volume
from tei_miasnikov.encoded.names import XML, local

Element = etree._Element
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
NUMBERED = frozenset(["sp", "u"])
LINKED = frozenset(["sp", "u", "p", "ab", "lg", "stage", "note"])
"""Passages that show a permanent link; every passage has an address."""
DESCRIPTIONS = frozenset(["msDesc", "person", "place", "org"])
LINE, SMALLEST, LARGEST = 65, 3, 14
"""Characters in a line of the page, and the classes of heights: powers of two, in rem."""
MANY, RUN = 150, 40
"""A part with more children than MANY is drawn RUN children at a time, as the reader comes to them."""


Constructions = Mapping[str, Callable[["Writer", Element], None]]


class Writer:
    """Writes the texts of one file.

    `constructions` are the elements that need more than the table of forms; `facts` stand behind the heads of
    documents; `top_level` is the level of the first headings.
    """

    def __init__(
        self, volume: Volume, constructions: Constructions, facts: Mapping[Element, Markup], top_level: int
    ) -> None:
        self.volume = volume
        self.facts = facts
        self.depth = 0
        self._constructions = constructions
        self._top_level = top_level
        self.html = Html()
        self.kinds: set[str] = set()

    def write(self, element: Element) -> None:
        """An element with all that is in it. Comments and instructions are no text."""
        if element.tag is etree.Entity:
            self.html.text(element.text)
        elif isinstance(element.tag, str):
            self._constructions.get(local(element), write_form)(self, element)

    def content(self, element: Element) -> None:
        """What is in an element."""
        self.html.text(element.text)
        for child in element:
            self.write(child)
            self.html.text(child.tail)

    def in_runs(self, element: Element) -> None:
        """What is in a part of the text; where that is much, in runs that are drawn when they are needed."""
        children = list(element)
        if len(children) <= MANY or self.volume.layout.has_words(element) or any(map(_is_drawn_alone, children)):
            self.content(element)
            return
        self.html.text(element.text)
        for start in range(0, len(children), RUN):
            run = children[start : start + RUN]
            self.html.start("div", class_=f"run {size(*run)}")
            for child in run:
                self.write(child)
                self.html.text(child.tail)
            self.html.end()

    def wrap(self, element: Element, tag: str, *kinds: str, **attributes: str | None) -> None:
        """An element as one HTML element of these classes; without a tag, and nothing to say, as its content alone."""
        made = self.attributes(element, *kinds) | attributes
        if not tag and not any(made.values()):
            self.content(element)
            return
        self.html.start(tag or "span", **made)
        self.permalink(element)
        self.content(element)
        self.html.end()

    def attributes(self, element: Element, *kinds: str) -> dict[str, str | None]:
        """Class, address, language, and what a passage says of itself."""
        self.kinds.update(kinds)
        classes = [*filter(None, kinds), *self.volume.renditions.classes(element)]
        own: dict[str, str | None] = {"id": self.volume.addresses.get(element), "lang": _language(element)}
        if own["id"] and self.volume.is_passage(element):
            classes.append("t")
        if self._is_linked(element):
            own |= self.sources(element)
        return {"class_": " ".join(dict.fromkeys(classes)) or None} | own

    @property
    def heading(self) -> str:
        """The HTML element for a heading at this depth of divisions."""
        return f"h{min(self._top_level + max(self.depth - 1, 0), 6)}"

    def sources(self, element: Element) -> dict[str, str | None]:
        """Where the passage stands in the TEI, and from which lines of the source it came."""
        part, lines = self.volume.slices.get(element), self.volume.lines.get(element)
        return {
            "data_tei": f"{part[0]} {part[1]}" if part else None,
            "data_lines": " ".join(dict.fromkeys(map(str, lines))) if lines else None,
        }

    def _is_linked(self, element: Element) -> bool:
        """Whether a passage shows a permanent link."""
        is_known = local(element) in LINKED and self.volume.addresses.get(element) is not None
        return is_known and self.volume.layout.is_block(element) and not _leads(element)

    def permalink(self, element: Element) -> None:
        """The permanent link of a turn or paragraph, from which it is cited."""
        name, own = local(element), self.volume.addresses.nearest(element)
        if not self._is_linked(element):
            return
        if name in NUMBERED:
            turn = self.volume.turns.get(element)
            number = (turn.number if turn else "") or own.rpartition(name)[2]
            self.html.point("a", class_="permalink", href=f"#{own}", data_n=number, aria_label=f"Turn {number}")
        else:
            self.html.point("a", class_="permalink", href=f"#{own}", aria_label="Paragraph")


def size(*elements: Element) -> str:
    """The class for how high these will be about, so that they can be scrolled over before they are drawn."""
    height = sum(len(characters(element)) for element in elements) / LINE * 1.75
    return f"s{min(max(ceil(log2(height + 1)), SMALLEST), LARGEST)}"


def _is_drawn_alone(element: Element) -> bool:
    return local(element) in DIVISIONS or local(element) in ("text", "group")


def _leads(element: Element) -> bool:
    """Whether the passage is the first of a turn or note, whose own link stands there."""
    parent = element.getparent()
    if parent is None or local(parent) not in NUMBERED:
        return any(local(around) == "note" for around in element.iterancestors())
    return all(local(before) in ("speaker", "certainty", "") for before in element.itersiblings(preceding=True))


def write_form(writer: Writer, element: Element) -> None:
    """An element as the table of forms says."""
    form = FORMS.get(local(element) or str(element.tag), PLAIN)
    tag = form.tag or ("div" if writer.volume.layout.is_block(element) else "")
    if not tag and form.kind:
        tag = "span"
    label = label_of(element) if form is PLAIN and tag and _is_described(element) else None
    writer.wrap(element, tag, "described" if label else form.kind, data_n=label)


def _is_described(element: Element) -> bool:
    """Whether an element is a part of the description of a manuscript, person or place."""
    return any(local(around) in DESCRIPTIONS for around in element.iterancestors("{*}*"))


def _language(element: Element) -> str | None:
    language = element.get(f"{{{XML}}}lang", "")
    return language if LANGUAGE.fullmatch(language) else None
