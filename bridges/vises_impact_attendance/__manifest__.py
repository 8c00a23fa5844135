{
    "name": "VISES Social Impact: attendances",
    "version": "19.0.1.0.0",
    "category": "Services/Impact",
    "summary": "Hours worked, from Odoo's Attendances app",
    "author": "VISES Impact contributors",
    "license": "LGPL-3",
    "depends": ["vises_impact", "hr_attendance"],
    "data": [
        "security/ir.model.access.csv",
        "data/impact_source_data.xml",
        "data/impact_indicator_data.xml",
    ],
    "auto_install": True,
    "uninstall_hook": "uninstall_hook",
}
