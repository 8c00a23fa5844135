"""What the tests of publications share: figures that are hidden inside, and who may send them."""

from odoo import fields
from odoo.fields import Command

from .common import ImpactCommon


class PublicationCase(ImpactCommon):
    """Three women among twenty people: hidden inside, and known to whom manages staff records."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hr = cls._user("hr", "hr.group_hr_manager,vises_impact.group_board_reader")
        cls.people = cls._indicator("PEOPLE", privacy="person", unit="persons")
        cls.women = cls._indicator("WOMEN", name="Women", privacy="person", unit="persons")
        cls.income = cls._indicator("INCOME", name="Income", unit="currency", decimals=2)
        cls.elsewhere = cls._indicator("ELSEWHERE", privacy="person", unit="persons")
        cls.set = cls.env["impact.indicator.set"].create(
            {
                "code": "agreement_test",
                "name": "What the agreement asks for",
                "indicator_ids": [Command.set((cls.people | cls.women | cls.income).ids)],
            }
        )
        cls.funder = cls.env["res.partner"].create({"name": "Labour authority"})
        cls.assessment = cls._assessment(
            indicator_ids=(cls.people | cls.women | cls.income | cls.elsewhere).ids,
            accompanist_ids=[Command.link(cls.accompanist.id)],
        )
        cls._counted(cls.people, 20)
        cls._counted(cls.women, 3)
        cls._result(cls.income, 2025, 405160.94)
        cls._counted(cls.elsewhere, 4)

    @classmethod
    def _counted(cls, indicator, number, year=2025, **values):
        """A computed count of people, as it is stored: hidden where there are few."""
        small = 0 < number < 5
        return cls._result(
            indicator,
            year,
            None if small else number,
            **{
                "status": "suppressed" if small else "measured",
                "origin": "computed",
                "exact_value": number,
                "exact_status": "measured",
                "provenance": {"terms": {"term": {"count": number}}},
                **values,
            },
        )

    def _as(self, user):
        self.env.invalidate_all()
        publications = self.env["impact.publication"].with_user(user)
        return publications.with_context(allowed_company_ids=self.company.ids)

    def _publication(self, user=None, **values):
        """A draft of the lead's, to the public."""
        return self._as(user or self.lead).create(
            {"name": "Impact 2025", "assessment_id": self.assessment.id, **values}
        )

    def _return(self, user=None, **values):
        """A draft of the lead's, to an authority, with all that founds it."""
        return self._publication(
            user,
            **{
                "kind": "return",
                "partner_id": self.funder.id,
                "purpose": "Yearly review",
                "legal_basis": "contract",
                "legal_reference": "Agreement 59 of 2023",
                "set_ids": [Command.set(self.set.ids)],
                **values,
            },
        )

    def _sent(self, **values):
        """A return that somebody who manages staff records made final."""
        draft = self._return(**values)
        sent = self._as(self.hr).browse(draft.id)
        sent.action_update()
        self.assertIs(sent.action_freeze(), True)
        return sent

    def _lines(self, publication):
        """Lines of the period by code and cell."""
        return {
            (line.indicator_id.code, line.cell_id.key or ""): line
            for line in publication.line_ids
            if line.date_to == fields.Date.to_date("2025-12-31")
        }
