"""Omissions: a sign by which the source itself says that it leaves something out.

    /.../        <ellipsis><metamark function="omission">/.../</metamark></ellipsis>

`gap` would be an omission of ours. Where the source explains the sign, it is only mentioned: `<mentioned>`.
Points of suspension stay text. Source: TEI Guidelines 3.5.3 (additions, deletions and omissions).
"""

import re
from collections.abc import Iterator

from tei_miasnikov.recognition.profile import Omission
from tei_miasnikov.text.span import Annotation, Span, annotate


def find_omissions(text: str, rules: Omission, editor: str) -> Iterator[Annotation]:
    """Each sign as ellipsis with its metamark, or as mentioned where it is spoken of."""
    if not rules.sign or rules.sign not in text:
        return
    mentions = [Span(*found.span()) for found in rules.mentioned.finditer(text)] if rules.mentioned else []
    for found in re.finditer(re.escape(rules.sign), text):
        span = Span(*found.span())
        if any(mention.contains(span) for mention in mentions):
            yield annotate(span, "mentioned")
        else:
            yield ellipsis(span, editor)
            yield metamark(span)


def ellipsis(span: Span, editor: str) -> Annotation:
    """The omission itself, and whose it is."""
    return annotate(span, "ellipsis", resp=f"#{editor}" if editor else None)


def metamark(span: Span) -> Annotation:
    """The sign within it."""
    return annotate(span, "metamark", function="omission")
