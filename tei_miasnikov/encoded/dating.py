"""Dates: the words and what the encoding says of them, no more precise than it is.

    <date notBefore="1928-01-01" notAfter="1928-03-31">the beginning of 1928</date>

Source: TEI Guidelines 14.4 (att.datable). The attributes of W3C and of ISO count alike.
"""

from lxml import etree
from msgspec import Struct

from tei_miasnikov.encoded.names import iter_named, local_ids
from tei_miasnikov.encoded.words import line_of


class Dating(Struct, frozen=True):
    """A date: its printed words, and its values in ISO 8601 as far as they are given; `resp` are ids."""

    words: str = ""
    when: str = ""
    not_before: str = ""
    not_after: str = ""
    start: str = ""
    end: str = ""
    cert: str = ""
    resp: tuple[str, ...] = ()

    @property
    def earliest(self) -> str:
        """The first day, month or year that can be meant; "" where nothing bounds it."""
        return self.when or self.start or self.not_before

    @property
    def latest(self) -> str:
        """The last day, month or year that can be meant; "" where nothing bounds it."""
        return self.when or self.end or self.not_after

    @property
    def is_normalized(self) -> bool:
        """Whether there is any value beside the words."""
        return bool(self.earliest or self.latest)


def read_dating(element: etree._Element | None) -> Dating | None:
    """The date of an element such as date, docDate, origDate or birth; None for None and where nothing is said."""
    if element is None:
        return None
    found = Dating(
        line_of(element),
        _value(element, "when"),
        _value(element, "notBefore"),
        _value(element, "notAfter"),
        _value(element, "from"),
        _value(element, "to"),
        element.get("cert", ""),
        local_ids(element.get("resp")),
    )
    return found if found.words or found.is_normalized else None


def first_dating(element: etree._Element | None, *names: str) -> Dating | None:
    """The first date with one of these element names in an element, itself included, that says something."""
    if element is None:
        return None
    readings = (read_dating(found) for found in iter_named(element, *names))
    return next((dating for dating in readings if dating), None)


def _value(element: etree._Element, name: str) -> str:
    return element.get(name) or element.get(f"{name}-iso") or ""
