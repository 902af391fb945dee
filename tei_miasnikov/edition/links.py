"""Links: where a page may lead, and nowhere else.

    https://…, http://…, mailto:…          as they stand          #doc-2          to the element's id in the page

Whatever else a TEI file points to (javascript:, data:, a file) is told as words and leads nowhere.
"""

import re
from collections.abc import Mapping

ABROAD = re.compile(r"(https?://|mailto:)[^\s\"'<>\\\x00-\x20\x7f]+", re.I)


def link(target: str | None, ids: Mapping[str, str]) -> str | None:
    """The address for an attribute's first pointer, None where it leads nowhere; `ids` are those of the page."""
    pointer = next(iter((target or "").split()), "")
    if pointer.startswith("#"):
        own = ids.get(pointer[1:])
        return f"#{own}" if own else None
    return pointer if ABROAD.fullmatch(pointer) else None
