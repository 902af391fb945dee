"""What a profile says about the dates of its source, where the words alone leave a choice.

DateConventions(day_month_order="day-month")        18.01.1945 is a date, and 05.06.1945 the fifth of June
"""

from typing import Literal, NamedTuple

Order = Literal["day-month", "month-day"]


class DateConventions(NamedTuple):
    """The choices; the defaults mark nothing that a careful reader would have to ask about."""

    day_month_order: Order | None = None
    """Which number comes first in 18.01.1945; None: the usage of the first language (English has none: not marked)."""

    hemisphere: Literal["northern", "southern"] = "northern"
    """Where summer is: June to August, or December to February."""

    calendar: Literal["gregorian", "julian"] | None = None
    """Of printed dates before 14 February 1918. Only "julian" converts anything; None: unknown, taken as printed."""

    earliest_year: int = 1000
    """The first number that may be a year."""

    latest_year: int = 2100
    """The last number that may be a year."""

    century: int | None = None
    """The century (1900) of two-digit years such as 18.01.45; None: they are not marked."""

    def is_year(self, number: int) -> bool:
        """Whether a number lies in the range of plausible years."""
        return self.earliest_year <= number <= self.latest_year
