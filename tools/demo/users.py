"""The people who log in. Every demo account has the password ``demo``.

lead@          leads the evaluation (Claire Dumortier, employment counsellor)
contributor@   fills in the figures asked for (Ana Ferreira, placement officer)
board@         reads as a board member (Marie-Christine Dubrulle, president)
hr@            keeps the staff files, reads exact figures (Nadia Benali, human resources)
accountant@    keeps the books, reads results (Sylvie Lefebvre)
accompanist@   accompanies from the federation (Coralie Deschamps)

All of them end in ``trois-rivieres.example`` and read French; ``admin`` reads English.
"""

from odoo.fields import Command

from tools.demo.common import MAIL

PASSWORD = "demo"

# Login's first part -> (name, groups).
ACCOUNTS = {
    "lead": ("Claire Dumortier", ("vises_impact.group_lead",)),
    "contributor": ("Ana Ferreira", ("vises_impact.group_contributor",)),
    "board": ("Marie-Christine Dubrulle", ("vises_impact.group_board_reader",)),
    "hr": (
        "Nadia Benali",
        (
            "hr.group_hr_manager",
            "vises_impact.group_contributor",
            "vises_impact.group_board_reader",
        ),
    ),
    "accountant": (
        "Sylvie Lefebvre",
        ("account.group_account_user", "vises_impact.group_board_reader"),
    ),
    "accompanist": ("Coralie Deschamps", ("vises_impact.group_accompanist",)),
}


def build(env, firm, crowd, staff) -> dict:
    """Create the accounts, on the contacts that exist already; returns them by login part."""
    users = {}
    env["res.lang"]._activate_lang("en_US")  # a database made in French has it switched off
    env.ref("base.user_admin").lang = "en_US"
    french = bool(env["res.lang"]._lang_get("fr_FR"))
    for key, (name, groups) in ACCOUNTS.items():
        employee = staff.named(name)
        partner = employee.work_contact_id or crowd.board.filtered(
            lambda one, who=name: one.name == who
        )
        users[key] = (
            env["res.users"]
            .with_context(no_reset_password=True)
            .create(
                {
                    "name": name,
                    "login": f"{key}@{MAIL}",
                    "password": PASSWORD,
                    "email": partner.email or f"{key}@{MAIL}",
                    "tz": "Europe/Paris",
                    "notification_type": "inbox",
                    "company_id": firm.id,
                    "company_ids": [Command.set(firm.ids)],
                    "group_ids": [
                        Command.set([env.ref(group).id for group in ("base.group_user", *groups)])
                    ],
                    **({"partner_id": partner.id} if partner else {}),
                    **({"lang": "fr_FR"} if french else {}),
                }
            )
        )
        if employee:
            employee.user_id = users[key]
    return users


def logins() -> list[str]:
    """What ``./vises run`` prints: who logs in with what."""
    return [f"login {key}@{MAIL}, password {PASSWORD}  ({ACCOUNTS[key][0]})" for key in ACCOUNTS]
