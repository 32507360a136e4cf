from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur_app.intake.moments import DayOrder, has_day, is_no_day, is_year, numbers_of, read_moment

EVENING = datetime(2021, 3, 29, 22, 26, 52, tzinfo=timezone(timedelta(hours=-3)))


@pytest.mark.parametrize(
    "text",
    [
        "2021/03/29 10:26:52 p. m. GMT-3",
        "2021/03/29 10:26:52 p.\u00a0m. GMT-3",
        "2021/03/29 10:26:52 p.\u202fm. GMT-3",
        "2021-03-29T22:26:52-03:00",
        "29/03/2021 22:26:52 GMT-0300",
        "Mon Mar 29 2021 22:26:52 GMT-0300 (Chile Standard Time)",
        "29 de marzo de 2021, 22:26:52 (GMT-3)",
        "Monday, March 29, 2021 10:26:52 PM UTC-3",
        "29 mars 2021 à 22h26m52 GMT-03:00",
        "29 de março de 2021 às 22:26:52 -03:00",
    ],
)
def test_a_moment_with_a_zone(text):
    found = read_moment(text)
    assert found is not None
    assert found.zoned == EVENING


@pytest.mark.parametrize(
    ("text", "hour"), [("12:15 a. m.", 0), ("12:15 p. m.", 12), ("1:15 am", 1), ("11:15 PM", 23), ("15:15", 15)]
)
def test_the_twelve_hour_clock(text, hour):
    found = read_moment(f"2021-04-05 {text}")
    assert found is not None
    assert found.local == datetime(2021, 4, 5, hour, 15)  # noqa: DTZ001
    assert found.zoned is None


def test_three_four_is_read_in_the_given_order():
    assert read_moment("3/4/2021").day.month == 4
    assert read_moment("3/4/2021", DayOrder.MONTH_FIRST).day.month == 3
    assert numbers_of("3/4/2021 10:00") == (3, 4)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2021", "2021-02-30", "31/02/2021", "2021-04-05 25:00", "2021-04-05 10:00 EST", "2021-04-05 or so",
     "2021-04-05 10:00 GMT-20", "April 2021", "10:26"],
)  # fmt: skip
def test_what_is_no_moment_or_leaves_something_unexplained(text):
    assert read_moment(text) is None


def test_a_year_alone():
    assert is_year("1901")
    assert is_year("1901.0")
    assert not is_year("190")
    assert not is_year("1901-02")


@given(st.datetimes(min_value=datetime(1971, 1, 1), max_value=datetime(2069, 12, 31)))  # noqa: DTZ001
def test_what_is_written_is_what_is_read(moment):
    moment = moment.replace(microsecond=0)
    for style in ("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %I:%M:%S %p", "%d/%m/%Y %H:%M:%S", "%d.%m.%y %H:%M:%S"):
        found = read_moment(moment.strftime(style))
        assert found is not None
        assert found.local == moment
    american = read_moment(moment.strftime("%m/%d/%Y %I:%M:%S %p"), DayOrder.MONTH_FIRST)
    assert american is not None
    assert american.local == moment


@given(st.text(max_size=40))
def test_no_text_breaks_it(text):
    found = read_moment(text)
    assert found is None or 1 <= found.day.month <= 12


@pytest.mark.parametrize(
    ("text", "offset"),
    [("2021/04/05 9:10:00 AM BRT", "-03:00"), ("2021/04/05 9:10 PET", "-05:00"), ("2021-04-05 09:10 CEST", "+02:00")],
)
def test_short_names_of_one_zone(text, offset):
    moment = read_moment(text)
    assert moment is not None
    assert moment.zoned is not None
    assert moment.zoned.isoformat().endswith(offset)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("05-abr-21", "2021-04-05T00:00:00"), ("5-Apr-21 10:30", "2021-04-05T10:30:00"),
        ("5 avril 2021 à 10 h 30", "2021-04-05T10:30:00"), ("segunda-feira, 5 de abril de 2021", "2021-04-05T00:00:00"),
    ],
)  # fmt: skip
def test_short_years_after_the_name_of_a_month_and_other_forms(text, iso):
    moment = read_moment(text)
    assert moment is not None
    assert moment.local.isoformat() == iso


def test_a_day_and_month_without_a_year_is_no_moment():
    assert read_moment("5 de abril 10:30") is None


@pytest.mark.parametrize(
    ("text", "hour"),
    [("5/4/2021 10 am", 10), ("5/4/2021 10 p. m.", 22), ("5/4/2021 12 a.m.", 0), ("5/4/2021 às 10h", 10),
     ("le 5 avril 2021 à 10 h", 10), ("5 de abril de 2021, 10 hrs", 10), ("5 de abril de 2021 a las 10 horas", 10),
     ("5/4/2021 10 am GMT-3", 10)],
)  # fmt: skip
def test_an_hour_without_minutes(text, hour):
    found = read_moment(text)
    assert found is not None
    assert found.local == datetime(2021, 4, 5, hour)  # noqa: DTZ001


@pytest.mark.parametrize("text", ["5/4/2021 10", "5/4/2021 10 amigos", "5/4/2021 25 h", "5/4/2021 am"])
def test_a_number_after_a_day_is_no_hour_by_itself(text):
    assert read_moment(text) is None


@pytest.mark.parametrize("text", ["05/ABR/2021", "5/avr./2021", "2021-Apr-05", "2021 abr 5", "05-Apr-2021"])
def test_a_month_in_letters_between_numbers(text):
    found = read_moment(text)
    assert found is not None
    assert found.day == date(2021, 4, 5)


def test_no_day_and_a_day_with_something_else():
    assert is_no_day("31/4/2021 10:00")
    assert not is_no_day("5/31/2021")
    assert not is_no_day("31 de abril de 2021")
    assert has_day("5/4/2021 or so", DayOrder.DAY_FIRST)
    assert not has_day("5/31/2021", DayOrder.DAY_FIRST)
