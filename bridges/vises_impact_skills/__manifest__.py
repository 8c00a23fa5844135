{
    "name": "VISES Social Impact: skills and training",
    "version": "19.0.1.0.0",
    "category": "Services/Impact",
    "summary": "Training followed, from Odoo's Skills app",
    "author": "VISES Impact contributors",
    "license": "LGPL-3",
    "depends": ["vises_impact", "hr_skills"],
    "data": [
        "security/ir.model.access.csv",
        "data/impact_source_data.xml",
        "data/impact_indicator_data.xml",
    ],
    "auto_install": True,
    "uninstall_hook": "uninstall_hook",
}
