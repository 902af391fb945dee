"""Ornaments: a rule, or a row of asterisks, between two sections.

    * * * * *        <milestone unit="section" rend="* * * * *"/>

Source: TEI Guidelines 3.11.3 (milestones).
"""

from tei_miasnikov.text.reading import Block
from tei_miasnikov.text.span import Annotation, annotate


def milestone(block: Block, text: str) -> Annotation:
    """An ornament, its signs in @rend."""
    signs = " ".join(block.span.of(text).split())
    return annotate(block.span, "milestone", held=block.span, unit="section", rend=signs)
