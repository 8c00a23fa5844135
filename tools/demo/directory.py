"""The address book as tables: suppliers, clients, funders, members and the board.

All names are invented, but for public bodies. Amounts are euros a year without VAT, in 2024.
"""

from typing import NamedTuple


class Supplier(NamedTuple):
    """A supplier: what is bought (account), for which agreement, how often and for how much."""

    key: str
    name: str
    zip: str
    city: str
    tag: str
    account: str
    place: str
    bills: int
    amount: int
    tax: str
    label: str


class Client(NamedTuple):
    """A client: what is sold (account), by which agreement, how often and for how much."""

    key: str
    name: str
    zip: str
    city: str
    tag: str
    account: str
    place: str
    invoices: int
    amount: int
    tax: str
    label: str


class Funder(NamedTuple):
    """A funder: account, agreement, months of its decisions, total of 2023, 2024 and 2025."""

    key: str
    name: str
    zip: str
    city: str
    tag: str
    account: str
    place: str
    months: tuple[int, ...]
    amounts: tuple[int, ...]
    label: str


def rows(kind, table: str) -> list:
    """Lines of a table as records; numbers are read as such, several of them as a tuple."""
    rows = []
    for line in table.strip().splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        rows.append(kind(*map(_read, kind.__annotations__.values(), cells)))
    return rows


def _read(wanted, cell: str):
    if wanted is int:
        return int(cell)
    if wanted is str:
        return cell
    return tuple(int(number) for number in cell.split())


# key | name | postcode | city | tag | account | department | bills a year | amount | tax | label
SUPPLIERS = rows(
    Supplier,
    """
seeds | Graines du Pévèle | 59310 | Orchies | ordinary | 601000 | garden | 6 | 11800 | tva_acq_intermediaire | Semences biologiques
plants | Pépinières de la Lys | 59280 | Armentières | ordinary | 601000 | garden | 8 | 14600 | tva_acq_intermediaire | Plants et arbustes
compost | Terre & Compost Nord | 59710 | Pont-à-Marcq | social | 601000 | garden | 4 | 5200 | tva_acq_intermediaire | Compost et amendements
vegetables | Bio Flandre Grossiste | 59190 | Hazebrouck | social | 607000 | garden | 8 | 21400 | tva_acq_normale | Compléments de paniers
packaging | Cartonnerie de l'Artois | 62000 | Arras | ordinary | 602610 | garden | 3 | 4300 | tva_acq_normale | Caisses et sachets
tools | Quincaillerie Motte | 59200 | Tourcoing | ordinary | 606300 | garden | 8 | 9600 | tva_acq_normale | Outillage et petit matériel
machines | Motoculture du Ferrain | 59250 | Halluin | ordinary | 615500 | garden | 5 | 8200 |  | Entretien du matériel
greenhouse | Serres d'Europe | 49000 | Angers | ordinary | 605000 | garden | 2 | 7400 | tva_acq_normale | Bâches et arceaux de serre
irrigation | Hydro Maraîchage | 34000 | Montpellier |  | 606300 | garden | 2 | 3600 | tva_acq_normale | Matériel d'irrigation
workwear | Tissons Demain | 59100 | Roubaix | social | 606800 | garden | 3 | 6100 | tva_acq_normale | Vêtements de travail
cleaning | Éco-Propre Distribution | 59650 | Villeneuve-d'Ascq | ordinary | 602220 | services | 8 | 12400 |  | Produits d'entretien
protection | Sécurité Pro Équipement | 69007 | Lyon | ordinary | 606800 | services | 3 | 4900 |  | Équipements de protection
fuel | Station Relais du Sart | 59390 | Lys-lez-Lannoy | ordinary | 606100 | garden | 8 | 13800 |  | Carburants
energy | Énergie Coopérative | 75010 | Paris | social | 606100 | office | 6 | 15900 |  | Électricité renouvelable
gas | Gaz du Septentrion |  |  | ordinary | 606100 | office | 6 | 9800 |  | Gaz
water | Régie des eaux de la métropole | 59000 | Lille |  | 606100 | garden | 4 | 5100 |  | Eau
rent | Foncière solidaire des Flandres | 59800 | Lille | social | 613200 | office | 4 | 46800 |  | Loyer trimestriel des locaux
garage | Garage solidaire du Galon d'Eau | 59100 | Roubaix | social | 615500 | services | 6 | 9900 |  | Entretien des véhicules
leasing | Auto Bail Services | 92000 | Nanterre | ordinary | 613500 | services | 6 | 14700 |  | Location de véhicules
insurance | Mutuelle des associations | 79000 | Niort | social | 616100 | office | 2 | 16200 |  | Assurance multirisque et flotte
audit | Cabinet Delmotte Audit | 59000 | Lille | ordinary | 622600 | office | 2 | 9200 |  | Commissariat aux comptes
payroll | Gestion & Associations 59 | 59000 | Lille | social | 622600 | office | 6 | 12600 |  | Établissement des paies
training | Formations pour Tous | 59140 | Dunkerque | social | 611000 | garden | 5 | 17800 |  | Formations des salariés en insertion
literacy | Lire et Dire Roubaix | 59100 | Roubaix | social | 611000 | services | 4 | 9400 |  | Ateliers de français
driving | Auto-école associative En Route | 62300 | Lens | social | 611000 | services | 3 | 7900 |  | Code et permis de conduire
transport | Cyclo-Livreurs Lille | 59000 | Lille | social | 624200 | garden | 6 | 10900 |  | Livraison des paniers
travel | Transports de la métropole | 59700 | Marcq-en-Barœul |  | 625100 | services | 4 | 5600 |  | Titres de transport
software | Logiciels Libres & Cie | 31000 | Toulouse | social | 618100 | office | 3 | 6900 |  | Hébergement et assistance
phone | Télécom Entreprises | 75015 | Paris | ordinary | 626000 | office | 6 | 7800 |  | Téléphone et internet
office | Papeterie du Beffroi | 62400 | Béthune | ordinary | 606400 | office | 4 | 4800 |  | Fournitures de bureau
printing | Imprimerie de la Marque | 59510 | Hem |  | 623600 | office | 2 | 3900 |  | Impression du rapport d'activité
network | Réseau des jardins solidaires | 25000 | Besançon | social | 628100 | office | 1 | 4600 |  | Cotisation au réseau
federation | Fédération régionale de l'insertion | 59000 | Lille | social | 628100 | office | 1 | 3800 |  | Cotisation fédérale
catering | La Table de Wazemmes | 59000 | Lille | social | 625700 | office | 2 | 2700 |  | Repas de l'assemblée générale
waste | Recyclage 2 Rives |  |  |  | 615200 | garden | 3 | 4100 |  | Évacuation des déchets
bank | Banque coopérative du Nord | 59000 | Lille | social | 627800 | office | 4 | 1900 |  | Frais bancaires
""",
)

# Where the enterprise changed its suppliers on purpose: factors for 2023, 2024 and 2025.
TRENDS = {
    "greenhouse": (1.5, 1.0, 0.7),
    "irrigation": (1.3, 1.0, 0.8),
    "protection": (1.7, 1.0, 0.4),
    "leasing": (1.45, 1.0, 0.5),
    "audit": (0.97, 1.0, 1.03),
    "machines": (1.2, 1.0, 0.9),
    "cleaning": (1.2, 1.0, 0.8),
    "fuel": (1.1, 1.0, 0.92),
    "workwear": (0.4, 1.0, 1.7),
    "garage": (0.6, 1.0, 1.5),
    "compost": (0.7, 1.0, 1.3),
    "training": (0.75, 1.0, 1.25),
    "driving": (0.6, 1.0, 1.3),
    "vegetables": (0.85, 1.0, 1.1),
}

# key | name | postcode | city | tag | account | department | invoices a year | amount | tax | label
CLIENTS = rows(
    Client,
    """
roubaix | Ville de Roubaix | 59100 | Roubaix | public_client | 706000 | garden | 6 | 48400 | tva_normale | Entretien des jardins partagés
hem | Ville de Hem | 59510 | Hem | public_client | 706000 | garden | 4 | 28900 | tva_normale | Entretien d'espaces verts
croix | Ville de Croix | 59170 | Croix | public_client | 706000 | garden | 4 | 22300 | tva_normale | Entretien d'espaces verts
housing | Logis du Ferrain (bailleur social) | 59200 | Tourcoing | public_client | 706000 | garden | 6 | 40500 | tva_normale | Entretien de pieds d'immeubles
canteen | Cuisine centrale de Wattrelos | 59150 | Wattrelos | public_client | 701000 | garden | 8 | 20400 | tva_reduite | Légumes biologiques
school | Lycée horticole de Lomme | 59160 | Lomme | public_client | 701000 | garden | 3 | 7200 | tva_reduite | Légumes biologiques
amap | Association Les Paniers de l'Union | 59200 | Tourcoing | social | 701000 | garden | 12 | 60700 | tva_reduite | Paniers de légumes
shop | Épicerie coopérative Le Panier Vert | 59000 | Lille | social | 701000 | garden | 8 | 22600 | tva_reduite | Légumes de saison
restaurant | Restaurant L'Estaminet du Parc | 59100 | Roubaix | ordinary | 701000 | garden | 5 | 8900 | tva_reduite | Légumes de saison
baskets | Comité d'entreprise Textiles Réunis | 59390 | Lys-lez-Lannoy | ordinary | 701000 | garden | 5 | 11600 | tva_reduite | Paniers de légumes
hospital | Centre hospitalier de la Lys | 59280 | Armentières | public_client | 708400 | services | 8 | 66800 |  | Mise à disposition de personnel
tourcoing | Ville de Tourcoing | 59200 | Tourcoing | public_client | 708400 | services | 8 | 61000 |  | Mise à disposition de personnel
care | Résidence Les Glycines | 59150 | Wattrelos | social | 708400 | services | 8 | 49200 |  | Entretien des locaux
crèche | Crèche associative Pomme de Reinette | 59100 | Roubaix | social | 708400 | services | 6 | 23500 |  | Entretien des locaux
logistics | Nord Logistique Express | 59223 | Roncq | ordinary | 708400 | services | 6 | 56000 |  | Manutention
mail | Atelier du Colis | 59115 | Leers | ordinary | 708400 | services | 5 | 33200 |  | Manutention
offices | Espace Tertiaire du Parc | 59120 | Loos | ordinary | 708400 | services | 5 | 29700 |  | Entretien de bureaux
sports | Union sportive du Hutin | 59200 | Tourcoing | social | 708400 | services | 3 | 9500 |  | Entretien des vestiaires
belgium | Ferme urbaine de Mouscron | 7700 | Mouscron | social | 701000 | garden | 2 | 5400 | tva_sale_good_intra_0 | Échange de plants et légumes
home0 | M. et Mme Lecocq | 59170 | Croix | household | 708400 | services | 3 | 4300 |  | Aide ménagère à domicile
home1 | Mme Paulette Duriez | 59100 | Roubaix | household | 708400 | services | 3 | 3900 |  | Aide ménagère à domicile
home2 | M. Rabah Saadi | 59200 | Tourcoing | household | 708400 | services | 3 | 3200 |  | Aide ménagère à domicile
home3 | Mme Odile Vermeersch | 59510 | Hem | household | 708400 | services | 3 | 5100 |  | Aide ménagère à domicile
home4 | M. et Mme Tran | 59290 | Wasquehal | household | 708400 | services | 3 | 4700 |  | Aide ménagère à domicile
home5 | Mme Geneviève Lepers | 59390 | Lys-lez-Lannoy | household | 708400 | services | 3 | 3600 |  | Aide ménagère à domicile
home6 | M. Wladimir Stachowiak | 59150 | Wattrelos | household | 708400 | services | 3 | 2900 |  | Aide ménagère à domicile
home7 | Mme Jacqueline Hennion | 59115 | Leers | household | 708400 | services | 3 | 4100 |  | Aide ménagère à domicile
""",
)

# key | name | postcode | city | tag | account | department | months | 2023 2024 2025 | label
FUNDERS = rows(
    Funder,
    """
state | Agence de services et de paiement (ASP) | 80000 | Amiens | public_funder | 741100 | garden | 1 2 3 4 5 6 7 8 9 10 11 12 | 269000 262000 261000 | Aide au poste d'insertion
ddets | DDETS du Nord | 59000 | Lille | public_funder | 741200 | office | 4 11 | 58000 60000 46000 | Fonds départemental d'insertion
department | Département du Nord | 59000 | Lille | public_funder | 743100 | garden | 3 6 9 12 | 268000 274000 286000 | Accompagnement et cofinancement de postes (RSA)
region | Région Hauts-de-France | 59000 | Lille | public_funder | 742100 | services | 5 10 | 98000 98000 92000 | Programme régional d'insertion
metropole | Métropole européenne de Lille | 59000 | Lille | public_funder | 744100 | garden | 2 5 8 11 | 152000 164000 182000 | Contrat de ville, PLIE et emploi
town | Ville de Roubaix - service insertion | 59100 | Roubaix | public_funder | 744100 | garden | 6 12 | 54000 56000 56000 | Subvention de fonctionnement
europe | Fonds social européen plus | 59000 | Lille | public_funder | 745100 | services | 12 | 74000 78000 84000 | Parcours vers l'emploi
foundation1 | Fondation des Filatures | 59100 | Roubaix | private_funder | 755300 | garden | 6 | 30000 32000 35000 | Serre pédagogique
foundation2 | Fonds Solidarité Emploi | 75008 | Paris | private_funder | 755300 | services | 10 | 24000 26000 28000 | Mobilité et permis de conduire
skills | Opérateur de compétences de la cohésion sociale | 75013 | Paris |  | 758000 | office | 3 9 | 22000 24000 25000 | Prise en charge de formations
""",
)

# name, office, seat type, sex, year of birth, since, until
BOARD = [
    ("Marie-Christine Dubrulle", "Présidente", "member", "female", 1957, "2021-06-18", None),
    ("Abdelkader Hamdi", "Vice-président", "qualified", "male", 1964, "2022-06-17", None),
    ("Françoise Lemahieu", "Trésorière", "member", "female", 1959, "2019-06-14", None),
    ("Jean-Pierre Vanneste", "Trésorier adjoint", "member", "male", 1961, "2023-06-16", None),
    ("Djamila Ferhat", "Secrétaire", "member", "female", 1973, "2022-06-17", None),
    ("Olivier Castelain", "Administrateur", "public", "male", 1969, "2020-09-25", None),
    ("Sophie Bertin", "Administratrice", "qualified", "female", 1980, "2024-06-14", None),
    (
        "Ousmane Traoré",
        "Administrateur, collège des salariés",
        "worker",
        "male",
        1981,
        "2023-06-16",
        None,
    ),
    (
        "Stéphanie Caron",
        "Administratrice, collège des salariés",
        "worker",
        "female",
        1978,
        "2025-06-13",
        None,
    ),
    (
        "Aline Rousseau",
        "Administratrice, collège des clients",
        "user",
        "female",
        1975,
        "2024-06-14",
        None,
    ),
    ("Bernard Loucheur", "Administrateur", "member", "male", 1954, "2018-06-15", None),
]

# Former directors of the board, whose mandates ended in the years shown.
FORMER_BOARD = [
    ("Daniel Plouvier", "member", "male", 1951, "2015-06-12", "2024-06-14"),
    ("Roger Wibaut", "member", "male", 1949, "2014-06-13", "2024-06-14"),
    ("Christophe Delval", "worker", "male", 1979, "2020-09-25", "2025-06-13"),
]

MEMBERS = """Annick Allard, Samira Attia, Gilbert Bauduin, Marc Becquet, Hassan Belhadj, Ghislaine Bocquet,
Michel Bonduelle, Yvette Bruneel, Paul Cambier, Anne Cauchy, Noureddine Chaouch, Luc Clarisse, Élisabeth Cornil,
Alain Dassonville, Brigitte Debaecker, Guy Delmotte, Chantal Denoyelle, Robert Desrousseaux, Zineb Drissi,
Colette Dupriez, Xavier Duthoit, Maryse Fauvarque, Lahcen Fikri, Thérèse Florin, Serge Gadenne, Odette Grard,
Pierre Herbaut, Cécile Hespel, Jacques Jonville, Zofia Jankowska, Denise Lagache, Étienne Lambin, Nicole Lecat,
Jean Lefrancq, Danielle Lestienne, Robert Leuridan, Saliha Loukil, Gérard Mahieux, Agnès Marissal, Henri Meurisse,
Josette Moulin, Tran Van Minh, Bernadette Noreuil, Raymond Pennel, Marcelle Pruvost, Amélie Quartier, André Rigaut,
Suzanne Sion, Luis Teixeira, Germaine Thorez, Claude Vandamme, Liliane Verdière, Maurice Wacquez, Evelyne Zajac"""
MEMBERS = [" ".join(name.split()) for name in MEMBERS.split(",")]

MEMBER_ORGANISATIONS = ("literacy", "garage", "amap", "shop", "crèche", "network")


def memberships() -> list[tuple[int, str, str | None]]:
    """Number of the member (persons first), since when, and until when.

    Most joined at an assembly in June before 2024; one left and came back.
    """
    count = len(MEMBERS) + len(MEMBER_ORGANISATIONS)
    joined = {7: "2024-06-14", 19: "2024-06-14", 31: "2024-09-20", 44: "2025-06-13"}
    joined |= dict.fromkeys((3, 27, 38, 52, count - 1), "2025-06-13")
    left = {11: "2024-12-31", 23: "2025-06-13"}
    rows = [
        (number, joined.get(number, f"{2012 + number % 11}-06-15"), left.get(number))
        for number in range(count)
    ]
    return [*rows, (11, "2025-09-01", None)]


HOMES = [
    ("59100", "Roubaix"),
    ("59100", "Roubaix"),
    ("59200", "Tourcoing"),
    ("59170", "Croix"),
    ("59510", "Hem"),
    ("59000", "Lille"),
    ("59290", "Wasquehal"),
    ("59150", "Wattrelos"),
    ("59115", "Leers"),
]
