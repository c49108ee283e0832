"""Writes the years of China's lunar calendar, `dates/calendar/lunar.toml`, from the positions of sun and moon.

    python tools/update_lunar_years.py

A month begins on the day of the new moon in Beijing; the eleventh month holds the winter solstice; of thirteen months
between two solstices the first one in which the sun enters no new sign is a leap month.

Source: J. Meeus, Astronomical Algorithms, 2nd edition, chapters 25 (the sun) and 49 (phases of the moon).
"""

from __future__ import annotations

from datetime import date, timedelta
from math import floor, radians, sin
from pathlib import Path

TARGET = Path(__file__).parent.parent / "src/corpuskit/dates/calendar/lunar.toml"
FIRST, LAST = 1952, 2056
BEIJING = 8 / 24
# Seconds that dynamical time is ahead of universal time, to some seconds: 1900, 1950, 2000, 2050, 2100.
DELTA = (-3, 29, 64, 93, 203)
HEAD = """\
# The years of China's lunar calendar, written by tools/update_lunar_years.py; do not edit by hand.
# The first day of the year; for each month the last digit of its length, 29 or 30 days, + before a leap month; the days of
# Qingming in April and of the winter solstice in December.

"""


def find_delta(year: float) -> float:
    """Return dynamical time minus universal time, in days."""
    place = min(max((year - 1900) / 50, 0), 3.999)
    low = floor(place)
    return (DELTA[low] + (DELTA[low + 1] - DELTA[low]) * (place - low)) / 86400


def find_new_moon(number: int) -> float:
    """Return the Julian day of a new moon in Beijing; 0 is the first one of 2000."""
    t = number / 1236.85
    day = 2451550.09766 + 29.530588861 * number + 0.00015437 * t**2
    e = 1 - 0.002516 * t
    sun = radians(2.5534 + 29.10535670 * number)
    moon = radians(201.5643 + 385.81693528 * number + 0.0107582 * t**2)
    node = radians(160.7108 + 390.67050284 * number - 0.0016118 * t**2)
    omega = radians(124.7746 - 1.56375588 * number)
    day += (
        -0.40720 * sin(moon) + 0.17241 * e * sin(sun) + 0.01608 * sin(2 * moon) + 0.01039 * sin(2 * node)
        + 0.00739 * e * sin(moon - sun) - 0.00514 * e * sin(moon + sun) + 0.00208 * e * e * sin(2 * sun)
        - 0.00111 * sin(moon - 2 * node) - 0.00057 * sin(moon + 2 * node) + 0.00056 * e * sin(2 * moon + sun)
        - 0.00042 * sin(3 * moon) + 0.00042 * e * sin(sun + 2 * node) + 0.00038 * e * sin(sun - 2 * node)
        - 0.00024 * e * sin(2 * moon - sun) - 0.00017 * sin(omega)
        + 0.000325 * sin(radians(299.77 + 0.107408 * number)) + 0.000165 * sin(radians(251.88 + 0.016321 * number))
        + 0.000164 * sin(radians(251.83 + 26.651886 * number)) + 0.000126 * sin(radians(349.42 + 36.412478 * number))
    )  # fmt: skip
    return day - find_delta(2000 + number / 12.3685) + BEIJING


def find_sun(day: float) -> float:
    """Return the apparent longitude of the sun in degrees at a Julian day of universal time."""
    t = (day - 2451545.0) / 36525
    anomaly = radians(357.52911 + 35999.05029 * t)
    centre = (
        (1.914602 - 0.004817 * t) * sin(anomaly)
        + (0.019993 - 0.000101 * t) * sin(2 * anomaly)
        + 0.000289 * sin(3 * anomaly)
    )
    omega = radians(125.04 - 1934.136 * t)
    return (280.46646 + 36000.76983 * t + centre - 0.00569 - 0.00478 * sin(omega)) % 360


def find_sign(number: int) -> int:
    """Return which twelfth of its way the sun is in when the day of a new moon begins in Beijing."""
    midnight = floor(find_new_moon(number) + 0.5) - 0.5 - BEIJING
    return int(find_sun(midnight + find_delta(2000 + number / 12.3685)) // 30)


def to_date(day: float) -> date:
    """Return the calendar day of a Julian day."""
    return date(2000, 1, 1) + timedelta(days=floor(day + 0.5) - 2451545)


def holds_solstice(number: int) -> bool:
    """Return whether the winter solstice lies in the month of a new moon."""
    return find_sign(number) < 9 <= find_sign(number + 1)


def list_months(year: int) -> list[tuple[int, bool, int]]:
    """Return the months from the eleventh one of the year before to the tenth: number, leap or not, number of new moon."""
    number = round((year - 2000) * 12.3685) - 3
    while not holds_solstice(number):
        number += 1
    length = 12 if holds_solstice(number + 12) else 13
    months, month, leap_is_due = [], 11, length > 12
    for at in range(number, number + length):
        is_leap = leap_is_due and at > number and find_sign(at) == find_sign(at + 1)
        if is_leap:
            leap_is_due = False
        elif at > number:
            month = month % 12 + 1
        months.append((month, is_leap, at))
    return months


def find_term(year: int, month: int, longitude: int) -> int:
    """Return the day of a month on which the sun reaches a longitude, in Beijing."""
    for day in range(1, 28):
        midnight = date(year, month, day + 1).toordinal() + 1721424.5 - BEIJING
        if (find_sun(midnight + find_delta(year)) - longitude) % 360 < 180:
            return day
    raise ValueError(f"the sun is not at {longitude} in that month")


def main() -> None:
    """Write the table."""
    lines = []
    for year in range(FIRST, LAST + 1):
        before = list_months(year)
        first = next(place for place, (month, is_leap, _) in enumerate(before) if month == 1 and not is_leap)
        following = list_months(year + 1)
        end = next(place for place, (month, is_leap, _) in enumerate(following) if month == 1 and not is_leap)
        written = ""
        for _, is_leap, at in before[first:] + following[:end]:
            length = (to_date(find_new_moon(at + 1)) - to_date(find_new_moon(at))).days
            written += "+" * is_leap + str(length % 10)
        terms = f"{find_term(year, 4, 15)} {find_term(year, 12, 270)}"
        lines.append(f'{year} = "{to_date(find_new_moon(before[first][2])):%m-%d} {written} {terms}"\n')
    TARGET.write_text(HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
