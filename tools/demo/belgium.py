"""A small Belgian enterprise as plain data: who worked there, whom it deals with.

Ateliers des Deux Tours (Tweetorensateliers) is invented: an association in Brussels that mends
bicycles and sells second-hand goods with people on their way back to work. The demo does not
show it; its figures are held against oracles (``tests/oracles``). Full time is 38 hours.
"""

from dataclasses import replace

from tools.demo.common import day
from tools.demo.directory import Client, Funder, Supplier, rows
from tools.demo.histories import Person, Step

NAME = "Ateliers des Deux Tours - Tweetorensateliers"
YEARS = (2024, 2025)
FULL_TIME = 38.0
SEAT = ("1030", "Schaerbeek")
TERRITORY = ("10", "11", "12")
"""Postcodes of the Brussels Region."""
DEPARTMENTS = {"bikes": "Fietsatelier Deux Tours", "shop": "Boutique Deux Tours", "office": "Staf"}
AGREEMENT = DEPARTMENTS["bikes"]

# Kind of contract: name, class. Nobody said what the last one counts as.
CONTRACTS = {
    "CDI": ("Contrat à durée indéterminée - onbepaalde duur", "permanent"),
    "CDD": ("Contrat à durée déterminée - bepaalde duur", "temporary"),
    "A60": ("Article 60 § 7 - doelgroepmedewerker", "integration"),
    "IBO": ("Alternance - duaal leren", "apprentice"),
    "FLEX": ("Flexi-job", None),
}
# Departure reason: name, class, and where it leads after integration.
REASONS = {
    "resigned": ("Démission - ontslagname", "resignation", False),
    "fired": ("Licenciement - ontslag", "dismissal", False),
    "pension": ("Pension - pensioen", "retirement", False),
    "agreed": ("Commun accord - onderling akkoord", "mutual", False),
    "end": ("Fin de contrat - einde contract", "end_of_contract", "unknown"),
    "job": ("Emploi durable - duurzaam werk", "other", "lasting"),
    "interim": ("Intérim - uitzendwerk", "other", "transition"),
    "training": ("Formation - opleiding", "other", "positive"),
    "health": ("Maladie longue - langdurig ziek", "other", "withdrawn"),
    "gone": ("Sans nouvelles - zonder bericht", None, False),
}
# Job position by department: name and class; nobody said what the sale counts as.
JOBS = {
    "bikes": ("Mécanicien vélo - fietsmecanicien", "workplace_support"),
    "shop": ("Vente - verkoop", None),
    "office": ("Staf", "management"),
}

# name | sex | birth | home | employee type | department | history, where a history is
#   start/end CONTRACT weekly-hours monthly-wage [department]   a contract (no end: open)
#   @day hours wage                                             other hours and pay in that contract
#   exit day reason [archived]                                  it ends for that reason
STAFF = """
Els Vermeulen|female|1969-05-02|1030 Schaerbeek|employee|office|2012-03-01/ CDI 38 4650
Benoît Lambert|male|1975-09-14|1080 Molenbeek|employee|office|2015-01-05/ CDI 38 3880; @2025-01-01 30.4 3180
Fatima El Amrani|female|1983-02-28|1000 Bruxelles|employee|office|2017-09-01/ CDI 30.4 2720
Joris De Backer|male|1961-06-30|9300 Aalst|employee|bikes|2011-04-01/ CDI 38 3520; exit 2025-06-30 pension archived
Marie-Claire Dupont|female|1964-11-19|1030 Schaerbeek|employee|shop|2014-06-02/ CDI 38 3180
Youssef Benhaddou|male|1988-07-07|1070 Anderlecht|worker|bikes|2019-02-04/2019-12-31 CDD 38 2450; 2020-01-01/ CDI 38 2760
Sofie Peeters|female|1990-12-24|1800 Vilvoorde|employee|bikes|2021-10-04/ CDI 30.4 2390; @2024-07-01 38 2990
Thomas Leclercq|male|1993-03-15|1190 Forest|employee|shop|2022-05-02/ CDI 38 2680; exit 2024-09-15 resigned archived
An Willems|female|1986-08-08|1500 Halle|employee|shop|2024-10-01/ CDI 38 2740
Koen Maes|male|1979-01-21|1040 Etterbeek|worker|bikes|2018-03-05/ CDI 38 2810; exit 2024-03-31 fired archived
Nathalie Simon|female|1981-10-10|1050 Ixelles|employee|office|2020-01-06/ CDI 22.8 2190; exit 2025-02-28 agreed archived
Pieter Claes|male|1996-04-04|1081 Koekelberg|worker|bikes|2024-04-15/2024-10-14 CDD 38 2410; 2024-10-15/ CDI 38 2560
Lucie Renard|female|1999-06-17|1060 Saint-Gilles|employee|office|2025-03-03/2026-02-28 CDD 38 2630
Mehdi Ziani|male|2005-01-30|1030 Schaerbeek|worker|bikes|2024-09-02/2026-06-30 IBO 38 1180
Lotte Jacobs|female|2003-03-03|1020 Laeken|trainee|shop|2025-02-03/2025-05-30 CDD 38 600
Bram Wouters|male|1972-12-12|1140 Evere|worker|shop|2025-05-05/ FLEX 15.2 0
Amadou Barry|male|1984-05-05|1080 Molenbeek|worker|bikes|2022-11-07/2024-05-06 A60 38 2090; exit 2024-05-06 job archived
Olena Kovalenko|female|1991-09-09|1030 Schaerbeek|worker|shop|2023-03-06/2024-09-05 A60 38 2090; 2024-09-06/ CDI 30.4 2010
Rachid Oulad|male|1978-02-02|1070 Anderlecht|worker|bikes|2023-06-05/2024-12-04 A60 38 2090; exit 2024-12-04 end archived
Grace Mukendi|female|1987-07-27|1000 Bruxelles|worker|shop|2023-09-04/2025-03-03 A60 38 2090; exit 2025-03-03 job archived
Ivan Petrov|male|1969-10-01|1081 Koekelberg|worker|bikes|2023-10-02/2025-04-01 A60 30.4 1680; exit 2025-02-14 interim archived
Samira Haddad|female|1995-11-11|1210 Saint-Josse|worker|shop|2024-01-08/2025-07-07 A60 38 2090; exit 2025-07-07 training archived
Kevin Dubois|male|2000-08-20|1020 Laeken|worker|bikes|2024-02-05/2024-04-30 A60 38 2090; exit 2024-03-22 resigned archived
Mariam Diallo|female|1974-04-18|1030 Schaerbeek|worker|shop|2024-03-04/2024-09-03 A60 38 2090; 2024-09-06/2025-09-03 A60 38 2090; exit 2025-09-03 end archived
Ahmed Yilmaz|male|1999-01-09|1030 Schaerbeek|worker|bikes|2024-04-02/2025-10-01 A60 38 2090; exit 2025-10-01 job archived
Jean-Marie Kabila|male|1966-03-29|1082 Berchem|worker|bikes|2024-06-03/2025-12-02 A60 38 2090; exit 2025-11-28 health archived
Tine Goossens|female|1992-02-29|1090 Jette|worker|shop|2024-07-01/2025-12-31 A60 22.8 1270
Hassan Rahimi|male|1989-05-25|1080 Molenbeek|worker|bikes|2024-09-02/2026-03-01 A60 38 2090
Vera Lopes|female|1997-12-31|1190 Forest|worker|shop|2024-10-07/2026-04-06 A60 38 2090; @2025-06-01 30.4 1700
Dieter Nys|male|1963-07-19|1853 Grimbergen|worker|bikes|2025-01-06/2026-07-05 A60 38 2120
Aya Bensaid||2001-06-06|1030 Schaerbeek|worker|shop|2025-01-13/2026-07-12 A60 38 2120
Luis Fernandez|male|1985-09-30|1060 Saint-Gilles|worker|bikes|2025-02-03/2026-08-02 A60 38 2120
Chantal Wauters|female|1971-01-16|1050 Ixelles|worker|shop|2025-03-03/2025-08-31 A60 38 2120; exit 2025-05-16 gone archived
Ruben Aerts|male|2002-10-22|1140 Evere|worker|bikes|2025-04-07/2026-10-06 A60 38 2120
Nadège Ilunga|female|1993-08-15|1080 Molenbeek|worker|shop|2025-05-05/2026-11-04 A60 30.4 0
Piotr Nowak|male|1980-11-05|1000 Bruxelles|worker|bikes|2025-08-04/2027-02-03 A60 38 2120
Rosa Cardoso|female|1968-09-12|1030 Schaerbeek|worker|shop|2023-02-06/2024-02-05 A60 22.8 1260; exit 2024-02-05 end; 2025-09-01/2027-02-28 A60 38 2120
"""

# key | name | postcode | city | tag | account | department | bills a year | amount | tax | label
SUPPLIERS = rows(
    Supplier,
    """
parts | Groothandel Fietsen Verbeke | 8500 | Kortrijk | ordinary | 604000 | bikes | 6 | 21600 | attn_VAT-IN-V81-21 | Onderdelen
recycled | Recup'Vélo coopérative | 1070 | Bruxelles | social | 604000 | bikes | 4 | 8900 | attn_VAT-IN-V81-21 | Vélos récupérés
wheels | Roues du Nord | 59200 | Tourcoing | ordinary | 604000 | bikes | 2 | 3100 |  | Roues
rent | Crédal Immo coopérative | 1348 | Louvain-la-Neuve | social | 610000 | office | 4 | 32400 |  | Loyer - huur
power | Stroom Samen cv | 1000 | Brussel | social | 612500 | office | 6 | 7450 | attn_VAT-IN-V81-21 | Elektriciteit
accountant | Fiduciaire Centrale | 1050 | Ixelles | ordinary | 613200 | office | 2 | 6800 | attn_VAT-IN-V81-21 | Comptabilité
insurance | P&V Verzekeringen | 1210 | Brussel | social | 614600 | office | 1 | 5200 |  | Verzekering
phone | Telecom Brabant |  |  | ordinary | 616200 | office | 6 | 2300 | attn_VAT-IN-V81-21 | Téléphone
printing | Drukkerij Zenne | 1120 | Brussel |  | 612000 | shop | 2 | 1750 | attn_VAT-IN-V81-21 | Drukwerk
payroll | Sociaal Secretariaat Unie | 2000 | Antwerpen | ordinary | 613290 | office | 4 | 4900 |  | Loonadministratie
""",
)
CLIENTS = rows(
    Client,
    """
counter | Clients du magasin - klanten | 1030 | Schaerbeek | household | 700000 | shop | 12 | 112400 | attn_VAT-OUT-21-L | Ventes du mois
commune | Commune de Schaerbeek | 1030 | Schaerbeek | public_client | 700100 | bikes | 4 | 27600 | attn_VAT-OUT-21-L | Entretien des vélos
hospital | Ziekenhuis Sint-Jan | 1000 | Brussel | ordinary | 700100 | bikes | 3 | 12900 | attn_VAT-OUT-21-L | Fietsonderhoud
coop | Coursiers coopérative | 1060 | Saint-Gilles | social | 700100 | bikes | 4 | 9800 | attn_VAT-OUT-21-L | Réparations
""",
)
# key | name | postcode | city | tag | account | department | months of decisions | 2024 2025 | label
FUNDERS = rows(
    Funder,
    """
actiris | Actiris | 1210 | Bruxelles | public_funder | 733000 | office | 3 9 | 268000 279500 | Subvention emploi - tewerkstellingssteun
cocof | COCOF | 1031 | Bruxelles | public_funder | 733000 | bikes | 6 | 118000 122000 | Insertion socioprofessionnelle
cpas | CPAS - OCMW Schaerbeek | 1030 | Schaerbeek | public_funder | 737000 | shop | 5 11 | 229400 289800 | Article 60
onss | ONSS - RSZ | 1060 | Bruxelles | public_funder | 738000 | office | 12 | 46900 50150 | Maribel social
fund | Fondation Roi Baudouin | 1000 | Bruxelles | private_funder | 731000 | bikes | 4 | 12000 9000 | Appel à projets
""",
)
# What contacts' tags stand for; the others stand for nothing.
TAGS = {
    "social": "social_economy",
    "ordinary": "conventional",
    "public_funder": "public_body",
    "public_client": "public_body",
    "private_funder": "private_funder",
}
# name, seat, sex, year of birth, from, until
BOARD = [
    ("Hilde Van Damme", "member", "female", 1958, "2019-05-20", None),
    ("Philippe Marchal", "qualified", "male", 1963, "2021-05-17", None),
    ("Aïcha Bouzid", "user", "female", 1994, "2024-05-27", None),
    ("Wim Segers", "public", "male", 1970, "2022-05-23", None),
    ("Sofie Peeters", "worker", "female", 1990, "2025-05-26", None),
    ("Luc Thijs", "member", "male", 1955, "2015-05-18", "2025-05-26"),
    ("Inès Carlier", "member", "female", 1992, "2024-05-27", None),
]


def everyone() -> list[Person]:
    """The people with their whole history, the same at each call."""
    return [_read(row) for row in STAFF.strip().splitlines()]


def _read(row: str) -> Person:
    name, sex, born, home, kind, department, history = row.split("|")
    zipcode, city = home.split(" ", 1)
    person = Person(name, sex or None, day(born), (zipcode, city), employee_type=kind)
    for event in (part.strip() for part in history.split(";")):
        first, *rest = event.split()
        if first == "exit":
            _leave(person, *rest)
        elif first.startswith("@"):
            hours, wage = map(float, rest)
            change = {"since": day(first[1:]), "hours": hours, "wage": wage, "paid": wage}
            person.steps.append(replace(person.steps[-1], **change))
        else:
            start, _, end = first.partition("/")
            contract, hours, wage, *place = rest
            person.steps.append(
                Step(
                    since=day(start),
                    start=day(start),
                    end=day(end) if end else None,
                    kind=contract,
                    hours=float(hours),
                    wage=float(wage),
                    paid=float(wage),
                    job=place[0] if place else department,
                    department=place[0] if place else department,
                )
            )
    return person


def _leave(person: Person, moment: str, reason: str, archived: str = "") -> None:
    """End the running contract for a reason."""
    last = person.steps[-1]
    person.steps = [
        replace(step, end=day(moment)) if step.start == last.start else step
        for step in person.steps
    ]
    person.departures.append((day(moment), reason))
    person.archived = archived == "archived"
