import {FormController} from "@web/views/form/form_controller";
import {formView} from "@web/views/form/form_view";
import {registry} from "@web/core/registry";

/** The table is made anew as soon as something else is chosen: a choice is saved at once. */
class FinanceTableController extends FormController {
    /** @override */
    get modelParams() {
        const params = super.modelParams;
        params.hooks.onRecordChanged = (record) => {
            if (record === this.model.root) {
                // Not waited for: saving begins when the change is through.
                record.save();
            }
        };
        return params;
    }
}

registry.category("views").add("impact_finance_table", {
    ...formView,
    Controller: FinanceTableController,
});
