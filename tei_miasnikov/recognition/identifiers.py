"""Identifiers: each is given once; an id met again gets .2, .3 …

new_id("doc-1")      doc-1, and in the second transcript of the same file doc-1.2
"""

import re
from collections import Counter


class Identifiers:
    """The ids given so far."""

    def __init__(self) -> None:
        self._times: Counter[str] = Counter()

    def new(self, name: str) -> str:
        """This name as an id, numbered where it was given before."""
        name = re.sub(r"[^\w.-]", "-", name)
        self._times[name] += 1
        return name if self._times[name] == 1 else self.new(f"{name}.{self._times[name]}")
