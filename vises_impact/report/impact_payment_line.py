from odoo import fields, models
from odoo.tools import SQL


class ImpactPaymentLine(models.Model):
    """One row per payment of a vendor bill: how much was paid of it, and how late.

    A payment is a reconciliation of the bill's payable with an item of a bank, cash or
    card journal. Set-offs, refunds and exchange differences are none. ``amount`` is in
    the company's currency; ``amount_days`` is the amount × the days since the date of the
    bill, negative for what was paid before.
    """

    _name = "impact.payment.line"
    _description = "Payment line"
    _auto = False
    _order = "date"
    _depends = {
        "account.partial.reconcile": ["amount", "credit_move_id", "debit_move_id"],
        "account.move.line": ["date", "journal_id", "move_id", "parent_state"],
        "account.move": ["company_id", "invoice_date", "move_type", "state"],
        "account.journal": ["type"],
    }

    company_id = fields.Many2one("res.company", readonly=True)
    bill_id = fields.Many2one("account.move", readonly=True)
    date = fields.Date(readonly=True)
    amount = fields.Float(readonly=True)
    amount_days = fields.Float("Amount × days", readonly=True)

    @property
    def _table_query(self) -> SQL:
        return SQL(
            """
            SELECT part.id, bill.company_id, bill.id AS bill_id, paid.date, part.amount,
                   part.amount * (paid.date - bill.invoice_date) AS amount_days
              FROM account_partial_reconcile part
              JOIN account_move_line owed ON owed.id = part.credit_move_id
              JOIN account_move bill ON bill.id = owed.move_id
              JOIN account_move_line paid ON paid.id = part.debit_move_id
              JOIN account_journal journal ON journal.id = paid.journal_id
             WHERE bill.move_type IN ('in_invoice', 'in_receipt')
               AND bill.state = 'posted'
               AND paid.parent_state = 'posted'
               AND journal.type IN ('bank', 'cash', 'credit')
            """
        )

    def _impact_expressions(self, alias: str, day: SQL) -> dict[str, SQL]:
        return {}
