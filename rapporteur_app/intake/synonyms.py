"""How the headers of forms call what a column holds, in English, Spanish, Portuguese and French; written folded.

A header is taken apart into whom it speaks of (nominee, nominator) and what it asks: 'Correo de quien nomina' is
'correo' of the nominator. So both lists stay short, and every combination is known.
"""

NOMINEE_WORDS = """
person being nominated, person you are nominating, person you nominate, person nominated, nominated person
nominated candidate
person you wish to nominate, person you would like to nominate, person to be nominated, person you are proposing
person you propose, person that you nominate, person whom you nominate, person who is nominated
proposed person, proposed candidate, nominee s, nominees, nominee, candidate s, candidates, candidate
proposed rapporteur
persona que se nomina, persona que nomina usted, persona a quien nomina, persona nominada, personas nominadas
persona propuesta, personas propuestas, persona postulada, persona candidata, personas candidatas, persona designada
persona que usted nomina, persona que usted propone, persona que propone usted, persona que esta nominando
persona a nominar, persona que desea nominar, persona que quiere nominar, persona que deseas nominar
persona que usted postula, persona a quien propone, persona a quien postula, a quien nomina, a quien propone
nominado, nominada, nominados, nominadas, candidato, candidata, candidatos, candidatas, candidatura, postulado
postulada
relator propuesto, relatora propuesta, candidatura propuesta
pessoa indicada, pessoas indicadas, pessoa nomeada, pessoa candidata, pessoa proposta, indicado, indicada, indicados
indicadas, nomeado, nomeada
pessoa que voce indica, pessoa que voce esta indicando, pessoa a ser indicada, pessoa que deseja indicar
pessoa que voce propoe, pessoa que gostaria de indicar
personne que vous proposez, personne que vous nommez, personne que vous presentez, personne que vous souhaitez proposer
personne que vous souhaitez nommer, personne a nommer
personne nommee, personne nominee, personnes nominees, personne proposee, personnes proposees, personne designee
personne candidate, personnes candidates, candidat, candidats, candidates, nomine, nominee, nomines, nominees
"""

NOMINATOR_WORDS = """
person making the nomination, person submitting the nomination, person making this nomination, person submitting
person nominating, nominating person, who nominates, nominator s, nominators, nominator, nominated by, proposed by
submitted by, proposer, nominating, submitter, respondent
persona que hace la nominacion, persona que presenta la nominacion, persona que presenta, persona que nomina
persona que propone, persona que postula, persona nominadora, persona proponente, quien presenta la nominacion
quien hace la nominacion, quien nomina, quien propone, quien postula, quien presenta
quien lo propone, quien la propone, quien lo la propone
quien lo nomina, quien la nomina, quien lo la nomina, quien lo postula, quien la postula, que nomina, que propone
que postula, que presenta la nominacion, que presenta, proponente, nominador, nominadora, nominadores, nominante
nominado por, nominada por, propuesto por, propuesta por, presentado por, presentada por
pessoa que faz a indicacao, pessoa que indica, pessoa que nomeia, quem faz a indicacao, quem indica, quem nomeia
que indica, que nomeia, indicado por, indicada por, proposto por, proposta por, indicador, indicadora
personne qui presente la candidature, personne qui propose, personne qui presente, personne qui nomme
auteur de la nomination, auteur de la proposition, qui propose, qui presente, qui nomme, proposant, proposante
propose par, presente par, nomme par, presentee par
"""

OWN_WORDS = (
    "your, yours, you, my, su, sus, tu, tus, mi, mis, usted, seu, sua, teu, tua, meu, minha, votre, vos, mon, ma"
)
"""Words for whoever fills in the form: the nominator, unless the form is one by which people put themselves forward."""

THIRD_PERSON = "su, sus, seu, sua"
"""Those of these words that also speak of a third person: the nominee, where the columns before speak of one."""

SMALL_WORDS = """
the, of, for, a, an, is, to, and, or, please, s, in
el, la, los, las, de, del, un, una, y, o, al, es, en, por favor, para
os, as, da, do, das, dos, um, uma, e, ou, na, no, em
le, les, l, d, du, des, une, et, ou, au, aux
"""

SYNONYMS: dict[str, str] = {
    "response_id": """
        id, response id, respondent id, submission id, entry id, uuid, instanceid, number of the response
        response number
        reference, reference number, nomination id, nomination number, folio
        id de respuesta, identificador, numero de respuesta, id de la respuesta, numero de nominacion
        id da resposta, numero da resposta, identifiant, id de la reponse, numero de la reponse""",
    "submitted_at": """
        timestamp, time stamp, submission time, submission date, date submitted, submitted at, submitted on
        submitdate
        completion time, end date, date received, received, received at, received on, date of nomination
        date of submission
        nomination date, date and time, date, year, nomination year, submitted, end, date time
        marca temporal, marca de tiempo, fecha y hora, fecha de envio, fecha de recepcion, hora de finalizacion
        fecha
        registration date, date registered, fecha de registro, fecha de inscripcion, data de inscricao
        data de registro, date d inscription, date d enregistrement
        fecha de finalizacion, fecha de fin, data de conclusao, data de termino, date de fin
        recibido, recibida, fecha de nominacion, fecha de la nominacion, ano, fecha de presentacion, hora de envio
        carimbo de data hora, carimbo de data e hora, data e hora, data de envio, data de recebimento
        hora de conclusao
        data, data da indicacao, recebido em
        horodateur, horodatage, date et heure, date d envoi, date de reception, heure de fin, date de soumission
        annee
        date de la nomination, recu le""",
    "short_name": """
        name, names, nombre, nombres, nome, nomes, nom, noms""",
    "name": """
        full name, complete name, name and surname, first and last name, name in full, person
        nombre completo, nombre y apellido, nombre y apellidos, nombres y apellidos, apellidos y nombres
        apellido y nombre, persona, nombre completo nombres y apellidos
        nome completo, nome e sobrenome, pessoa
        nom complet, nom et prenom, nom et prenoms, prenom et nom, personne""",
    "given_name": """
        first name, given name, given names, first names, forename, primer nombre, nombre de pila, nombres de pila
        primeiro nome, prenom, prenoms, nome proprio""",
    "middle_name": """
        middle name, middle names, middle initial, second name, second given name, other names, other given names
        segundo nombre, otros nombres, segundo nome, nome do meio, outros nomes
        deuxieme prenom, second prenom, autres prenoms""",
    "second_family_name": """
        second surname, second last name, second family name, maternal surname
        segundo apellido, apellido materno, segundo sobrenome, sobrenome materno, ultimo apellido
        deuxieme nom, deuxieme nom de famille, second nom, second nom de famille""",
    "family_name": """
        last name, surname, surnames, family name, family names, last names, apellido, apellidos, primer apellido
        apellido paterno, first surname, paternal surname, primeiro sobrenome, premier nom de famille
        sobrenome, apelido, ultimo nome, nom de famille, nom de naissance""",
    "email": """
        email, e mail, email address, e mail address, mail, contact email, username
        correo, correo electronico, direccion de correo electronico, direccion de correo, direccion de email
        correo de contacto, nombre de usuario
        endereco de email, endereco de e mail, correio eletronico, nome de usuario
        courriel, adresse electronique, adresse e mail, adresse email, adresse courriel, adresse mail
        courrier electronique
        nom d utilisateur""",
    "phone": """
        phone, telephone, phone number, telephone number, mobile, mobile number, cell phone, cellphone, whatsapp
        telefono, numero de telefono, celular, numero de celular, movil, telefono de contacto, telefono celular
        telefone, numero de telefone, telemovel, telefone celular
        numero de telephone, portable, tel""",
    "residence": """
        country of residence, residence, country, country where the person lives, country where they live, lives in
        pais de residencia, residencia, pais, pais donde reside, pais donde vive, pais en que vive
        pais en el que reside
        pais em que vive, pais onde mora, pais onde vive
        pays de residence, pays, pays ou la personne reside""",
    "nationality": """
        nationality, nationalities, citizenship, country of origin, country of citizenship, country of nationality
        nacionalidad, nacionalidades, pais de origen, ciudadania, pais de nacionalidad
        nacionalidade, nacionalidades, pais de origem, cidadania
        nationalite, nationalites, pays d origine, citoyennete, pays de nationalite""",
    "organisation": """
        organisation, organization, organisation name, organization name, institution, affiliation, employer
        company
        organisation institution, organization institution, name organisation, name organization, entity
        organizacion, institucion, nombre organizacion, organizacion o institucion, organizacion institucion
        entidad
        organizacion a la que pertenece, organizacion de pertenencia, afiliacion, empresa
        organizacao, instituicao, nome organizacao, organizacao ou instituicao, entidade
        nom organisation, organisme, etablissement, organisation ou institution, structure""",
    "organisation_country": """
        country of organisation, country of organization, organisation country, organization country
        country where organisation is based, country where organization is based, headquarters country
        pais de organizacion, pais organizacion, pais sede, pais de sede de organizacion, sede organizacion
        pais organizacao, pais sede organizacao, pays organisation, pays du siege, siege organisation""",
    "job_title": """
        job title, position, title, role, post, function, occupation, profession, position title, job
        cargo, puesto, posicion, funcion, ocupacion, profesion, cargo o funcion, cargo que ocupa, rol
        funcao, posicao, ocupacao, profissao, cargo ou funcao
        poste, fonction, titre, metier, poste occupe, fonctions""",
    "constituency": """
        constituency, stakeholder group, stakeholder category, sector, group, stakeholder constituency, category
        sector or group, which stakeholder group, stakeholder type, type organisation, type organization
        type of organisation, type of organization, constituency group
        sector o grupo al que pertenece, sector o grupo, grupo de interes, sector al que pertenece
        grupo al que pertenece, grupo que representa, grupo al que representa
        grupo de partes interesadas, parte interesada, categoria, grupo, tipo de organizacion, sector que representa
        setor, setor ou grupo, segmento, grupo de interesse, parte interessada, tipo de organizacao
        setor ou grupo ao qual pertence
        groupe, secteur, secteur ou groupe, categorie, groupe de parties prenantes, partie prenante
        groupe d interet, groupe d acteurs, categorie d acteurs, type d acteur
        type d organisation, groupe auquel appartient""",
    "thematic_areas": """
        areas, area
        thematic areas, thematic area, thematic areas of work, areas of work, areas of expertise, themes, topics
        area of work
        areas tematicas, area tematica, temas, ejes tematicos, eje tematico, areas de trabajo, areas de experiencia
        areas tematicas em que trabalha, eixos tematicos, eixo tematico, areas de atuacao
        domaines thematiques, domaine thematique, axes thematiques, thematiques, domaines de travail
        themes de travail""",
    "objectives": """
        objectives, objective, which objectives, objectives of the global compact, objectives of the compact
        global compact objectives, gcm objectives, objectives of the gcm, objective of the global compact
        gcm objective, global compact objective
        objetivos, objetivo, objetivos del pacto mundial, objetivos del pacto, objetivo del pacto mundial
        objetivos pacto mundial, objetivos pmm, objetivos do pacto global, objetivos do pacto, objetivo do pacto global
        objetivos pacto global, objectifs, objectif, objectifs du pacte mondial, objectifs du pacte
        objectif du pacte mondial, objectifs pacte mondial""",
    "languages": """
        languages, language, languages spoken, spoken languages, working languages, language skills, which languages
        idiomas, idioma, idiomas que habla, lenguas, lenguas que habla, idiomas de trabajo, lengua
        idiomas que fala, linguas, lingua, idiomas falados, linguas que fala
        langues, langue, langues parlees, langues de travail, langues que parle""",
    "gender": """
        gender, sex, gender identity, genero, sexo, identidad de genero, identidade de genero, genre, sexe
        identite de genre""",
    "age_group": """
        age group, age, age range, age bracket, grupo de edad, edad, rango de edad, rango etario, grupo etario
        faixa etaria, idade, grupo de idade, groupe d age, tranche d age, age ans""",
    "migrant_experience": """
        migrant experience, own experience of migration, personal experience of migration
        lived experience of migration
        lived experience, migration experience, migrant, experience as a migrant, is a migrant
        experiencia propia de migracion, experiencia migratoria, experiencia personal de migracion
        experiencia de migracion
        experiencia como migrante, es persona migrante, es migrante, persona migrante
        experiencia propria de migracao, experiencia de migracao, experiencia pessoal de migracao, e migrante
        experience personnelle de la migration, experience de la migration, experience migratoire
        personne migrante""",
    "statement": """
        motivation, statement, statement of motivation, motivation statement, reasons, reason, justification, why
        reasons for nomination, reason for nomination, reasons for the nomination, reason for the nomination
        why nominate, why this person, should represent, explain why, bio and motivation, why are you nominating
        motivacion, motivos, motivo, justificacion, declaracion, carta de motivacion, razones, por que deberia
        motivos de la nominacion, razones de la nominacion, fundamentacion, por que nomina
        justificacion de la nominacion, por que postula, por que propone, por que recomienda, por que presenta
        por que indica, por que propoe, por que voce indica
        motivacao, razoes, justificativa, declaracao, carta de motivacao, por que deveria, motivos da indicacao
        motivations, raisons, lettre de motivation, declaration, pourquoi, raisons de la nomination, motifs""",
    "consent": """
        consent, has consented, consents, consent of nominee, has agreed, agreed to be nominated, is aware
        has accepted
        consentimiento, da su consentimiento, acepta la nominacion, ha aceptado, esta de acuerdo con la nominacion
        consentimiento de persona nominada, cuenta con el consentimiento, acepta ser nominada
        consentimento, da o seu consentimento, aceita a indicacao, aceitou, concorda com a indicacao
        consentement, donne son consentement, a donne son consentement, accepte la nomination, est d accord
        donne son accord, accord de la personne, a accepte""",
    "available": """
        available, availability, is available, available on dates, available on all dates, is available on dates
        disponible, disponibilidad, esta disponible, disponibilidad en las fechas
        disponivel, disponibilidade, esta disponivel
        disponibilite, est disponible, disponibilite aux dates""",
    "endorsement": """
        endorsement, endorsements, endorsed by, endorsing organisation, endorsing organization
        supporting organisations
        supporting organizations, letter of support, letter of endorsement, support
        endorsed by an organization, endorsed by an organisation, support of an organization
        support of an organisation, cuenta con aval, cuenta con el respaldo, aval de una organizacion
        respaldo de una organizacion, apoyo de una organizacion, apoio de uma organizacao, conta com apoio
        soutien d une organisation, appui d une organisation
        respaldo, aval, carta de aval, carta de respaldo, carta de apoyo, organizaciones que respaldan, avalado por
        respaldado por, apoyo, organizacion que respalda, organizacion que avala
        endosso, carta de apoio, apoio, organizacoes que apoiam, apoiado por
        soutien, lettre de soutien, organisations de soutien, appui, parraine par, soutenu par""",
    "cv_link": """
        cv, cv link, link to cv, curriculum, curriculum vitae, resume, link, url, website, upload cv, cv file
        cv upload, link cv
        enlace al cv, enlace cv, hoja de vida, enlace, enlaces, adjunte cv, cv adjunto, sitio web, curriculo
        link do cv, link para o curriculo, curriculo, curriculo vitae, lattes
        lien vers le cv, lien vers cv, lien cv, lien, site web""",
    "comments": """
        comments, comment, additional comments, remarks, other comments, notes, additional information
        anything else
        comentarios, comentario, comentarios adicionales, observaciones, notas, informacion adicional
        otros comentarios
        comentarios adicionais, observacoes, informacoes adicionais, outras informacoes
        commentaires, commentaire, commentaires supplementaires, remarques, observations
        informations complementaires""",
    "self_nomination": """
        self nomination, self nominated, self nominating, is this a self nomination, are you nominating yourself
        nominating yourself, autonominacion, auto nominacion, se nomina a si misma, se nomina a si mismo
        autopostulacion, se postula, es una autonominacion, autoindicacao, auto indicacao, autonomeacao
        autonomination, auto nomination, candidature spontanee, autocandidature
        auto candidature, autocandidatura, auto candidatura""",
}
"""What a header asks, by attribute: the words for it, folded, separated by commas or lines.

A short name is the given name where the family name has a column of its own, else the whole one.
"""

IGNORED = """
number, no, registration state, registration status
fecha de inicio, data de inicio
date de debut, start time, start date, hora de inicio, heure de debut, hora de inicio, last modified time
hora de la ultima modificacion, heure de la derniere modification, ip address, user agent, start, score, points
puntuacion, puntos, status, estado, version, numero, n, nr, number of nominees
"""
"""Headers that resemble a field and are none."""
