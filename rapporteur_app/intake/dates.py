"""A column of dates: the order of day and month is decided once for all of its cells, and said."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rapporteur_app.errors import BadInput
from rapporteur_app.i18n import Message, message
from rapporteur_app.intake.cells import Cell, displayed, is_blank, is_number
from rapporteur_app.intake.moments import (
    SERIAL,
    DayOrder,
    Moment,
    has_day,
    is_no_day,
    is_year,
    numbers_of,
    read_moment,
    serial_moment,
)
from rapporteur_app.intake.reading import NOTHING, Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NO_DATE = message("this is not a date with a time that can be read")
NO_SUCH_DAY = message("there is no such day in the calendar")
LOST_FORMAT = message("a plain number: perhaps a date that lost its format; give that column a date format")
TWICE = message("the clocks were changed in that hour, so that it is not sure which moment is meant")
DAY_FIRST = message("the column is read as day/month/year, which does not fit here")
MONTH_FIRST = message("the column is read as month/day/year, which does not fit here")


BOTH_ORDERS = message("day and month could be read either way, and the column has dates of both kinds")


def _order_of(numbers: tuple[int, int]) -> DayOrder | None:
    """The order that two numbers prove, or None."""
    if max(numbers) <= 12:
        return None
    return DayOrder.DAY_FIRST if numbers[0] > 12 else DayOrder.MONTH_FIRST


def zone_of(name: str) -> ZoneInfo:
    """The time zone of a name such as America/Santiago.

    Raises:
        BadInput: there is no such zone.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadInput(
            message("There is no time zone “{zone}”. Zones are named like America/Santiago.", zone=name), str(error)
        ) from error


class MomentReader:
    """Reads the cells of one column as moments; each reading's value is (ISO text with offset, assumed or not)."""

    def __init__(self, header: str, cells: Iterable[Cell], timezone: str, *, from_1904: bool = False) -> None:
        """Decide the order of day and month from all of the column's cells.

        Raises:
            BadInput: there is no such time zone.
        """
        self.zone = zone_of(timezone)
        self.header = header
        self._texts = [displayed(cell) for cell in cells if not is_blank(cell)]
        self.order, self._order_said = decide_order(self._texts)
        self._both_orders = (
            len({_order_of(numbers) for one in self._texts if (numbers := numbers_of(one))} - {None}) > 1
        )
        self._dates_only = False
        self._from_1904 = from_1904
        self._serials = False

    def read(self, cell: Cell) -> Reading:
        """The moment in a cell. A year alone gives no value and no problem: the text stays as it is."""
        text = displayed(cell)
        if is_blank(cell) or is_year(text):
            return NOTHING
        if is_number(cell) or SERIAL.fullmatch(text.strip()):
            moment = serial_moment(float(text.replace(",", ".")), from_1904=self._from_1904)
            if moment is None:
                return Reading(None, LOST_FORMAT)
            self._serials = True
        else:
            moment = read_moment(text, self.order)
        if moment is None:
            return Reading(None, self._problem(text))
        self._dates_only |= moment.clock is None
        reading = self._in_zone(moment)
        numbers = numbers_of(text) if self._both_orders else None
        return Reading(reading.value, BOTH_ORDERS) if numbers and max(numbers) <= 12 else reading

    def warnings(self) -> list[Message]:
        """What a person should know about how the column was read; complete once all cells are read."""
        found = []
        if self._order_said is not None:
            found.append(message("Column “{header}”: {what}", header=self.header, what=self._order_said))
        if self._texts and all(is_year(text) for text in self._texts):
            found.append(
                message(
                    "Column “{header}” holds years only: the time of receipt stays empty, the year is kept.",
                    header=self.header,
                )
            )
        if self._serials:
            found.append(
                message(
                    "Column “{header}” has numbers without the format of a date: they are read as days since {start}.",
                    header=self.header,
                    start=1904 if self._from_1904 else 1900,
                )
            )
        if self._dates_only:
            found.append(
                message(
                    "Column “{header}” has days without a time: they count from the start of the day.",
                    header=self.header,
                )
            )
        return found

    def _in_zone(self, moment: Moment) -> Reading:
        zoned = moment.zoned
        if zoned is not None:
            return Reading((zoned.isoformat(), False))
        local = moment.local.replace(tzinfo=self.zone)
        unsure = _offset(local, 0) != _offset(local, 1)
        return Reading((local.isoformat(), True), TWICE if unsure else None)

    def _problem(self, text: str) -> Message:
        if is_no_day(text):
            return NO_SUCH_DAY
        if numbers_of(text) is None or has_day(text, self.order):
            return NO_DATE
        return DAY_FIRST if self.order is DayOrder.DAY_FIRST else MONTH_FIRST


ORDER_NAMES = {
    DayOrder.DAY_FIRST: message("day/month/year"),
    DayOrder.MONTH_FIRST: message("month/day/year"),
}


def decide_order(texts: Sequence[str]) -> tuple[DayOrder, Message | None]:
    """Which number is the day in dates like 3/4/2021, and how that is said; nothing is said where there are none.

    A number above 12 settles it. Otherwise forms list their answers as they came: the order in which the dates never
    go back. If that settles nothing, the day comes first.
    """
    pairs = [(text, numbers) for text in texts if (numbers := numbers_of(text))]
    if not pairs:
        return DayOrder.DAY_FIRST, None
    day_first = [text for text, numbers in pairs if numbers[0] > 12]
    month_first = [text for text, numbers in pairs if numbers[1] > 12]
    if day_first or month_first:
        order = DayOrder.DAY_FIRST if len(day_first) >= len(month_first) else DayOrder.MONTH_FIRST
        proof = (day_first or month_first)[0] if order is DayOrder.DAY_FIRST else month_first[0]
        return order, message("dates are read as {order}, as in {text}.", order=ORDER_NAMES[order], text=proof)
    return _order_by_sequence([text for text, _ in pairs])


def _order_by_sequence(texts: Sequence[str]) -> tuple[DayOrder, Message]:
    rising = [order for order in DayOrder if _rises(texts, order)]
    order = rising[0] if len(rising) == 1 else DayOrder.DAY_FIRST
    if len(rising) == 1 and len(set(texts)) > 2:
        return order, message("dates are read as {order}, since they are in order then.", order=ORDER_NAMES[order])
    return DayOrder.DAY_FIRST, message(
        "day and month could be read either way; dates are read as {order}. Look at one of them.",
        order=ORDER_NAMES[DayOrder.DAY_FIRST],
    )


def _rises(texts: Sequence[str], order: DayOrder) -> bool:
    days = [moment.local for text in texts if (moment := read_moment(text, order))]
    return all(earlier <= later for earlier, later in pairwise(days))


def _offset(local: datetime, fold: int) -> timedelta | None:
    return local.replace(fold=fold).utcoffset()
