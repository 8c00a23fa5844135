from . import controllers, models, report


def post_init_hook(env):
    """Give the companies that stand already their default scope and service access."""
    env["res.company"].search([])._impact_set_up()


def uninstall_hook(env):
    """Remove the service account with its contact, which Odoo would leave behind."""
    user = env.ref("vises_impact.user_service", raise_if_not_found=False)
    if user:
        partner = user.partner_id
        user.unlink()
        partner.unlink()
