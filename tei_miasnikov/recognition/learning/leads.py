"""Leads: running numbers before labels, which go on by little from turn to turn.

Anf. 31 Kommunikationsministern STIG WALLBERG (m):       Anf. 31 is the lead
[12] MR. GRAY:
"""

import re
from itertools import pairwise

from tei_miasnikov.text.reading import Reading

LEADS = (
    r"[^\W\d_]{2,6}\.?\s(?P<number>\d{1,4})[.:)]?\s+(?=[^\W\d_])",
    r"(?P<number>\d{1,4})[.)]\s+(?=[^\W\d_])",
    r"[(\[](?P<number>\d{1,4})[)\]][.:]?\s+(?=[^\W\d_])",
)
FEWEST = 4
STEP = 3
"""So many must go on, each by so much at most."""


def learn_lead(reading: Reading, text: str) -> str:
    """The pattern of what stands before labels, "" where nothing does."""
    starts = [text[block.span.start : block.span.start + 40] for block in reading.blocks if block.form != "heading"]
    for lead in LEADS:
        numbers = [int(found["number"]) for start in starts if (found := re.match(lead, start))]
        steps = [b - a for a, b in pairwise(numbers)]
        if len(numbers) >= FEWEST and sum(0 < step <= STEP for step in steps) >= 0.8 * len(steps):
            return lead.replace("?P<number>", "?:")
    return ""
