"""A grammar without the patterns that no document can reach: classes that nothing uses, elements that nothing holds.

    start → TEI → text → body → …           kept
    model.pPart.msdesc, refers to nothing   dropped

Without a start, all is kept: whoever includes the grammar may begin anywhere.
"""

from collections.abc import Iterable

from tei_miasnikov.odd.documents import Node
from tei_miasnikov.odd.foreign import q


def drop_unreached(grammar: Node) -> None:
    """Take out of a grammar, in place, what its start does not lead to."""
    starts = list(grammar.iter(q("start")))
    defines: dict[str, list[Node]] = {}
    for define in grammar.iter(q("define")):
        defines.setdefault(define.get("name", ""), []).append(define)
    for name in (defines.keys() - _reached(starts, defines)) if starts else ():
        for define in defines[name]:
            parent = define.getparent()
            if parent is not None:
                parent.remove(define)


def _reached(starts: Iterable[Node], defines: dict[str, list[Node]]) -> set[str]:
    reached: set[str] = set()
    waiting = list(starts)
    while waiting:
        names = {ref.get("name", "") for ref in waiting.pop().iter(q("ref"), q("parentRef"))} - reached
        reached |= names
        waiting += [define for name in names for define in defines.get(name, ())]
    return reached
