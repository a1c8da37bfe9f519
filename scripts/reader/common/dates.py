"""Dates as editors write them (ISO 8601: year, month or day) and as pages print them."""

import datetime
import re

ISO_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def is_date(value: str) -> bool:
    """Return whether a value is a year, a month or a day as ISO 8601 writes it: 2021, 2021-07, 2021-07-02."""
    match = ISO_DATE.fullmatch(value)
    if not match:
        return False
    try:
        datetime.date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return False
    return True


def format_date(date: str) -> str:
    """Return an ISO date as pages print it: 2 July 2021, July 2021, 2021."""
    match = ISO_DATE.fullmatch(date)
    assert match, f"{date!r} was checked when the timeline was read"
    year, month, day = match.groups()
    return " ".join(filter(None, [str(int(day)) if day else "", MONTHS[int(month) - 1] if month else "", year]))
