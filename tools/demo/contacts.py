"""Contacts: clients, suppliers, funders, members and the board, with their tags."""

import random

from odoo.fields import Command

from tools.demo import directory
from tools.demo.common import SEED, ascii_slug, in_french

# Tag key -> English, French, colour.
TAGS = {
    "social": ("Social economy", "Économie sociale et solidaire", 10),
    "ordinary": ("Conventional enterprise", "Entreprise classique", 4),
    "public_funder": ("Public funder", "Financeur public", 1),
    "private_funder": ("Private funder", "Financeur privé", 5),
    "public_client": ("Public client", "Client public", 3),
    "household": ("Household", "Particulier", 2),
    "member": ("Member", "Adhérent", 6),
}


class Crowd:
    """The contacts by role; suppliers and clients keep their place in the directory."""

    def __init__(self):
        self.tags = {}
        self.suppliers = {}
        self.clients = {}
        self.funders = {}
        self.members = None
        self.board = None


def build(env, staff) -> Crowd:
    """Create all contacts; workers on the board keep the contact they have as employees."""
    crowd = Crowd()
    for key, (english, french, colour) in TAGS.items():
        crowd.tags[key] = env["res.partner.category"].create({"name": english, "color": colour})
        in_french(crowd.tags[key], name=french)
    crowd.suppliers = organisations(env, crowd, directory.SUPPLIERS, supplier=True)
    crowd.clients = organisations(env, crowd, directory.CLIENTS)
    crowd.funders = organisations(env, crowd, directory.FUNDERS)
    crowd.members = _members(env, crowd)
    crowd.board = _board(env, crowd, staff)
    return crowd


def organisations(env, crowd, rows, supplier: bool = False) -> dict:
    """Contacts of a table of the directory, by key."""
    values = []
    for row in rows:
        household = row.tag == "household"
        values.append(
            {
                "name": row.name,
                "is_company": not household,
                "zip": row.zip or False,
                "city": row.city or False,
                "country_id": env.ref("base.be" if row.zip and len(row.zip) == 4 else "base.fr").id,
                "lang": env.company.partner_id.lang,
                "email": f"{ascii_slug(row.name)[:40]}@exemple.example",
                "category_id": [Command.link(crowd.tags[row.tag].id)] if row.tag else [],
                **({"supplier_rank": 1} if supplier else {"customer_rank": 1}),
            }
        )
    return dict(zip((row.key for row in rows), env["res.partner"].create(values), strict=True))


def _person(env, name: str) -> dict:
    """What any private person's contact holds."""
    return {
        "name": name,
        "country_id": env.ref("base.fr").id,
        "lang": env.company.partner_id.lang,
        "email": f"{ascii_slug(name).replace('-', '.', 1)}@exemple.example",
    }


def _board(env, crowd, staff):
    """The board's contacts, in the order of the directory."""
    tag = [Command.link(crowd.tags["member"].id)]
    board = env["res.partner"]
    for name, office, *_rest in directory.BOARD:
        colleague = staff.named(name).work_contact_id
        if colleague:
            colleague.write({"function": office, "category_id": tag})
        board |= colleague or board.create(
            {**_person(env, name), "function": office, "category_id": tag}
        )
    return board


def _members(env, crowd):
    """Members of the association: private persons and a few organisations already known."""
    rng = random.Random(SEED + 1)
    people = env["res.partner"].create(
        [
            {
                **_person(env, name),
                "zip": zipcode,
                "city": city,
                "category_id": [Command.link(crowd.tags["member"].id)],
            }
            for name in directory.MEMBERS
            for zipcode, city in [rng.choice(directory.HOMES)]
        ]
    )
    organisations = env["res.partner"].browse(
        [
            (crowd.suppliers.get(key) or crowd.clients[key]).id
            for key in directory.MEMBER_ORGANISATIONS
        ]
    )
    organisations.write({"category_id": [Command.link(crowd.tags["member"].id)]})
    return people | organisations
