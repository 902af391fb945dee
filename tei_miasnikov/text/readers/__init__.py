"""One carrier a file; the table says which reads what.

read(Source("letter.md", …))      Markdown, by the name's ending; without a known one HTML, where it begins so, or text
read(Source("letter.docx", …))    a word processor's file, by its content: its source brings pieces along
"""

from collections.abc import Callable
from pathlib import PurePath

from msgspec import structs

from tei_miasnikov.errors import SourceError
from tei_miasnikov.text.reading import Reading
from tei_miasnikov.text.source import Source, looks_like_html

LOOKED_AT = 1000


def read(source: Source) -> Reading:
    """Read a source with the reader that its name's ending asks for. Raises SourceError where it has no text."""
    ending = PurePath(source.name).suffix.lower()
    chosen = READERS.get(ending, _html if looks_like_html(source.text[:LOOKED_AT]) else _plain)
    reading = (_office if source.pieces else chosen)(source)
    if not reading.blocks:
        raise SourceError(f"{source.name}: holds no text, only the carrier's signs; there is nothing to convert")
    return structs.replace(reading, findings=(*source.findings, *reading.findings))


def _markdown(source: Source) -> Reading:
    from tei_miasnikov.text.readers.markdown import read_markdown

    return read_markdown(source)


def _plain(source: Source) -> Reading:
    from tei_miasnikov.text.readers.plain import read_plain

    return read_plain(source)


def _html(source: Source) -> Reading:
    from tei_miasnikov.text.readers.html import read_html

    return read_html(source)


def _office(source: Source) -> Reading:
    from tei_miasnikov.text.readers.composed import compose

    return compose(source, source.pieces)


READERS: dict[str, Callable[[Source], Reading]] = {
    ".md": _markdown,
    ".markdown": _markdown,
    ".txt": _plain,
    ".text": _plain,
    ".html": _html,
    ".htm": _html,
    ".xhtml": _html,
}
"""The reader of each ending; imported when it is used."""
