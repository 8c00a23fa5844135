import {Component, onWillStart, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";

/** Computes the definition as it stands in the form, saved or not, and shows the figure. */
export class TrialPanel extends Component {
    static template = "vises_impact.TrialPanel";
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.state = useState({scopes: [], periods: [], scope: 0, period: "", answer: null});
        onWillStart(async () => {
            const choices = await this.orm.call("impact.indicator.version", "trial_choices", []);
            Object.assign(this.state, choices, {
                scope: choices.scopes[0]?.id,
                period: choices.periods[0]?.key,
            });
        });
    }

    /** The indicator that is defined; a new one is known by its form only. */
    get indicator() {
        const {data, evalContext} = this.props.record;
        const {name, unit, decimals} = evalContext.parent || {};
        return {id: data.indicator_id?.id || false, name, unit, decimals};
    }

    async tryIt() {
        const {record} = this.props;
        const values = await record.getChanges({withReadonly: true});
        const place = {scope_id: this.state.scope, period: this.state.period};
        this.state.answer = null;
        this.state.busy = true;
        try {
            this.state.answer = await this.orm.call("impact.indicator.version", "try_definition", [
                record.resId || false,
                values,
                this.indicator,
                place,
            ]);
        } finally {
            this.state.busy = false;
        }
    }
}

registry.category("view_widgets").add("impact_trial", {component: TrialPanel});
