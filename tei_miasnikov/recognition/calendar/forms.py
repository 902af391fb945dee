"""The phrases that dates are, as patterns over the letters of tokens.py; the first form in the table that fits wins.

    since      [sf] ANY          since 1928               {first}/..   from
    range      ANY - ANY         January – February 1931  {first}/{last}

A year alone is a date only where its neighbours say so: in 1934, (1984), Paris, 2002. So is 1920 after 1917, 1918 and.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from tei_miasnikov.recognition.calendar.edtf import Family


class Form(NamedTuple):
    """A kind of phrase: its letters, the EDTF that it gives, and what it says; one without EDTF is no date.

    Groups a and b are its moments; `words`, where the pattern has it, is what is marked, else all of it is. In `edtf`,
    {a} is the first moment, {about} the same with doubt, {first} and {last} the outer ends of both.
    """

    name: str
    letters: str
    edtf: str
    family: Family = Family.POINT
    cert: str | None = None


OF = "[odjg,]*"
NUMBER = r"(?:[YC]g*|\[[YC]g*\])"
DAY = f"(?:D[od]*M[odg,]*{NUMBER}|M[od]*D,?[od]*{NUMBER}|F)"
MONTH = f"(?:M[odg,]*{NUMBER})"
SEASON = f"(?:S{OF}(?:{NUMBER}|Rg*))"
DECADE = f"(?:K[gq]*|q{OF}(?:K|[YC]))"
YEARS = "(?:(?<!-)(?:Rg*|rg+)(?![-lX=]))"
YEARS_OR_COUNTS = "(?:r(?![-lLX_=]))"
YEAR = "(?:[YC]g+|Y(?![lX=])|C(?![lLX_=]))"
PART = f"(?:E{OF}(?:{MONTH}|{SEASON}|{DECADE}|{YEAR}))"
CLEAR = f"(?:{DAY}|{MONTH}|j?{SEASON}|j?{DECADE}|j?{PART})"
ANY = f"(?:{CLEAR}|{YEAR})"
LATER = f"(?:{DAY}|{MONTH}|{SEASON})"
OPEN = f"(?:D(?=[-/tup&|jod]{{1,3}}{DAY})|D[od]*M|M[od]*D?|S)"
"""A moment without its year: the first of a range."""

DASH = "(?:-|[tup]j?)"
AFTER_IMPRINT = r'[.,;:)\]>"]'

LISTED_YEAR = Form("year of a list", rf"(?<=[,;&|ie])(?P<a>{YEAR})(?!L)", "{a}")
"""A year that is a date only where the one before it was: in 1917, 1918 and 1921."""

FORMS = (
    Form("number", r"X(?:(?:[DZCr][-,&]*)+|[YRF](?:[-,&]*[DYCZRr])*)|x[DYCZRrF](?:-[DYCZ])?", ""),
    Form("time", r"(?<=[cepm])T|U", "{a}"),
    Form("nights", rf"j?n(?P<a>{OPEN})(?:[-/]|[tup])[od]*(?P<b>{DAY})", "{first}/{last}", Family.UNCERTAIN),
    Form("nights", rf"j?n(?P<a>M[od]*D)(?:[-/]|[tup])[od]*(?P<b>D,?{NUMBER})", "{first}/{last}", Family.UNCERTAIN),
    Form("until the event", rf"u[jk][_^odjk]{{0,6}}[ie](?P<words>(?P<b>{ANY}))", "../{last}", Family.DURATION),
    Form("between", rf"w(?P<a>{OPEN})&(?P<b>{LATER})", "{first}/{last}", Family.UNCERTAIN),
    Form("between", rf"w(?P<a>{ANY})&(?P<b>{ANY})", "{first}/{last}", Family.UNCERTAIN),
    Form("range", rf"[fsd]?(?P<a>M[od]*D){DASH}(?P<b>D,?{NUMBER})", "{first}/{last}", Family.DURATION),
    Form("range", rf"[fsd]?(?P<a>{OPEN}){DASH}(?P<b>{LATER})", "{first}/{last}", Family.DURATION),
    Form("either", rf"(?P<a>{OPEN})/(?P<b>{LATER})", "{first}/{last}", Family.UNCERTAIN),
    Form("range", rf"(?<!-)[fsd]?(?P<a>{ANY}){DASH}(?P<b>{ANY})(?!-)", "{first}/{last}", Family.DURATION),
    Form("both", rf"(?P<a>M[od]*D)&(?P<b>D,?{NUMBER})", "{first}/{last}", Family.UNCERTAIN),
    Form(
        "both",
        rf"(?P<a>D(?=&j?{DAY})|M(?=&{MONTH})|S(?=&{SEASON}))&j?(?P<b>{LATER})",
        "{first}/{last}",
        Family.UNCERTAIN,
    ),
    Form("doubtful", rf"(?P<a>[YC])\?-(?P<b>{YEAR})", "{a}?/{last}", Family.DURATION, "medium"),
    Form("unknown end", rf"(?P<a>{CLEAR}|[YC])-(?:\?|(?=\)))", "{last}/", Family.DURATION),
    Form("unknown beginning", rf"\?-(?P<b>{CLEAR}|{YEAR})", "/{last}", Family.DURATION),
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
    Form("moment", rf"(?P<a>{CLEAR}|[YC]g+)", "{a}"),
    Form("year after a preposition", rf"(?:(?<=[ie])|(?<=[odg(\[])(?!.L))(?P<a>{YEAR})", "{a}"),
    Form("year or price", r"(?<=z)(?P<a>Y)(?![lLX=])", "{a}"),
    Form("year of an imprint", rf'(?:(?<=,)|(?<=,"))(?<![YC],)(?P<a>Y)(?={AFTER_IMPRINT})', "{a}"),
    Form("year before a noun", r"(?<=[jk])(?P<a>Y)(?=[_^xv])", "{a}"),
    Form("year after a name", r"(?<=\^)(?P<a>Y)(?=[,:;)\]>])", "{a}"),
    Form("year of a clause", r"(?<=[<.;:&])(?P<a>Y)(?=v)", "{a}"),
    Form("year alone", r"(?<=<)(?P<a>Y)(?=[.:]?>)", "{a}"),
    LISTED_YEAR,
)
"""In their order: of two forms that fit at one place, the first wins."""


class Phrase(NamedTuple):
    """A form and where it fits: places are those of tokens, half-open."""

    form: Form
    match: re.Match[str]

    @property
    def words(self) -> tuple[int, int]:
        """The tokens that are marked."""
        return self.match.span("words") if "words" in self.match.re.groupindex else self.match.span()

    def moment(self, name: str) -> tuple[int, int] | None:
        """The tokens of the moment a or b; None where the form has no such moment."""
        return self.match.span(name) if name in self.match.re.groupindex else None


def iter_phrases(letters: str) -> Iterator[Phrase]:
    """The phrases of a row of letters, from left to right and apart."""
    patterns = compiled_forms()
    position, last_end = 0, -1
    while found := any_form().search(letters, position):
        index = int(str(found.lastgroup)[1:])
        position = found.end()
        if FORMS[index] is LISTED_YEAR and not is_listed(letters, last_end, found.start()):
            continue
        match = patterns[index].match(letters, found.start())
        if match and FORMS[index].edtf and letters[position : position + 1] != "B":
            last_end = match.end()
            yield Phrase(FORMS[index], match)


def is_listed(letters: str, last_end: int, start: int) -> bool:
    """Whether nothing but a comma, a semicolon, “and”, “or” or “in” stands since the last phrase."""
    return last_end >= 0 and re.fullmatch(r";|,?[&|]?[ie]?", letters[last_end:start]) is not None


@lru_cache(maxsize=1)
def compiled_forms() -> tuple[re.Pattern[str], ...]:
    """The patterns of the forms, compiled when the first text is read."""
    return tuple(re.compile(form.letters) for form in FORMS)


@lru_cache(maxsize=1)
def any_form() -> re.Pattern[str]:
    """All forms as one pattern; the group that matched is f and the number of the form."""
    bare = (re.sub(r"\(\?P<\w+>", "(?:", form.letters) for form in FORMS)
    return re.compile("|".join(f"(?P<f{index}>{letters})" for index, letters in enumerate(bare)))
