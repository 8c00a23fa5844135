{
    "name": "VISES Social Impact: purchases",
    "version": "19.0.1.0.0",
    "category": "Services/Impact",
    "summary": "Labelled and responsible purchases, from Odoo's Purchase app",
    "author": "VISES Impact contributors",
    "license": "LGPL-3",
    "depends": ["vises_impact", "purchase"],
    "data": [
        "security/ir.model.access.csv",
        "data/impact_source_data.xml",
        "data/impact_indicator_data.xml",
        "views/impact_mapping_views.xml",
        "views/impact_readiness_views.xml",
    ],
    "auto_install": True,
    "uninstall_hook": "uninstall_hook",
}
