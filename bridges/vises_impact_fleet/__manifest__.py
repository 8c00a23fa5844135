{
    "name": "VISES Social Impact: fleet",
    "version": "19.0.1.0.0",
    "category": "Services/Impact",
    "summary": "Vehicles in use, from Odoo's Fleet app",
    "author": "VISES Impact contributors",
    "license": "LGPL-3",
    "depends": ["vises_impact", "fleet"],
    "data": [
        "security/ir.model.access.csv",
        "data/impact_source_data.xml",
    ],
    "auto_install": True,
    "uninstall_hook": "uninstall_hook",
}
