"""Write the files of this folder as the form tools write them: `python tests/reference/forms/build_forms.py`.

README.md says where each format is taken from. The persons are invented. The truth beside each file is written by hand.
"""

# ruff: noqa: DTZ001 - form tools write times without a zone

import csv
import io
import shutil
import subprocess
import tempfile
import tomllib
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import xlsxwriter
from xlsb_files import write_xlsb

HERE = Path(__file__).parent
DAY = datetime(2021, 3, 29, 10, 15, 30)

TEMPLATE = tomllib.loads((HERE.parents[2] / "resources" / "templates" / "gcm-lac-2021.toml").read_text("utf-8"))
AREAS_ES = [f"{area['number']}. {area['name']['es']}" for area in TEMPLATE["areas"]]


def text(name, rows, *, delimiter=",", encoding="utf-8", quoting=csv.QUOTE_MINIMAL, end="\r\n"):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=end).writerows(rows)
    (HERE / name).write_bytes(out.getvalue().encode(encoding))


def workbook(name, **options):
    made = datetime(2021, 4, 5)
    book = xlsxwriter.Workbook(HERE / name, {"strings_to_urls": False, **options})
    book.set_properties({"created": made})
    return book


def table(book, sheet, rows, *, dates="d/m/yyyy h:mm:ss"):
    page = book.add_worksheet(sheet)
    date = book.add_format({"num_format": dates})
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if isinstance(cell, datetime):
                page.write_datetime(number, place, cell, date)
            elif cell not in ("", None):
                page.write(number, place, cell)
    return page


def google_forms_es():
    """The sheet behind a form, downloaded as xlsx: choices joined with ', ', times of the sheet's zone."""
    header = [
        "Marca temporal",
        "Dirección de correo electrónico",
        "1. Nombre completo de la persona nominada ",
        "2. Correo electrónico de la persona nominada",
        "3. Teléfono de la persona nominada\n(con código de país)",
        "4. ¿Cuál es su país de residencia?",
        "5. Nacionalidad",
        "6. Sector o grupo al que pertenece\n(marque uno solo)",
        "7. Áreas temáticas en que trabaja (puede marcar varias)",
        "8. Idiomas que habla",
        "9. Género",
        "10. ¿La persona nominada da su consentimiento?",
        "11. ¿Cómo se enteró de la convocatoria?",
    ]
    rows = [
        [DAY, "rosa@redandina.example", "Marisol Quispe Huanca", "mquispe@redandina.example", "+51 987 654 321",
         "Perú", "Peruana", "Organizaciones de migrantes y de la diáspora", f"{AREAS_ES[1]}, {AREAS_ES[3]}",
         "Español, Quechua", "Femenino", "Sí", "Por un boletín"],
        [DAY + timedelta(days=2, hours=5), "secretaria@universidad.example", "Wilmer Ñáñez Pacheco",
         "wilmer.nanez@universidad.example", "0991 234 567", "Bolivia (Estado Plurinacional de)", "boliviano",
         "Sector académico", AREAS_ES[0], "Español e inglés", "Masculino", "Sí", ""],
        [DAY + timedelta(days=3), "lucia@casa.example", "Lucía Paz Araujo; Tomás Araujo Rey", "lucia@casa.example",
         "", "México", "Mexicana", "Sociedad civil", f"{AREAS_ES[2]}, {AREAS_ES[4]}, Otra cosa", "Español",
         "Prefiero no decirlo", "Todavía no", "Redes"],
        [DAY + timedelta(days=7), "daniel@sindicato.example", "Daniel Rojas", "daniel(arroba)sindicato.example",
         "no tiene", "Chili", "", "Sindicatos", "", "Español", "Masculino", "Sí", ""],
    ]  # fmt: skip
    with workbook("google_forms_es.xlsx") as book:
        table(book, "Respuestas de formulario 1", [header, *rows])


def google_forms_pt():
    """What 'Download responses (.csv)' of a form gives: everything quoted, choices joined with ';', GMT offsets."""
    header = [
        "Carimbo de data/hora", "Nome de usuário", "Nome completo da pessoa indicada", "E-mail da pessoa indicada",
        "Telefone", "País onde mora", "Setor ou grupo ao qual pertence", "Áreas temáticas em que trabalha",
        "Idiomas que fala", "Está disponível nas datas?", "Quem indica", "Organização de quem indica",
        "Motivos da indicação",
    ]  # fmt: skip
    four = (
        "Facilitar a migração regular e o trabalho decente e potencializar os efeitos positivos da mobilidade humana "
        "no desenvolvimento"
    )
    five = "Melhorar a inclusão social e a integração dos migrantes"
    rows = [
        ["2021/04/01 9:10:00 AM GMT-3", "ana@pastoral.example", "João Batista Ferraz", "joao@pastoral.example",
         "011 4002-8922", "Brasil", "Organizações religiosas", f"{four};{five}", "Português;Espanhol", "Sim",
         "Ana Lima", "Pastoral do Migrante", 'Conhece as "casas de passagem",\nhá 20 anos'],
        ["2021/04/02 6:03:51 PM GMT-3", "bia@uni.example", "Bianca d’Ávila", "bia@uni.example", "+55 21 90000-0001",
         "BRAZIL", "Setor acadêmico", five, "Português", "Sim", "Bianca d’Ávila", "Universidade", ""],
        ["2021/04/05 12:00:00 AM GMT-3", "zeca@sind.example", "José Carlos Nunes", "zeca@sind.example", "",
         "Guiana Francesa", "Sindicatos", "", "Francês", "Não", "Sindicato dos Marítimos", "", "Sem outro"],
        ["2021/04/05 12:30:00 PM GMT-3", "z@sind.example", "Rita Moreira", "rita.moreira@", "", "Portugal e Brasil",
         "Sindicatos", "", "Inglês;Crioulo haitiano", "Só nos dias 13 e 14", "Nelson Sá", "", ""],
    ]  # fmt: skip
    text("google_forms_pt.csv", [header, *rows], quoting=csv.QUOTE_ALL, end="\n")


def google_sheets_fr():
    """The sheet behind a form, downloaded as csv: quotes where needed, dates as the sheet shows them."""
    header = [
        "Horodateur", "Adresse e-mail", "Prénom de la personne proposée", "Nom de famille de la personne proposée",
        "Courriel de la personne proposée", "Pays de résidence", "Groupe de parties prenantes",
        "Domaines thématiques", "Langues parlées", "Sexe", "Votre nom", "Commentaires",
    ]  # fmt: skip
    five = "Améliorer l'inclusion sociale et l'intégration des migrants"
    rows = [
        ["03/04/2021 08:15:00", "paul@syndicat.example", "Claudine", "Étienne", "claudine@syndicat.example", "Haïti",
         "Syndicats", five, "Français, Créole haïtien", "Femme", "Paul Joseph", ""],
        ["04/04/2021 23:59:59", "m@ong.example", "Jean-Robert", "Saint-Fleur", "jrsf@ong.example",
         "République dominicaine", "Société civile", f"Domaine 2, {five}", "Français, Espagnol", "Homme",
         "Mireille Kanza", "Merci, et bonne chance"],
        ["13/04/2021 07:00:00", "m@ong.example", "Solange", "", "", "Guadeloupe", "Médias", "", "Français", "Femme",
         "Mireille Kanza", ""],
        ["", "", "", "", "", "", "", "", "", "", "", ""],
    ]  # fmt: skip
    text("google_sheets_fr.csv", [header, *rows])


def microsoft_forms_es():
    """'Abrir en Excel': choices end with ';' each, times are dates in the form 'm/d/yy h:mm:ss', a table is drawn."""
    header = [
        "Id", "Hora de inicio", "Hora de finalización", "Correo electrónico", "Nombre",
        "Hora de la última modificación", "Nombre de la persona nominada", "Correo de la persona nominada",
        "Teléfono de la persona nominada", "País de residencia de la persona nominada",
        "Áreas temáticas en las que trabaja la persona nominada", "Idiomas que habla la persona nominada",
        "¿Es una autonominación?", "Cargo",
    ]  # fmt: skip
    rows = [
        [1, DAY, DAY + timedelta(minutes=9), "anonymous", "", "", "Grace O'Connor-Baptiste", "grace@tt.example",
         "+1 868 555 0101", "Trinidad y Tabago", f"{AREAS_ES[1]};{AREAS_ES[2]};", "Inglés;Español;", "No",
         "Directora\nde programas"],
        [2, DAY + timedelta(days=1), DAY + timedelta(days=1, minutes=4), "ines@red.example", "Inés Duarte", "",
         "Inés Duarte", "ines@red.example", "0985 111 222", "Paraguay", f"{AREAS_ES[4]};", "Español;Guaraní;", "Sí",
         "Abogada"],
        [4, DAY + timedelta(days=6), DAY + timedelta(days=6, hours=1), "anonymous", "", "", "Hugo Mena", "", 987654321,
         "República Bolivariana de Venezuela", "", "Español;", "No", ""],
    ]  # fmt: skip
    with workbook("microsoft_forms_es.xlsx") as book:
        page = table(book, "Sheet1", [header, *rows], dates="m/d/yy h:mm:ss")
        page.add_table(0, 0, len(rows), len(header) - 1,
                       {"name": "Table1", "columns": [{"header": one} for one in header]})  # fmt: skip


def kobo():
    """xlsx with names as headers, csv with labels: groups before names, each choice a column beside the sum of them."""
    meta = ["_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status", "_submitted_by",
            "__version__", "_tags", "_index"]  # fmt: skip
    header = [
        "start", "end", "nominator/nombre", "nominator/correo", "nominator/organizacion", "nominee/nombre",
        "nominee/correo", "nominee/pais", "nominee/genero", "nominee/areas", "nominee/areas/1", "nominee/areas/2",
        "nominee/areas/5", "nominee/idiomas", "nominee/idiomas/es", "nominee/idiomas/pt", "nominee/idiomas/ht",
        "consentimiento", *meta,
    ]  # fmt: skip
    rows = [
        ["2021-04-01T09:00:11.123-05:00", "2021-04-01T09:12:40.771-05:00", "Rosa Vela", "rosa@red.example",
         "Red Andina", "Marisol Quispe", "marisol@red.example", "peru", "femenino", "1 5", 1, 0, 1, "es", 1, 0, 0,
         "si", 61, "48583952-1892-4931-8d9c-869e7b49bafb", "2021-04-01T14:12:45", "", "", "submitted_via_web", "",
         "vKob01", "", 1],
        ["2021-04-05T22:40:00.000-05:00", "2021-04-05T22:58:59.000-05:00", "Iván Soto", "ivan@casa.example", "",
         "Jean Baptiste", "", "haiti", "masculino", "2", 0, 1, 0, "es ht", 1, 0, 1, "no", 62,
         "317ba7b7-bea4-4a8c-8620-a483c3079c4b", "2021-04-06T03:59:03", "", "", "submitted_via_web", "red_andina",
         "vKob01", "", 2],
        ["2021-04-06T08:00:00.000-05:00", "2021-04-06T08:09:00.000-05:00", "Iván Soto", "ivan@casa.example", "",
         "Ada Ríos", "ada@casa.example", "", "", "", "", "", "", "", "", "", "", "si", 63,
         "5d0a1f8e-9b0e-4f1b-9f3b-8f27a1b0aa01", "2021-04-06T13:09:02", "", "", "submitted_via_web", "", "vKob01",
         "", 3],
    ]  # fmt: skip
    with workbook("kobo.xlsx") as book:
        table(book, "Nominaciones", [header, *rows])
    asked = "¿En qué áreas temáticas trabaja?"
    header = [
        "start", "end", "Su nombre", "Su correo electrónico", "Nombre de la persona nominada",
        "Correo de la persona nominada", "País de residencia", asked,
        f"{asked}/Mejorar la inclusión social y la integración de los migrantes", f"{asked}/Derechos humanos",
        f"{asked}/Otra", "Otra: ¿cuál?", *meta,
    ]  # fmt: skip
    five = "Mejorar la inclusión social y la integración de los migrantes"
    rows = [
        ["2021-04-01T09:00:11.123-05:00", "2021-04-01T09:12:40.771-05:00", "Rosa Vela", "rosa@red.example",
         "Marisol Quispe", "marisol@red.example", "Perú", f"{five} Derechos humanos", "1", "1", "0", "", "61",
         "48583952-1892-4931-8d9c-869e7b49bafb", "2021-04-01T14:12:45", "", "", "submitted_via_web", "", "vKob01",
         "", "1"],
        ["2021-04-05T22:40:00.000-05:00", "2021-04-05T22:58:59.000-05:00", "Iván Soto", "ivan@casa.example",
         "Jean Baptiste", "", "Haití", "Otra", "0", "0", "1", "El mar", "62",
         "317ba7b7-bea4-4a8c-8620-a483c3079c4b", "2021-04-06T03:59:03", "", "", "submitted_via_web", "red_andina",
         "vKob01", "", "2"],
    ]  # fmt: skip
    text("kobo.csv", [header, *rows], delimiter=";", quoting=csv.QUOTE_ALL)


def indico():
    """A list of registrations: ID and name first, the chosen fields, then what the list itself knows of each."""
    header = [
        "ID", "Name", "Email Address", "Affiliation", "Position", "Name of the nominee", "Email of the nominee",
        "Country of the nominee", "Thematic areas of the nominee", "Languages of the nominee",
        "The nominee consents", "Registration date", "Registration state",
    ]  # fmt: skip
    three = "Addressing irregular migration, including through managing borders and combating transnational crime"
    five = "Improving the social inclusion and integration of migrants"
    rows = [
        [1, "Paula Reid", "paula@union.example", "Dock Workers Union", "Secretary", "Winston Clarke",
         "winston@union.example", "Jamaica", f"{three}, {five}", "English", True, datetime(2021, 4, 1, 15, 0, 2),
         "Completed"],
        [2, "Omar Singh", "omar@temple.example", "Interfaith Council", "", "Devika Persaud", "devika@temple.example",
         "Guyana", five, "English, Hindi", False, datetime(2021, 4, 4, 3, 59, 59), "Pending"],
        [5, "Lena Roth", "lena@press.example", "Island Press", "Editor", "Marie-Ange Toussaint", "",
         "Saint Kitts & Nevis", "", "French", True, datetime(2021, 4, 6, 4, 0, 0), "Completed"],
    ]  # fmt: skip
    with workbook("indico.xlsx") as book:
        table(book, "Sheet1", [header, *rows], dates="dd/mm/yyyy hh:mm")
    shown = {True: "Yes", False: "No"}
    text("indico.csv", [
        header,
        *[[f"{cell}.481516+00:00" if isinstance(cell, datetime) else shown.get(cell, cell)
           if isinstance(cell, bool) else cell for cell in row] for row in rows],
    ])  # fmt: skip


def limesurvey():
    """Codes as headers with short answers, and whole questions with full answers."""
    codes = [
        "id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp", "ipaddr", "nominee",
        "nomineeemail", "country", "area[1]", "area[3]", "area[other]", "consent", "nominator",
    ]  # fmt: skip
    rows = [
        ["7", "2021-04-02 10:00:31", "3", "es", "1530281147", "2021-04-02 09:50:00", "2021-04-02 10:00:31",
         "192.0.2.7", "Elena Cruz", "elena@red.example", "HN", "Y", "", "", "Y", "Red Centroamericana"],
        ["8", "2021-04-03 11:00:00", "3", "en", "1530281148", "2021-04-03 10:50:00", "2021-04-03 11:00:00",
         "192.0.2.8", "Mario Lemus", "mario@red.example", "SV", "Y", "Y", "Retorno", "N", "Elsa Paz"],
        ["9", "", "1", "es", "1530281149", "2021-04-03 12:00:00", "2021-04-03 12:05:00", "192.0.2.9",
         "Ruth Zelaya", "", "GT", "", "", "", "", ""],
    ]  # fmt: skip
    text("limesurvey_codes.csv", [codes, *rows], quoting=csv.QUOTE_ALL, end="\n", encoding="utf-8-sig")
    asked = "¿En qué áreas temáticas trabaja la persona nominada?"
    full = [
        "ID de respuesta", "Fecha de envío", "Última página", "Lenguaje inicial", "Semilla",
        "Nombre completo de la persona nominada:", "País de residencia", f"{asked} [Migración irregular]",
        f"{asked} [Inclusión social y la integración]", f"{asked} [Otro]", "¿Consiente la persona nominada?",
        "Nombre de quien presenta la nominación",
    ]  # fmt: skip
    rows = [
        ["7", "2021-04-02 10:00:31", "3", "es", "1530281147", "Elena Cruz", "Honduras", "Sí", "No", "", "Sí",
         "Red Centroamericana"],
        ["8", "2021-04-03 11:00:00", "3", "es", "1530281148", "Mario Lemus", "El Salvador", "Sí", "Sí", "Retorno",
         "No", "Elsa Paz"],
        ["9", "", "1", "es", "1530281149", "Ruth Zelaya", "Guatemala", "N/A", "N/A", "", "N/A", ""],
    ]  # fmt: skip
    text("limesurvey_full.csv", [full, *rows], quoting=csv.QUOTE_ALL, end="\n", encoding="utf-8-sig")


def surveymonkey():
    """Two rows of headers: the question, then its choices, or 'Response', or 'Open-Ended Response'."""
    asked = "In which thematic areas does the nominee work?"
    contact = "Please enter the contact data of the nominee."
    header = [
        ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address", "First Name",
         "Last Name", "Custom Data 1", "Name of the nominee", contact, "", "", asked, "", "", "Gender of the nominee",
         "Your name"],
        ["", "", "", "", "", "", "", "", "", "Open-Ended Response", "Country", "Email Address", "Phone Number",
         "Irregular migration", "Social inclusion and integration", "Other (please specify)", "Response",
         "Open-Ended Response"],
    ]  # fmt: skip
    rows = [
        [12600000001, 401, datetime(2021, 3, 30, 14, 0, 5), datetime(2021, 3, 30, 14, 9, 59), "192.0.2.1", "", "", "",
         "", "Winston Clarke", "Jamaica", "winston@union.example", "+1 876 555 0100", "Irregular migration", "", "",
         "Male", "Paula Reid"],
        [12600000002, 401, datetime(2021, 4, 1, 9, 0, 0), datetime(2021, 4, 1, 9, 30, 0), "192.0.2.2", "", "", "", "",
         "Devika Persaud", "Guyana", "devika@temple.example", "", "Irregular migration",
         "Social inclusion and integration", "", "Female", "Omar Singh"],
        [12600000003, 401, datetime(2021, 4, 2, 23, 0, 0), datetime(2021, 4, 2, 23, 5, 0), "192.0.2.3", "", "", "", "",
         "Ana Belén Sol", "Belize", "", "", "", "", "Fisheries", "Prefer not to say", ""],
    ]  # fmt: skip
    with workbook("surveymonkey.xlsx") as book:
        table(book, "Sheet", [*header, *rows], dates="mm/dd/yyyy hh:mm:ss AM/PM")
    text("surveymonkey.csv", [
        *header,
        *[[cell.strftime("%m/%d/%Y %I:%M:%S %p") if isinstance(cell, datetime) else cell for cell in row]
          for row in rows],
    ])  # fmt: skip


def plain():
    """Tables that people keep: titles, merged lines of a header, blanks, totals, hidden rows and sheets, formulas."""
    with workbook("plain_two_lines.xlsx") as book:
        page = book.add_worksheet("Nominaciones")
        bold, date = book.add_format({"bold": True}), book.add_format({"num_format": "dd/mm/yyyy"})
        page.write(0, 1, "Selección de la relatoría: nominaciones recibidas", bold)
        page.write(1, 1, "Actualizado al 5 de abril de 2021")
        page.merge_range(3, 1, 4, 1, "N.º", bold)
        page.merge_range(3, 2, 4, 2, "Fecha de recepción", bold)
        page.merge_range(3, 3, 3, 6, "Persona nominada", bold)
        page.merge_range(3, 7, 3, 8, "Persona que nomina", bold)
        for place, label in enumerate(("Nombre", "Apellidos", "País", "Correo", "Nombre", "Correo"), start=3):
            page.write(4, place, label, bold)
        rows = [
            (1, datetime(2021, 3, 30), "Marisol", "Quispe Huanca", "Perú", "marisol@red.example", "Rosa Vela",
             "rosa@red.example"),
            None,
            (2, datetime(2021, 4, 1), "Wilmer", "Ñáñez", None, "wilmer@uni.example", "Elsa Paz", "elsa@uni.example"),
            (3, datetime(2021, 4, 4), "Daniel", "Rojas", "Chile", "", "CUT", "cut@cut.example"),
        ]  # fmt: skip
        for number, row in enumerate(rows, start=5):
            for place, cell in enumerate(row or (), start=1):
                if isinstance(cell, datetime):
                    page.write_datetime(number, place, cell, date)
                elif cell is not None:
                    page.write(number, place, cell)
        page.write_formula(7, 5, "=Listas!A1", None, "")
        page.set_row(8, None, None, {"hidden": True})
        page.write(10, 1, "Total")
        page.write(10, 3, 3)
        lists = book.add_worksheet("Listas")
        lists.write_column(0, 0, ["Bolivia", "Chile", "Perú"])
        lists.hide()
        notes = book.add_worksheet("Notas")
        notes.write(0, 0, "Llamar a la CUT")
    _without_values(HERE / "plain_two_lines.xlsx")
    rows = [
        ["Fecha", "Nombre y apellidos de la candidata o candidato", "Correo", "Teléfono", "País", "Propuesto por"],
        ["5/4/2021 10:30", "Marisol Quispe Huanca", "marisol@red.example", "+51 987 654 321", "Perú", "Red Andina"],
        ["17/3/2021 9:05", "Íñigo Núñez; Begoña Peña", "inigo@red.example; bego@red.example", "0034 600 000 001",
         "España", "Fundación “La Casa”"],
        ["1/4/2021 23:59", 'María "Mari" Ibáñez', "", "", "Méjico", "Asociación; sin fines de lucro"],
    ]  # fmt: skip
    text("excel_es.csv", rows, delimiter=";", encoding="cp1252")
    with workbook("dates_1904.xlsx", date_1904=True) as book:
        table(book, "Hoja1", [
            ["Recibida el", "Persona nominada", "País"],
            [DAY, "Marisol Quispe", "Perú"],
            [42831.25, "Wilmer Ñáñez", "Bolivia"],
            [datetime(2021, 4, 5, 23, 59, 0), "Daniel Rojas", "chilena"],
        ])  # fmt: skip
    text("us_dates.tsv", [
        ["Submitted", "Nominee", "Country of residence", "Nominated by"],
        ["3/29/2021 10:15 PM", "Winston Clarke", "Jamaica", "Paula Reid"],
        ["4/1/2021 8:00 a. m.", "Devika Persaud", "Guyana", "Omar Singh"],
        ["3/30/2021 1:05 PM", "Kofi Adams", "Guyana", "Omar Singh"],
        ["13/4/2021 8:00", "Ana Belén Sol", "Belize", "Lena Roth"],
    ], delimiter="\t", encoding="utf-16")  # fmt: skip


def _without_values(path):
    """Take the stored value out of formulas, as a program leaves them that does not compute."""
    with zipfile.ZipFile(path) as archive:
        parts = {info: archive.read(info) for info in archive.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, data in parts.items():
            if info.filename.startswith("xl/worksheets/sheet"):
                data = data.replace(b' t="str"><f>Listas!A1</f><v></v>', b"><f>Listas!A1</f>")
            archive.writestr(info, data)


def older():
    """The same table as xls and ods (LibreOffice writes them), as xlsm and as xlsb."""
    rows = [
        ["Nominado", "Correo electrónico", "Teléfono", "País", "Fecha y hora", "Nominado por"],
        ["Marisol Quispe Huanca", "marisol@red.example", "+51 987 654 321", "Perú", DAY, "Rosa Vela"],
        ["Wilmer Ñáñez", "wilmer@uni.example", "0991 234 567", "Bolivia", datetime(2021, 4, 4, 23, 59, 59), "Elsa Paz"],
    ]  # fmt: skip
    write_xlsb(HERE / "older.xlsb", [("Nominaciones", {"rows": rows})])
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "older.xlsx"
        with xlsxwriter.Workbook(source) as book:
            table(book, "Nominaciones", rows)
        _converted(source)
        with zipfile.ZipFile(source) as archive, zipfile.ZipFile(HERE / "older.xlsm", "w", zipfile.ZIP_DEFLATED) as out:
            for info in archive.infolist():
                data = archive.read(info)
                out.writestr(
                    info.filename, data.replace(b"spreadsheetml.sheet.main+xml", b"sheet.macroEnabled.main+xml")
                )


def hidden():
    """One table of each kind of workbook with cells merged downwards, and a hidden row, column and sheet."""
    header = ["Persona que nomina", "Correo de quien nomina", "Persona nominada", "País", "Teléfono", "Comentarios"]
    rows = [
        header,
        ["Rosa Vela", "rosa@red.example", "Marisol Quispe", "Perú", "+51 987 654 321", "Primera"],
        ["", "", "Wilmer Ñáñez", "Bolivia", "0991 234 567", ""],
        ["", "", "Daniel Rojas", "Chile", "", "Oculta"],
        ["Elsa Paz", "elsa@uni.example", "Lucía Paz", "México", "", ""],
    ]
    merged, lists = [(2, 4, 0), (2, 4, 1)], [["Chile"], ["Perú"]]
    main = {"rows": rows, "hidden_rows": [4], "hidden_columns": [4], "merged": merged}
    write_xlsb(HERE / "hidden.xlsb", [("Nominaciones", main), ("Listas", {"rows": lists, "hidden": True})])
    with workbook("hidden.xlsx") as book:
        page = table(book, "Nominaciones", rows)
        for first, last, place in merged:
            page.merge_range(first - 1, place, last - 1, place, rows[first - 1][place])
        page.set_row(3, None, None, {"hidden": True})
        page.set_column(4, 4, None, None, {"hidden": True})
        table(book, "Listas", lists).hide()
    _converted(HERE / "hidden.xlsx")


def _converted(source):
    """Write a workbook as xls and ods beside the others, if LibreOffice is there."""
    if shutil.which("soffice") is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("xls", "ods"):
            command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind,
                       "--outdir", str(HERE), str(source)]  # fmt: skip
            subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    for build in (google_forms_es, google_forms_pt, google_sheets_fr, microsoft_forms_es, kobo, indico, limesurvey,
                  surveymonkey, plain, older, hidden):  # fmt: skip
        build()
