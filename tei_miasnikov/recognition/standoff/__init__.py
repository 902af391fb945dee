"""Finds within a passage: one file per thing a philologist would name.

`find_all` runs the table over a passage; each entry sees the finds of those before it, none sees another passage.
"""

from collections.abc import Callable, Iterable, Sequence

from tei_miasnikov.recognition.standoff.brackets import find_brackets
from tei_miasnikov.recognition.standoff.citations import find_citations, forms_in
from tei_miasnikov.recognition.standoff.dates import find_dates
from tei_miasnikov.recognition.standoff.foreign import find_foreign
from tei_miasnikov.recognition.standoff.omissions import find_omissions
from tei_miasnikov.recognition.standoff.passage import Passage
from tei_miasnikov.recognition.standoff.signatures import find_signatures
from tei_miasnikov.recognition.transcript import Transcript
from tei_miasnikov.text.span import Annotation

PHRASES = frozenset({"label", "dateline", "byline"})
"""Elements that TEI lets hold phrases only, and so no bibl."""
Annotator = Callable[[Passage, Transcript, Sequence[Annotation]], Iterable[Annotation]]

ANNOTATORS: tuple[Annotator, ...] = (
    lambda passage, transcript, _: _citations(passage, transcript),
    lambda passage, transcript, _: find_omissions(passage.text, transcript.profile.omission, transcript.editor),
    lambda passage, transcript, _: find_signatures(passage, transcript.people),
    lambda passage, transcript, _: find_foreign(passage, transcript.profile.foreign),
    lambda passage, transcript, finds: _dates(passage, transcript, finds),
    lambda passage, transcript, finds: find_brackets(passage, transcript.editor, finds),
)
"""The annotators in order: where two finds cross, the earlier one stays and the other is a finding."""


def _citations(passage: Passage, transcript: Transcript) -> Iterable[Annotation]:
    if passage.element in PHRASES:
        return ()
    rules = transcript.profile.citations
    return find_citations(passage.text, rules, forms_in(transcript.text, rules.forms))


def _dates(passage: Passage, transcript: Transcript, finds: Sequence[Annotation]) -> Iterable[Annotation]:
    """The dates; the numbers of a citation are none."""
    profile = transcript.profile
    cited = [find.span for find in finds if find.element == "bibl"]
    for date in find_dates(passage.text, profile.date_languages, profile.dates.conventions):
        if not any(span.contains(date.span) for span in cited):
            yield date


def find_all(passage: Passage, transcript: Transcript) -> list[Annotation]:
    """All that is found in a passage, in the order of the table; a later find of the same words replaces an earlier."""
    finds: list[Annotation] = []
    for annotator in ANNOTATORS:
        new = list(annotator(passage, transcript, tuple(finds)))
        known = {(find.span, find.element) for find in new}
        finds = [find for find in finds if (find.span, find.element) not in known] + new
    return finds
