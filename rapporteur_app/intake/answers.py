"""Yes and no as forms put them, in four languages."""

from __future__ import annotations

import re

from rapporteur_app.i18n import message
from rapporteur_app.intake.folding import folded, holds_phrase, words_in
from rapporteur_app.intake.reading import NOTHING, Reading

YES = words_in("yes y si sim oui s o true verdadero verdadeiro vrai x 1 ok")
NO = words_in("no nao non n false falso faux 0")

AGREED = frozenset(
    ("i agree", "i consent", "i accept", "agreed", "de acuerdo", "estoy de acuerdo", "acepto", "concordo", "aceito",
     "d accord", "j accepte", "disponible", "disponivel", "available", "agree", "accepted", "consented", "confirmed",
     "i confirm", "i do", "consent given", "checked", "confirmo", "consiento", "doy mi consentimiento", "acepta",
     "claro que si", "por supuesto",
     "dou meu consentimento", "dou o meu consentimento", "aceita", "claro que sim", "je suis d accord", "je confirme",
     "je consens", "bien sur", "oui bien sur")
)  # fmt: skip

REFUSED = frozenset(
    ("i disagree", "disagree", "declined", "refused", "unchecked", "en desacuerdo", "desacuerdo", "rechazo", "discordo",
     "recuso", "pas d accord", "je refuse", "i do not agree", "i do not consent", "i do not accept", "i don t agree",
     "i don t consent", "je n accepte pas", "je ne suis pas d accord", "je ne consens pas")
)  # fmt: skip

BUTS = words_in(
    "but except only partly partially however not pero salvo excepto solo solamente parcialmente parte aunque mas "
    "exceto apenas somente parcial porem mais sauf seulement partiellement partie pas no nao non"
)
"""Words after a yes or a no that take part of it back."""

DOUBTS = (
    "por confirmar", "a confirmar", "to be confirmed", "tbc", "tbd", "pendiente", "pending", "pendente", "en attente",
    "depende", "depends", "depend", "quizas", "quiza", "tal vez", "talvez", "peut etre", "maybe", "perhaps", "creo",
    "i think", "i believe", "acho", "je crois", "probablemente", "probably", "provavelmente", "probablement",
    "en principio", "in principle", "em principio", "en principe", "si es posible", "if possible", "se possivel",
    "si possible", "not sure", "unsure", "seguro", "segura",
)  # fmt: skip
"""Words after a yes or a no that leave it open."""

UNSURE = re.compile(
    r"(?:no|nao|non|not) (?:(?:se|lo se|sabe|sabemos|sei|sure|idea)\b|aplica|se aplica|applicable|corresponde|yet"
    r"|todavia|aun|ainda|contest|respond|respuest|respost|response|repons|repond|answer|estoy segur|tengo|tenho|hay"
    r"|ha |hemos|he |info|data\b|dato|dados|consta|conoz|conoc|opin|especific|precis|renseign|indica|comment)"
)
"""How texts begin that say no and mean that it is not known."""

NOT_APPLICABLE = frozenset(("n a", "s o", "n d", "n s"))
NEITHER = message("neither a plain yes nor a plain no")

DECLINED = ("prefiero no", "prefiere no", "prefer not", "prefers not", "rather not", "prefiro nao", "prefere nao",
            "prefere ne pas", "ne souhaite pas")  # fmt: skip
"""How people say that they will not say: understood, and no value."""


def read_yes_no(text: str) -> Reading:
    """True or False where a text says so plainly; 'partly', 'not yet' and 'yes, but' are for a person to judge."""
    words = folded(text)
    if words in NOT_APPLICABLE:
        return Reading(None, NEITHER)
    if not words:
        return NOTHING if not text.strip() else _tick(text)
    if is_declined(text):
        return NOTHING
    first, _, rest = words.partition(" ")
    plainly = not any(holds_phrase(rest, word) for word in (*BUTS, *DOUBTS))
    if words in AGREED or (first in YES and plainly):
        return Reading(value=True)
    if words in REFUSED or (first in NO and plainly and not UNSURE.match(words)):
        return Reading(value=False)
    return Reading(None, NEITHER)


def is_declined(text: str) -> bool:
    """Whether a text says that somebody prefers not to say."""
    words = folded(text)
    return any(holds_phrase(words, phrase) for phrase in DECLINED)


def _tick(text: str) -> Reading:
    if text.strip() in {"✓", "✔", "✔\ufe0f", "☑", "☑\ufe0f", "√"}:
        return Reading(value=True)
    return Reading(None, NEITHER)
