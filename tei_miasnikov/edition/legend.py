"""The legend: every mark that the page uses, shown as it looks, and what it means."""

from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup


class Sign(NamedTuple):
    """A sample as it looks in the text, and what it means."""

    sample: Markup
    meaning: str


def _sign(kind: str, words: str, meaning: str, data_n: str = "") -> Sign:
    shown = Markup(' data-n="{}"').format(data_n) if data_n else Markup()
    return Sign(Markup('<span class="{}"{}>{}</span>').format(kind, shown, words), meaning)


SIGNS = {
    "call": _sign("call", "5", "A note. Its number leads to the note, and the note's number back to the text."),
    "omission": _sign(
        "omission", "/.../", "Left out in the edition that this text was made from; the sign is its own."
    ),
    "supplied": _sign("supplied", "[April 1945]", "Not in the original: supplied by an editor."),
    "uncertain": _sign(
        "uncertain",
        "early 1941",
        "A date known only within bounds, or doubted; point at it to read them; the list of dates has them too.",
    ),
    "foreign": _sign("foreign", "zavkom", "Words in another language."),
    "gloss": _sign("gloss", "[factory committee]", "What the words before it mean."),
    "language": _sign("language", "[in Russian]", "A remark on the language of what is cited."),
    "mentioned": _sign("mentioned", "/.../", "A sign or word that is spoken of, not used."),
    "unlabelled": Sign(
        Markup('<span class="unlabelled" data-name="G. I. Miasnikov"></span>'),
        "A speaker whom the source does not print at this place; the encoding tells who it is.",
    ),
    "stage": _sign("stage", "The Court retired.", "Narration of a record, or a stage direction: nobody speaks it."),
    "gap": _sign("gap", "", "Words that are missing or can't be read.", "[…]"),
    "unclear": _sign("unclear", "word", "Hard to read."),
    "damage": _sign("damage", "word", "Damaged in the source."),
    "deletion": Sign(Markup('<del class="deletion">word</del>'), "Deleted in the source."),
    "addition": Sign(Markup('<ins class="addition">word</ins>'), "Added in the source."),
    "surplus": _sign("surplus", "word", "Superfluous by the editor's judgement."),
    "expanded": _sign("expanded", "word", "Written out by an editor."),
    "sic": Sign(
        Markup('<span class="choice"><span class="sic">teh</span><span class="corr">the</span></span>'),
        "As it stands in the source, and behind it how the editor reads it.",
    ),
    "orig": Sign(
        Markup('<span class="choice"><span class="orig">vp</span><span class="reg">up</span></span>'),
        "The spelling of the source, and behind it the regular one.",
    ),
    "expan": Sign(
        Markup('<span class="choice"><span class="abbr">Dr</span><span class="expan">Doctor</span></span>'),
        "Abbreviated in the source, and behind it written out.",
    ),
    "variant": _sign("variant", "reading", "A reading of other witnesses, with their signs.", "A: "),
    "quoted": _sign("quoted", "words", "Quotation marks that the page adds where the encoding has none."),
    "formula": _sign("formula", r"26 \times 208", "A formula as it is written."),
    "pagebreak": _sign("pagebreak", "", "Here begins a page or column of the source.", "|31|"),
    "shift": _sign("shift", "", "Here changes the hand or the voice.", "⸗"),
    "graphic": _sign("graphic", "", "An image, which this file does not hold.", "[image]"),
    "event": _sign("event", "laughs", "Something that happens while they speak."),
}


def legend(kinds: Iterable[str]) -> list[Sign]:
    """The signs that these kinds of marks need."""
    used = frozenset(kinds)
    return [sign for kind, sign in SIGNS.items() if kind in used]
