"""Choices of choices, opened up when something else than a choice needs them.

    model.a = b | c        model.x = model.a | d        (model.x, e)  needs  b | c | d

Definitions may make chains of choices, thousands long. Opened at each link, as patterns must be, these would take
quadratic time.
"""

from tei_miasnikov.relaxng.pattern import Pattern, Patterns


class Alternatives:
    """A choice some of whose parts may be such choices again; the same one may stand in many."""

    __slots__ = ("_opened", "parts")

    def __init__(self, parts: "list[Settled]") -> None:
        self.parts = parts
        self._opened: Pattern | None = None

    def opened(self, patterns: Patterns) -> Pattern:
        """The choice as a pattern, each alternative once."""
        if self._opened is None:
            self._opened = patterns.choice(self._flat())
        return self._opened

    def _flat(self) -> list[Pattern]:
        """The alternatives, as far as they are not opened already."""
        flat: list[Pattern] = []
        waiting: list[Settled] = [self]
        seen: set[Alternatives] = set()
        while waiting:
            part = waiting.pop()
            if isinstance(part, Pattern):
                flat.append(part)
            elif part._opened is not None:
                flat.append(part._opened)
            elif part not in seen:
                seen.add(part)
                waiting += reversed(part.parts)
        return flat


Settled = Pattern | Alternatives
"""What is made of a part of a grammar."""
