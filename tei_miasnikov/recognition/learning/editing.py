"""Editing: how a transcript numbers its documents, and by which sign it says that it leaves something out.

### 1. From a letter …    ### 2. Record of interrogation …      headings whose numbers go on from 1: documents
/.../   [...]                                                   signs of omission, where they come back
"""

import re
from typing import Any

from tei_miasnikov.recognition.learning.headings import is_counted
from tei_miasnikov.text.reading import Block, Reading

NUMBER = re.compile(r"(?P<number>\d{1,4})\. (?=\S)")
FEWEST = 3
"""So many headings must go on from one another."""
OMISSIONS = ("/.../", "[...]", "[…]", "<...>", "<…>", "(…)")


def learn_editing(reading: Reading, text: str) -> dict[str, Any]:
    """The documents' headings and the sign of omission, as data."""
    data: dict[str, Any] = {}
    if _numbered(reading, text):
        data["documents"] = {"heading": r"(?P<number>\d+)\. "}
    sign = max(OMISSIONS, key=text.count)
    if text.count(sign) > 1:
        data["omission"] = {"sign": sign}
    return data


def _numbered(reading: Reading, text: str) -> bool:
    """Whether the numbers of headings go on from 1."""
    bold = {mark.span.start: mark.span.end for mark in reading.marks if mark.get("rend") == "bold"}
    words = [block.span.of(text) for block in reading.blocks if _is_heading(block, text, bold)]
    numbers = [int(found["number"]) for line in words if not is_counted(line) and (found := NUMBER.match(line))]
    return len(numbers) >= FEWEST and numbers == list(range(1, len(numbers) + 1))


def _is_heading(block: Block, text: str, bold: dict[int, int]) -> bool:
    end = block.span.start + len(block.span.of(text).rstrip())
    return block.form == "heading" or (block.form == "paragraph" and bold.get(block.span.start, -1) >= end)
