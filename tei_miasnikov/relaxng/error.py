"""The faults that a grammar finds in a document: where, what was found, and what was expected instead.

    Error(Kind.MISPLACED_ELEMENT, <del>, line 12, "{http://www.tei-c.org/ns/1.0}del", ...)

`expected` is worked out from what was left to come at that place, and only when asked for.
"""

from enum import StrEnum
from typing import NamedTuple

from lxml import etree

from tei_miasnikov.relaxng.expectation import Expected, expected_attributes, expected_content, expected_value
from tei_miasnikov.relaxng.pattern import Pattern


class Kind(StrEnum):
    """The kinds of faults."""

    UNKNOWN_ELEMENT = "unknown-element"
    """An element of which the grammar knows nothing."""
    MISPLACED_ELEMENT = "misplaced-element"
    """An element that the grammar knows, but not here."""
    EARLY_ELEMENT = "early-element"
    """An element before which something required is missing."""
    INCOMPLETE_ELEMENT = "incomplete-element"
    """An element that ends before all that it requires has come."""
    UNKNOWN_ATTRIBUTE = "unknown-attribute"
    """An attribute that its element may not have, or not beside those before it."""
    MISSING_ATTRIBUTE = "missing-attribute"
    """An element without an attribute that it must have."""
    BAD_ATTRIBUTE_VALUE = "bad-attribute-value"
    """An attribute's value that is none of those allowed."""
    MISPLACED_TEXT = "misplaced-text"
    """Text where there may be elements only, or nothing."""
    BAD_TEXT = "bad-text"
    """The text of an element that is none of the values allowed."""
    DUPLICATE_ID = "duplicate-id"
    """An ID that another element has already."""
    DANGLING_IDREF = "dangling-idref"
    """A reference to an ID that no element has."""


_ATTRIBUTES = frozenset([Kind.UNKNOWN_ATTRIBUTE, Kind.MISSING_ATTRIBUTE])
_VALUES = frozenset([Kind.BAD_ATTRIBUTE_VALUE, Kind.BAD_TEXT, Kind.DUPLICATE_ID, Kind.DANGLING_IDREF])


class Error(NamedTuple):
    """One fault.

    `element` is the misplaced element itself, or else the one that holds the attribute, the text or the gap. `line` is
    where the fault is certain: where the start tag ends, for missing content at the end tag, for text where its first
    words end; 0 where unknown. `name` is what was found, an element or an attribute as lxml writes names; `value` an
    attribute's value or the text; `before` the child before which misplaced text stands. `left` is what might still
    have come.
    """

    kind: Kind
    element: etree._Element
    line: int
    name: str
    value: str | None = None
    before: etree._Element | None = None
    left: tuple[Pattern, ...] = ()

    @property
    def expected(self) -> Expected:
        """What would have been right: attributes for an attribute, values for a value, else elements and text."""
        if self.kind in _ATTRIBUTES:
            return expected_attributes(self.left)
        return expected_value(self.left) if self.kind in _VALUES else expected_content(self.left)
