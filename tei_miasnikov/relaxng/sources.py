"""The files of a grammar: read from its own folder and from those allowed, never from the network (section 4.5).

Sources((Path("schemas"),)).read("tei.rng", base="/home/me/schemas/my.rng")
"""

import os
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from tei_miasnikov.errors import SchemaError
from tei_miasnikov.parsing import safe_parser


class Sources(NamedTuple):
    """The folders whose files may be read."""

    folders: tuple[Path, ...]

    def read(self, href: str, base: str) -> etree._Element:
        """The root of the file that `href` names, seen from the URI or path `base`.

        Raises SchemaError where that is not a file in an allowed folder, or not XML.
        """
        from urllib.parse import unquote, urljoin, urlsplit  # few grammars have other files

        target = urlsplit(urljoin(_as_uri(base), href))
        if target.scheme not in ("", "file") or target.netloc:
            raise SchemaError(f"{base or 'grammar'}: {href} is not a local file, and nothing else is read")
        path = Path(os.path.realpath(unquote(target.path)))
        if not any(path.is_relative_to(os.path.realpath(folder)) for folder in self.folders):
            raise SchemaError(
                f"{base or 'grammar'}: {href} lies outside the folders that may be read; allow its folder"
            )
        return read_file(path)


def _as_uri(base: str) -> str:
    return base if not base or "://" in base else Path(base).absolute().as_uri()


def read_file(path: Path) -> etree._Element:
    """The root element of a file. Raises SchemaError where it can't be read or is not XML."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SchemaError(f"{path}: can't be read: {error.strerror}") from error
    return parse(content, str(path))


def parse(content: bytes, url: str) -> etree._Element:
    """The root element of a grammar; `url` is where it comes from. Raises SchemaError where it is not XML."""
    try:
        root = etree.fromstring(content, safe_parser(), base_url=url)
    except etree.XMLSyntaxError as error:
        raise SchemaError(f"{url or 'grammar'}:{error.lineno or 0}: not well-formed XML: {error.msg}") from error
    return root
