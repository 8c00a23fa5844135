{
    "name": "VISES Social Impact: projects",
    "version": "19.0.1.0.0",
    "category": "Services/Impact",
    "summary": "Tasks created, done and cancelled, from Odoo's Project app",
    "author": "VISES Impact contributors",
    "license": "LGPL-3",
    "depends": ["vises_impact", "project"],
    "data": [
        "security/ir.model.access.csv",
        "data/impact_source_data.xml",
    ],
    "auto_install": True,
    "uninstall_hook": "uninstall_hook",
}
