"""HTML, written from the first tag to the last, so that a browser builds the very tree that was meant.

    html.start("p"); html.text("a < b"); html.end()          <p>a &lt; b</p>

Browsers close a p where a block begins, and take no link into a link; so a p that gets a block becomes a div, and a
link within a link a span. All text is escaped here, and nothing else is.
"""

from html import escape

from markupsafe import Markup

HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
BLOCKS = frozenset(["article", "blockquote", "div", "dl", "figure", "li", "p", "section", "table", "ul"]) | HEADINGS


class Html:
    """A growing stretch of HTML."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._open: list[tuple[str, int]] = []
        """The open elements, each with the piece that its name stands in."""

    def start(self, tag: str, **attributes: str | None) -> None:
        """Open an element; attributes by keyword, `class_` for class, `data_n` for data-n, None for none."""
        if tag in BLOCKS:
            self._loosen_paragraphs()
        if (tag == "a" and self.is_open("a")) or (tag in HEADINGS and any(map(self.is_open, HEADINGS))):
            tag = "span" if tag == "a" else "div"
        self._open.append((tag, len(self._pieces)))
        self._pieces += [f"<{tag}", _attributes(attributes), ">"]

    def end(self) -> None:
        """Close the element that was opened last."""
        tag, _ = self._open.pop()
        self._pieces.append(f"</{tag}>")

    def void(self, tag: str, **attributes: str | None) -> None:
        """An element that can hold nothing."""
        self._pieces.append(f"<{tag}{_attributes(attributes)}>")

    def point(self, tag: str, **attributes: str | None) -> None:
        """An element that holds nothing here."""
        self.start(tag, **attributes)
        self.end()

    def text(self, words: str | None) -> None:
        """Text, every character of it."""
        if words:
            self._pieces.append(escape(words, quote=False).replace("\r", "&#13;"))

    def markup(self, made: Markup) -> None:
        """HTML that a template made; blocks of it."""
        self._loosen_paragraphs()
        self._pieces.append(made)

    def is_open(self, tag: str) -> bool:
        """Whether such an element is open."""
        return any(name == tag for name, _ in self._open)

    @property
    def innermost(self) -> str:
        """The element that was opened last, "" where none is open."""
        return self._open[-1][0] if self._open else ""

    def result(self) -> Markup:
        """What was written."""
        return Markup("".join(self._pieces))  # noqa: S704 - every text and value in it was escaped when it was written

    def _loosen_paragraphs(self) -> None:
        for depth, (tag, place) in enumerate(self._open):
            if tag == "p":
                self._open[depth] = ("div", place)
                self._pieces[place] = "<div data-p"


def _attributes(attributes: dict[str, str | None]) -> str:
    return "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
