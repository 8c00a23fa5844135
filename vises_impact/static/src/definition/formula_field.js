import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {CharField, charField} from "@web/views/fields/char/char_field";

/** A formula, and below it what it is made of: each code with its name, unit and last figure. */
export class FormulaField extends Component {
    static template = "vises_impact.FormulaField";
    static components = {CharField};
    static props = {...CharField.props};

    setup() {
        this.action = useService("action");
    }

    get parts() {
        return this.props.record.data.formula_parts?.parts || [];
    }

    get error() {
        return this.props.record.data.formula_parts?.error;
    }

    open(part) {
        // In a dialog: the definition that is being written stays as it is.
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: part.code,
            res_model: "impact.indicator",
            res_id: part.id,
            views: [[false, "form"]],
            target: "new",
        });
    }
}

registry.category("fields").add("impact_formula", {
    ...charField,
    component: FormulaField,
    displayName: _t("Formula"),
    fieldDependencies: [{name: "formula_parts", type: "json"}],
});
