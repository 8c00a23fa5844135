"""What went out of the assessment: a report to the public, a return to the State's labour office."""

from odoo.fields import Command

PUBLIC = "Rapport d'impact 2025"
RETURN = "Dialogue de gestion 2025"


def build(env, accounts, crowd, assessment, agreement) -> None:
    """The lead publishes; human resources send the exact figures that the lead prepared."""
    lang = accounts["lead"].lang
    publications = env["impact.publication"].with_user(accounts["lead"]).with_context(lang=lang)
    _make_final(
        publications.create(
            {
                "name": PUBLIC,
                "assessment_id": assessment.id,
                "kind": "public",
                "purpose": "Site internet et assemblée générale de juin 2026",
            }
        )
    )
    prepared = publications.create(
        {
            "name": RETURN,
            "assessment_id": assessment.id,
            "kind": "return",
            "scope_id": agreement.id,
            "partner_id": crowd.funders["ddets"].id,
            "purpose": "Dialogue de gestion annuel du chantier d'insertion",
            "legal_basis": "contract",
            "legal_reference": f"Convention {agreement.reference}",
            "set_ids": [Command.set(env.ref("vises_impact.set_fr_integration").ids)],
        }
    )
    sent = prepared.with_user(accounts["hr"])
    sent.action_update()  # who sends exact figures has seen them
    _make_final(sent)


def _make_final(publication) -> None:
    if publication.action_freeze() is not True:
        raise RuntimeError(f"“{publication.name}” was not made final.")
