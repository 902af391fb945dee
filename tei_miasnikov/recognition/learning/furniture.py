"""Furniture: page marks, running heads, marks of time and headings, learned as the patterns that a layout is made of."""

import re
from typing import Any

from tei_miasnikov.recognition.learning.lines import learn_lines
from tei_miasnikov.text.reading import Reading

PAGE_MARKS = (
    r"\[{1,2}(?:Page|p\.|pp?\.?|S\.|Seite|página|pàgina|page|стр\.|с\.) ?(?P<n>[A-Z]{0,3}\d{1,5})\]{1,2}",
)
TIMES = (
    r"\[(?P<n>(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?)\]",
)
FEWEST = 1


def learn_layout(reading: Reading) -> dict[str, Any]:
    """The layout of a reading, as data; a table that is empty says that the carrier's paragraphs will do."""
    text = reading.text
    data: dict[str, Any] = {}
    page = next((pattern for pattern in PAGE_MARKS if re.search(pattern, text)), None)
    time = next((pattern for pattern in TIMES if re.search(pattern, text)), None)
    if page:
        data["page"] = page
    if time:
        data["time"] = time
    lines = learn_lines(reading, frozenset())
    if lines.lines == "kept":
        data["lines"] = "kept"
    if lines.lines == "wrapped":
        data |= {"lines": "wrapped", "width": lines.width, "slack": lines.slack, "indent": lines.indent}
    return data
