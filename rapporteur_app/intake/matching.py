"""How alike two candidates are: their names word by word, then what else is known of them. No database, no Qt."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz

from rapporteur_app.intake.name_words import NEAR, PARTICLES, Name, likeness, parse, plain, tokens_of

FIELDS = ("email", "phone", "organisation", "country")
"""What is compared beside the name, in the order in which it is shown."""
ONE_BODY = 94
"""From this likeness (0-100) on, two names are one organisation's."""

LONG = 4
"""Sharing so many full words, a name is a person's rather than a namesake's."""

COSTS = {
    "clash_first": 32.0, "clash_other": 31.0, "clash_more": 3.0,
    "consonants_first": 19.0, "consonants": 9.0, "vowels": 9.0, "sound": 2.0, "short": 8.0,
    "suffix": 12.0, "suffixes": 21.0, "thin": 20.0, "one_word": 5.0, "second": 3.0, "initial": 1.0, "more": 1.0,
    "organisation_differs": 18.0, "organisation_differs_long": 9.0, "country_differs": 8.0, "email_differs": 2.0,
    "one_word_abroad": 4.0, "nothing": 100.0,
}  # fmt: skip
"""What each feature takes from 100 points.

A word of either name that no word of the other can be is a clash: of the first words, of others, and every further
one. Paired words differ in sound only, in vowels, in consonants, or one is short for the other; `second` is an initial
of another than the first word, `more` a word that one name has more; `suffix` is on one side, `suffixes` differ;
`one_word` is an initial and a surname, `thin` only initials or a single word; `nothing` is a name without words.

Found by a logistic regression on the tune half of tests/reference/pairs (its tune.py), 15 points being the way from
nothing against a pair to an even chance. Set by hand, as those pairs say nothing of them or too little: `thin`,
`one_word` (and `_abroad`), `short`, `second`, `initial`, `more`, `email_differs`. An organisation that differs costs
less than there: people change it, and write it in many ways.
"""

EARNED = {"email_same": 12.0, "phone_same": 10.0, "organisation_same": 9.0}
"""What a feature gives back, found likewise; e-mail and telephone set by hand."""
MOST_EARNED = 15.0
"""Colleagues of one surname may share organisation, telephone and e-mail: all of it does not outweigh a clash."""


@dataclass(frozen=True)
class Alignment:
    """How the words of two names stand to one another.

    `counts` are the features that cost points; `pairs` words with the sign between them ('=' the same, '≈' spellings
    of one word, '~' an initial); `left` the words of either that have no other.
    """

    counts: dict[str, float]
    pairs: tuple[tuple[str, str, str], ...]
    left: tuple[tuple[str, ...], tuple[str, ...]]

    @property
    def suffixed(self) -> bool:
        """Whether only one name has a suffix (Jr., Filho), or both have different ones."""
        return bool({"suffix", "suffixes"} & self.counts.keys())


def align(one: Name, two: Name) -> Alignment:
    """Pair the words of two names, best first, and count what is left."""
    one, two = _suffix_as_word(one, two), _suffix_as_word(two, one)
    if swapped := (len(two.words), two.words) < (len(one.words), one.words):
        one, two = two, one
    found = _Pairing(one, two)
    found.pair_equal()
    found.pair_glued()
    found.pair_alike()
    left, pairs = (found.words_left(0), found.words_left(1)), found.shown
    if swapped:
        left, pairs = left[::-1], [pair[::-1] for pair in pairs]
    return Alignment(found.count(), tuple(pairs), left)


def _suffix_as_word(name: Name, other: Name) -> Name:
    """The name with its suffix as a word, where that is all the other has for a surname (Jutahy Júnior)."""
    if name.suffix and other.words and other.words[-1] == name.suffix:
        return Name((*name.words, name.suffix), name.glued)
    return name


class _Pairing:
    """The words of two names while they are paired; the first name is not the longer one.

    `left` are the places of words without another, `at` the places of the pairs, `full` how many of these are more
    than initials.
    """

    def __init__(self, one: Name, two: Name) -> None:
        self.names = (one, two)
        self.left: tuple[list[int], list[int]] = (list(range(len(one.words))), list(range(len(two.words))))
        self.shown: list[tuple[str, str, str]] = []
        self.at: list[tuple[int, int]] = []
        self.counts: dict[str, float] = {}
        self.full = 0

    def add(self, what: str, value: float = 1.0) -> None:
        self.counts[what] = self.counts.get(what, 0.0) + value

    def words_left(self, side: int) -> tuple[str, ...]:
        return tuple(self.names[side].words[at] for at in self.left[side])

    def pair_equal(self) -> None:
        """Pair the words that are the same."""
        one, two = self.names[0].words, self.names[1].words
        for at in tuple(self.left[0]):
            there = next((other for other in self.left[1] if two[other] == one[at]), None)
            if there is not None:
                self.take(at, there, "=")
                self.full += len(one[at]) > 1

    def pair_glued(self) -> None:
        """Pair a word with the two words that it is in the other name."""
        for side in (0, 1):
            glued, other = self.names[side].glued, self.names[1 - side].words
            for at in tuple(self.left[1 - side]):
                places = glued.get(other[at])
                if places is not None and all(place in self.left[side] for place in places):
                    for place in places:
                        self.left[side].remove(place)
                        self.at.append((place, at) if side == 0 else (at, place))
                    self.left[1 - side].remove(at)
                    self.shown.append((other[at], "=", other[at]))
                    self.full += max(1, len(places))

    def pair_alike(self) -> None:
        """Pair spellings of one word, and initials with words, the most alike first."""
        if not (self.left[0] and self.left[1]):
            return
        one, two = self.names[0].words, self.names[1].words
        offers = sorted(
            (-alike, abs(at - there), at, there, kind)
            for at in self.left[0]
            for there in self.left[1]
            for alike, kind in [likeness(one[at], two[there])]
            if alike >= NEAR
        )
        for _, _, at, there, kind in offers:
            if at in self.left[0] and there in self.left[1]:
                if kind == "initial" and self.crosses(at, there):
                    continue
                first = at == 0 and there == 0
                if kind == "initial":
                    self.add("initial")
                    self.add("second", float(not first and 0 in (at, there)))
                else:
                    self.full += 1
                    self.add(f"{kind}_first" if first and kind == "consonants" else kind)
                self.take(at, there, "~" if kind == "initial" else "≈")

    def crosses(self, at: int, there: int) -> bool:
        """Whether an initial before a surname would stand for a word behind it (C. García, Ana García Cortés)."""
        initial_side = 0 if len(self.names[0].words[at]) < len(self.names[1].words[there]) else 1
        here, beyond = (at, there) if initial_side == 0 else (there, at)
        anchors = [pair if initial_side == 0 else pair[::-1] for pair in self.at]
        behind = [other for mine, other in anchors if mine > here]
        return bool(behind) and beyond > max(behind)

    def take(self, at: int, there: int, sign: str) -> None:
        self.left[0].remove(at)
        self.left[1].remove(there)
        self.at.append((at, there))
        self.shown.append((self.names[0].words[at], sign, self.names[1].words[there]))

    def count(self) -> dict[str, float]:
        """The features: what clashes, what one name has more than the other, how little is shared."""
        few, many = sorted(self.left, key=len)
        unlike = bool(self.counts or few or many)
        if few:
            self.add("clash_first" if 0 in self.left[0] and 0 in self.left[1] else "clash_other")
            self.add("clash_more", len(few) - 1.0)
        self.add("more", min(3.0, float(len(many) - len(few))))
        self.add("long", float(self.full >= LONG))
        if not self.names[0].words:
            self.add("nothing")
        if unlike and self.full < 2:
            self.add("thin" if self.full == 0 or len(self.at) < 2 else "one_word")
        suffixes = {name.suffix for name in self.names}
        if len(suffixes) > 1:
            self.add("suffix" if "" in suffixes else "suffixes")
        return {what: value for what, value in self.counts.items() if value}


@dataclass(frozen=True)
class Traits:
    """What is known of a candidate, as far as it tells persons apart."""

    text: str
    name: Name
    fields: dict[str, str] = field(hash=False)


def traits(name: str, fields: dict[str, str | None]) -> Traits:
    """A candidate's name and what else is filled in, ready for comparison."""
    return Traits(name, parse(name), {what: text for what in FIELDS if (text := (fields.get(what) or "").strip())})


def agree(what: str, one: str, two: str) -> bool | None:
    """Whether two entries of a field are the same; None where one may stand for the other."""
    if what == "phone":
        return _digits(one) == _digits(two)
    if what != "organisation":
        return one.casefold() == two.casefold()
    return _same_organisation(*sorted((one, two)))


def _digits(number: str) -> str:
    """The last eight digits of a telephone number: without country code, spaces and signs."""
    return "".join(c for c in number if c.isdigit())[-8:]


@lru_cache(maxsize=65_536)
def _same_organisation(one: str, two: str) -> bool | None:
    left, right = _organisation(one), _organisation(two)
    if sorted(left) == sorted(right) or fuzz.ratio(" ".join(sorted(left)), " ".join(sorted(right))) >= ONE_BODY:
        return True
    short = [words[0] for words in (left, right) if len(words) == 1]
    if any(letters == "".join(word[0] for word in words) for letters in short for words in (left, right)):
        return True
    return None if set(left) <= set(right) or set(right) <= set(left) else False


@lru_cache(maxsize=65_536)
def _organisation(text: str) -> tuple[str, ...]:
    words = (plain(token).rstrip(".") for token in tokens_of(text))
    return tuple(word for word in words if word not in PARTICLES | {"of", "the", "and", "for", "para", "et", "&"})


def counted(one: Traits, two: Traits) -> tuple[dict[str, float], Alignment]:
    """The features of a pair that cost or earn points, and how the words of the names stand to one another."""
    aligned = align(one.name, two.name)
    counts = dict(aligned.counts)
    for what in FIELDS:
        left, right = one.fields.get(what), two.fields.get(what)
        if left and right and (same := agree(what, left, right)) is not None:
            counts[f"{what}_{'same' if same else 'differs'}"] = 1.0
    if counts.pop("long", 0.0) and counts.pop("organisation_differs", 0.0):
        counts["organisation_differs_long"] = 1.0
    if "one_word" in counts and "country_differs" in counts:
        counts["one_word_abroad"] = 1.0
    return counts, aligned


def score(counts: dict[str, float]) -> float:
    """The points that the features of a pair leave."""
    cost = sum(COSTS.get(what, 0.0) * value for what, value in counts.items())
    earned = min(MOST_EARNED, sum(EARNED.get(what, 0.0) * value for what, value in counts.items()))
    return max(0.0, min(100.0, 100.0 - cost + earned))


def compare(one: Traits, two: Traits, least: float = 0.0) -> tuple[float, dict[str, str]] | None:
    """How likely two candidates are one person (0-100; not a probability), and the evidence field by field.

    None where the score is less than `least`.
    """
    counts, aligned = counted(one, two)
    points = score(counts)
    if points < least:
        return None
    evidence = {"name": _shown(one, two, aligned)}
    for what in FIELDS:
        left, right = one.fields.get(what), two.fields.get(what)
        if left and right:
            same = agree(what, left, right)
            evidence[what] = f"= {left}" if same else f"{left} {'~' if same is None else '≠'} {right}"
    return points, evidence


def _shown(one: Traits, two: Traits, aligned: Alignment) -> str:
    """Both names as they were written, then the words that are alike without being the same, or stand alone."""
    alike = [f"{left} {sign} {right}" for left, sign, right in aligned.pairs if sign != "="]
    mine, other = (" ".join(words) for words in aligned.left)
    if mine and other:
        alike.append(f"{mine} ≠ {other}")
    elif mine or other:
        alike.append(f"+ {mine or other}")
    if aligned.suffixed:
        alike.append(f"{one.name.suffix or '–'} ≠ {two.name.suffix or '–'}")
    return f"{one.text} / {two.text}" + (f" ({', '.join(alike)})" if alike else "")
