"""The words of the assessment, in French: the enterprise wrote them, not the software."""

NAME = "Démarche d'impact social 2025"
# An indicator of the enterprise's own, with a crossed table.
PURCHASES = "ACHATS"

PORTRAIT = {
    "needs": "<p>À Roubaix, plus d'une personne active sur quatre est sans emploi. Beaucoup cumulent l'absence de diplôme, de permis de conduire et de mode de garde. Les premiers contacts avec l'emploi classique se soldent trop souvent par un refus, avant même l'entretien.</p><p>De leur côté, les habitants peinent à trouver des légumes frais et abordables, et les petites structures du quartier à faire entretenir leurs locaux.</p>",
    "aspirations": "<p>Que chaque personne accueillie reparte avec un projet choisi, des droits ouverts et la conviction qu'elle a sa place. Que le travail retrouve un sens collectif sur notre territoire.</p>",
    "missions": "<p>« Accueillir, employer et accompagner des personnes éloignées de l'emploi, par une activité utile aux habitants et respectueuse de la terre » (article 2 des statuts, 2008).</p><p>Deux conventions avec l'État : un atelier et chantier d'insertion, <em>Les Jardins</em>, et une association intermédiaire, <em>AI Services</em>.</p>",
    "means": "<ul><li>une cinquantaine de salariés, dont un peu plus de la moitié en insertion ;</li><li>3,2 hectares de maraîchage biologique et quatre serres à Leers, un siège loué à Roubaix ;</li><li>60 adhérents et une trentaine de bénévoles réguliers ;</li><li>un budget d'environ 1,8 million d'euros, dont un peu plus de la moitié de financements publics.</li></ul>",
    "activities": "<ul><li>maraîchage biologique et 180 paniers par semaine ;</li><li>entretien d'espaces verts et de jardins partagés pour les communes et un bailleur social ;</li><li>mise à disposition de personnel auprès d'associations, d'entreprises, de collectivités et de particuliers ;</li><li>accompagnement social et professionnel, formation, ateliers de français.</li></ul>",
    "stakeholders": "<p>Les salariés en insertion sont au centre. Viennent ensuite l'équipe permanente, les prescripteurs qui nous adressent les personnes, les clients et les communes, les financeurs, les adhérents et bénévoles. Nous connaissons mal ce que pensent de nous les voisins des jardins et les entreprises qui recrutent après nous.</p>",
    "territory": "<p>Roubaix, Tourcoing et les communes voisines, jusqu'à la frontière belge. Une population jeune, un passé industriel textile, de nombreux quartiers prioritaires, mais aussi un tissu associatif dense et une forte culture de l'entraide.</p>",
    "values": "<p>L'accueil sans tri, le droit à l'erreur, la coopération plutôt que la concurrence. Exemple : depuis 2022, les plannings des jardins sont établis chaque vendredi avec les équipes.</p>",
    "production": "<p>Agriculture biologique, livraisons à vélo, achats réorientés vers des fournisseurs proches et solidaires. Les vêtements de travail viennent d'un atelier d'insertion voisin depuis 2024.</p>",
    "people": "<p>Contrats de 26 heures renouvelés tous les quatre à six mois, deux ans au plus. Un entretien d'accompagnement par quinzaine. Pour les permanents, une grille de salaires resserrée et une réunion d'équipe hebdomadaire. Point faible reconnu : trop de départs parmi les permanents depuis 2024.</p>",
    "governance": "<p>Un conseil d'administration de onze personnes, avec des collèges de salariés et de clients depuis la réforme des statuts de 2020. L'assemblée générale se tient en juin, dans les jardins.</p>",
    "users": "<p>Un comité des salariés en insertion se réunit chaque trimestre. Les clients particuliers sont appelés après la première intervention. Les adhérents des paniers participent à deux chantiers par an.</p>",
    "effects": "<p>Effets déjà visibles : des droits ouverts, une confiance retrouvée, des permis de conduire obtenus. Un effet moins attendu : des voisins qui se parlent autour du point de vente. Un effet négatif reconnu : la fatigue des équipes lors des changements d'encadrants.</p>",
    "history": "<p>2008 : création par un groupe d'habitants. 2010 : premiers paniers. 2013 : ouverture d'AI Services. 2020 : réforme des statuts. 2023 : première évaluation de nos pratiques d'accueil. 2025 : nouvelle serre tunnel.</p>",
}

QUESTION = (
    "En quoi notre manière d'employer, d'accompagner et de décider ensemble rend-elle l'emploi "
    "accessible, de qualité et utile à notre territoire ?"
)

# name, description, judgement, finding, indicator codes
CRITERIA = [
    (
        "Un emploi ouvert à celles et ceux qui en ont le plus besoin",
        "Les personnes accueillies sont bien celles que l'emploi classique laisse de côté, et les jeunes trouvent leur place.",
        "Oui, et davantage auprès des jeunes",
        "<p>La part des moins de 26 ans a nettement progressé : le partenariat avec la mission locale porte ses fruits. Plus de quatre personnes sur cinq relèvent d'un public que nos conventions disent prioritaire.</p><p>En entretien, plusieurs salariés disent avoir été orientés « par hasard » : l'information des prescripteurs reste inégale d'une commune à l'autre.</p>",
        ("INS12", "BEN03"),
    ),
    (
        "Des emplois sûrs et une équipe qui dure",
        "Les conditions de travail protègent la santé, et les équipes sont assez stables pour accompagner dans la durée.",
        "En progrès pour la sécurité, fragile pour la stabilité",
        "<p>Les accidents du travail reculent depuis l'achat de matériel adapté et les quarts d'heure de prévention du lundi.</p><p>En revanche, les départs de permanents restent trop nombreux : environ un sur cinq chaque année. Le groupe d'échange l'a dit sans détour : « on change de conseillère avant d'avoir fini de raconter son histoire. »</p>",
        ("EMP11", "EMP17"),
    ),
    (
        "Une place égale pour les femmes et les hommes",
        "Femmes et hommes accèdent aux mêmes postes, et décident à parts égales.",
        "Oui au conseil, à surveiller dans les métiers",
        "<p>Le conseil d'administration compte désormais plus de femmes que d'hommes, contre trois sur onze en 2023. L'effectif est proche de l'équilibre.</p><p>Derrière ce chiffre, les métiers restent partagés : peu de femmes en espaces verts, peu d'hommes chez les particuliers.</p>",
        ("EMP06", "GOV04"),
    ),
    (
        "Une économie partagée, ancrée dans le territoire",
        "Les décisions se prennent à plusieurs, et l'argent dépensé profite au territoire et à l'économie sociale et solidaire.",
        "Oui, nettement",
        "<p>La réorientation de nos achats se voit : la part dépensée auprès de fournisseurs proches et celle des structures solidaires augmentent chaque année depuis 2023.</p><p>Tenir l'assemblée générale dans les jardins, un samedi, a fait venir plus d'adhérents. Les salariés en insertion y ont pris la parole pour la première fois.</p>",
        ("GOV03", "ECO20", "ECO21", PURCHASES),
    ),
]

SUMMARY = "<p>En 2025, l'Atelier des Trois Rivières a interrogé sa façon d'employer, d'accompagner et de décider. Quatre critères, dix indicateurs, sept temps d'échange et plus de cent cinquante participations.</p><p><strong>Ce qui avance</strong> : l'accueil des jeunes, la prévention des accidents, la place des femmes au conseil d'administration, les achats locaux et solidaires.</p><p><strong>Ce qui résiste</strong> : la stabilité de l'équipe permanente et le partage des métiers entre femmes et hommes.</p><p><strong>Ce que nous décidons</strong> : un plan pour retenir les permanents, un parcours d'intégration des encadrants, et des ateliers de découverte croisée des métiers.</p>"

CONCLUSION = "<p>Notre manière d'employer rend bien l'emploi accessible : celles et ceux que nous voulions rejoindre sont là, et les jeunes plus qu'hier. Elle est utile au territoire, par ce que nous produisons comme par ce que nous achetons.</p><p>La qualité de l'emploi est inégale. La sécurité progresse, mais le renouvellement de l'équipe permanente fragilise l'accompagnement ; les salariés en insertion sont les premiers à le dire. C'est le résultat le plus important de cette démarche, et le moins attendu.</p>"

DECISIONS = "<ul><li><strong>Retenir</strong> : entretien annuel pour tous les permanents et revalorisation des postes de conseillers, avant octobre 2026 (direction).</li><li><strong>Transmettre</strong> : deux semaines de tuilage à chaque départ d'encadrant, dès juillet 2026 (coordination des Jardins).</li><li><strong>Mélanger</strong> : ateliers de découverte croisée des métiers, un par trimestre (conseillers).</li><li><strong>Rendre compte</strong> : deux pages remises à chaque salarié et présentées aux financeurs en septembre 2026 (présidence).</li></ul>"

LIMITS = "<p>Décembre 2025 n'était pas encore clôturé au moment du calcul : les chiffres financiers de l'année sont provisoires. Le motif d'un départ de 2025 n'a pas été noté, deux salaires n'étaient pas saisis et quelques fournisseurs n'ont pas de catégorie.</p><p>Nous n'avons pas entendu les personnes parties sans solution, ni les voisins des jardins. Les progrès de l'emploi des jeunes tiennent aussi aux moyens nouveaux de la mission locale.</p>"

# category code, kind, name, relation, expectations, key of the contact ("role key")
STAKEHOLDERS = [
    (
        "supported",
        "group",
        "Salariés en insertion des Jardins",
        "Au centre du projet",
        "Un emploi, un revenu, du respect et un projet pour la suite",
        "",
    ),
    (
        "supported",
        "group",
        "Salariés en insertion d'AI Services",
        "Au centre du projet",
        "Des heures régulières et un contact suivi",
        "",
    ),
    (
        "supported",
        "group",
        "Personnes sorties depuis 2023",
        "Anciens salariés en insertion",
        "Garder un lien, pouvoir revenir demander conseil",
        "",
    ),
    (
        "workers",
        "group",
        "Équipe permanente",
        "Encadre et accompagne",
        "Des moyens, de la stabilité et du temps pour accompagner",
        "",
    ),
    (
        "volunteers",
        "group",
        "Bénévoles des ventes de paniers",
        "Une trentaine de personnes, le jeudi",
        "Du lien et un engagement utile",
        "",
    ),
    (
        "members",
        "group",
        "Adhérents",
        "Soixante personnes et structures",
        "Être tenus informés et décider",
        "",
    ),
    (
        "board",
        "group",
        "Conseil d'administration",
        "Onze sièges",
        "Une vision claire de ce que produit l'association",
        "",
    ),
    (
        "clients",
        "organisation",
        "",
        "Client depuis 2011, 60 paniers par semaine",
        "Des légumes variés, livrés à l'heure",
        "client amap",
    ),
    (
        "clients",
        "organisation",
        "",
        "Premier client d'AI Services",
        "Du personnel formé et remplacé en cas d'absence",
        "client hospital",
    ),
    (
        "municipalities",
        "organisation",
        "",
        "Donneur d'ordre et financeur",
        "Des emplois pour les habitants des quartiers prioritaires",
        "client roubaix",
    ),
    (
        "suppliers",
        "organisation",
        "",
        "Complète les paniers en hiver",
        "Des volumes prévisibles",
        "supplier vegetables",
    ),
    (
        "training",
        "organisation",
        "",
        "Anime les ateliers de français",
        "Des groupes réguliers",
        "supplier literacy",
    ),
    (
        "funders",
        "organisation",
        "",
        "Verse l'aide au poste d'insertion",
        "Des postes occupés et des données exactes",
        "funder state",
    ),
    (
        "funders",
        "organisation",
        "",
        "Finance l'accompagnement des allocataires du RSA",
        "Des parcours et des sorties positives",
        "funder department",
    ),
    (
        "funders",
        "organisation",
        "",
        "Contrat de ville et emploi",
        "Un ancrage dans les quartiers",
        "funder metropole",
    ),
    (
        "network",
        "organisation",
        "",
        "Accompagne la démarche d'impact",
        "Des résultats à partager avec le réseau",
        "supplier federation",
    ),
    (
        "employers",
        "organisation",
        "",
        "Recrute chaque année deux ou trois de nos salariés",
        "Des candidats prêts et un suivi après l'embauche",
        "client logistics",
    ),
    (
        "prescribers",
        "organisation",
        "Mission locale du Val de Marque",
        "Oriente les jeunes de moins de 26 ans",
        "Des réponses rapides aux candidatures",
        "",
    ),
    (
        "prescribers",
        "role",
        "Référente de parcours RSA, secteur de Roubaix",
        "Oriente les allocataires",
        "Un retour régulier sur les parcours",
        "",
    ),
    (
        "neighbours",
        "group",
        "Voisins des jardins de Leers",
        "Vivent autour des parcelles",
        "Du calme, et des légumes à acheter sur place",
        "",
    ),
]

# date, stage (1 to 4), method, name, facilitator, {category: people}, synthesis
ENGAGEMENTS = [
    (
        "2025-10-16",
        1,
        "workshop",
        "Lancement de la démarche",
        "Coralie Deschamps",
        {"workers": 14, "board": 4},
        "<p>Pourquoi évaluer ? D'abord pour nous-mêmes : comprendre ce qui fonctionne et ce qui use. Crainte exprimée d'un contrôle de plus ; il est convenu que rien ne sortira sans l'accord du conseil.</p>",
    ),
    (
        "2025-12-04",
        2,
        "workshop",
        "Portrait de l'association et choix de la question",
        "Claire Dumortier",
        {"workers": 11, "board": 3, "volunteers": 5, "supported": 9},
        "<p>La question retenue réunit l'emploi, l'accompagnement et la décision. Les salariés en insertion ont demandé que la stabilité de l'équipe figure parmi les critères.</p>",
    ),
    (
        "2026-01-22",
        3,
        "focus_group",
        "Groupe d'échange avec les salariés des Jardins",
        "Coralie Deschamps",
        {"supported": 12},
        "<p>Accord : l'ambiance et le respect sont ce qui fait revenir le matin. Désaccord : le nombre d'heures, trop faible pour les uns, suffisant pour d'autres qui élèvent seuls leurs enfants.</p>",
    ),
    (
        "2026-02-05",
        3,
        "interview",
        "Entretiens avec les prescripteurs",
        "Claire Dumortier",
        {"prescribers": 6},
        "<p>Réactivité appréciée, mais les critères d'entrée restent mal connus hors de Roubaix.</p>",
    ),
    (
        "2026-02-19",
        3,
        "survey",
        "Questionnaire aux clients",
        "Ana Ferreira",
        {"clients": 17},
        "<p>Dix-sept réponses sur vingt-sept. La qualité du travail est jugée bonne ; on souhaite davantage de continuité dans les équipes.</p>",
    ),
    (
        "2026-03-12",
        4,
        "workshop",
        "Analyse croisée des résultats",
        "Coralie Deschamps",
        {"workers": 8, "board": 4, "supported": 6, "clients": 3, "funders": 2},
        "<p>Le renouvellement de l'équipe permanente ressort comme premier sujet. Les financeurs présents se disent prêts à soutenir un plan d'action.</p>",
    ),
    (
        "2026-06-12",
        4,
        "assembly",
        "Restitution à l'assemblée générale",
        "Marie-Christine Dubrulle",
        {"members": 41, "workers": 12, "supported": 15},
        "<p>Les décisions sont approuvées à l'unanimité. Une salariée des Jardins présente elle-même le critère sur la sécurité.</p>",
    ),
]

# For each step of the four stages, in order: when it was done and a note.
STEPS = [
    ("2025-10-02", "Note de cadrage adoptée par le conseil"),
    ("2025-10-02", "Claire Dumortier, un groupe de cinq, la fédération"),
    ("2025-10-16", "Douze jours de travail d'octobre à juin"),
    ("2025-11-06", "Une demi-journée avec la fédération"),
    ("2025-12-04", ""),
    ("2025-12-04", "Vingt parties prenantes au registre"),
    ("2025-12-18", "Question validée par le conseil"),
    ("2026-01-08", "Quatre critères, dix indicateurs"),
    ("2026-01-15", "Chiffres, groupe d'échange, entretiens, questionnaire"),
    ("2026-02-26", ""),
    ("2026-03-12", ""),
    ("2026-06-12", "Deux pages remises à chaque salarié"),
]

# indicator -> {year: (numerator, denominator) or value}: what was typed into forms
DECLARED = {
    "GOV03": {2023: (31, 58), 2024: (34, 60), 2025: (41, 60)},
    "BEN03": {2023: (36, 49), 2024: (37, 48), 2025: (38, 46)},
    "EMP11": {2023: 9, 2024: 8, 2025: 6},
    "INS03": {2023: 20.4, 2024: 21.1, 2025: 21.8},
    "INS04": {2023: 21, 2024: 22, 2025: 22},
    "VOL02": {2023: 940, 2024: 1010, 2025: 1085},
}
DECLARED_NOTES = {
    "GOV03": "Feuille d'émargement de l'assemblée générale de juin, pouvoirs compris.",
    "BEN03": "Publics prioritaires des deux conventions, comptés à l'entrée.",
    "EMP11": "Registre des accidents du travail, avec et sans arrêt.",
    "INS03": "Heures déclarées à l'ASP pour les deux conventions.",
    "INS04": "Annexes financières des deux conventions.",
    "VOL02": "Cahier de présence des bénévoles, ventes de paniers et chantiers.",
}
# What is worked out from them.
WORKED_OUT = ("INS05", "VOL03")

# indicator -> (target for 2025, target for 2026, figure at the start, in 2023)
TARGETS = {
    "GOV03": (60, 70, 53.4),
    "GOV04": (50, 50, 27.3),
    "ECO20": (75, 82, 72.0),
    "ECO21": (60, 68, 54.0),
    "EMP11": (6, 4, 9),
    "EMP17": (15, 12, None),
    # The budget that the board voted, in euros.
    "ECO01": (1_745_000, 1_820_000, None),
    "EMP30": (1_322_000, 1_385_000, None),
    "ECO28": (5_000, 8_000, None),
}
