{
    "name": "VISES Social Impact: timesheets",
    "version": "19.0.1.0.0",
    "category": "Services/Impact",
    "summary": "Hours of support, of service and of evaluation, from Odoo's Timesheets app",
    "author": "VISES Impact contributors",
    "license": "LGPL-3",
    "depends": ["vises_impact", "hr_timesheet"],
    "data": [
        "security/ir.model.access.csv",
        "data/impact_parameter_data.xml",
        "data/impact_source_data.xml",
        "data/impact_indicator_data.xml",
        "views/impact_mapping_views.xml",
        "views/impact_readiness_views.xml",
    ],
    "auto_install": True,
    "uninstall_hook": "uninstall_hook",
}
