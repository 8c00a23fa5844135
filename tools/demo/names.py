"""Who is who: permanent staff line by line, and the names integration employees are given."""

import random
from collections.abc import Iterator

POSTS = 28
"""Integration posts, filled one person after the other."""
GARDEN_POSTS = 15

# Department key -> its name; the first two are the enterprise's agreements with the State.
DEPARTMENTS = {"garden": "ACI Les Jardins", "services": "AI Services", "office": "Siège"}

# Job key -> English, French.
JOBS = {
    "director": ("Director", "Directrice"),
    "coordinator": ("Garden coordinator", "Coordinateur du chantier"),
    "supervisor": ("Technical supervisor", "Encadrant·e technique"),
    "assistant": ("Assistant supervisor", "Aide-encadrant·e"),
    "counsellor": ("Employment counsellor", "Conseiller·ère en insertion professionnelle"),
    "placement": ("Placement officer", "Chargé·e de mise à disposition"),
    "baskets": ("Basket scheme officer", "Chargé·e des paniers et de la clientèle"),
    "accountant": ("Accountant", "Comptable"),
    "hr": ("Human resources officer", "Chargé·e des ressources humaines"),
    "office": ("Administrative assistant", "Assistant·e de gestion"),
    "upkeep": ("Maintenance officer", "Agent·e de maintenance"),
    "premises": ("Cleaner", "Agent·e d'entretien"),
    "apprentice": ("Apprentice market gardener", "Apprenti·e en maraîchage"),
    "trainee": ("Social work trainee", "Stagiaire en travail social"),
    "gardener": ("Market garden worker", "Ouvrier·ère maraîcher·ère"),
    "green": ("Green space worker", "Ouvrier·ère en espaces verts"),
    "packing": ("Basket packing worker", "Préparateur·rice de paniers"),
    "household": ("Household services worker", "Employé·e familial·e"),
    "cleaning": ("Cleaning worker", "Agent·e de propreté"),
    "handling": ("Handling worker", "Agent·e de manutention"),
}

INTEGRATION_JOBS = {
    "garden": ("gardener", "gardener", "green", "packing"),
    "services": ("household", "cleaning", "cleaning", "handling"),
}

# name | sex | birth | job | department | home | employee type | history, where a history is
#   start/end CONTRACT weekly-hours full-time-wage [job department]   a contract (no end: open)
#   @day hours                                                        other hours in that contract
#   exit day reason [archived]                                        it ends for that reason
PERMANENT = """
Hélène Vasseur|female|1968-04-12|director|office|59170 Croix|employee|2008-09-01/ CDI 35 3655
Karim Haddad|male|1979-11-03|coordinator|garden|59100 Roubaix|employee|2011-03-01/ CDI 35 2780
Sylvie Lefebvre|female|1966-02-20|accountant|office|59290 Wasquehal|employee|2009-01-05/ CDI 28 2490
Nadia Benali|female|1984-06-17|hr|office|59100 Roubaix|employee|2016-09-01/ CDI 35 2360; @2024-09-01 28
Thierry Vandewalle|male|1963-10-08|supervisor|garden|59150 Wattrelos|employee|2008-10-01/ CDI 35 2290
Ousmane Traoré|male|1981-05-25|supervisor|garden|59200 Tourcoing|employee|2014-04-14/ CDI 35 2150
Claire Dumortier|female|1987-09-30|counsellor|garden|59000 Lille|employee|2017-01-02/ CDI 35 2270; @2023-09-01 28
Mehmet Yildiz|male|1976-07-14|supervisor|services|59100 Roubaix|employee|2013-05-13/ CDI 35 2130
Fatoumata Diallo|female|1990-12-02|counsellor|services|59200 Tourcoing|employee|2019-02-04/2019-07-31 CDD 35 2120; 2019-08-01/ CDI 35 2180
Pascale Wattel|female|1964-03-27|office|office|59390 Lys-lez-Lannoy|employee|2010-06-07/ CDI 21 2010
Ana Ferreira|female|1982-08-19|placement|services|59510 Hem|employee|2015-10-01/ CDI 35 2320
Bruno Deleplanque|male|1971-01-22|upkeep|garden|59115 Leers|employee|2012-02-06/ CDI 35 2010
Stéphanie Caron|female|1978-04-04|placement|services|59150 Wattrelos|employee|2018-03-12/ CDI 28 2080; @2025-03-01 35
Rosa Moreira|female|1969-06-29|premises|office|59100 Roubaix|employee|2012-09-03/ CDI 17.5 1720
Jean-Luc Delattre|male|1961-05-16|supervisor|garden|59510 Hem|employee|2009-04-01/ CDI 35 2270; exit 2023-06-30 retired archived
Marine Poulain|female|1993-02-11|counsellor|garden|59000 Lille|employee|2020-09-01/ CDI 35 2110; exit 2023-09-15 resigned archived
Hakim Saïdi|male|1985-03-09|upkeep|services|59200 Tourcoing|employee|2018-11-05/ CDI 35 1960; exit 2023-03-31 fired archived
Lucas Verhaeghe|male|1997-08-21|counsellor|services|59650 Villeneuve-d'Ascq|employee|2023-01-16/2023-07-14 CDD 35 2090; exit 2023-07-14 end archived
Philippe Crépin|male|1961-12-05|supervisor|garden|59115 Leers|employee|2010-03-15/ CDI 35 2240; exit 2024-03-31 retired archived
Camille Hochart|female|1991-10-13|counsellor|garden|59290 Wasquehal|employee|2019-05-06/ CDI 35 2160; exit 2024-02-16 resigned archived
Sébastien Maes|male|1986-01-30|placement|services|59200 Tourcoing|employee|2017-06-01/ CDI 35 2140; exit 2024-07-12 resigned archived
Élodie Bataille|female|1988-11-24|baskets|garden|59170 Croix|employee|2016-04-04/ CDI 35 2060; exit 2024-09-30 resigned archived
Dominique Flament|male|1970-09-02|upkeep|services|59150 Wattrelos|employee|2023-04-17/ CDI 35 1980; exit 2024-11-15 fired archived
Laurence Petit|female|1972-07-07|office|office|59100 Roubaix|employee|2011-09-05/ CDI 28 2020; exit 2024-05-31 agreed archived
Christian Beaucamp|male|1962-08-18|supervisor|services|59390 Lys-lez-Lannoy|employee|2011-01-10/ CDI 35 2250; exit 2025-03-31 retired archived
Aurélie Ghesquière|female|1992-05-28|counsellor|garden|59000 Lille|employee|2023-10-02/ CDI 35 2140; exit 2025-01-31 resigned archived
Moussa Konaté|male|1989-04-15|supervisor|garden|59100 Roubaix|employee|2023-07-03/ CDI 35 2110; exit 2025-06-20 resigned archived
Delphine Rousselle|female|1983-12-19|placement|services|59510 Hem|employee|2024-09-02/ CDI 35 2150; exit 2025-08-29 resigned archived
Antoine Legrand|male|1977-10-10|upkeep|services|59200 Tourcoing|employee|2024-12-02/ CDI 35 2000; exit 2025-10-10 fired archived
Joëlle Marquant|female|1974-02-08|office|office|59115 Leers|employee|2024-06-03/ CDI 28 2040; exit 2025-11-28 unknown archived
Julien Roussel|male|1990-06-06|supervisor|garden|59150 Wattrelos|employee|2024-04-02/ CDI 35 2160
Inès Marchand|female|1996-03-21|counsellor|garden|59000 Lille|employee|2024-03-04/ CDI 35 2170
Amel Cherif|female|1994-07-26|baskets|garden|59100 Roubaix|employee|2024-10-14/ CDI 35 2080
Samir Bouzidi|male|1988-01-17|assistant|garden|59100 Roubaix|employee|2022-05-02/2022-10-31 CDDI 26 0 gardener garden; 2022-11-01/2023-04-30 CDDI 26 0 gardener garden; 2023-05-01/2024-04-30 CDDI 35 0 gardener garden; 2024-05-01/ CDI 35 1950
Véronique Masson|female|1971-11-11|office|office|59200 Tourcoing|employee|2023-09-04/2024-03-01 CDDI 26 0 cleaning services; 2024-03-04/2024-08-30 CDDI 26 0 cleaning services; 2024-09-02/2025-01-31 CDDI 30 0 cleaning services; 2025-02-03/ CDI 24 1920
Yannick Le Goff|male|1985-09-12|supervisor|services|59290 Wasquehal|employee|2025-03-17/ CDI 35 2200
Leïla Amrani|female|1995-04-09|counsellor|garden|59100 Roubaix|employee|2025-02-17/ CDI 35 2190
Grégory Lemaire|male|1981-02-25|supervisor|garden|59170 Croix|employee|2025-07-07/ CDI 35 2190
Marta Nowak|female|1992-10-31|placement|services|59510 Hem|employee|2025-03-03/2025-08-31 CDD 35 2120; 2025-09-01/ CDI 35 2180
Rachid Meziane|male|1979-05-05|upkeep|services|59200 Tourcoing|employee|2025-11-03/ CDI 35 2040
Émilie Favier|female|1998-01-28|hr|office|59650 Villeneuve-d'Ascq|employee|2025-01-06/2025-04-30 CDD 35 2150; exit 2025-04-30 end archived
Noémie Blondel|female|1997-06-03|counsellor|services|59000 Lille|employee|2025-09-15/ CDI 35 2130
Théo Carpentier|male|2006-03-14|apprentice|garden|59390 Lys-lez-Lannoy|employee|2025-03-03/2025-08-29 APP 35 0; 2025-09-01/ CDI 35 1910 baskets
Lina Abdallah|female|2003-09-23|trainee|office|59000 Lille|trainee|2025-10-06/2026-01-30 STAGE 35 660
"""

PLACES = (
    [("59100", "Roubaix")] * 7
    + [("59200", "Tourcoing")] * 4
    + [("59150", "Wattrelos")] * 3
    + [
        ("59510", "Hem"),
        ("59170", "Croix"),
        ("59390", "Lys-lez-Lannoy"),
        ("59115", "Leers"),
        ("59000", "Lille"),
        ("59290", "Wasquehal"),
        ("62300", "Lens"),
    ]
)

FEMALE = [
    "Aïcha",
    "Amina",
    "Angélique",
    "Awa",
    "Béatrice",
    "Binta",
    "Carole",
    "Céline",
    "Chaïma",
    "Christelle",
    "Corinne",
    "Dalila",
    "Élise",
    "Esra",
    "Fanny",
    "Fatiha",
    "Florence",
    "Gülay",
    "Hanane",
    "Isabelle",
    "Jamila",
    "Jessica",
    "Katarzyna",
    "Khadija",
    "Laetitia",
    "Linda",
    "Lucie",
    "Malika",
    "Mariama",
    "Martine",
    "Mélanie",
    "Monique",
    "Nathalie",
    "Nora",
    "Olena",
    "Patricia",
    "Priscilla",
    "Rachida",
    "Rania",
    "Sabrina",
    "Salimata",
    "Sandrine",
    "Sarah",
    "Sonia",
    "Souad",
    "Svitlana",
    "Teresa",
    "Valérie",
    "Yamina",
    "Zohra",
]

MALE = [
    "Abdel",
    "Adama",
    "Ahmed",
    "Alain",
    "Alexandre",
    "Ali",
    "Amadou",
    "Anthony",
    "Arnaud",
    "Bilal",
    "Boubacar",
    "Brahim",
    "Cédric",
    "Cheikh",
    "Daniel",
    "David",
    "Denis",
    "Didier",
    "Dylan",
    "Emre",
    "Éric",
    "Fabrice",
    "Farid",
    "Franck",
    "Frédéric",
    "Gaëtan",
    "Hamza",
    "Hervé",
    "Idrissa",
    "Ismaël",
    "Jérémy",
    "Jonathan",
    "José",
    "Kevin",
    "Kamel",
    "Ludovic",
    "Mamadou",
    "Marek",
    "Mathieu",
    "Mickaël",
    "Mohamed",
    "Mourad",
    "Nicolas",
    "Omar",
    "Pascal",
    "Patrice",
    "Rayan",
    "Régis",
    "Salah",
    "Sekou",
    "Stanislas",
    "Steve",
    "Tony",
    "Vincent",
    "Walid",
    "Yassine",
    "Youssef",
    "Zakaria",
]

FAMILY = [
    "Aït-Ali",
    "Aksoy",
    "Azzouz",
    "Baillieul",
    "Barry",
    "Bekkouche",
    "Belkacem",
    "Bernard",
    "Blanquart",
    "Bodart",
    "Boucher",
    "Bouchez",
    "Camara",
    "Carlier",
    "Carré",
    "Castel",
    "Cissé",
    "Cordonnier",
    "Coulibaly",
    "Da-Silva",
    "Debruyne",
    "Decroix",
    "Dehaene",
    "Deloof",
    "Demir",
    "Depoorter",
    "Derache",
    "Descamps",
    "Dhaene",
    "Diop",
    "Doumbia",
    "Duhamel",
    "El-Amri",
    "Fontaine",
    "Fournier",
    "Gomes",
    "Guermouche",
    "Hamidi",
    "Hennebelle",
    "Houssin",
    "Kaczmarek",
    "Kaddour",
    "Kaya",
    "Keïta",
    "Khelifi",
    "Kovalenko",
    "Laurent",
    "Leclercq",
    "Lemoine",
    "Leroy",
    "Lopes",
    "Loridan",
    "Mahieu",
    "Mansouri",
    "Martins",
    "Mbaye",
    "Mercier",
    "Mokrani",
    "Montagne",
    "Ndiaye",
    "Nowicki",
    "Ouali",
    "Parmentier",
    "Pereira",
    "Pollet",
    "Quesnoy",
    "Rahmani",
    "Renard",
    "Sahin",
    "Salembier",
    "Sanogo",
    "Segard",
    "Slimani",
    "Sow",
    "Tahar",
    "Tellier",
    "Touré",
    "Vanhove",
    "Vasilenko",
    "Verbeke",
    "Wojcik",
    "Yahiaoui",
    "Zerrouki",
    "Ziani",
]


def cast(rng: random.Random) -> dict[str, Iterator[str]]:
    """For each sex an endless row of full names, none twice."""
    families = [
        name.replace("-", " ") if name in ("Da-Silva", "El-Amri") else name for name in FAMILY
    ]
    rng.shuffle(families)
    half = len(families) // 2
    return {
        "female": _names(rng, FEMALE, families[:half]),
        "male": _names(rng, MALE, families[half:]),
    }


def _names(rng: random.Random, first_names: list[str], families: list[str]) -> Iterator[str]:
    """First names in random order with family names in turn."""
    first_names = rng.sample(first_names, len(first_names))
    for index in range(len(first_names) * len(families)):
        shift = index // len(families)
        yield f"{first_names[(index + shift) % len(first_names)]} {families[index % len(families)]}"
