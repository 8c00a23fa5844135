"""What a company's own terms probably stand for: rules to read, in three languages.

Contract types, departure reasons, contact tags and jobs carry names that people chose. The
rules below propose a class where names, codes and Odoo's own records leave no doubt;
where two of them disagree, or nothing is recognised, there is no proposal. Accents,
capitals and punctuation do not matter. A word that ends in ``*`` is the beginning of
one: ``apprenti*`` reads "apprentissage" and "apprenticeship".

Pure Python: nothing of Odoo is imported here.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class Rule:
    """Any of ``words`` in a name stands for ``result``, unless one of ``unless`` is there too.

    :param beats: results that this one makes more precise: "CDD d'insertion" holds
        "CDD", yet is an integration contract.
    """

    result: str
    words: tuple[str, ...]
    unless: tuple[str, ...] = ()
    beats: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """A class, and why: ``origin`` is "record", "code" or "name"; ``found`` is the word."""

    result: str
    origin: str
    found: str = ""


# A name that says what something is not ("hors ESS", "niet vast") proposes nothing.
DENIALS = ("non", "not", "no", "niet", "geen", "hors", "sans", "without", "zonder", "buiten")

CONTRACT_RULES = (
    Rule(
        "integration",
        # fr: workshops and enterprises of the IAE; be: article 60, target-group workers
        (
            "cddi",
            "insertion",
            "inclusion",
            "art 60",
            "art60",
            "article 60",
            "artikel 60",
            "art 61",
            "article 61",
            "artikel 61",
            "doelgroep*",
            "inschakeling*",
            "invoegwerknemer*",
            "maatwerker*",
            "maatwerknemer*",
            "sociale tewerkstelling",
            "work integration",
            "integration contract",
        ),
        # The "contrat unique d'insertion" subsidises ordinary jobs as well.
        unless=("contrat unique", "cui"),
        beats=("permanent", "temporary"),
    ),
    Rule(
        "apprentice",
        (
            "apprenti*",
            "alternance",
            "alternant*",
            "professionnalisation",
            "leerling*",
            "leercontract",
            "leerovereenkomst",
            "alternerend*",
            "duaal leren",
            "work study",
        ),
        beats=("permanent", "temporary"),
    ),
    Rule(
        "permanent",
        (
            "cdi",
            "duree indeterminee",
            "onbepaalde duur",
            "onbepaalde tijd",
            "vast contract",
            "vaste overeenkomst",
            "permanent contract",
            "permanent",
            "indefinite*",
            "open ended",
            "unlimited duration",
        ),
    ),
    Rule(
        "temporary",
        (
            "cdd",
            "duree determinee",
            "bepaalde duur",
            "bepaalde tijd",
            "tijdelijk*",
            "temporaire",
            "temporary",
            "fixed term",
            "limited term",
            "interim*",
            "saisonnier*",
            "seasonal",
            "seizoen*",
            "vervangingsovereenkomst",
            "vervangingscontract",
            "contrat de remplacement",
        ),
    ),
    Rule(
        "other",
        (
            "stage",
            "stagiaire*",
            "stageovereenkomst",
            "intern",
            "internship",
            "benevol*",
            "vrijwilliger*",
            "volunteer*",
            "service civique",
            "pmsmp",
            "freelance*",
        ),
    ),
)

DEPARTURE_RULES = (
    Rule(
        "resignation",
        ("demission*", "resign*", "ontslag genomen", "ontslagname", "vrijwillig ontslag"),
    ),
    Rule(
        "dismissal",
        (
            "licenci*",
            "fired",
            "dismiss*",
            "laid off",
            "redundan*",
            "ontslagen",
            "ontslag door de werkgever",
            "ontslag door werkgever",
            "afgedankt",
            "faute grave",
            "motif grave",
            "dringende reden",
        ),
    ),
    Rule(
        "retirement",
        ("retraite", "retraite*", "retire*", "pension", "pensionne*", "pensioen", "pensionering"),
    ),
    Rule("death", ("deces", "decede*", "overleden", "overlijden", "death", "died", "deceased")),
    Rule(
        "mutual",
        (
            "rupture conventionnelle",
            "commun accord",
            "accord mutuel",
            "mutual*",
            "onderling akkoord",
            "wederzijds akkoord",
            "wederzijdse toestemming",
        ),
    ),
    Rule(
        "end_of_contract",
        (
            "fin de contrat",
            "fin du contrat",
            "fin de cdd",
            "fin cdd",
            "fin de cddi",
            "fin de mission",
            "terme du contrat",
            "echeance du terme",
            "end of contract",
            "end of the contract",
            "contract ended",
            "contract expired",
            "einde contract",
            "einde van het contract",
            "einde overeenkomst",
            "einde van de overeenkomst",
            "afloop contract",
        ),
    ),
    Rule("other", ("autre", "autre motif", "other", "andere", "andere reden")),
)

# Where people go after work integration, as the French State's classes tell exits apart.
INTEGRATION_RULES = (
    Rule("withdrawn", ("sortie retiree", "retrait des sorties constatees", "withdrawn exit")),
    Rule(
        "lasting",
        (
            "emploi durable",
            "cdi",
            "duree indeterminee",
            "creation d entreprise",
            "fonction publique",
            "lasting employment",
            "lasting job",
            "permanent job",
            "duurzaam werk",
            "duurzame tewerkstelling",
            "vast werk",
        ),
        unless=("fin de cdi", "licenciement", "rupture"),
    ),
    Rule(
        "transition",
        (
            "emploi de transition",
            "cdd de moins de 6 mois",
            "cdd moins de 6 mois",
            "contrat aide",
            "transition employment",
            "transition job",
            "overgangswerk",
        ),
    ),
    Rule(
        "positive",
        (
            "formation",
            "autre siae",
            "training",
            "opleiding",
            "another integration structure",
            "sortie positive",
        ),
        unless=("fin de formation",),
    ),
    Rule(
        "unknown",
        (
            "situation inconnue",
            "unknown situation",
            "situatie onbekend",
            "onbekende situatie",
        ),
    ),
    Rule(
        "other",
        ("chomage", "inactivite", "unemployed", "unemployment", "werkloos*", "inactief"),
    ),
)

TAG_RULES = (
    Rule(
        "social_economy",
        (
            "ess",
            "economie sociale",
            "economie solidaire",
            "sociale economie",
            "social economy",
            "social enterprise*",
            "siae",
            "entreprise d insertion",
            "entreprises d insertion",
            "scop",
            "scic",
            "maatwerkbedrij*",
        ),
    ),
    Rule(
        "conventional",
        (
            "entreprise classique",
            "entreprises classiques",
            "entreprise conventionnelle",
            "conventional enterprise*",
            "conventional compan*",
            "klassieke onderneming*",
            "reguliere onderneming*",
            "reguliere economie",
        ),
    ),
    Rule(
        "public_body",
        (
            "financeur public",
            "financeurs publics",
            "client public",
            "clients publics",
            "acheteur public",
            "organisme public",
            "pouvoir public",
            "pouvoirs publics",
            "secteur public",
            "collectivite*",
            "mairie*",
            "cpas",
            "ocmw*",
            "public funder*",
            "public client*",
            "public body",
            "public bodies",
            "public sector",
            "public authorit*",
            "overheid*",
            "openbaar bestuur",
            "openbare besturen",
            "lokaal bestuur",
            "lokale besturen",
            "publieke sector",
        ),
    ),
    Rule(
        "private_funder",
        (
            "financeur prive",
            "financeurs prives",
            "mecene*",
            "mecenat",
            "private funder*",
            "private donor*",
            "philanthrop*",
            "private financier*",
            "private fondsen",
        ),
    ),
)

# Who leads, who supports people on their way to work, and who is supported.
JOB_RULES = (
    Rule(
        "social_support",
        (
            "conseiller en insertion",
            "conseillere en insertion",
            "conseiller ere en insertion",
            "insertion professionnelle",
            "accompagnement social*",
            "accompagnement socio*",
            "accompagnateur*",
            "accompagnatrice*",
            "assistant social",
            "assistante sociale",
            "assistant e social e",
            "travailleur social",
            "travailleuse sociale",
            "cip",
            "job coach",
            "jobcoach*",
            "trajectbegeleid*",
            "loopbaanbegeleid*",
            "maatschappelijk werk*",
            "sociaal werk*",
            "sociale dienst",
            "employment counsel*",
            "integration counsel*",
            "social worker*",
            "case manager*",
        ),
        unless=("technique", "techniques", "trainee", "stagiaire", "stagiair*"),
    ),
    Rule(
        "workplace_support",
        (
            "encadrant technique",
            "encadrante technique",
            "encadrant e technique",
            "encadrement technique",
            "aide encadrant*",
            "moniteur*",
            "monitrice*",
            "chef d equipe",
            "cheffe d equipe",
            "werkvloerbegeleid*",
            "begeleider op de werkvloer",
            "werkbegeleid*",
            "instructeur*",
            "monitor",
            "ploegbaas",
            "technical supervisor*",
            "assistant supervisor*",
            "workplace coach*",
            "work coach*",
        ),
    ),
    Rule(
        "management",
        (
            "directeur*",
            "directrice*",
            "direction",
            "coordinateur*",
            "coordinatrice*",
            "coordonnateur*",
            "coordonnatrice*",
            "responsable*",
            "chef de service",
            "cheffe de service",
            "cadre dirigeant",
            "gerant",
            "gerante",
            "zaakvoerder*",
            "leidinggevende*",
            "afdelingshoofd",
            "diensthoofd",
            "teamleider*",
            "coordinator*",
            "director*",
            "head of",
            "department manager",
            "general manager",
            "team leader",
            "team manager",
        ),
        # An assistant of the management leads nobody.
        unless=("assistant", "assistante", "assistent*", "secretaire", "secretar*", "adjoint"),
    ),
    Rule(
        "target_group",
        (
            "doelgroepwerknemer*",
            "maatwerker*",
            "salarie en insertion",
            "salariee en insertion",
            "salarie e en insertion",
            "ouvrier en insertion",
            "ouvriere en insertion",
            "travailleur en insertion",
            "article 60",
            "artikel 60",
            "target group worker*",
            "integration worker*",
        ),
    ),
)

# Odoo's own records, by external id; those that tell nothing of the class are left out.
CONTRACT_RECORDS = {
    "hr.contract_type_permanent": "permanent",
    "hr.contract_type_temporary": "temporary",
    "hr.contract_type_interim": "temporary",
    "hr.contract_type_seasonal": "temporary",
    "hr.contract_type_apprenticeship": "apprentice",
    "hr.contract_type_intern": "other",
}
DEPARTURE_RECORDS = {
    "hr.departure_fired": "dismissal",
    "hr.departure_resigned": "resignation",
    "hr.departure_retired": "retirement",
}

CHART_OF_TEMPLATE = {
    "fr": "french_company",
    "be_comp": "belgian_company",
    "be_asso": "belgian_association",
}
# Accounts that the French regulation ANC 2018-06 adds for associations, and that the
# chart of companies does not have: dedicated funds, gifts, fees, voluntary work.
FRENCH_ASSOCIATION_ACCOUNTS = ("194", "689", "789", "754", "756", "86", "87")
ENOUGH_ACCOUNTS = 2

# First and last postcode of each Belgian province, with the prefixes that cover it.
BELGIAN_PROVINCES = (
    (1000, 1299, "10, 11, 12"),
    (1300, 1499, "13, 14"),
    (1500, 1999, "15, 16, 17, 18, 19, 30, 31, 32, 33, 34"),
    (2000, 2999, "2"),
    (3000, 3499, "15, 16, 17, 18, 19, 30, 31, 32, 33, 34"),
    (3500, 3999, "35, 36, 37, 38, 39"),
    (4000, 4999, "4"),
    (5000, 5999, "5"),
    (6000, 6599, "60, 61, 62, 63, 64, 65, 7"),
    (6600, 6999, "66, 67, 68, 69"),
    (7000, 7999, "60, 61, 62, 63, 64, 65, 7"),
    (8000, 8999, "8"),
    (9000, 9999, "9"),
)


def propose(
    rules: Iterable[Rule], names: Iterable[str], code: str = "", record: str | None = None
) -> Proposal | None:
    """The class that all signs agree on.

    :param names: the name in each language; ``code``: its short name, if any.
    :param record: the class of Odoo's own record, if it is one.
    :return: None where nothing is recognised, or where the signs disagree.
    """
    rules = tuple(rules)
    signs = {record: Proposal(record, "record")} if record else {}
    for origin, texts in (("name", names), ("code", [code])):
        for text in texts:
            if not text:
                continue
            if any(_found(word, text) for word in DENIALS):
                return None
            for rule in rules:
                word = _hit(rule, text)
                if word:
                    signs.setdefault(rule.result, Proposal(rule.result, origin, word))
    beaten = {result for rule in rules if rule.result in signs for result in rule.beats}
    left = [sign for result, sign in signs.items() if result not in beaten]
    return left[0] if len(left) == 1 else None


def _hit(rule: Rule, text: str) -> str:
    """The words of a text that a rule recognises, as they are written there."""
    if any(_found(word, text) for word in rule.unless):
        return ""
    return next(filter(None, (_found(word, text) for word in rule.words)), "")


def _found(word: str, text: str) -> str:
    match = _pattern(word).search(_folded(text))
    return text[match.start() : match.end()] if match else ""


@cache
def _pattern(word: str) -> re.Pattern:
    body = " +".join(map(re.escape, word.rstrip("*").split()))
    return re.compile(rf"\b{body}{'[a-z0-9]*' if word.endswith('*') else ''}\b")


def _folded(text: str) -> str:
    """Small letters without accents, blanks for all else; as long as the text itself."""
    letters = (unicodedata.normalize("NFKD", letter)[0].lower()[:1] for letter in text)
    return "".join(letter if letter.isalnum() else " " for letter in letters)


def propose_chart(
    template: str | None, country: str | None, codes: Collection[str]
) -> tuple[str | None, list[str]]:
    """The variant of the account formulas that fits, and the accounts that show it.

    :param template: Odoo's chart of accounts; ``codes``: account codes of the company.
    :return: (None, []) where nothing decides: a French chart without the accounts of
        associations may still be that of one.
    """
    if template in ("be_comp", "be_asso"):
        return CHART_OF_TEMPLATE[template], []
    if template == "fr" or (not template and country == "FR"):
        typical = {
            prefix: min(code for code in codes if code.startswith(prefix))
            for prefix in FRENCH_ASSOCIATION_ACCOUNTS
            if any(code.startswith(prefix) for code in codes)
        }
        if len(typical) >= ENOUGH_ACCOUNTS:
            return "french_association", sorted(typical.values())
    return None, []


def propose_territory(country: str | None, postcode: str | None) -> str:
    """Postcode prefixes of the département (France) or province (Belgium); '' if unknown."""
    digits = (postcode or "").replace(" ", "")
    if not (digits.isascii() and digits.isdigit()):
        return ""
    if country == "FR" and len(digits) == 5:
        # Overseas départements and collectivities have three digits.
        return digits[:3] if digits[:2] in ("97", "98") else digits[:2]
    if country == "BE" and len(digits) == 4:
        for first, last, prefixes in BELGIAN_PROVINCES:
            if first <= int(digits) <= last:
                return prefixes
    return ""
