import {Component, onWillStart, onWillUpdateProps, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {KanbanRenderer} from "@web/views/kanban/kanban_renderer";
import {kanbanView} from "@web/views/kanban/kanban_view";

/** What is left to do about the cards below, and the next step of the assessment. */
class ImpactOverviewHead extends Component {
    static template = "vises_impact.OverviewHead";
    static props = {domain: Array};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.head = useState({items: [], next: false, has_cards: false, can_lead: false});
        onWillStart(() => this.load(this.props.domain));
        onWillUpdateProps(({domain}) => {
            if (JSON.stringify(domain) !== JSON.stringify(this.props.domain)) {
                return this.load(domain);
            }
        });
    }
    async load(domain) {
        Object.assign(this.head, await this.orm.call("impact.overview", "retrieve_head", [domain]));
    }
    async open(name) {
        const parameters = [name, this.props.domain];
        this.action.doAction(await this.orm.call("impact.overview", "action_head", parameters));
    }
    choose() {
        this.action.doAction("vises_impact.impact_indicator_key_action");
    }
    openAssessment() {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "impact.assessment",
            res_id: this.head.next.id,
            views: [[false, "form"]],
        });
    }
}

class ImpactOverviewRenderer extends KanbanRenderer {
    static template = "vises_impact.OverviewRenderer";
    static components = {...KanbanRenderer.components, ImpactOverviewHead};
}

registry.category("views").add("impact_overview", {
    ...kanbanView,
    Renderer: ImpactOverviewRenderer,
});
