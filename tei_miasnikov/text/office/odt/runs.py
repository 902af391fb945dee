"""Runs: what stands within a paragraph, each element by the table ELEMENTS; what it does not know is looked into.

    one <text:span text:style-name="T1">two</text:span>      "one ", "two" in italics

Spaces are one, however many the XML has; text:s says where there are more (OpenDocument 1.3 part 3, 6.1.2).
"""

import re
from collections.abc import Callable
from typing import Protocol

from lxml import etree

from tei_miasnikov.text.office.odt.names import attribute, child, name, words_of
from tei_miasnikov.text.office.odt.styles import Styles
from tei_miasnikov.text.office.stream import Stream

ADDRESS = re.compile(r"(?:https?|ftp)://\S+|mailto:\S+")
SPACES = re.compile(r"[ \t\r\n]+")
LEFT_OUT = "work it into the text or a note if it matters"


class Notes(Protocol):
    """Whoever knows the notes: the key of one, None where it has no words."""

    def call(self, note: etree._Element) -> tuple[str, str] | None:
        """The key and printed sign of a note."""


class Equations(Protocol):
    """Whoever can open the part in which an equation stands."""

    def equation(self, address: str) -> str | None:
        """The signs of an equation, None where the part holds none."""


class Runs:
    """Reads the content of paragraphs into a stream; text boxes wait until their paragraph is over."""

    def __init__(self, stream: Stream, styles: Styles, notes: Notes, equations: Equations) -> None:
        self._stream, self._styles, self._notes, self._equations = stream, styles, notes, equations
        self._looks: dict[str, bool] = {}
        self._hidden = False
        self._link = ""
        self._after_space = True
        self.boxes: list[etree._Element] = []
        self._deleted: set[str] = set()
        self.changes: dict[str, etree._Element] = {}
        self.insertions: list[int] = []

    def read(self, paragraph: etree._Element, *, looks: dict[str, bool], hidden: bool) -> None:
        """The runs of a paragraph, printed as its style says."""
        self._looks, self._hidden, self._after_space = looks, hidden, True
        self._content(paragraph)

    def _content(self, element: etree._Element) -> None:
        self._write(SPACES.sub(" ", element.text or ""))
        for one in element:
            ELEMENTS.get(name(one), Runs._content)(self, one)
            self._write(SPACES.sub(" ", one.tail or ""))

    def _skip(self, element: etree._Element) -> None:
        """A mark of the program's own: it is no text."""

    def _write(self, words: str) -> None:
        if self._after_space:
            words = words.removeprefix(" ")
        if words:
            self._after_space = words.endswith(" ")
            self._put(words)

    def _put(self, words: str) -> None:
        if self._hidden:
            self._stream.hide(words)
            return
        self._stream.tell_hidden()
        self._stream.write(words, tuple(rend for rend, said in self._looks.items() if said), self._link)

    def _sign(self, words: str) -> None:
        self._after_space = False
        self._put(words)

    def _spaces(self, element: etree._Element) -> None:
        count = attribute(element, "text:c")
        self._sign(" " * min(int(count) if count.isdecimal() and len(count) < 5 else 1, 1000))

    def _span(self, element: etree._Element) -> None:
        looks, hidden = self._looks, self._hidden
        style = attribute(element, "text:style-name")
        self._looks = {**looks, **self._styles.rends("text", style)}
        self._hidden = hidden or self._styles.is_hidden("text", style)
        self._content(element)
        self._looks, self._hidden = looks, hidden

    def _anchor(self, element: etree._Element) -> None:
        address = attribute(element, "xlink:href").strip()
        self._link = address if ADDRESS.fullmatch(address) else ""
        self._content(element)
        self._link = ""

    def _note(self, element: etree._Element) -> None:
        called = self._notes.call(element)
        if called is None:
            self._stream.remark("note-empty", "a note is called here that has no words", "", "look for its text")
            return
        key, sign = called
        self._after_space = False
        rends = tuple(rend for rend, said in self._looks.items() if said)
        self._stream.write(sign, (*rends, "superscript"), "", key)

    def _hide(self, element: etree._Element) -> None:
        before, self._hidden = self._hidden, True
        self._write(attribute(element, "text:string-value"))
        self._content(element)
        self._hidden = before

    # changes and comments

    def _change(self, element: etree._Element) -> None:
        """The place of a deletion; its words stand before the text."""
        self.delete(attribute(element, "text:change-id"))

    def delete(self, key: str) -> None:
        """Leave out the words of a tracked deletion, and tell so once."""
        deletion = child(self.changes.get(key), "text:deletion")
        words = words_of(deletion) if deletion is not None and key not in self._deleted else ""
        self._deleted.add(key)
        if words:
            self._stream.leave_out(words, "deleted text")
            who = _maker(deletion)
            message = f"a deletion is tracked here{f' ({who})' if who else ''}: its words are left out"
            hint = "accept or reject the changes in the word processor if the text should have them"
            self._stream.remark("change-deleted", message, words, hint)

    def _insertion(self, element: etree._Element) -> None:
        if child(self.changes.get(attribute(element, "text:change-id")), "text:insertion") is not None:
            self.insertions.append(len(self._stream.pieces))

    def _comment(self, element: etree._Element) -> None:
        words, who = words_of(element), _maker(element)
        self._stream.leave_out(words, "comment")
        message = f"a comment{f' of {who}' if who else ''} stands here: it is left out"
        self._stream.remark("comment-left-out", message, words, LEFT_OUT)

    def _ruby(self, element: etree._Element) -> None:
        for one in element:
            if name(one) == "text:ruby-text":
                words = "".join(str(words) for words in one.itertext())
                self._stream.leave_out(words, "ruby")
                self._stream.remark("ruby-left-out", "a reading stands above these words", words, LEFT_OUT)
            else:
                self._content(one)

    # what is more than text

    def _drawing(self, element: etree._Element) -> None:
        """A picture, an equation, an object, or a text box, whose words come after the paragraph."""
        boxes = [one for one in element.iter() if name(one) == "draw:text-box"]
        objects = [attribute(one, "xlink:href") for one in element.iter() if name(one) == "draw:object"]
        inline = next((one for one in element.iter() if name(one) == "math:math"), None)
        equation = signs_of(inline) if inline is not None else None
        equation = equation or next(filter(None, map(self._equations.equation, objects)), None)
        if equation:
            self._sign(equation)
            hint = "fractions, roots and powers are lost in it; compare, and write it as TeX if it matters"
            self._stream.remark("equation-flattened", "an equation is read sign after sign", equation, hint)
        elif boxes:
            self.boxes += boxes
        elif objects or any(name(one) == "draw:object-ole" for one in element.iter()):
            hint = "write its words into the text if it has any"
            self._stream.remark("object-left-out", "an embedded object stands here: it is left out", "", hint)
        elif words := words_of(element):
            self.boxes.append(element)
            self._after_space = self._after_space and bool(words)
        else:
            told = " ".join(one.text or "" for one in element.iter() if name(one) in ("svg:title", "svg:desc"))
            self._stream.remark("picture-left-out", "a picture stands here", told, "look whether it holds text")


def signs_of(equation: etree._Element) -> str:
    """The signs of an equation in MathML, one after the other."""
    leaves = ("math:mi", "math:mn", "math:mo", "math:mtext", "math:ms")
    return "".join((one.text or "").strip() for one in equation.iter() if name(one) in leaves)


def _maker(element: etree._Element | None) -> str:
    """Who made a change or a comment."""
    found = (one.text or "" for one in element.iter() if name(one) == "dc:creator") if element is not None else iter(())
    return next(found, "")


ELEMENTS: dict[str, Callable[[Runs, etree._Element], None]] = {
    "text:s": Runs._spaces,
    "text:tab": lambda runs, _: runs._sign("\t"),
    "text:line-break": lambda runs, _: runs._sign("\n"),
    "text:soft-page-break": Runs._skip,
    "text:span": Runs._span,
    "text:a": Runs._anchor,
    "text:note": Runs._note,
    "text:hidden-text": Runs._hide,
    "text:hidden-paragraph": Runs._hide,
    "text:change": Runs._change,
    "text:change-start": Runs._insertion,
    "office:annotation": Runs._comment,
    "text:ruby": Runs._ruby,
    "text:script": lambda runs, element: runs._stream.leave_out(element.text or "", "script"),
    "draw:frame": Runs._drawing,
    "draw:g": Runs._drawing,
    "draw:custom-shape": Runs._drawing,
    "draw:rect": Runs._drawing,
    "draw:a": Runs._drawing,
}
"""What reads each element."""
