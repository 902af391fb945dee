"""Days that no calendar has: why a well-formed date is none.

why_impossible("1999-02-30")      February 1999 has 28 days
"""

import re
from calendar import month_name, monthrange

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def why_impossible(value: str) -> str:
    """The reason in words; empty where the text is no date, or a good one."""
    found = _DAY.fullmatch(value.strip())
    if not found:
        return ""
    year, month, day = map(int, found.groups())
    if not year or not 1 <= month <= 12:
        return ""
    days = monthrange(year, month)[1]
    return f"{month_name[month]} {year} has {days} days" if not 1 <= day <= days else ""
