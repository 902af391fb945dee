"""Documents to be judged: parsed without harm, or a finding that says why not.

Entities declared in the file are expanded within libxml2's bounds; nothing outside the file is read, nothing fetched.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from tei_miasnikov.errors import SourceError
from tei_miasnikov.findings import Finding, Severity

Tree = etree._ElementTree
INTERNAL: Any = "internal"
"""lxml's word for entities that the file itself declares; its stubs know only True and False."""


def line_of(element: etree._Element) -> int:
    """The line on which an element's start tag ends, 0 where it is not known."""
    line: int | None = getattr(element, "sourceline", None)
    return line or 0


def parse_document(path: str | Path) -> tuple[Tree | None, list[Finding]]:
    """The tree of a file, None where it is not well-formed, and what is wrong then. Raises SourceError."""
    try:
        data = Path(path).read_bytes()
    except IsADirectoryError:
        raise SourceError(f"{path}: is a folder") from None
    except OSError as error:
        raise SourceError(f"{path}: {(error.strerror or 'cannot be read').lower()}") from None
    parser = etree.XMLParser(resolve_entities=INTERNAL, no_network=True, huge_tree=False, collect_ids=False)
    try:
        return etree.ElementTree(etree.fromstring(data, parser, base_url=str(path))), []
    except etree.XMLSyntaxError as error:
        return None, list(_malformed(str(path), error))


def _malformed(path: str, error: etree.XMLSyntaxError) -> Iterator[Finding]:
    line, column = error.position
    message = (error.msg or "not well-formed").partition(", line")[0]
    hint = "mend this first: what follows can't be judged"
    yield Finding("not-well-formed", message, path, line, column, "", hint, Severity.ERROR, "xml")
