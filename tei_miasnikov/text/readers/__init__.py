"""One carrier a file; the table says which reads what.

read(Source("letter.md", …))      Markdown, by the name's ending; anything unknown is plain text
"""

from collections.abc import Callable
from pathlib import PurePath

from tei_miasnikov.errors import SourceError
from tei_miasnikov.text.reading import Reading
from tei_miasnikov.text.source import Source


def read(source: Source) -> Reading:
    """Read a source with the reader that its name's ending asks for. Raises SourceError where it has no text."""
    reading = READERS.get(PurePath(source.name).suffix.lower(), _plain)(source)
    if not reading.blocks:
        raise SourceError(f"{source.name}: holds no text, only the carrier's signs; there is nothing to convert")
    return reading


def _markdown(source: Source) -> Reading:
    from tei_miasnikov.text.readers.markdown import read_markdown

    return read_markdown(source)


def _plain(source: Source) -> Reading:
    from tei_miasnikov.text.readers.plain import read_plain

    return read_plain(source)


READERS: dict[str, Callable[[Source], Reading]] = {
    ".md": _markdown,
    ".markdown": _markdown,
    ".txt": _plain,
    ".text": _plain,
}
"""The reader of each ending; imported when it is used."""
