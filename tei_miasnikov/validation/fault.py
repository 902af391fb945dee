"""A fault that is known by its element and has no column yet: the tree knows none (places.py finds it).

Fault(finding, <date>, Spot.ATTRIBUTE, "when")      the place to point at is @when of that <date>
"""

from dataclasses import dataclass
from enum import Enum, auto

from lxml import etree

from tei_miasnikov.findings import Finding


class Spot(Enum):
    """What of an element is meant."""

    START = auto()
    END = auto()
    ATTRIBUTE = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Fault:
    """A finding, the element, and what of it is meant; `attribute` is its name as lxml writes names.

    `before` is the child before which the text meant stands, None where it stands at the end.
    """

    finding: Finding
    element: etree._Element
    spot: Spot = Spot.START
    attribute: str = ""
    before: etree._Element | None = None
