import pytest

from rapporteur_app.errors import BadInput
from rapporteur_app.intake.dates import MomentReader
from rapporteur_app.intake.moments import DayOrder

ZONE = "America/Santiago"


def reader(*cells, zone=ZONE):
    return MomentReader("Fecha", cells, zone)


def said(column):
    return " ".join(str(warning) for warning in column.warnings())


def test_a_time_without_a_zone_takes_the_given_one_and_is_marked():
    assert reader().read("2021-03-29 10:26").value == ("2021-03-29T10:26:00-03:00", True)
    assert reader().read("2021-04-29 10:26").value == ("2021-04-29T10:26:00-04:00", True)


def test_a_zone_in_the_cell_goes_before():
    assert reader().read("2021/04/05 11:18:33 p. m. GMT-6").value == ("2021-04-05T23:18:33-06:00", False)


def test_a_date_cell_of_a_workbook():
    assert reader().read(("date", "2021-03-29T10:26:52")).value == ("2021-03-29T10:26:52-03:00", True)


@pytest.mark.parametrize("year", [1901.0, "1901", 1901])
def test_a_year_has_no_value_and_is_no_mistake(year):
    assert reader(year).read(year).value is None
    assert reader(year).read(year).problem is None


def test_a_column_of_years_is_said_once():
    column = reader(1901.0, 1902.0)
    assert "years only" in said(column)


def test_a_number_above_twelve_settles_the_order_for_the_whole_column():
    column = reader("03/04/2021 10:00", "29/03/2021 10:00")
    assert column.order is DayOrder.DAY_FIRST
    assert column.read("03/04/2021 10:00").value[0].startswith("2021-04-03")
    assert "day/month/year, as in 29/03/2021" in said(column)

    american = reader("03/04/2021 10:00", "3/29/2021 10:00")
    assert american.read("03/04/2021 10:00").value[0].startswith("2021-03-04")
    assert "month/day/year" in said(american)


def test_answers_in_their_order_settle_it_where_no_number_does():
    column = reader("3/9/2021", "3/10/2021", "4/1/2021", "4/2/2021")
    assert column.order is DayOrder.MONTH_FIRST
    assert "in order" in said(column)


def test_where_nothing_settles_it_the_day_comes_first_and_a_person_is_told():
    column = reader("3/4/2021")
    assert column.order is DayOrder.DAY_FIRST
    assert "either way" in said(column)


def test_a_cell_against_the_order_of_its_column_has_no_value():
    column = reader("29/03/2021", "30/03/2021", "3/31/2021")
    found = column.read("3/31/2021")
    assert found.value is None
    assert "day/month/year" in str(found.problem)


def test_a_day_without_a_time_counts_from_its_start_and_that_is_said():
    column = reader("2021-04-05")
    assert column.read("2021-04-05").value == ("2021-04-05T00:00:00-04:00", True)
    assert "without a time" in said(column)


def test_an_hour_that_came_twice_is_doubtful():
    found = reader().read("2021-04-03 23:30")
    assert found.value == ("2021-04-03T23:30:00-03:00", True)
    assert "clocks were changed" in str(found.problem)


def test_a_zone_that_there_is_not():
    with pytest.raises(BadInput, match="America/Santiagoo"):
        reader(zone="America/Santiagoo")


@pytest.mark.parametrize(
    ("cell", "from_1904", "iso"),
    [
        (44291.4375, False, "2021-04-05T10:30:00-04:00"),
        (42829.4375, True, "2021-04-05T10:30:00-04:00"),
        ("44291,4375", False, "2021-04-05T10:30:00-04:00"),
        (44291.0, False, "2021-04-05T00:00:00-04:00"),
    ],
)
def test_a_number_is_read_as_a_spreadsheet_counts_days(cell, from_1904, iso):
    reader = MomentReader("When", [cell], "America/La_Paz", from_1904=from_1904)
    assert reader.read(cell).value == (iso, True)
    assert "days since" in str(reader.warnings()[0])


@pytest.mark.parametrize("cell", [20210405, 12.5, 99999, -3])
def test_a_number_of_no_such_day_is_flagged(cell):
    reading = MomentReader("When", [cell], "UTC").read(cell)
    assert reading.value is None
    assert reading.problem is not None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("31/4/2021 10:00", "no such day"), ("29/02/2021", "no such day"), ("4/13/2021", "does not fit"),
        ("13/4/2021 or the day after", "can be read"), ("5/4/2021 10", "can be read"),
    ],
)  # fmt: skip
def test_why_a_date_cannot_be_read_is_the_true_reason(text, why):
    reader = MomentReader("When", ["17/3/2021", text], "America/Santiago")
    found = reader.read(text)
    assert found.value is None
    assert why in str(found.problem)
