{
    "name": "VISES Social Impact: work entries",
    "version": "19.0.1.0.0",
    "category": "Services/Impact",
    "summary": "Hours by type of work entry, from Odoo's Work Entries app",
    "author": "VISES Impact contributors",
    "license": "LGPL-3",
    "depends": ["vises_impact", "hr_work_entry"],
    "data": [
        "security/ir.model.access.csv",
        "data/impact_source_data.xml",
    ],
    "auto_install": True,
    "uninstall_hook": "uninstall_hook",
}
