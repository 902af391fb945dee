"""The lesson: a profile learned from a transcript, and what is told of how it was learned.

learn(reading).profile      what `--profile` would have said; learn(reading).data is the same as TOML has it
"""

from typing import Any, NamedTuple

from tei_miasnikov.recognition.languages import with_language
from tei_miasnikov.recognition.layout import lay_out
from tei_miasnikov.recognition.learning.acceptance import Accepted, accept, coverage
from tei_miasnikov.recognition.learning.candidates import Candidate, iter_candidates
from tei_miasnikov.recognition.learning.convention import Convention, admit, choose
from tei_miasnikov.recognition.learning.drafting import draft
from tei_miasnikov.recognition.learning.families import Family, Manner, find_families
from tei_miasnikov.recognition.learning.furniture import learn_layout
from tei_miasnikov.recognition.learning.headings import learn_headings
from tei_miasnikov.recognition.learning.leads import learn_lead
from tei_miasnikov.recognition.learning.places import in_place
from tei_miasnikov.recognition.learning.score import Scale
from tei_miasnikov.recognition.learning.verse import learn_verse
from tei_miasnikov.recognition.profile import Layout, Profile
from tei_miasnikov.recognition.settings import build_settings
from tei_miasnikov.recognition.transcript import masked
from tei_miasnikov.text.reading import Reading

CERTAIN = 5.0
"""The bits of a label that is accepted elsewhere."""


class Lesson(NamedTuple):
    """What was learned: the profile, the same as data, the convention, and the labels in the order of their counts."""

    profile: Profile
    data: dict[str, Any]
    convention: Convention | None
    labels: tuple[Accepted, ...]


def learn(reading: Reading) -> Lesson:
    """Learn the profile of a transcript from its text."""
    layout_data = learn_layout(reading)
    layout = build_settings(layout_data, Layout, "layout")
    laid = lay_out(reading, layout)
    text = masked(laid.text, [mark.span for mark in laid.marks if mark.held or mark.element == "fw"])
    scale = Scale(laid, text)
    lead = learn_lead(laid, text)
    candidates = list(in_place(iter_candidates(laid, text, lead), laid, text))
    families = find_families(candidates, scale)
    main = choose(families, scale)
    if main is None:
        if layout.lines == "kept":
            layout_data.pop("lines")
        data = draft(layout_data | learn_headings(laid, text, set(), scale), [], laid, text)
        return _lesson(data, reading, None, ())
    convention, labels = _accept(candidates, families, main, scale)
    labels.sort(key=lambda one: (-len(one.found), one.key))
    spoken = {found.span.start for one in labels for found in one.found}
    layout_data |= learn_headings(laid, text, spoken, scale)
    if not (scale.shouted or layout.numbers or layout.time):
        layout_data |= learn_verse(laid, text, labels)
    data = draft(layout_data, labels, laid, text)
    if lead:
        data["labels"] = {"lead": lead} | data["labels"]
    return _lesson(data, reading, convention, tuple(labels))


def _lesson(
    data: dict[str, Any], reading: Reading, convention: Convention | None, labels: tuple[Accepted, ...]
) -> Lesson:
    """The lesson of these tables, with the language of the text."""
    told = with_language(build_settings(data, Profile, "profile"), reading.text)
    dates = {"dates": {"languages": list(told.dates.languages)}} if told.dates.languages else {}
    simple = {key: data.pop(key) for key in ("name", "description")}
    data = simple | {"language": told.language} | dates | data
    return Lesson(build_settings(data, Profile, "profile"), data, convention, labels)


def _accept(
    candidates: list[Candidate], families: list[Family], main: Family, scale: Scale
) -> tuple[Convention, list[Accepted]]:
    """The labels of the convention, and those of other families where it claims nothing."""
    labels = accept(main, scale, frozenset(), coverage(main, scale))
    claimed = {found.span.start for one in labels for found in one.found}
    known = frozenset(one.key for one in labels)
    others = find_families((one for one in candidates if one.span.start not in claimed), scale)
    admitted = admit([family for family in others if family.manner != main.manner], main, scale)
    for family in admitted:
        labels += accept(family, scale, known, 0.0)
    claimed = {found.span.start for one in labels for found in one.found}
    left = find_families((one for one in candidates if one.span.start not in claimed), scale)
    labels += _elsewhere(left, {family.manner for family in (main, *admitted)}, labels)
    runner_up = next((family for family in families if family is not main and family.energy), None)
    return Convention((main, *admitted), runner_up), labels


def _elsewhere(families: list[Family], manners: set[Manner], labels: list[Accepted]) -> list[Accepted]:
    """What has the words of a label that was accepted elsewhere, with a delimiter that this text has too."""
    known = {one.key for one in labels if len(one.found) > 1}
    return [
        Accepted(key, family, found, CERTAIN)
        for family in families
        if family.manner in manners and family.manner[0] in ("colon", "stop", "stop_dash", "dash")
        for key, found in family.labels.items()
        if key in known
    ]
