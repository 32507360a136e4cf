"""How alike two candidates are: named examples, and what holds for every name."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur_app.intake.joining import THRESHOLD
from rapporteur_app.intake.matching import agree, align, compare, traits
from rapporteur_app.intake.merging import LISTED
from rapporteur_app.intake.name_words import parse, sound, tokens_of

WORDS = ("Ana", "José", "Íñigo", "Łukasz", "Gómez", "Peña", "Sayán", "Müller", "Conceição", "Kovač", "Nkosi", "Ueda")
SUFFIXED = ("Jr.", "Filho", "Neto", "III")
NAMES = st.lists(st.sampled_from(WORDS), min_size=2, max_size=5, unique=True)
ANY_NAME = st.one_of(NAMES.map(" ".join), st.text(max_size=30))
ENTRIES = st.sampled_from(("", "University of Chile", "UNAM", "CL", "ana@example.org"))
FIELDS = st.fixed_dictionaries({"email": ENTRIES, "organisation": ENTRIES, "country": ENTRIES})


def points(one, two, first=None, second=None):
    score, _ = compare(traits(one, first or {}), traits(two, second or {}))
    return score


def evidence(one, two, first=None, second=None):
    return compare(traits(one, first or {}), traits(two, second or {}))[1]


@given(ANY_NAME, FIELDS, ANY_NAME, FIELDS)
def test_it_does_not_matter_who_comes_first(one, first, two, second):
    score = points(one, two, first, second)
    assert score == points(two, one, second, first)
    assert 0 <= score <= 100


@given(NAMES)
def test_the_same_spelling_has_every_point(words):
    assert points(" ".join(words), " ".join(words)) == 100


@given(NAMES, st.randoms(use_true_random=False))
def test_order_does_not_matter(words, chance):
    other = list(words)
    chance.shuffle(other)
    assert points(" ".join(words), " ".join(other)) == 100
    assert points(" ".join(words), f"{' '.join(words[1:])}, {words[0]}") == 100


@given(NAMES)
def test_accents_and_capitals_do_not_matter(words):
    name = " ".join(words)
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    assert points(name, plain.replace("Ł", "L").replace("ł", "l")) == 100
    assert points(name, name.upper()) == 100
    assert points(unicodedata.normalize("NFD", name), unicodedata.normalize("NFC", name)) == 100


@given(NAMES, st.sampled_from(("de", "da", "dos", "del", "de la", "von", "y")), st.data())
def test_particles_do_not_matter(words, particle, data):
    place = data.draw(st.integers(1, len(words) - 1))
    assert points(" ".join(words), " ".join([*words[:place], particle, *words[place:]])) == 100


@given(NAMES, st.sampled_from(SUFFIXED))
def test_a_suffix_costs_something(words, suffix):
    assert points(" ".join(words), " ".join([*words, suffix])) < 100
    assert points(" ".join([*words, suffix]), " ".join([*words, suffix])) == 100


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Shin-ichi Ando", "Shinichi Ando"),
        ("Mohamed ElBaradei", "Mohamed El Baradei"),
        ("Céline de Looze", "Celine DeLooze"),
        ("Balamurali A.R.", "Balamurali AR"),
        ("J.-C. Martin", "J. C. Martin"),
        ("Igor Mel’čuk", "Igor MELCUK"),
        ("PEÑA NIETO, Enrique", "Enrique Peña Nieto"),
        ("CHAMORRO BARRIOS Carlos Fernando", "Carlos Fernando Chamorro Barrios"),
        ("Silva Filho, José", "José Silva Filho"),
        ("Silva, José, Filho", "José Silva Filho"),
    ],
)
def test_ways_of_writing_one_name_have_every_point(one, two):
    assert points(one, two) == 100


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("A. Goldberg", "Andrew Goldberg"),
        ("Ph. Blache", "Philippe Blache"),
        ("Goldberg A", "Andrew Goldberg"),
        ("R. Harald Baayen", "Harald Baayen"),
        ("J. M. Santos", "Juan Manuel Santos Calderón"),
        ("Óscar Arias", "Oscar Arias Sánchez"),
        ("Sebastian Pinera", "Miguel Juan Sebastián Piñera Echenique"),
        ("Jutahy Junior", "Jutahy Magalhães Júnior"),
        ("Dilma Roussef", "Dilma Vana Rousseff"),
        ("Muamar el Gadafi", "Mouammar Kadhafi"),
        ("Mikhail Gorbachev", "Mijaíl Gorbachov"),
        ("Leif Gronqvist", "Leif Groenqvist"),
        ("Sujatha Das", "Sujatha Das Gollapalli"),
    ],
)
def test_who_may_be_one_person_is_suggested(one, two):
    assert THRESHOLD <= points(one, two) < 100


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Óscar Arias Sánchez", "Rodrigo Arias Sánchez"),
        ("Carlos Mejía Godoy", "Carla Mejía Godoy"),
        ("José Machado Ruiz", "Josefa Machado Ruiz"),
        ("Rafael Ángel Calderón", "Rafaela Ángel Calderón"),
        ("Antonio Machado Ruiz", "Antonino Machado Ruiz"),
        ("S. Della Pietra", "V. Della Pietra"),
        ("E. Goldberg", "Andrew Goldberg"),
        ("David D. McDonald", "David W. McDonald"),
        ("C. García", "Ana García Cortés"),
        ("Eduardo Frei Montalva", "Eduardo Frei Ruiz-Tagle"),
        ("Oliver Wendell Holmes Sr.", "Oliver Wendell Holmes Jr."),
        ("Andrew Maas", "Andrew Haas"),
        ("José", "José María Aznar"),
        ("G. A.", "Gustavo A. Madero"),
        ("???", "!!!"),
    ],
)
def test_relatives_and_namesakes_are_not_suggested(one, two):
    assert points(one, two) < THRESHOLD


def test_father_and_son_are_told_apart_by_suffix_and_organisation():
    one, two = "Miguel Alemán Velasco", "Miguel Alemán Velasco Jr."
    assert points(one, two, {"organisation": "UNAM"}, {"organisation": "El Colegio de México"}) < THRESHOLD
    assert points(one, two, {"organisation": "UNAM"}, {"organisation": "UNAM"}) >= THRESHOLD


def test_one_spelling_at_two_organisations_is_listed_but_not_suggested():
    score = points(
        "Antonio Moreno", "Antonio Moreno", {"organisation": "IBM"}, {"organisation": "Universidad de Chile"}
    )
    assert LISTED <= score < THRESHOLD
    long = "Rafael Ángel Calderón Guardia"
    assert points(long, long, {"organisation": "IBM"}, {"organisation": "Universidad de Chile"}) >= THRESHOLD


def test_an_e_mail_speaks_for_initials_but_not_for_colleagues():
    mail = {"email": "Gustavo.A@example.org"}
    assert points("G. A.", "Gustavo A. Madero", mail, {"email": "gustavo.a@example.org"}) >= THRESHOLD
    office = {"email": "office@example.org", "phone": "+56 2 2345 6789", "organisation": "CEPAL"}
    assert points("Juan Pérez Soto", "Pedro Pérez Soto", office, office) < THRESHOLD


@pytest.mark.parametrize(
    ("what", "one", "two", "same"),
    [
        ("organisation", "UNAM", "Universidad Nacional Autónoma de México", True),
        ("organisation", "Universidad de Chile", "UNIVERSIDAD DE CHILE.", True),
        ("organisation", "Ministry of Health", "Health Ministry", True),
        ("organisation", "Universidad Nacional", "Universidad Nacional de Colombia", None),
        ("organisation", "Universidad de Chile", "Universidad de Málaga", False),
        ("phone", "+56 2 2345 6789", "(02) 2345-6789", True),
        ("phone", "2345 6789", "2345 6780", False),
        ("country", "CL", "cl", True),
    ],
)
def test_entries_agree(what, one, two, same):
    assert agree(what, one, two) is same
    assert agree(what, two, one) is same


def test_the_evidence_says_what_is_the_same_and_what_is_not():
    one = {"organisation": "IBM", "country": "US"}
    said = evidence("E. Goldberg", "Andrew Goldberg", one, {"organisation": "CEPAL", "country": "us"})
    assert said == {
        "name": "E. Goldberg / Andrew Goldberg (e ≠ andrew)",
        "organisation": "IBM ≠ CEPAL",
        "country": "= US",
    }
    assert evidence("Andrew Goldberg", "A. Goldberg")["name"] == "Andrew Goldberg / A. Goldberg (andrew ~ a)"
    assert evidence("Óscar Arias Sánchez", "Oscar Arias")["name"].endswith("(+ sanchez)")
    assert evidence("Dilma Roussef", "Dilma Rousseff")["name"].endswith("(roussef ≈ rousseff)")
    assert evidence("Ana Sá Neto", "Ana Sá")["name"].endswith("(neto ≠ –)")
    assert compare(traits("Ana Sá", {}), traits("Rui Costa", {}), LISTED) is None


@pytest.mark.parametrize(
    ("text", "words", "suffix"),
    [
        ("José dos Santos e Silva", ("jose", "santos", "silva"), ""),
        ("Lopes Silva, Ana", ("ana", "lopes", "silva"), ""),
        ("Ana Sá Netto", ("ana", "sa"), "neto"),
        ("Agostinho Neto", ("agostinho", "neto"), ""),
        ("Francisco I. Madero", ("francisco", "i", "madero"), ""),
        ("Ma. Fernanda Espinosa", ("ma.", "fernanda", "espinosa"), ""),
        ("", (), ""),
    ],
)
def test_names_come_apart(text, words, suffix):
    name = parse(text)
    assert (name.words, name.suffix) == (words, suffix)


def test_words_of_other_scripts_stay_whole():
    assert tokens_of("नरेन्द्र मोदी") == ["नरेन्द्र", "मोदी"]
    assert points("李明", "李明") == points("Владимир Иванов", "Иванов Владимир") == 100


def test_one_sound_has_many_spellings():
    assert sound("kadhafi") == sound("gaddafi") == sound("gadafi")
    assert sound("yulia") == sound("julia")
    assert sound("martin") != sound("marin")


def test_a_word_is_paired_once():
    aligned = align(parse("José Martínez Martínez"), parse("José Martínez"))
    assert [pair[1] for pair in aligned.pairs] == ["=", "="]
    assert aligned.left == (("martinez",), ())


def test_names_of_two_languages_in_two_countries_are_listed_for_a_person_to_keep_apart():
    here, there = {"organisation": "Orilla", "country": "CO"}, {"organisation": "Rede São Bento", "country": "BR"}
    score = points("María José Rodríguez Sequera", "Maria José Rodrigues Siqueira", here, there)
    assert LISTED <= score < THRESHOLD


def test_an_initial_in_another_country_is_not_suggested():
    assert points("A. Silva", "Ana Silva") >= THRESHOLD
    assert points("A. Silva", "Ana Silva", {"country": "BR"}, {"country": "PT"}) < THRESHOLD
