"""Ornaments: a rule, or a row of asterisks, between two sections.

    * * * * *        <milestone unit="section" rend="* * * * *"/>

A rule in the midst of a sentence is no ornament but a page's border: `<pb rend="---"/>`.
Source: TEI Guidelines 3.11.3 (milestones).
"""

from tei_miasnikov.text.reading import Block
from tei_miasnikov.text.span import Annotation, annotate


def milestone(block: Block, text: str) -> Annotation:
    """An ornament, its signs in @rend."""
    return annotate(block.span, "milestone", held=block.span, unit="section", rend=_signs(block, text))


def page_border(block: Block, text: str) -> Annotation:
    """A rule between the two halves of a paragraph, its signs in @rend."""
    return annotate(block.span, "pb", held=block.span, rend=_signs(block, text))


def _signs(block: Block, text: str) -> str:
    return " ".join(block.span.of(text).split())
