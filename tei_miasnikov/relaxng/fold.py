"""Working a value out for a node of a graph from the values of the nodes below it, each node once, without recursion.

Grammars may be nested as deep as their author likes; Python's stack may not. So everything that is said of a pattern
(its derivative, what it requires, whether it keeps the restrictions) is a rule for one node, and `settle` applies it
from the leaves up.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

Node = TypeVar("Node")
Value = TypeVar("Value")


class LoopError(Exception):
    """A node stands below itself; `node` is one of those on the loop."""

    def __init__(self, node: object) -> None:
        super().__init__(node)
        self.node = node


def settle(
    goal: Node, settled: dict[Node, Value], below: Callable[[Node], Sequence[Node]], rule: Callable[[Node], Value]
) -> Value:
    """The value of `goal`; those of the nodes below are put into `settled`, where `rule` finds them.

    Raises LoopError where a node stands below itself.
    """
    if goal in settled:
        return settled[goal]
    waiting, opened = [goal], set[Node]()
    while waiting:
        node = waiting[-1]
        if node in settled:
            waiting.pop()
            continue
        children = below(node)
        missing = [child for child in children if child not in settled] if children else children
        if not missing:
            settled[node] = rule(waiting.pop())
        elif node in opened:
            raise LoopError(node)
        else:
            opened.add(node)
            waiting += missing
    return settled[goal]
