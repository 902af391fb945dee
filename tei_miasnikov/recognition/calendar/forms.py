"""The phrases that dates are, as patterns over the letters of groups.py; the first form in the table that fits wins.

    since      [sf] ANY          since 1928               {first}/..   from
    range      ANY - ANY         January – February 1931  {first}/{last}

A year alone is a date only where its neighbours say so: in 1934, (1984), Paris, 2002. So is 1920 after 1917, 1918 and.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tei_miasnikov.recognition.calendar.edtf import Family
from tei_miasnikov.recognition.calendar.groups import Range, group


class Form(NamedTuple):
    """A kind of phrase: its letters, the EDTF that it gives, and what it says.

    Groups a and b are its moments; `words`, where the pattern has it, is what is marked, else all of it is. In `edtf`,
    {a} is the first moment, {about} the same with doubt, {first} and {last} the outer ends of both.
    """

    name: str
    letters: str
    edtf: str
    family: Family = Family.POINT
    cert: str | None = None


CLEAR = "(?:[FO]|j?[WKP])"
YEAR = "[GYC]"
SURE = "(?:[FOG]|j?[WKP])"
ANY = "(?:[FOGYC]|j?[WKP])"
LATER = "[FOW]"
YEARS = "(?:(?<!-)(?:Rg*|rg+)(?![-lX=]))"
YEARS_OR_COUNTS = "(?:r(?![-lLX_=]))"
NUMBER = r"(?:[GYCQ]|\[[GYCQ]\])"
OPEN = "(?:D(?=[-/tup&|jod]{1,3}F)|D[od]*M|M[od]*D?|S)"
"""A moment without its year: the first of a range."""

DASH = "(?:-|[tup]j?)"
AFTER_IMPRINT = r'[.,;:)\]>"]'

LISTED_YEAR = Form("year of a list", rf"(?<=[,;&|ie])(?P<a>{YEAR})(?!L)", "{a}")
"""A year that is a date only where the one before it was: in 1917, 1918 and 1921."""

FORMS = (
    Form("time", "(?P<a>(?<=[cepm])T|U)", "{a}"),
    Form("nights", rf"j?n(?P<a>{OPEN})[-/tup][od]*(?P<b>F)", "{first}/{last}", Family.UNCERTAIN),
    Form("nights", rf"j?n(?P<a>M[od]*D)[-/tup][od]*(?P<b>D,?{NUMBER})", "{first}/{last}", Family.UNCERTAIN),
    Form("until the event", rf"u[jk][_^odjk]{{0,6}}[ie](?P<words>(?P<b>{ANY}))", "../{last}", Family.DURATION),
    Form("between", rf"w(?P<a>{OPEN})&(?P<b>{LATER})", "{first}/{last}", Family.UNCERTAIN),
    Form("between", rf"w(?P<a>{ANY})&(?P<b>{ANY})", "{first}/{last}", Family.UNCERTAIN),
    Form("range", rf"[fsd]?(?P<a>M[od]*D){DASH}(?P<b>D,?{NUMBER})", "{first}/{last}", Family.DURATION),
    Form("range", rf"[fsd]?(?P<a>{OPEN}){DASH}(?P<b>{LATER})", "{first}/{last}", Family.DURATION),
    Form("either", rf"(?P<a>{OPEN})/(?P<b>{LATER})", "{first}/{last}", Family.UNCERTAIN),
    Form("range", rf"(?<!-)[fsd]?(?P<a>{ANY}){DASH}(?P<b>{ANY})(?!-)", "{first}/{last}", Family.DURATION),
    Form("both", rf"(?P<a>M[od]*D)&(?P<b>D,?{NUMBER})", "{first}/{last}", Family.UNCERTAIN),
    Form("both", rf"(?P<a>D(?=&j?F)|M(?=&O)|S(?=&W))&j?(?P<b>{LATER})", "{first}/{last}", Family.UNCERTAIN),
    Form("doubtful", rf"(?P<a>[YC])\?-(?P<b>{YEAR})", "{a}?/{last}", Family.DURATION, "medium"),
    Form("unknown end", rf"(?P<a>{CLEAR}|[YC])-(?:\?|(?=\)))", "{last}/", Family.DURATION),
    Form("unknown beginning", rf"\?-(?P<b>{ANY})", "/{last}", Family.DURATION),
    Form("years", rf"[fs]?(?P<a>{YEARS})", "{a}", Family.DURATION),
    Form("years", rf"(?:(?<=[iedog(\[])|[fs])(?P<a>{YEARS_OR_COUNTS})", "{a}", Family.DURATION),
    Form("alternatives", rf"(?P<a>{OPEN})\|(?P<b>{LATER})", "[{first},{last}]", Family.UNCERTAIN, "low"),
    Form("alternatives", rf"(?P<a>{ANY})\|(?P<b>{ANY})", "[{first},{last}]", Family.UNCERTAIN, "low"),
    Form("throughout", rf"h(?P<a>{ANY})", "{a}", Family.DURATION),
    Form("since", rf"[sf](?P<a>{ANY})", "{first}/..", Family.DURATION),
    Form("until", rf"uj?(?P<b>{ANY})", "../{last}", Family.DURATION),
    Form("before", rf"b(?P<b>{ANY})", "../{last}", Family.DURATION, "medium"),
    Form("after", rf"a(?P<a>{ANY})", "{first}/..", Family.DURATION, "medium"),
    Form("not before", rf"N(?P<a>{ANY})", "{first}/..", Family.UNCERTAIN),
    Form("by", rf"y(?P<b>{ANY})", "../{last}", Family.UNCERTAIN),
    Form("about", rf"[~m](?P<a>{ANY})", "{about}", Family.POINT, "medium"),
    Form("doubtful", r"(?<=[(\[])(?P<a>[YC])\?(?=[)\]])", "{a}?", Family.POINT, "medium"),
    Form("moment", rf"(?P<a>{SURE})", "{a}"),
    Form("year after a preposition", r"(?:(?<=[ie])|(?<=[odg(\[])(?!.L))(?P<a>[YC])", "{a}"),
    Form("year or price", r"(?<=z)(?P<a>Y)(?!L)", "{a}"),
    Form("year of an imprint", rf'(?:(?<=,)|(?<=,"))(?<![YCGQJ],)(?P<a>Y)(?={AFTER_IMPRINT})', "{a}"),
    Form("year before a noun", r"(?<=[jk])(?P<a>Y)(?=[_^xvV])", "{a}"),
    Form("year after a name", r"(?<=\^)(?P<a>Y)(?=[,:;)\]>])", "{a}"),
    Form("year of a clause", r"(?<=[<.;:&])(?P<a>Y)(?=[vV])", "{a}"),
    Form("year after a verb", r"(?<=V)(?P<a>Y)(?=[_.,;:)>])", "{a}"),
    Form("year alone", r"(?<=<)(?P<a>Y)(?=[.:]?>)", "{a}"),
    LISTED_YEAR,
)
"""In their order: of two forms that fit at one place, the first wins."""


class Phrase(NamedTuple):
    """A form and where it fits: which tokens are marked, and which are its moments a and b."""

    form: Form
    words: Range
    a: Range | None
    b: Range | None


def iter_phrases(letters: str) -> Iterator[Phrase]:
    """The phrases of a row of letters, from left to right and apart."""
    row = group(letters)
    last_end = -1
    for found in any_form().finditer(row.letters):
        index = int(str(found.lastgroup).strip("abwords"))
        if FORMS[index] is LISTED_YEAR and not is_listed(row.letters, last_end, found.start()):
            continue
        if row.letters[found.end() : found.end() + 1] != "B":
            last_end = found.end()
            places = {name[0]: row.tokens(*found.span(name)) for name in names(index)}
            words = places.get("w") or row.tokens(*found.span())
            yield Phrase(FORMS[index], words, places.get("a"), places.get("b"))


def is_listed(letters: str, last_end: int, start: int) -> bool:
    """Whether nothing but a comma, a semicolon, “and”, “or” or “in” stands since the last phrase."""
    return last_end >= 0 and re.fullmatch(r";|,?[&|]?[ie]?", letters[last_end:start]) is not None


BEGINNING = r"(?=[sfduwhbaNy~m]?j?[nFOGWKPYCDMSRrTU]|u[jk]|\?-)"
"""What all forms begin with: a moment, or a word that governs one. Asked first, since it is soon answered."""


@cache
def any_form() -> re.Pattern[str]:
    """All forms as one pattern; the groups of the third form are a3, b3 and words3."""
    numbered = (re.sub(r"\(\?P<(\w+)>", rf"(?P<\g<1>{index}>", form.letters) for index, form in enumerate(FORMS))
    return re.compile(f"{BEGINNING}(?:{'|'.join(numbered)})")


@cache
def names(index: int) -> tuple[str, ...]:
    """The names of the groups of a form."""
    return tuple(f"{name}{index}" for name in ("a", "b", "words") if f"?P<{name}>" in FORMS[index].letters)
