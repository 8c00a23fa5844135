"""What names in three languages are taken to stand for, and where nothing is proposed."""

import pytest
from sources.mapping_rules import (
    CONTRACT_RULES,
    DEPARTURE_RULES,
    JOB_RULES,
    TAG_RULES,
    propose,
    propose_chart,
    propose_territory,
)


def result(rules, *names: str, **more) -> str | None:
    proposal = propose(rules, names, **more)
    return proposal and proposal.result


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("CDI", "permanent"),
        ("Contrat à durée INDÉTERMINÉE", "permanent"),
        ("Overeenkomst van onbepaalde duur", "permanent"),
        ("Open-ended contract", "permanent"),
        ("CDD", "temporary"),
        ("contrat a duree determinee", "temporary"),
        ("Arbeidsovereenkomst voor bepaalde duur", "temporary"),
        ("Fixed-term contract", "temporary"),
        ("Intérimaire", "temporary"),
        ("CDDI", "integration"),
        ("Contrat à durée déterminée d’insertion", "integration"),
        ("CDI inclusion", "integration"),
        ("Art. 60 §7", "integration"),
        ("Artikel 60", "integration"),
        ("Doelgroepwerknemer onbepaalde duur", "integration"),
        ("Contrat d'apprentissage (CDD)", "apprentice"),
        ("Alternance", "apprentice"),
        ("Leerovereenkomst", "apprentice"),
        ("Convention de stage", "other"),
        ("Bénévole", "other"),
        ("Vrijwilliger", "other"),
    ],
)
def test_contract_types_are_recognised(name: str, expected: str) -> None:
    assert result(CONTRACT_RULES, name) == expected


@pytest.mark.parametrize(
    "name",
    [
        "Full-Time",
        "Temps partiel",
        "Employé",
        "Statutaire",
        "CDI ou CDD",
        "Non permanent",
        "Contrat unique d'insertion",
        "Backstage",
        "",
    ],
)
def test_an_unsure_contract_type_has_no_proposal(name: str) -> None:
    assert result(CONTRACT_RULES, name) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Démission", "resignation"),
        ("Ontslag genomen", "resignation"),
        ("Licenciement économique", "dismissal"),
        ("Ontslagen", "dismissal"),
        ("Départ à la retraite", "retirement"),
        ("Met pensioen", "retirement"),
        ("Décès", "death"),
        ("Overleden", "death"),
        ("Rupture conventionnelle", "mutual"),
        ("In onderling akkoord", "mutual"),
        ("Fin de contrat", "end_of_contract"),
        ("Einde contract", "end_of_contract"),
        ("Ontslag", None),
        ("Fin de période d'essai", None),
        ("Sortie vers un emploi durable", None),
        ("Démission ou licenciement", None),
    ],
)
def test_departure_reasons(name: str, expected: str | None) -> None:
    assert result(DEPARTURE_RULES, name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Économie sociale et solidaire", "social_economy"),
        ("ESS", "social_economy"),
        ("Sociale economie", "social_economy"),
        ("Entreprise classique", "conventional"),
        ("Reguliere onderneming", "conventional"),
        ("Financeur public", "public_body"),
        ("Lokaal bestuur", "public_body"),
        ("Financeur privé", "private_funder"),
        ("Hors ESS", None),
        ("Grand public", None),
        ("Adhérent", None),
        ("Agence de presse", None),
    ],
)
def test_contact_tags(name: str, expected: str | None) -> None:
    assert result(TAG_RULES, name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Directrice", "management"),
        ("Coordinateur du chantier", "management"),
        ("Responsable de production", "management"),
        ("Diensthoofd logistiek", "management"),
        ("Head of finance", "management"),
        ("Encadrant·e technique", "workplace_support"),
        ("Aide-encadrante", "workplace_support"),
        ("Werkvloerbegeleider", "workplace_support"),
        ("Instructeur houtbewerking", "workplace_support"),
        ("Technical supervisor", "workplace_support"),
        ("Conseillère en insertion professionnelle", "social_support"),
        ("Accompagnateur social", "social_support"),
        ("Maatschappelijk werkster", "social_support"),
        ("Trajectbegeleidster", "social_support"),
        ("Employment counsellor", "social_support"),
        ("Doelgroepwerknemer", "target_group"),
        ("Salarié·e en insertion", "target_group"),
        ("Assistante de direction", None),
        ("Secrétaire de direction", None),
        ("Responsable de l'accompagnement social", None),
        ("Stagiaire en accompagnement social", None),
        ("Comptable", None),
        ("Magazijnier", None),
    ],
)
def test_job_by_its_name(name, expected):
    """Where a name says two things at once, nothing is proposed."""
    assert result(JOB_RULES, name) == expected


def test_the_word_is_told_as_it_is_written() -> None:
    proposal = propose(CONTRACT_RULES, ["Contrat à Durée  Indéterminée"])
    assert (proposal.origin, proposal.found) == ("name", "Durée  Indéterminée")


def test_a_code_decides_where_the_name_says_nothing() -> None:
    proposal = propose(CONTRACT_RULES, ["Contrat maison"], code="CDDI")
    assert (proposal.result, proposal.origin) == ("integration", "code")


def test_the_record_of_odoo_speaks_where_its_name_does_not() -> None:
    assert result(CONTRACT_RULES, "Vast", record="permanent") == "permanent"


def test_a_renamed_record_of_odoo_is_unsure() -> None:
    assert result(CONTRACT_RULES, "CDD", record="permanent") is None


def test_names_in_two_languages_that_disagree_are_unsure() -> None:
    assert result(CONTRACT_RULES, "Permanent", "CDD") is None


@pytest.mark.parametrize(
    ("template", "country", "codes", "chart"),
    [
        ("be_asso", "BE", {"700000"}, "belgian_association"),
        ("be_comp", "BE", {"700000"}, "belgian_company"),
        ("fr", "FR", {"194000", "756100", "701000"}, "french_association"),
        (None, "FR", {"6894", "7894"}, "french_association"),
        ("fr", "FR", {"756100", "701000"}, None),
        ("fr", "FR", {"701000"}, None),
        ("generic_coa", "US", {"194000", "756100"}, None),
        (None, None, set(), None),
    ],
)
def test_the_chart_is_proposed_from_what_is_installed(template, country, codes, chart) -> None:
    assert propose_chart(template, country, codes)[0] == chart


@pytest.mark.parametrize(
    ("country", "postcode", "prefixes"),
    [
        ("FR", "59100", "59"),
        ("FR", "97 410", "974"),
        ("BE", "7500", "60, 61, 62, 63, 64, 65, 7"),
        ("BE", "9000", "9"),
        ("BE", "1000", "10, 11, 12"),
        ("FR", "7500", ""),
        ("FR", "F-59100", ""),
        ("NL", "1012 AB", ""),
        ("FR", None, ""),
        (None, "59100", ""),
    ],
)
def test_the_territory_is_proposed_from_the_postcode(country, postcode, prefixes) -> None:
    assert propose_territory(country, postcode) == prefixes
