"""What a database holds, told as lines that two databases can be compared by."""

from tools import database

SCHEMA = {
    "table or view": "SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace "
    "WHERE nspname = 'public' AND relkind IN ('r', 'v', 'm', 'S', 'i')",
    "column": "SELECT table_name || '.' || column_name FROM information_schema.columns "
    "WHERE table_schema = 'public'",
    "constraint": "SELECT conrelid::regclass || ' ' || conname FROM pg_constraint "
    "JOIN pg_namespace n ON n.oid = connamespace WHERE nspname = 'public'",
    "function": "SELECT proname FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace "
    "WHERE nspname = 'public'",
}
RECORDS = {
    # Which addons there are to install is no trace of one that was.
    "record id": "SELECT module || '.' || name FROM ir_model_data "
    "WHERE model != 'ir.module.module'",
    "model": "SELECT model FROM ir_model",
    "field": "SELECT model || '.' || name FROM ir_model_fields",
    "user": "SELECT login FROM res_users WHERE login != 'lead'",
    "contact": "SELECT p.name FROM res_partner p LEFT JOIN res_users u ON u.partner_id = p.id "
    "WHERE u.login IS DISTINCT FROM 'lead'",
    "group": "SELECT name::text FROM res_groups",
    "menu": "SELECT name::text FROM ir_ui_menu",
    "view": "SELECT name FROM ir_ui_view",
    "action": "SELECT type || ' ' || name::text FROM ir_actions",
    "job": "SELECT cron_name FROM ir_cron",
    "setting": "SELECT key FROM ir_config_parameter",
    "file": "SELECT name FROM ir_attachment WHERE res_model LIKE 'impact.%'",
    "message": "SELECT subject FROM mail_message WHERE model LIKE 'impact.%'",
    "follower": "SELECT res_model FROM mail_followers WHERE res_model LIKE 'impact.%'",
    "activity": "SELECT res_model FROM mail_activity WHERE res_model LIKE 'impact.%'",
    "filter": "SELECT name::text FROM ir_filters",
}


def inventory(ready, name: str) -> set[str]:
    """Lines such as ``column: res_company.name``."""
    return {
        f"{kind}: {line}"
        for kind, sql in {**SCHEMA, **RECORDS}.items()
        for line in database.query(ready, sql, name)
    }
