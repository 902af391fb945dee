"""What a judgement finds: assertions that fail, and rules that can't be evaluated.

Failure(assertion, <sp n="8">, "", "turn 8 follows turn 6")
"""

from typing import NamedTuple

from lxml import etree

from tei_miasnikov.schematron.rules import Assertion, Place


class Failure(NamedTuple):
    """An assertion that fails at an element, or at its attribute `judged`; the words are filled in."""

    assertion: Assertion
    element: etree._Element
    judged: str
    message: str
    diagnostics: tuple[str, ...] = ()


class Trouble(NamedTuple):
    """A rule that can't be evaluated: where it stands, and why; `element` is where that showed, if it is one place."""

    place: Place
    code: str
    reason: str
    element: etree._Element | None = None
    needs_saxon: bool = False
    """Whether it calls functions written in XSLT, and Saxon is not installed."""


Fault = Failure | Trouble
