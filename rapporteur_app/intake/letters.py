"""The words of a reminder: to a nominee or a nominator, about what is missing, in a language that they read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapporteur_app.i18n import LANGUAGES, Catalogue, catalogue
from rapporteur_app.intake.form_language import form_language
from rapporteur_app.intake.missing import item_words
from rapporteur_app.mail import Draft

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rapporteur_app.intake.pool import Person
    from rapporteur_app.model import Candidate, Nomination


@dataclass(frozen=True)
class Occasion:
    """What every reminder of a selection says alike; title and position by language, '' by the selection's."""

    title: Mapping[str, str]
    position: Mapping[str, str]
    language: str
    reply_by: str = ""


@dataclass(frozen=True)
class Addressee:
    """Who is asked for what: the nominee, or the nominator of one nomination."""

    person: Person
    nomination: Nomination | None
    asked: tuple[str, ...]

    @property
    def reference(self) -> str:
        """C12, or N34 for who nominated."""
        return self.nomination.short_id if self.nomination else self.person.candidate.short_id

    @property
    def name(self) -> str:
        """Who is written to; '' where only the address is known."""
        return self.nomination.nominator if self.nomination else self.person.name

    @property
    def address(self) -> str:
        """The address, or ''."""
        return self.nomination.nominator_email if self.nomination else self.person.candidate.email or ""


def language_for(addressee: Addressee, fallback: str) -> str:
    """The language of a reminder, one that the program speaks.

    A nominee is written to in a language of theirs: that of their country or the selection's if it is among them, else
    the first. Whoever says nothing of languages, and a nominator, of whom none are asked, is written to in the language
    of the form that they filled in, else of the nominee's country, else in the selection's.
    """
    candidate = addressee.person.candidate
    of_country = [code for code in spoken_in(candidate) if code in LANGUAGES]
    known = [] if addressee.nomination else [code for code in candidate.languages if code in LANGUAGES]
    if known:
        return next((code for code in (*of_country, fallback) if code in known), known[0])
    of_form = _of_form(addressee)
    if of_form is not None:
        return of_form
    if fallback in of_country or not of_country:
        return fallback
    return of_country[0]


def _of_form(addressee: Addressee) -> str | None:
    """The language of the form that the addressee filled in: their nomination, or the one by which they came."""
    own = [one for one in addressee.person.nominations if one.self_nomination]
    filled = addressee.nomination or next(iter(own), None)
    return form_language(filled.raw) if filled is not None and filled.file else None


def spoken_in(candidate: Candidate) -> tuple[str, ...]:
    """The official languages of the country that a candidate lives in, else of their nationality or organisation."""
    from babel.languages import get_official_languages

    country = candidate.country or candidate.nationality or candidate.organisation_country
    return tuple(get_official_languages(country, de_facto=True)) if country else ()


def letter(addressee: Addressee, occasion: Occasion) -> Draft:
    """The draft for one addressee; without a recipient where no address is known that can be written to."""
    words = catalogue(language_for(addressee, occasion.language))
    return Draft(
        words.language,
        addressee.name,
        addressee.address,
        words.text("Nomination {reference}: information is missing", reference=addressee.reference),
        "\n\n".join(_paragraphs(words, addressee, occasion)) + "\n",
    )


def _paragraphs(words: Catalogue, addressee: Addressee, occasion: Occasion) -> Sequence[str]:
    parts = [_opening(words, addressee, occasion)]
    if addressee.name:
        parts.insert(0, words.text("To {name}", name=addressee.name))
    lines = "\n".join(f"- {words.render(item_words(code))}" for code in addressee.asked)
    parts.append(words.text("To examine the nomination, we still need:") + "\n" + lines)
    if "consent" in addressee.asked:
        parts.append(_on_consent(words, addressee))
    if occasion.reply_by:
        parts.append(words.text("Please reply by {moment}.", moment=occasion.reply_by))
    parts.append(words.text("Your reference: {reference}", reference=addressee.reference))
    return parts


def _opening(words: Catalogue, addressee: Addressee, occasion: Occasion) -> str:
    title, position = (one.get(words.language, one[""]) for one in (occasion.title, occasion.position))
    if addressee.nomination is None:
        said = words.text("You were nominated in: {title}.", title=title)
    else:
        said = words.text("You nominated {name} in: {title}.", name=addressee.person.name, title=title)
    return said + "\n" + words.text("Position: {position}", position=position) if position else said


def _on_consent(words: Catalogue, addressee: Addressee) -> str:
    if addressee.nomination is None:
        return words.text("If you agree to be nominated, please write in your reply: “I consent to my nomination.”")
    return words.text("Only the nominee can consent. Please ask them to write to us themselves.")
