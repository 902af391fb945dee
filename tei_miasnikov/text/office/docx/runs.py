"""Runs: what stands within a paragraph, each element by the table ELEMENTS; what it does not know is looked into.

<w:r><w:rPr><w:i/></w:rPr><w:t>zavkom</w:t></w:r>      "zavkom" in italics
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from lxml import etree

from tei_miasnikov.text.office.docx.names import attribute, child, name
from tei_miasnikov.text.office.docx.notes import Notes
from tei_miasnikov.text.office.docx.numbering import Numbering
from tei_miasnikov.text.office.docx.styles import Styles
from tei_miasnikov.text.office.stream import Stream

ADDRESS = re.compile(r"(?:https?|ftp)://\S+|mailto:\S+")
HYPERLINK = re.compile(r'\s*HYPERLINK\s+"([^"]+)"')
SPACES = re.compile(r"[\t\r\n]+")
DELETED = ("w:del", "w:moveFrom")
INSERTED = ("w:ins", "w:moveTo")


class Parts(NamedTuple):
    """What the parts beside the document say: styles, lists, addresses by id, comments (author and words) by id."""

    styles: Styles
    numbering: Numbering
    links: dict[str, str]
    comments: dict[str, tuple[str, str]]


class Runs:
    """Reads the content of paragraphs into a stream; text boxes wait until their paragraph is over."""

    def __init__(self, stream: Stream, parts: Parts, notes: Notes) -> None:
        self._stream, self._parts, self._notes = stream, parts, notes
        self._paragraph: etree._Element | None = None
        self._rends: tuple[str, ...] = ()
        self._hidden = False
        self._link = ""
        self._calls = ""
        self._sign = ""
        self._deleted = ""
        self._fields: list[str] = []
        self.boxes: list[etree._Element] = []
        self.insertions: list[int] = []

    def read(self, paragraph: etree._Element) -> None:
        """The runs of a paragraph."""
        self._paragraph = child(paragraph, "w:pPr")
        self._content(paragraph)

    def begin_note(self, sign: str) -> None:
        """A note's sign, with a space behind it; the same sign typed in its text is not written again."""
        self._stream.write(f"{sign} ")
        self._sign = sign

    def _content(self, element: etree._Element) -> None:
        for one in element:
            ELEMENTS.get(name(one), Runs._content)(self, one)

    def _skip(self, element: etree._Element) -> None:
        """Properties: they are no text."""

    def _run(self, run: etree._Element) -> None:
        properties = child(run, "w:rPr")
        self._rends = self._parts.styles.rends(properties, self._paragraph)
        self._hidden = self._parts.styles.is_hidden(properties, self._paragraph)
        self._content(run)
        self._calls = ""

    def _text(self, element: etree._Element) -> None:
        self._write(SPACES.sub(" ", element.text or ""))

    def _write(self, words: str) -> None:
        """Words, in whichever account they belong."""
        if self._sign and words.startswith(self._sign):
            self._stream.leave_out(self._sign, "note sign")
            words = words[len(self._sign) :].lstrip()
        self._sign = ""
        if self._deleted:
            self._stream.leave_out(words, "deleted text")
        elif self._hidden:
            self._stream.hide(words)
        else:
            self._stream.tell_hidden()
            self._stream.write(words, self._rends, self._link, self._calls)

    def _break(self, element: etree._Element) -> None:
        if attribute(element, "type") == "page" and not self._deleted:
            self._stream.page()
        else:
            self._write("\n")

    def _symbol(self, element: etree._Element) -> None:
        """A sign of a symbol font: its place in the font, which has no meaning elsewhere."""
        code, font = attribute(element, "char"), attribute(element, "font")
        try:
            sign = chr(int(code, 16))
        except (ValueError, OverflowError):
            return
        self._write(sign)
        message = f"a sign of the font {font} (U+{code}) stands here"
        self._stream.remark("sign-of-a-font", message, sign, "look at the page and write the sign that it shows")

    # changes, comments, fields

    def _deletion(self, element: etree._Element) -> None:
        before, self._deleted = self._deleted, "deleted"
        words = "".join(one.text or "" for one in element.iter() if name(one) in ("w:t", "w:delText"))
        if words and not before:
            who = attribute(element, "author")
            message = f"a deletion is tracked here{f' ({who})' if who else ''}: its words are left out"
            hint = "accept or reject the changes in the word processor if the text should have them"
            self._stream.remark("change-deleted", message, words, hint)
        self._content(element)
        self._deleted = before

    def _insertion(self, element: etree._Element) -> None:
        if any(name(one) == "w:t" for one in element.iter()):
            self.insertions.append(len(self._stream.pieces))
        self._content(element)

    def _comment(self, element: etree._Element) -> None:
        author, words = self._parts.comments.get(attribute(element, "id"), ("", ""))
        message = f"a comment{f' of {author}' if author else ''} stands here: it is left out"
        self._stream.remark("comment-left-out", message, words, "work it into the text or a note if it matters")

    def _field(self, element: etree._Element) -> None:
        """A field has code, then its result; only the result is text."""
        match attribute(element, "fldCharType"):
            case "begin":
                self._fields.append("")
            case "separate" if self._fields:
                self._link = self._address(self._fields[-1])
            case "end" if self._fields:
                self._fields.pop()
                self._link = ""

    def _code(self, element: etree._Element) -> None:
        code = element.text or ""
        if self._fields:
            self._fields[-1] += code
        self._stream.leave_out(code, "field code")

    def _address(self, code: str) -> str:
        found = HYPERLINK.match(code)
        return found[1] if found and ADDRESS.fullmatch(found[1]) else ""

    def _hyperlink(self, element: etree._Element) -> None:
        address = self._parts.links.get(attribute(element, "id"), "").strip()
        self._link = address if ADDRESS.fullmatch(address) else ""
        self._content(element)
        self._link = ""

    # notes

    def _footnote(self, element: etree._Element) -> None:
        self._anchor("footnote", element)

    def _endnote(self, element: etree._Element) -> None:
        self._anchor("endnote", element)

    def _anchor(self, kind: str, element: etree._Element) -> None:
        if self._deleted:
            return
        run = element.getparent()
        custom = attribute(element, "customMarkFollows") not in ("", "0", "false") and run is not None
        own = "".join(one.text or "" for one in run if name(one) == "w:t") if custom and run is not None else ""
        called = self._notes.call(kind, attribute(element, "id"), own.strip())
        if called is None:
            message = f"a {kind} is called here that has no words"
            self._stream.remark("note-empty", message, "", "look for its text, or take the anchor away")
            return
        if custom:
            self._calls = called.key
        else:
            self._stream.write(called.sign, self._rends, "", called.key)

    # what is more than text

    def _drawing(self, element: etree._Element) -> None:
        """A picture, a text box, whose words come after the paragraph, or a rule across the page."""
        boxes = [one for one in element.iter() if name(one).endswith(":txbxContent")]
        self.boxes += boxes
        if any(attribute(one, "hr") in ("t", "true") for one in element.iter() if name(one) == "v:rect"):
            self._stream.write("---")
        elif not boxes:
            described = next((one for one in element.iter() if name(one) in ("wp:docPr", "v:shape")), None)
            words = attribute(described, "descr") or attribute(described, "alt")
            what = "a picture" if any(name(one) in PICTURES for one in element.iter()) else "a drawing"
            self._stream.remark("picture-left-out", f"{what} stands here", words, "look whether it holds text")

    def _object(self, element: etree._Element) -> None:
        program = next((attribute(one, "ProgID") for one in element.iter() if name(one) == "o:OLEObject"), "")
        message = f"an embedded object{f' ({program})' if program else ''} stands here: it is left out"
        self._stream.remark("object-left-out", message, "", "write its words into the text if it has any")

    def _alternatives(self, element: etree._Element) -> None:
        """The same content for newer and older programs: the first that has some is read."""
        choices = [one for one in element if name(one) in ("mc:Choice", "mc:Fallback")]
        wanted = next((one for one in choices if any(name(part) in READ for part in one.iter())), None)
        for one in choices[:1] if wanted is None else [wanted]:
            self._content(one)

    def _equation(self, element: etree._Element) -> None:
        words = "".join(one.text or "" for one in element.iter() if name(one) in ("m:t", "w:t"))
        self._write(words)
        hint = "fractions, roots and powers are lost in it; compare, and write it as TeX if it matters"
        self._stream.remark("equation-flattened", "an equation is read sign after sign", words, hint)

    def _ruby(self, element: etree._Element) -> None:
        """Words with their reading above them, which goes into brackets nowhere: it is told."""
        for one in element:
            if name(one) == "w:rt":
                words = "".join(part.text or "" for part in one.iter() if name(part) == "w:t")
                self._stream.leave_out(words, "ruby")
                self._stream.remark(
                    "ruby-left-out", "a reading stands above these words", words, "add it if it matters"
                )
            else:
                self._content(one)


PICTURES = frozenset({"pic:pic", "a:blip", "v:imagedata"})
READ = frozenset({"w:t", "w:drawing", "w:pict", "m:t"})
ELEMENTS: dict[str, Callable[[Runs, etree._Element], None]] = {
    "w:pPr": Runs._skip,
    "w:rPr": Runs._skip,
    "w:sdtPr": Runs._skip,
    "w:r": Runs._run,
    "w:t": Runs._text,
    "w:delText": Runs._text,
    "w:tab": lambda runs, _: runs._write("\t"),
    "w:ptab": lambda runs, _: runs._write("\t"),
    "w:br": Runs._break,
    "w:cr": Runs._break,
    "w:noBreakHyphen": lambda runs, _: runs._write("\u2011"),
    "w:softHyphen": lambda runs, _: runs._write("\u00ad"),
    "w:sym": Runs._symbol,
    "w:del": Runs._deletion,
    "w:moveFrom": Runs._deletion,
    "w:ins": Runs._insertion,
    "w:moveTo": Runs._insertion,
    "w:commentReference": Runs._comment,
    "w:fldChar": Runs._field,
    "w:instrText": Runs._code,
    "w:delInstrText": Runs._code,
    "w:hyperlink": Runs._hyperlink,
    "w:footnoteReference": Runs._footnote,
    "w:endnoteReference": Runs._endnote,
    "w:drawing": Runs._drawing,
    "w:pict": Runs._drawing,
    "w:object": Runs._object,
    "mc:AlternateContent": Runs._alternatives,
    "m:oMath": Runs._equation,
    "w:ruby": Runs._ruby,
}
"""What reads each element."""
