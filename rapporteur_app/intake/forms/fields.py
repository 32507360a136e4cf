"""The fields of a nomination, and the words by which forms in four languages ask for them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """One field: its name, whether it belongs to the nominee, how it is read, and what forms call it."""

    name: str
    nominee: bool
    kind: str
    words: tuple[str, ...]


def plain(text: str) -> str:
    """A text for comparison: no accents, case, numbering, punctuation; brackets and later lines are left out."""
    first = text.strip().split("\n", 1)[0]
    first = re.sub(r"\([^)]*\)", " ", re.sub(r"^\s*[\d.]+[.)\-:]\s*", "", first))
    bare = "".join(c for c in unicodedata.normalize("NFKD", first.casefold()) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in bare).split())


def _field(name: str, kind: str, words: str, *, nominee: bool = True) -> Field:
    return Field(name, nominee, kind, tuple(plain(word) for word in words.split("|")))


def _row(name: str, kind: str, words: str) -> Field:
    """A field that belongs to the nomination, not to the person."""
    return _field(name, kind, words, nominee=False)


FIELDS = (
    _row("response_id", "text", "id|response id|id de respuesta|id da resposta|identifiant|uuid|_id|respondent id"),
    _row(
        "submitted_at",
        "moment",
        "timestamp|marca temporal|carimbo de data/hora|horodateur|submitted at|submission time|date submitted|"
        "completion time|hora de finalizacion|date|fecha|data|year|ano|annee|received|fecha de envio",
    ),
    _field(
        "nominee_name",
        "text",
        "nominee|nominees|nominee s|nominee name|name of nominee|full name of the nominee|full name|name|candidate|"
        "candidate name|nombre completo|nombre completo de la persona nominada|nombre de la persona nominada|"
        "persona nominada|nombre y apellidos|candidato|candidata|nombre|nome completo|nome da pessoa indicada|"
        "nome completo da pessoa indicada|pessoa indicada|nome|nom complet|nom de la personne proposee|"
        "personne proposee|nom du candidat|nom",
    ),
    _field(
        "nominee_given_name",
        "text",
        "first name|first names|given name|given names|nombres|nombre de pila|prenom|prenoms|primeiro nome",
    ),
    _field(
        "nominee_family_name",
        "text",
        "last name|family name|surname|surnames|apellido|apellidos|sobrenome|nom de famille",
    ),
    _field(
        "email",
        "email",
        "email|e mail|email address|nominee email|email of the nominee|correo|correo electronico|"
        "correo electronico de la persona nominada|correo de la persona nominada|direccion de correo electronico|"
        "e mail da pessoa indicada|courriel|adresse electronique|adresse e mail|courriel de la personne proposee",
    ),
    _field(
        "phone",
        "phone",
        "phone|telephone|phone number|mobile|whatsapp|telefono|telefono movil|celular|telefone|numero de telephone",
    ),
    _field(
        "country",
        "country",
        "country|country of residence|residence|pais|pais de residencia|en que pais vive|cual es su pais|pays|"
        "pays de residence",
    ),
    _field("nationality", "country", "nationality|nationalities|citizenship|nacionalidad|nacionalidade|nationalite"),
    _field(
        "organisation",
        "text",
        "organisation|organization|affiliation|institution|nominee organization|name of organization|organizacion|"
        "institucion|entidad|organizacao|instituicao|organisme|nom de l organisation",
    ),
    _field(
        "organisation_country",
        "country",
        "country of organization|country of organisation|pais de la organizacion|pais da organizacao|"
        "pays de l organisation",
    ),
    _field("job_title", "text", "position|title|job title|role|current position|cargo|puesto|funcao|fonction|poste"),
    _field(
        "constituency",
        "constituency",
        "constituency|stakeholder group|sector|category|type of organization|sector o grupo al que pertenece|grupo|"
        "categoria|grupo de interes|setor|groupe|secteur",
    ),
    _field(
        "thematic_areas",
        "areas",
        "thematic areas|thematic area|themes|areas tematicas|areas tematicas en que trabaja|area tematica|temas|"
        "domaines thematiques",
    ),
    _field(
        "languages",
        "languages",
        "languages|languages spoken|idiomas|idiomas que habla|lenguas|linguas|langues|langues parlees",
    ),
    _field("gender", "gender", "gender|sex|genero|sexo|identidad de genero|genre|sexe"),
    _field(
        "age_group",
        "age",
        "age|age group|edad|grupo de edad|rango de edad|faixa etaria|idade|tranche d age|groupe d age",
    ),
    _field(
        "migrant_experience",
        "yes_no",
        "migrant experience|own experience of migration|are you a migrant|tiene experiencia propia de migracion|"
        "experiencia migratoria|experiencia de migracion|experiencia de migracao|experience migratoire",
    ),
    _field(
        "available",
        "yes_no",
        "available|availability|is the nominee available|esta disponible|disponibilidad|"
        "esta disponible del 13 al 28 de abril de 2021|esta disponivel|disponibilidade|disponible|disponibilite",
    ),
    _row(
        "statement",
        "text",
        "motivation|statement|reasons|justification|reason for nomination|why|experience|biography|bio|motivacion|"
        "justificacion|por que|experiencia|biografia|motivacao|justificativa|motifs",
    ),
    _row(
        "consent",
        "yes_no",
        "consent|does the nominee consent|nominee consent|consentimiento|la persona nominada da su consentimiento|"
        "acepta|consentimento|consentement",
    ),
    _row(
        "nominator",
        "text",
        "nominator|nominators|nominator s|nominated by|name of nominator|your name|nominator name|"
        "nombre de quien nomina|quien nomina|nominada por|nombre del nominador|nome de quem indica|quem indica|"
        "propose par|nom de la personne qui propose|nom du proposant",
    ),
    _row(
        "nominator_organisation",
        "text",
        "nominating organization|nominating organisation|nominator organization|your organization|"
        "organizacion que nomina|organizacion de quien nomina|organizacao que indica|organisation qui propose",
    ),
    _row(
        "nominator_email",
        "email",
        "nominator email|your email|email of nominator|correo de quien nomina|correo electronico de quien nomina|"
        "e mail de quem indica|courriel de la personne qui propose",
    ),
    _row("nominator_constituency", "constituency", "nominator constituency|sector de quien nomina"),
    _row(
        "self_nomination",
        "yes_no",
        "self nomination|is this a self nomination|autonominacion|se nomina a si mismo|autoindicacao|auto candidature",
    ),
    _row(
        "endorsement",
        "text",
        "endorsement|endorsed by|aval|respaldo|carta de respaldo|apoio|appui|soutien",
    ),
    _row(
        "links",
        "text",
        "cv|cv link|link to cv|curriculum vitae|website|enlace al cv|hoja de vida|curriculo|lien vers le cv",
    ),
)
"""Every field that a column can be; docs/fields.md is made from this table."""

BY_NAME = {field.name: field for field in FIELDS}
