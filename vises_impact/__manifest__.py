{
    "name": "VISES Social Impact",
    "version": "19.0.1.0.0",
    "category": "Services/Impact",
    "summary": "Evaluate and show the social impact of a social enterprise",
    "author": "VISES Impact contributors",
    "license": "LGPL-3",
    "depends": [
        "account",
        "contacts",
        "hr",
        "spreadsheet_dashboard",
        "survey",
    ],
    "external_dependencies": {
        "python": ["num2words", "python-dateutil", "xlsxwriter"],
    },
    "data": [
        "security/impact_groups.xml",
        "security/ir.model.access.csv",
        "security/impact_rules.xml",
        "security/impact_process_rules.xml",
        "security/impact_form_rules.xml",
        # data
        "data/impact_service_data.xml",
        "data/impact_cell_data.xml",
        "data/impact_source_data.xml",
        "data/impact_indicator_data.xml",
        "data/impact_indicator_set_data.xml",
        "data/impact_stage_data.xml",
        "data/impact_portrait_box_data.xml",
        "data/impact_question_data.xml",
        "data/impact_stakeholder_category_data.xml",
        # views
        "wizard/impact_result_reason_views.xml",
        "views/impact_scope_views.xml",
        "views/impact_indicator_views.xml",
        "views/impact_mapping_views.xml",
        "views/impact_readiness_views.xml",
        "views/impact_result_views.xml",
        "views/impact_result_analysis_views.xml",
        "views/impact_stage_views.xml",
        "views/impact_portrait_views.xml",
        "views/impact_question_views.xml",
        "views/impact_stakeholder_views.xml",
        "views/impact_engagement_views.xml",
        "views/impact_mandate_views.xml",
        "views/impact_assessment_views.xml",
        "views/impact_form_views.xml",
        "views/impact_campaign_views.xml",
        "views/impact_menus.xml",
        # The charts open menus: after them.
        "data/impact_dashboard_data.xml",
        # reports
        "report/impact_assessment_report.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "vises_impact/static/src/**/*",
            ("remove", "vises_impact/static/src/analysis/**/*"),
        ],
        # Odoo loads pivots and graphs when one is opened, and what extends them with them.
        "web.assets_backend_lazy": [
            "vises_impact/static/src/analysis/**/*",
        ],
        "spreadsheet.o_spreadsheet": [
            "vises_impact/static/src/analysis/graph_gaps.js",
        ],
    },
    "demo": [
        "demo/impact_demo.xml",
    ],
    "application": True,
    "post_init_hook": "post_init_hook",
    "uninstall_hook": "uninstall_hook",
}
