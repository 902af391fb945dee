"""Whether strings match patterns, each string asked once.

Documents say the same things again and again (`rend="italic"`), so the verdict on each value is remembered.
"""

from collections.abc import Callable
from functools import partial

from lxml import etree

from tei_miasnikov.relaxng.datatypes import allows
from tei_miasnikov.relaxng.derivative import Derivatives
from tei_miasnikov.relaxng.fold import settle
from tei_miasnikov.relaxng.pattern import NOT_ALLOWED, TEXT, Data, Pattern, Value, below

MOST = 50_000
"""So many verdicts are remembered of one pattern, then they begin anew."""


class Verdicts(dict[str, bool]):
    """The verdict on each string that a pattern has met; indexing asks for it."""

    def __init__(self, ask: Callable[[str], bool]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, text: str) -> bool:
        if len(self) >= MOST:
            self.clear()
        found = self[text] = self._ask(text)
        return found


class _Any(Verdicts):
    """The verdict on every string where any text will do."""

    def __missing__(self, text: str) -> bool:
        return True


class Values:
    """The verdicts of one grammar."""

    def __init__(self, derivatives: Derivatives) -> None:
        self._derivatives = derivatives
        self._verdicts: dict[Pattern, Verdicts | None] = {}
        self._contextual: dict[Pattern, bool] = {}

    def verdicts(self, pattern: Pattern) -> Verdicts | None:
        """The verdicts on a pattern, None where they depend on the namespaces in force (QName, NOTATION)."""
        if pattern not in self._verdicts:
            is_contextual = settle(pattern, self._contextual, below, self._rule)
            self._verdicts[pattern] = None if is_contextual else self._new(pattern)
        return self._verdicts[pattern]

    def accepts(self, pattern: Pattern, text: str, element: etree._Element) -> bool:
        """Whether the string, which stands on or in the element, matches."""
        verdicts = self.verdicts(pattern)
        return self._derivatives.accepts(pattern, text, element.nsmap) if verdicts is None else verdicts[text]

    def _new(self, pattern: Pattern) -> Verdicts:
        if pattern is TEXT:
            return _Any(bool)
        if isinstance(pattern, Data) and pattern.except_ is NOT_ALLOWED:
            return Verdicts(partial(allows, pattern.datatype, namespaces={}))
        return Verdicts(partial(self._derivatives.accepts, pattern, namespaces={}))

    def _rule(self, pattern: Pattern) -> bool:
        own = isinstance(pattern, Data | Value) and pattern.datatype.is_contextual
        return own or any(self._contextual[part] for part in below(pattern))
