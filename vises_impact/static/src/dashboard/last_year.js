import {GlobalFiltersCoreViewPlugin} from "@spreadsheet/global_filters/plugins/global_filters_core_view_plugin";
import {patch} from "@web/core/utils/patch";

/** A date filter may begin with a year that the server names, besides Odoo's relative periods. */
patch(GlobalFiltersCoreViewPlugin.prototype, {
    /** @override */
    _getDateValueFromDefaultValue(defaultValue) {
        return defaultValue.type === "year"
            ? defaultValue
            : super._getDateValueFromDefaultValue(...arguments);
    },
});
