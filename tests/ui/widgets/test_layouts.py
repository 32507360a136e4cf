"""Rows of buttons and columns of tables where there is too little room."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QPalette
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from rapporteur_app.ui import theme
from rapporteur_app.ui.widgets.flow import Flow
from rapporteur_app.ui.widgets.widths import fitted


def test_buttons_go_on_in_a_second_row_and_the_last_one_ends_the_last(qtbot: QtBot) -> None:
    holder, flow = QWidget(), Flow()
    holder.setLayout(flow)
    qtbot.addWidget(holder)
    buttons = [QPushButton(f"A button with the number {number}") for number in range(4)]
    for button in buttons:
        flow.addWidget(button)
    one_row = flow.heightForWidth(flow.sizeHint().width())
    assert flow.heightForWidth(flow.sizeHint().width() - 20) > one_row
    assert holder.minimumSizeHint().width() < flow.sizeHint().width() / 2

    holder.resize(flow.sizeHint().width() - 20, 200)
    holder.show()
    assert buttons[0].y() < buttons[1].y() == buttons[3].y()
    assert buttons[1].x() < buttons[2].x() < buttons[3].x()
    buttons[0].hide()
    qtbot.waitUntil(lambda: flow.heightForWidth(holder.width()) == one_row)


def test_the_widest_columns_give_way_and_names_keep_more() -> None:
    assert fitted([100, 50], [40, 40], 500) == [100, 50]
    assert fitted([300, 300, 60], [50, 50, 60], 360) == [200, 100, 60]
    assert fitted([300, 300], [200, 200], 100) == [200, 200]
    assert sum(fitted([90, 333, 217, 64], [60, 60, 60, 60], 400, 1)) <= 400


def test_the_icon_of_a_button_that_is_off_can_be_seen(qapp: QApplication) -> None:
    theme.put_on(qapp)
    picture = theme.icon("save", "primary").pixmap(QSize(20, 20), QIcon.Mode.Disabled).toImage()
    inks = {
        picture.pixelColor(x, y).name() for x in range(20) for y in range(20) if picture.pixelColor(x, y).alpha() > 250
    }
    assert qapp.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText).name() in inks
