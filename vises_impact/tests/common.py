"""What the tests of this addon share: an enterprise, its people, short ways to make records."""

from contextlib import contextmanager

from odoo import fields
from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .histories import ForHistories


class ImpactCommon(ForHistories, TransactionCase):
    """A social enterprise with one person for each group, and a second enterprise beside it.

    ``self.env`` works in the enterprise; ``self.contributor`` and the others are users
    who belong to it alone.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Texts are told in English, which may be switched off in the database.
        cls.env["res.lang"]._activate_lang("en_US")
        cls.company, cls.other_company = cls.env["res.company"].create(
            [{"name": "Les Ateliers du Canal (test)"}, {"name": "De Werkplaats (test)"}]
        )
        context = {
            "allowed_company_ids": cls.company.ids,
            "lang": "en_US",
            "tracking_disable": True,
        }
        cls.env = cls.env(context=dict(cls.env.context, **context))
        cls.company = cls.company.with_env(cls.env)
        cls.scope = cls.company._impact_default_scope()
        cls.other_scope = cls.other_company._impact_default_scope()
        for persona in ("contributor", "board_reader", "accompanist", "lead", "manager"):
            setattr(cls, persona, cls._user(persona, f"vises_impact.group_{persona}"))

    @contextmanager
    def _refused(self, error, reason, model=None):
        """What is done inside is refused with a message that says so, and leaves no trace.

        :param reason: a regular expression that the message matches.
        :param model: for what the database itself refuses, the model that explains it.
        """
        with mute_logger("odoo.sql_db"), self.assertRaises(error) as caught:
            yield
            self.env.flush_all()
        message = str(caught.exception)
        if isinstance(caught.exception, IntegrityError):
            message = self.env[model]._sql_error_to_message(caught.exception)
        self.assertRegex(message, reason)

    @classmethod
    def _user(cls, login, groups, company=None):
        """A user who belongs to ``company`` (the enterprise) alone, with ``groups``."""
        company = company or cls.company
        return new_test_user(
            cls.env,
            login=f"impact_{login}",
            groups=groups,
            lang="en_US",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )

    @classmethod
    def _assessment(cls, **values):
        """An assessment of the enterprise in 2025, compared with 2024."""
        return cls.env["impact.assessment"].create(
            {
                "name": "Our impact in 2025",
                "company_id": cls.company.id,
                "date_from": "2025-01-01",
                "date_to": "2025-12-31",
                **values,
            }
        )

    @classmethod
    def _indicator(cls, code, **values):
        """An indicator of the enterprise's own, typed in a form."""
        return cls.env["impact.indicator"].create(
            {
                "code": code,
                "name": f"Indicator {code}",
                "namespace": "company",
                "company_id": cls.company.id,
                "unit": "number",
                "version_ids": [Command.create({"kind": "form"})],
                **values,
            }
        )

    @classmethod
    def _define_anew(cls, indicator, **values):
        """A new version, as “Change the definition” drafts it and somebody saves it."""
        action = indicator.current_version_id.action_new_version()
        versions = cls.env["impact.indicator.version"].with_context(**action["context"])
        return versions.create(values)

    @classmethod
    def _figure_key(cls, indicator, year, **values):
        """What makes a figure or a target unique: whose it is, of what, and when."""
        company = values.pop("company_id", cls.company)
        return {
            "indicator_id": indicator.id,
            "company_id": company.id,
            "organisation_id": company.partner_id.id,
            "scope_id": company._impact_default_scope().id,
            "period_type": "year",
            "date_from": fields.Date.to_date(f"{year}-01-01"),
            "date_to": fields.Date.to_date(f"{year}-12-31"),
            **values,
        }

    @classmethod
    def _result(cls, indicator, year, value, **values):
        """A typed figure for a calendar year; None: not measured."""
        return cls.env["impact.result"].create(
            {
                **cls._figure_key(indicator, year),
                "version_id": indicator.current_version_id.id,
                "cell_id": cls._total_cell().id,
                "value": value,
                "status": "missing" if value is None else "measured",
                "origin": "declared",
                **values,
            }
        )

    def _records_behind(self, result, user, part=0):
        """The records of a part of a figure that a user is shown, as that user sees them."""
        result = result.with_user(user).with_context(allowed_company_ids=user.company_ids.ids)
        self.assertTrue(result.action_show_records())
        action = result.env["impact.computation"]._record_parts(result)[part]["opened"]
        records = result.env[action["res_model"]].with_context(active_test=False)
        return records.search(action["domain"])

    @classmethod
    def _shown_figure(cls, indicator, year, value, count, base=None, key=""):
        """A figure of so many people (of so many), as it is computed, and shown inside."""
        (term,) = indicator.current_version_id.term_ids
        terms = {"count": count} if base is None else {"count": count, "base_count": base}
        return cls._result(
            indicator,
            year,
            value,
            cell_id=cls._cell(key),
            origin="computed",
            numerator=None if base is None else count,
            denominator=base,
            exact_value=value,
            exact_numerator=None if base is None else count,
            exact_denominator=base,
            exact_status="measured",
            provenance={"terms": {term.name: terms}},
        )

    @classmethod
    def _cell(cls, key):
        """The id of the cell with this key."""
        return cls.env["impact.cell"]._by_key([key])[key]

    @classmethod
    def _total_cell(cls):
        return cls.env["impact.cell"].search([("key", "=", "")], limit=1)

    @classmethod
    def _target(cls, indicator, year, value):
        return cls.env["impact.target"].create({**cls._figure_key(indicator, year), "value": value})
