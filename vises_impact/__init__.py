from . import controllers, models, report, wizard


def post_init_hook(env):
    """Give the companies that stand already their default scope and service access."""
    env["res.company"].search([])._impact_set_up()
    env["survey.user_input"]._impact_secret()


def uninstall_hook(env):
    """Remove what Odoo would leave behind."""
    _remove_service_account(env)
    env["ir.config_parameter"].search([("key", "=", "vises_impact.code_secret")]).unlink()
    env["ir.filters"].with_context(active_test=False).search(
        [("model_id", "=like", "impact.%")]
    ).unlink()
    # Ids that other modules hold on fields and parents which they give to our models.
    env["ir.model.data"].search(
        [
            ("module", "!=", "vises_impact"),
            "|",
            ("name", "=like", r"selection\_\_impact\_%"),
            ("name", "=like", r"model\_inherit\_\_impact\_%"),
        ]
    ).unlink()


def _remove_service_account(env):
    user = env.ref("vises_impact.user_service", raise_if_not_found=False)
    if user:
        partner = user.partner_id
        user.unlink()
        partner.unlink()
