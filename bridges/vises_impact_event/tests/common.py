from datetime import timedelta

from odoo.fields import Command

from odoo.addons.vises_impact.tests.common import ImpactCommon

CLASSES = ("public", "collective", "user_body", "other_body", "board", "volunteer_training", "none")


class EventCommon(ImpactCommon):
    """Two enterprises with a tag for each class, and one that is mapped to nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        category = cls.env["event.tag.category"].create({"name": "Impact"})
        cls.tags = {
            name: cls.env["event.tag"].create({"name": f"Tag {name}", "category_id": category.id})
            for name in (*CLASSES, "unmapped")
        }
        cls.companies = cls.company + cls.other_company
        for company, zone in zip(
            cls.companies, ("Europe/Brussels", "Pacific/Auckland"), strict=True
        ):
            company.resource_calendar_id = cls.env["resource.calendar"].create(
                {"name": zone, "company_id": company.id, "tz": zone}
            )
            cls.env["impact.mapping"].create(
                [
                    {
                        "company_id": company.id,
                        "kind": "event_tag",
                        "event_tag_id": cls.tags[name].id,
                        "event_class": name,
                    }
                    for name in CLASSES
                ]
            )

    @classmethod
    def _event(cls, start, hours=2, tags=("public",), company=None, **values):
        return cls.env["event.event"].create(
            {
                "name": "Event",
                "company_id": (company or cls.company).id,
                "date_begin": start,
                "date_end": start + timedelta(hours=hours),
                "date_tz": "Europe/Brussels",
                "tag_ids": [Command.set([cls.tags[tag].id for tag in tags])],
                "event_mail_ids": [Command.clear()],
                **values,
            }
        )

    @classmethod
    def _register(cls, event, names, state="done", **values):
        return cls.env["event.registration"].create(
            [
                {"event_id": event.id, "name": name, "email": False, "state": state, **values}
                for name in names
            ]
        )

    def _figures(self, codes, scope, periods) -> dict:
        """Exact figures by indicator and position of the period."""
        indicators = self.env["impact.indicator"].with_context(active_test=False)
        indicators = indicators.sudo().search([("code", "in", codes)])
        computation = self.env["impact.computation"].sudo()
        figures = computation._exact_figures(computation._versions(indicators), scope, periods)
        return {(f.version.indicator_id.code, f.position): f for f in figures if not f.cell}
