"""A small writing desk for journal entries: account codes in, batches of posted moves out."""

from odoo.fields import Command

from tools.demo import names


class Book:
    """Collects entries of one company and posts them in batches, in order of date."""

    def __init__(self, env, firm, departments=names.DEPARTMENTS, plan="Conventions"):
        self.env = env
        self.firm = firm
        accounts = (
            env["account.account"].with_company(firm).search([("company_ids", "in", firm.ids)])
        )
        self.accounts = {account.code: account for account in accounts}
        journals = env["account.journal"].search([("company_id", "=", firm.id)])
        self.journals = {
            "misc": journals.filtered(lambda one: one.type == "general" and one.code == "MISC")[:1]
            or journals.filtered(lambda one: one.type == "general")[:1],
            "bank": journals.filtered(lambda one: one.type == "bank")[:1],
        }
        self.accounts["bank"] = self.journals["bank"].default_account_id
        self.analytic = self._analytic_accounts(departments, plan)
        self.taxes = {}
        self.pending = []
        self.batch = []
        self.written = {}

    def _analytic_accounts(self, departments: dict, plan: str) -> dict:
        """One analytic account for each department, in a plan of their own."""
        plan = self.env["account.analytic.plan"].create({"name": plan})
        accounts = self.env["account.analytic.account"].create(
            [
                {"name": name, "plan_id": plan.id, "company_id": self.firm.id}
                for name in departments.values()
            ]
        )
        return dict(zip(departments, accounts, strict=True))

    def tax(self, key: str):
        """A tax of the chart, made active; nothing for an empty key."""
        if not key:
            return self.env["account.tax"]
        if key not in self.taxes:
            self.taxes[key] = self.env["account.chart.template"].with_company(self.firm).ref(key)
            self.taxes[key].active = True
        return self.taxes[key]

    def account(self, code: str):
        """The company's account of a code; ``bank`` is that of the bank journal."""
        return self.accounts[code]

    def distribution(self, place: str | None) -> dict:
        """The analytic distribution for a department's key."""
        return {str(self.analytic[place].id): 100} if place else {}

    def entry(self, journal: str, moment, label: str, lines, partner=None) -> int:
        """Note an entry; lines are (account, balance[, department[, partner]]). Returns its number."""
        items = []
        for code, balance, *rest in lines:
            if not round(balance, 2):
                continue
            items.append(
                Command.create(
                    {
                        "account_id": self.account(code).id,
                        "name": label,
                        "balance": round(balance, 2),
                        "partner_id": (
                            rest[1] if len(rest) > 1 else partner or self.env["res.partner"]
                        ).id,
                        "analytic_distribution": self.distribution(rest[0] if rest else None)
                        or False,
                        "tax_ids": [],
                    }
                )
            )
        self.batch.append(
            {
                "move_type": "entry",
                "date": moment,
                "journal_id": self.journals[journal].id,
                "ref": label,
                "line_ids": items,
            }
        )
        return len(self.batch) + len(self.written) - 1

    def invoice(self, kind: str, partner, moment, label: str, row, amount: float) -> dict:
        """Values of an invoice or bill with one line, due in thirty days."""
        return {
            "move_type": kind,
            "partner_id": partner.id,
            "invoice_date": moment,
            "date": moment,
            "company_id": self.firm.id,
            "invoice_payment_term_id": self.env.ref("account.account_payment_term_30days").id,
            "invoice_line_ids": [
                Command.create(
                    {
                        "name": label,
                        "account_id": self.account(row.account).id,
                        "quantity": 1,
                        "price_unit": amount,
                        "tax_ids": [Command.set(self.tax(row.tax).ids)],
                        "analytic_distribution": self.distribution(row.place),
                    }
                )
            ],
        }

    def create(self, values: list[dict]):
        """Create invoices in order of date; they are posted with the next :meth:`post`."""
        moves = self.env["account.move"].create(sorted(values, key=lambda one: one["date"]))
        self.pending += moves
        return moves

    def post(self) -> None:
        """Create the entries noted so far and post them with the invoices created."""
        first = len(self.written)
        order = sorted(range(len(self.batch)), key=lambda index: self.batch[index]["date"])
        moves = self.env["account.move"].create([self.batch[index] for index in order])
        self.written.update({first + index: move for index, move in zip(order, moves, strict=True)})
        self.env["account.move"].union(*self.pending, moves).action_post()
        self.pending.clear()
        self.batch.clear()

    def moves_of(self, number: int):
        """The posted move of an entry's number."""
        return self.written[number]
