"""Build pairs.csv from the committed extracts of public name lists; the same extracts give the same bytes."""

from __future__ import annotations

import csv
import hashlib
import io
import unicodedata
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz

from tests.reference.pairs.word_lists import AWAY, GIVEN_TWINS, OFFICES, SECOND_SURNAMES

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "sources"
COLUMNS = (
    "id", "half", "same", "kind", "name_a", "organisation_a", "country_a", "email_a",
    "name_b", "organisation_b", "country_b", "email_b", "source",
)  # fmt: skip
PARTICLES = {"de", "da", "do", "dos", "das", "del", "la", "las", "los", "y", "e", "i", "d", "van", "von", "der", "di"}
HARD = {"sibling", "father_son", "namesake", "same_first_surname", "shared_surname", "initials_clash", "shared_email"}
SUFFIXES = {"jr", "junior", "sr", "filho", "neto", "netto", "bisneto", "ii", "iii", "pere", "fils"}
LEAST = (66.0, 76.0)  # how near names of different persons must look to be a hard pair: with a word in common, without
VARIANTS = 2  # of one person's further spellings
PORTUGUESE = {"BR", "PT"}


@cache
def fold(name: str) -> str:
    """No accents, no case, words apart by one space."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in bare).split())


@cache
def key(name: str) -> str:
    """The words of a name in alphabetical order."""
    return " ".join(sorted(fold(name).split()))


def digest(text: str) -> int:
    """A number that is the same on every machine."""
    return int(hashlib.sha256(text.encode()).hexdigest()[:12], 16)


def lines(name: str) -> list[str]:
    """The filled lines of one extract."""
    return [line.strip() for line in (SOURCES / name).read_text(encoding="utf-8").splitlines() if line.strip()]


def words_of(name: str) -> list[str]:
    """The folded words of a name without particles; a capital letter on its own is an initial, not a particle."""
    kept = [w for w in name.replace("-", " ").split() if w.strip(".,").casefold() not in PARTICLES or w[:1].isupper()]
    return [w for w in fold(" ".join(kept)).split() if len(w) == 1 or w not in PARTICLES]


@cache
def compatible(one: str, two: str) -> bool:
    """Whether every word of the shorter name stands in the longer one, whole or as its initial: nothing tells apart."""
    short, rest = sorted((words_of(one), words_of(two)), key=len)
    if set(short) & SUFFIXES != set(rest) & SUFFIXES:
        return False
    rest = list(rest)
    for word in short:
        found = next((w for w in rest if w == word or (1 in (len(w), len(word)) and w[0] == word[0])), None)
        if found is None:
            return False
        rest.remove(found)
    return True


def kind_of_match(one: str, two: str, *, country: str = "") -> str:
    """What tells two spellings of one person apart."""
    a, b = fold(one).split(), fold(two).split()
    if "".join(a) == "".join(b):
        marks = ["".join(c for c in name if not c.isalnum() and not unicodedata.combining(c)) for name in (one, two)]
        return "accent" if marks[0] == marks[1] else "hyphen"
    if sorted(a) == sorted(b):
        return "order"
    core = [words_of(one), words_of(two)]
    if sorted(core[0]) == sorted(core[1]):
        return "particle"
    if any(len(word) == 1 for word in set(a) ^ set(b)):
        return "initial"
    if country in {"RU", "UA", "EG", "LY"}:
        return "transliteration"
    short, long = sorted(core, key=len)
    if set(short) < set(long):
        extra = set(long) - set(short)
        if extra <= SUFFIXES:
            return "suffix"
        return "two_surnames" if long[-1] in extra else "middle_name"
    return "spelling"


def kind_of_clash(one: str, two: str) -> str:
    """What two different persons have in common."""
    a, b = (words_of(name) for name in (one, two))
    if a[0] == b[0] and a[-1] == b[-1]:
        return "namesake"
    if a[-1] == b[-1]:
        return "initials_clash" if a[0][0] == b[0][0] else "shared_surname"
    if a[0] == b[0]:
        return "same_first_surname" if len(a) > 2 and len(b) > 2 and a[-2] == b[-2] else "shared_given"
    return "shared_word" if {word for word in a if len(word) > 2} & set(b) else "near_spelling"


class Builder:
    """Collects pairs, never the same one twice, and gives each person one half."""

    def __init__(self) -> None:
        self.parent: dict[str, str] = {}
        self.rows: list[dict[str, str]] = []
        self.seen: set[frozenset[tuple[str, ...]]] = set()

    def find(self, name: str) -> str:
        """The first name of the family of spellings that a name belongs to."""
        node = key(name)
        while self.parent.setdefault(node, node) != node:
            node = self.parent[node]
        return node

    def join(self, one: str, two: str) -> None:
        """Two names that belong together: they share a half."""
        low, high = sorted((self.find(one), self.find(two)))
        self.parent[high] = low

    def half(self, name: str) -> str:
        """The half of a person."""
        return ("tune", "report")[digest(self.find(name)) % 2]

    def add(self, *, same: bool, kind: str, a: tuple[str, ...], b: tuple[str, ...], source: str) -> bool:
        """One pair; a and b are name, organisation, country, e-mail, of which the last may be left out."""
        a, b = ((*side, "", "", "")[:4] for side in (a, b))
        if self.half(a[0]) != self.half(b[0]):
            return False
        names = frozenset(((a[0].casefold(), *a[1:]), (b[0].casefold(), *b[1:])))
        if len(names) < 2 or names in self.seen:
            return False
        self.seen.add(names)
        if digest(a[0] + b[0]) % 2:
            a, b = b, a
        row = dict(zip(COLUMNS[4:12], (*a, *b), strict=True))
        self.rows.append({"same": "1" if same else "0", "kind": kind, "source": source, **row})
        return True


def read_people() -> list[tuple[str, str, list[str]]]:
    """Source, country and the spellings of each person."""
    people = []
    for line in lines("acl-name-variants.txt"):
        first, rest = line.split(" = ")
        people.append(("acl", "", [first, *rest.split("; ")]))
    people += [("camara", "BR", line.split(" = ")) for line in lines("camara-br.txt")]
    for line in lines("public-figures.txt"):
        country, names = line.split(" | ")
        first, rest = names.split(" = ")
        people.append(("public-figures", country, [first, *rest.split("; ")]))
    return people


def build() -> str:
    """The whole file as text."""
    made = Builder()
    people = read_people()
    families = [tuple(line.split(" | ")) for line in lines("families.txt")]
    nobel = [tuple(line.split(" | ")) for line in lines("nobel-nominations.txt")]
    namesakes = [
        (source, *(part.strip() for part in line.split("|")))
        for source, file in (("public-figures", "namesakes.txt"), ("acl", "acl-namesakes.txt"))
        for line in lines(file)
    ]
    deputies = lines("parlamento-pt.txt")
    for _, _, names in people:
        for name in names[1:]:
            made.join(names[0], name)
    for _, one, _, _, two, *_ in namesakes:
        made.join(one, two)
    for row in [*families, *nobel]:
        made.join(row[-2], row[-1])
    real_matches(made, people, nobel)
    real_clashes(made, people, families, nobel, namesakes)
    clashes_of_deputies(made, deputies)
    derived(made, people, families, deputies)
    return as_csv(made)


def real_matches(made: Builder, people: list[tuple[str, str, list[str]]], nobel: list[tuple[str, ...]]) -> None:
    """Spellings of one person as the lists give them."""
    for source, country, names in people:
        office = "Câmara dos Deputados" if source == "camara" and digest(names[0]) % 3 == 0 else ""
        most = VARIANTS if source != "public-figures" or digest(names[0]) % 3 else 1
        pairs = [(names[0], name) for name in names[1 : most + 1]]
        if len(names) > 2 and source != "acl" and digest(names[0]) % 3 == 0:
            pairs.append((names[1], names[2]))
        for one, two in pairs:
            if one.casefold() == two.casefold():
                continue
            kind = kind_of_match(one, two, country=country)
            if source == "acl" and kind in {"initial", "accent"} and digest(one + two) % 5 > 2:
                continue  # enough are left
            made.add(same=True, kind=kind, a=(one, office, country), b=(two, office, country), source=source)
    for same, one, two in nobel:
        if same == "1":
            made.add(same=True, kind=kind_of_match(one, two), a=(one,), b=(two,), source="nobel")


def real_clashes(
    made: Builder,
    people: list[tuple[str, str, list[str]]],
    families: list[tuple[str, ...]],
    nobel: list[tuple[str, ...]],
    namesakes: list[tuple[str, ...]],
) -> None:
    """Different persons with near names, from the lists."""
    for country, kind, one, two in families:
        if not compatible(one, two):
            made.add(same=False, kind=kind, a=(one, "", country), b=(two, "", country), source="families")
    for same, one, two in nobel:
        if same == "0":
            made.add(same=False, kind=kind_of_clash(one, two), a=(one,), b=(two,), source="nobel")
    for source, *row in namesakes:
        made.add(same=False, kind="namesake", a=tuple(row[:3]), b=tuple(row[3:]), source=source)
    for source, limit in (("acl", 340), ("camara", 120), ("public-figures", 90)):
        chosen = [(country, names) for origin, country, names in people if origin == source]
        found = []
        for index, (country, names) in enumerate(chosen):
            for other_country, other in chosen[index + 1 :]:
                if made.half(names[0]) != made.half(other[0]) or made.find(names[0]) == made.find(other[0]):
                    continue
                pairs = [(near(x, y), x, y) for x in names for y in other if not compatible(x, y)]
                if len(pairs) == len(names) * len(other):
                    score, x, y = max(pairs)
                    if not hard(x, y):
                        continue
                    found.append((-score, x, y, country, other_country))
        uses: Counter[str] = Counter()
        for _, one, two, country, other_country in sorted(found):
            if limit and uses[made.find(one)] < 3 and uses[made.find(two)] < 3:
                sides = (one, "", country), (two, "", other_country)
                if made.add(same=False, kind=kind_of_clash(one, two), a=sides[0], b=sides[1], source=source):
                    uses.update((made.find(one), made.find(two)))
                    limit -= 1


@cache
def near(one: str, two: str) -> float:
    """How alike two names look."""
    return max(fuzz.ratio(key(one), key(two)), 0.88 * fuzz.token_set_ratio(key(one), key(two)))


def hard(one: str, two: str) -> bool:
    """Whether two different persons' names look enough alike to be worth a place."""
    common = {word for word in words_of(one) if len(word) > 2} & set(words_of(two))
    return near(one, two) >= LEAST[0 if common else 1]


def clashes_of_deputies(made: Builder, deputies: list[str]) -> None:
    """Members of one parliament at one time: different persons, many of them with one surname or given name."""
    found = [
        (-near(one, two), one, two)
        for index, one in enumerate(deputies)
        for two in deputies[index + 1 :]
        if not compatible(one, two) and made.half(one) == made.half(two) and hard(one, two)
    ]
    uses: Counter[str] = Counter()
    limit = 190
    for _, one, two in sorted(found):
        if limit and uses[one] < 5 and uses[two] < 5:
            office = "Assembleia da República" if digest(one + two) % 3 == 0 else ""
            sides = (one, office, "PT"), (two, office, "PT")
            if made.add(same=False, kind=kind_of_clash(one, two), a=sides[0], b=sides[1], source="parlamento"):
                uses.update((one, two))
                limit -= 1


def derived(
    made: Builder,
    people: list[tuple[str, str, list[str]]],
    families: list[tuple[str, ...]],
    deputies: list[str],
) -> None:
    """What forms show but the lists show rarely, made by rule from real full names."""
    full = []
    for source, country, names in people:
        if source != "acl":
            longest = max(names, key=lambda name: (len(fold(name).split()), name))
            if len(fold(longest).split()) >= 3 and "," not in longest and country in OFFICES:
                full.append((source, country, longest))
    full += [("families", country, name) for country, _, *two in families for name in two
             if len(name.split()) >= 3 and country in OFFICES]  # fmt: skip
    full = sorted(dict.fromkeys(full), key=lambda row: digest(row[2]))
    counts: defaultdict[str, int] = defaultdict(int)
    limits = {
        "order": 36, "particle": 20, "initial": 20, "accent": 12, "email": 26, "organisation": 16, "two_surnames": 10,
        "sibling": 200, "father_son": 80, "same_first_surname": 150, "shared_email": 12, "namesake": 32,
    }  # fmt: skip

    def take(kind: str, *, same: bool, a: tuple[str, ...], b: tuple[str, ...], source: str) -> None:
        if counts[kind] >= limits[kind]:
            return
        if key(b[0]) not in made.parent:
            made.parent[key(b[0])] = made.find(a[0])
        if made.add(same=same, kind=kind, a=a, b=b, source=f"derived from {source}"):
            counts[kind] += 1

    twins = {}
    for one, two in GIVEN_TWINS:
        twins.setdefault(one, two)
        twins.setdefault(two, one)
    rules = ("order", "particle", "initial", "accent", "email", "organisation", "two_surnames")
    for number, (source, country, name) in enumerate(full):
        words = name.split()
        core = [word for word in words if fold(word) not in PARTICLES]
        rule = rules[number % len(rules)]
        bare_core = [word for word in core if fold(word) not in SUFFIXES]
        surname = bare_core[-1] if country in PORTUGUESE or len(bare_core) < 3 else bare_core[-2]
        offices = OFFICES[country]
        ended = len(bare_core) < len(core)
        if rule == "order":
            last = " ".join(words[-2:])
            turned = (f"{last}, {' '.join(words[:-2])}", f"{last.upper()} {' '.join(words[:-2])}")[digest(name) % 2]
            take("order", same=True, a=(name, "", country), b=(turned, "", country), source=source)
        if len(core) < len(words):
            bare = " ".join(core)
            take("particle", same=True, a=(name, "", country), b=(bare, "", country), source=source)
        if rule in {"initial", "order"} and len(core) > (2 if country in PORTUGUESE else 3):
            short = " ".join([words[0], f"{core[1][0]}.", *words[2:]])
            take("initial", same=True, a=(name, "", country), b=(short, "", country), source=source)
        plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
        if rule == "accent" and plain != name:
            take("accent", same=True, a=(name, "", country), b=(plain.upper(), "", country), source=source)
        if rule == "email":
            mail, short = f"{fold(core[0])}.{fold(surname)}@example.org", f"{core[0][0]}. {surname}"
            take("email", same=True, a=(name, "", country, mail), b=(short, "", "", mail), source=source)
        if rule == "organisation":
            short = f"{core[0]} {surname}"
            a, b = ((spelling, offices[0], country) for spelling in (name, short))
            take("organisation", same=True, a=a, b=b, source=source)
        if rule == "two_surnames" and len(core) == 3 and country not in PORTUGUESE and not ended:
            short = " ".join(words[:-1]) if fold(words[-2]) not in PARTICLES else " ".join(words[:-2])
            take("two_surnames", same=True, a=(name, "", country), b=(short, "", country), source=source)
        if words[0] in twins:
            other = " ".join([twins[words[0]], *words[1:]])
            take("sibling", same=False, a=(name, "", country), b=(other, "", country), source=source)
        if number % 2 == 0 and not ended and not fold(words[0]).endswith(("a", "norah", "isabel", "pilar", "carmen")):
            suffix = ("Filho", "Júnior", "Neto")[digest(name) % 3] if country in PORTUGUESE else "Jr."
            a, b = (name, offices[0], country), (f"{name} {suffix}", offices[1], country)
            take("father_son", same=False, a=a, b=b, source=source)
        if number % 2 and len(core) >= 3 and not ended and country not in PORTUGUESE:
            other = " ".join([*words[:-1], SECOND_SURNAMES[digest(name) % len(SECOND_SURNAMES)]])
            take("same_first_surname", same=False, a=(name, "", country), b=(other, "", country), source=source)
    for number, name in enumerate(sorted(deputies, key=digest)):
        if number % 2:
            home = OFFICES["PT"][digest(name) % 3]
            land, office = AWAY[digest(name) % len(AWAY)]
            take("namesake", same=False, a=(name, home, "PT"), b=(name, office, land), source="parlamento")
        else:
            words = name.split()
            other = " ".join([twins.get(words[0], "Helena"), "Sousa" if words[-1] != "Sousa" else "Costa"])
            mail = "secretaria@example.org"
            sides = (name, "", "PT", mail), (other, "", "PT", mail)
            take("shared_email", same=False, a=sides[0], b=sides[1], source="parlamento")


def as_csv(made: Builder) -> str:
    """The pairs in a fixed order."""
    rows = []
    for row in made.rows:
        half = made.half(row["name_a"])
        assert half == made.half(row["name_b"]), row
        rows.append({**row, "half": half})
    rows.sort(key=lambda row: (row["source"], row["same"], row["kind"], row["name_a"], row["name_b"], row["country_a"]))
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for number, row in enumerate(rows, 1):
        writer.writerow({"id": f"P{number:04}", **row})
    return out.getvalue()


if __name__ == "__main__":
    (HERE / "pairs.csv").write_text(build(), encoding="utf-8")
