from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import chinese_calendar
import pytest

from fulfil.calendars.working_days import known_years, working_days

#: Federal holidays as observed, from the Office of Personnel Management's tables.
US = {
    2021: "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31",
    2022: "01-17 02-21 05-30 06-20 07-04 09-05 10-10 11-11 11-24 12-26",
    2023: "01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25",
    2026: "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25",
}
#: Bank holidays of England and Wales, from gov.uk/bank-holidays and its archive.
GB = {
    2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
}


def _days(year):
    return [date(year, 1, 1) + timedelta(n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]


@pytest.mark.parametrize(
    ("calendar", "year", "off"),
    [(name, year, off) for name, years in (("US", US), ("GB", GB)) for year, off in years.items()],
)
def test_public_holidays_are_those_published(calendar, year, off):
    days = {date.fromisoformat(f"{year}-{day}") for day in off.split()}
    assert all(day.weekday() < 5 for day in days)
    expected = [day for day in _days(year) if day.weekday() < 5 and day not in days]
    assert working_days(calendar, year, year).to_list() == expected


def test_chinese_days_are_those_of_the_package_with_make_up_days():
    first, last = known_years("CN")
    assert first <= 2004
    assert last >= 2026
    for year in (2004, 2020, 2024, last):
        expected = [day for day in _days(year) if chinese_calendar.is_workday(day)]
        assert working_days("CN", year, year).to_list() == expected
        assert any(day.weekday() > 4 for day in expected), "a weekend that makes up for a holiday"


def test_years_that_nobody_knows_have_no_days():
    last = known_years("CN")[1]
    assert working_days("CN", last + 1, last + 2).is_empty()
    assert working_days("CN", last, last + 2).to_list()[-1].year == last
    assert working_days("US", 1900, 1985).is_empty()


def test_the_chinese_package_is_loaded_only_where_it_is_asked_for():
    look = (
        "import sys\n"
        "from fulfil.calendars.working_days import working_days\n"
        "import fulfil.audit\n"
        "working_days('US', 2026, 2026)\n"
        "assert 'chinese_calendar' not in sys.modules\n"
        "working_days('CN', 2026, 2026)\n"
        "assert 'chinese_calendar' in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
