"""Dates as archives write them: one value, or first/last, in ISO 8601; never more precise than the encoding.

when="1945-04"                                  1945-04
notBefore="1928-01-01" notAfter="1928-03-31"    1928-01-01/1928-03-31
to="1945"                                       ../1945       (Extended Date/Time Format; EAD has no open ends)
"""

from collections.abc import Iterable

from tei_miasnikov.encoded import Dating


def iso_date(dating: Dating | None) -> str:
    """The value of a date, an interval with open ends as `..`; "" where it has none."""
    if dating is None or not dating.is_normalized:
        return ""
    first, last = dating.earliest, dating.latest
    return first if first == last else f"{first or '..'}/{last or '..'}"


def closed_date(dating: Dating | None) -> str:
    """The value of a date for formats without open ends: the bound that is known."""
    return iso_date(dating).replace("../", "").replace("/..", "")


def spanned_dates(datings: Iterable[Dating | None]) -> Dating | None:
    """From the first to the last of these dates; None where none has a value."""
    known = [dating for dating in datings if dating and dating.is_normalized]
    if not known:
        return None
    first = min(dating.earliest or dating.latest for dating in known)
    last = max(dating.latest or dating.earliest for dating in known)
    return Dating(first if first == last else f"{first} to {last}", start=first, end=last)
