"""Whether strings match patterns, each string asked once.

Documents say the same things again and again (`rend="italic"`), so the verdict on each value is remembered.
"""

from lxml import etree

from tei_miasnikov.relaxng.derivative import Derivatives
from tei_miasnikov.relaxng.fold import settle
from tei_miasnikov.relaxng.pattern import Data, Pattern, Value, below

MOST = 50_000
"""So many verdicts are remembered of one pattern, then they begin anew."""


class Verdicts(dict[str, bool]):
    """The verdict on each string that a pattern has met; indexing asks for it."""

    def __init__(self, pattern: Pattern, derivatives: Derivatives) -> None:
        super().__init__()
        self.pattern, self._derivatives = pattern, derivatives

    def __missing__(self, text: str) -> bool:
        if len(self) >= MOST:
            self.clear()
        found = self[text] = self._derivatives.accepts(self.pattern, text, {})
        return found


class Values:
    """The verdicts of one grammar."""

    def __init__(self, derivatives: Derivatives) -> None:
        self._derivatives = derivatives
        self._verdicts: dict[Pattern, Verdicts] = {}
        self._contextual: dict[Pattern, bool] = {}

    def verdicts(self, pattern: Pattern) -> Verdicts:
        """The verdicts on a pattern that asks nothing of the namespaces in force."""
        found = self._verdicts.get(pattern)
        if found is None:
            found = self._verdicts[pattern] = Verdicts(pattern, self._derivatives)
        return found

    def accepts(self, pattern: Pattern, text: str, element: etree._Element) -> bool:
        """Whether the string, which stands on or in the element, matches."""
        if self.is_contextual(pattern):
            return self._derivatives.accepts(pattern, text, element.nsmap)
        return self.verdicts(pattern)[text]

    def is_contextual(self, pattern: Pattern) -> bool:
        """Whether the verdict depends on the namespaces in force (QName, NOTATION)."""
        return settle(pattern, self._contextual, below, self._rule)

    def _rule(self, pattern: Pattern) -> bool:
        own = isinstance(pattern, Data | Value) and pattern.datatype.is_contextual
        return own or any(self._contextual[part] for part in below(pattern))
