"""Telling: what was taken for the convention and for a label, with counts and confidence, for people.

labels as in “MR. GRAY:” (capitals before a colon): 132 turns of 9 labels; confidence high
"""

from collections.abc import Iterator, Sequence

from tei_miasnikov.recognition.learning.acceptance import Accepted
from tei_miasnikov.recognition.learning.candidates import Candidate
from tei_miasnikov.recognition.learning.convention import Convention, needed
from tei_miasnikov.recognition.learning.families import Family
from tei_miasnikov.recognition.learning.lesson import Lesson

FORMS = {
    "capitals": "capitals",
    "mixed": "names in capitals with a title or a constituency",
    "initials": "initials",
    "title": "names",
    "office": "offices and names",
    "caseless": "names",
    "sentence": "phrases",
    "lower": "words in lower case",
}
KINDS = {
    "colon": "before a colon",
    "stop_dash": "before a point and a dash",
    "stop": "before a full stop",
    "dash": "before a dash",
    "gap": "before a wide space",
    "quote": "before a quotation mark",
    "emphasis": "in emphasis, with nothing behind",
    "nick": "in angle brackets",
    "case": "with nothing behind",
    "aside": "before a bracket",
    "alone": "on lines of their own",
}
SHOWN = 8
"""So many labels are named in the summary."""


def tell(lesson: Lesson) -> Iterator[str]:
    """The lines of a summary, the first of them the convention."""
    if lesson.convention is None:
        yield "no convention of labels: nobody speaks in this text, or each in another manner"
        return
    turns = sum(len(one.found) for one in lesson.labels)
    labels = dict.fromkeys(one.key for one in lesson.labels)
    main = lesson.convention.main
    yield (
        f"labels as in “{example(lesson.labels, main)}” ({manner(main)}): {turns} turns of {len(labels)} labels; "
        f"confidence {confidence(lesson.convention)}"
    )
    yield "  " + counted(lesson.labels)
    for family in lesson.convention.families[1:]:
        if any(one.family is family for one in lesson.labels):
            yield f"  also {manner(family)}, as in “{example(lesson.labels, family)}”"
    doubtful = [one.key for one in lesson.labels if assurance(one) == "low"]
    if doubtful:
        yield f"  doubtful: {_listed(doubtful)}"


def manner(family: Family) -> str:
    """A family in words."""
    kind, rend, _ = family.manner
    return f"{FORMS[family.form]} {KINDS[kind]}" + (f", {rend.rstrip('+')}" if rend and kind != "emphasis" else "")


def example(labels: Sequence[Accepted], family: Family) -> str:
    """The most frequent label of a family, as printed."""
    found: Candidate = next(one for one in labels if one.family is family).found[0]
    return found.label + (found.delimiter if not found.label.endswith(found.delimiter or " ") else "")


def counted(labels: Sequence[Accepted]) -> str:
    """The labels with their counts, the most frequent first."""
    counts: dict[str, int] = {}
    for one in labels:
        counts[one.key] = counts.get(one.key, 0) + len(one.found)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    shown = ", ".join(f"{key} {count}" for key, count in ordered[:SHOWN])
    return shown + (f" and {len(ordered) - SHOWN} more" if len(ordered) > SHOWN else "")


def _listed(keys: Sequence[str]) -> str:
    return ", ".join(keys[:SHOWN]) + (" …" if len(keys) > SHOWN else "")


def confidence(convention: Convention) -> str:
    """How sure the convention is: by its energy, and by how much more it has than the next."""
    main, second = convention.main, convention.runner_up
    ahead = main.energy / max(second.energy if second else 0.0, 1.0)
    if main.energy >= 5 * needed(main) and ahead >= 2:
        return "high"
    return "medium" if main.energy >= 2 * needed(main) else "low"


def assurance(one: Accepted) -> str:
    """How sure a label is."""
    return "high" if one.bits >= 7 else "medium" if one.bits >= 4 else "low"
