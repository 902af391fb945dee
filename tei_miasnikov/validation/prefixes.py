"""Private prefixes: what a header's prefixDef makes of `psn:SMI` (TEI Guidelines, 17.2.3).

<prefixDef ident="psn" matchPattern="([A-Z]+)" replacementPattern="personography.xml#$1"/>
psn:SMI      personography.xml#SMI
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from tei_miasnikov.relaxng.regex import PatternError, XsdPattern
from tei_miasnikov.validation.documents import TEI

PREFIX_DEF = f"{{{TEI}}}prefixDef"
NEEDED = ("ident", "matchPattern", "replacementPattern")
LONGEST = 500
"""A longer value is not matched: some patterns take ages."""
_NESTED = re.compile(r"\([^()]*[+*}|][^()]*\)[+*{]")
"""A repeated group with a repetition or a choice inside: such patterns can take for ever."""
_GROUP = re.compile(r"\$(\d)")


@dataclass(frozen=True, slots=True)
class Prefix:
    """One prefixDef."""

    ident: str
    pattern: str
    replacement: str

    def expand(self, value: str) -> str | None:
        """What the value stands for; None where the pattern does not match it."""
        found = self._match(value)
        if found is None:
            return None
        return _GROUP.sub(lambda group: _group(found, int(group[1])), self.replacement)

    def _match(self, value: str) -> re.Match[str] | None:
        if len(value) > LONGEST or _NESTED.search(self.pattern):
            return None
        try:
            XsdPattern(self.pattern)
            return re.fullmatch(_in_python(self.pattern), value)
        except (PatternError, re.error, OverflowError, RecursionError):
            return None

    @property
    def is_judged(self) -> bool:
        """Whether its pattern is one that can be matched in good time."""
        try:
            XsdPattern(self.pattern)
            re.compile(_in_python(self.pattern))
        except (PatternError, re.error, OverflowError, RecursionError):
            return False
        return not _NESTED.search(self.pattern)


_PROPERTIES = {
    r"\i": r"[^\W\d]", r"\c": r"[\w.:-]", r"\p{L}": r"[^\W\d_]", r"\p{Lu}": r"[A-ZÀ-ÖØ-ÞΑ-ΩА-Я]",
    r"\p{Ll}": r"[a-zß-öø-ÿα-ωа-я]",
    r"\p{N}": r"\d", r"\p{Nd}": r"\d",
}  # fmt: skip


def _in_python(pattern: str) -> str:
    """The pattern with the few escapes that Python's expressions lack."""
    for escape, written in _PROPERTIES.items():
        pattern = pattern.replace(escape, written)
    return pattern


def _group(found: re.Match[str], number: int) -> str:
    return (found[number] or "") if number <= (found.re.groups or 0) else ""


def read_prefixes(elements: Iterable[etree._Element]) -> dict[str, list[Prefix]]:
    """The prefixes that the prefixDefs among these elements declare; one may be declared several times."""
    prefixes: dict[str, list[Prefix]] = {}
    for element in elements:
        if element.tag == PREFIX_DEF:
            ident, pattern, replacement = (str(element.get(name) or "") for name in NEEDED)
            if ident and pattern and replacement:
                prefixes.setdefault(ident, []).append(Prefix(ident, pattern, replacement))
    return prefixes
