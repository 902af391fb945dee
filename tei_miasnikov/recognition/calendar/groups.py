"""The tokens that make one moment, put together under one letter, so that forms.py sees moments and not their parts.

18 January 1945      D M Y    → F      a full date, as 1945-01-18 is
June, 1929           M , Y    → O      a month
summer of 1927       S o Y    → W      a season
années 1920          q Y      → K      a decade, as the 1920s is
beginning of 1941    E o Y    → P      a part of a month, season, decade or year
1928 года            Y g      → G      a year with its word
7.IX.1938 г.         F g      → F      a full date with it
1945 copies          Y l      → Q l    a number that would be a year, but counts something
No. 1934, pp. 7, 9   x Y      → x J    a number that names something: J where it would be a year, Z where not
"""

import re
from functools import cache
from typing import NamedTuple

Range = tuple[int, int]
"""A half-open range of tokens."""

OF = "[odjg,]*"
NUMBER = r"(?:[YC]g*|\[[YC]g*\])"
DAY = f"D[od]*M[odg,]*{NUMBER}|M[od]*D,?[od]*{NUMBER}"
MONTH = f"M[odg,]*{NUMBER}"
SEASON = f"S{OF}(?:{NUMBER}|Rg*)"
DECADE = f"K[gq]*|q{OF}(?:K|[YC])"
YEAR = "[YC]g+|Y(?![lX=])|C(?![lLX_=])"

GROUPS = (
    ("number", r"X(?:(?:[DZCr][-,&]*)+|[YRF](?:[-,&]*[DYCZRr])*)|x[DYCZRrF](?:-[DYCZ])?"),
    ("F", f"{DAY}|Fg+"),
    ("O", MONTH),
    ("W", SEASON),
    ("K", DECADE),
    ("P", f"E{OF}(?:{MONTH}|{SEASON}|{DECADE}|{YEAR})"),
    ("G", "[YC]g+"),
    ("Q", "Y(?=[lX=])|C(?=[lLX_=])"),
)
"""The letter of a group, and what it is made of; the first that fits wins."""

NAMED = str.maketrans("DRrFYC", "ZZZZJJ")
"""The letters of numbers after No. and pp."""


class Row(NamedTuple):
    """The letters of groups and single tokens, and for each the number of its first token; one more ends the last."""

    letters: str
    firsts: list[int]

    def tokens(self, start: int, end: int) -> Range:
        """The tokens of a stretch of letters."""
        return self.firsts[start], self.firsts[end]


def group(letters: str) -> Row:
    """A row of tokens with its moments put together."""
    parts: list[str] = []
    firsts: list[int] = []
    position = 0
    for found in any_group().finditer(letters):
        start, end = found.span()
        is_number = found.lastgroup == "number"
        parts += [letters[position:start], found[0].translate(NAMED) if is_number else str(found.lastgroup)]
        firsts += range(position, end if is_number else start + 1)
        position = end
    return Row("".join([*parts, letters[position:]]), [*firsts, *range(position, len(letters) + 1)])


@cache
def any_group() -> re.Pattern[str]:
    """All groups as one pattern, compiled when the first text is read."""
    return re.compile("|".join(f"(?P<{name}>{letters})" for name, letters in GROUPS))
