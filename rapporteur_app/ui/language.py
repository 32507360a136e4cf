"""Qt's own texts and number formats in the window's language."""

from typing import ClassVar

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

QT_LANGUAGES = {"en": "en", "es": "es", "fr": "fr", "pt": "pt_BR"}
"""Qt ships no `pt`; its Brazilian texts serve."""


class QtLanguage:
    """Keeps Qt's texts (buttons, file dialogs) in the language of the window; they belong to the whole program."""

    _translator: ClassVar[QTranslator | None] = None

    def __init__(self, app: QCoreApplication) -> None:
        self._app = app

    def speak(self, language: str) -> None:
        """Change the language of Qt's own texts, and of numbers and dates in its fields."""
        if QtLanguage._translator is not None:
            self._app.removeTranslator(QtLanguage._translator)
            QtLanguage._translator = None
        QLocale.setDefault(QLocale(language))
        if language == "en":
            return
        translator = QTranslator(self._app)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(f"qtbase_{QT_LANGUAGES[language]}", folder):
            self._app.installTranslator(translator)
            QtLanguage._translator = translator
