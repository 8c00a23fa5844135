import {Component, useSubEnv} from "@odoo/owl";
import {DomainSelector} from "@web/core/domain_selector/domain_selector";
import {fieldService} from "@web/core/field_service";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {condition} from "@web/core/tree_editor/condition_tree";
import {TreeEditor} from "@web/core/tree_editor/tree_editor";
import {Select} from "@web/core/tree_editor/tree_editor_components";
import {getOperatorEditorInfo} from "@web/core/tree_editor/tree_editor_operator_editor";
import {getDefaultValue, getValueEditorInfo} from "@web/core/tree_editor/tree_editor_value_editors";
import {treeProcessorService} from "@web/core/tree_editor/tree_processor";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {PERIOD_END, PeriodDate, periodDateText} from "./period_date";

// Dates have a type of their own: Odoo's editor would read them as days of today's calendar.
const DATE = "impact_date";
const COMPARED = ["=", "!=", "<", "<=", ">", ">="];
const KNOWN = ["set", "not set"];
const OPERATORS = {
    boolean: KNOWN,
    selection: ["=", "!=", "in", "not in", ...KNOWN],
    many2one: ["in", "not in"],
    float: [...COMPARED, "between", ...KNOWN],
    [DATE]: ["<", "<=", ">", ">=", "=", "!=", ...KNOWN],
};
const LABELS = {
    boolean: {set: _t("is: yes"), "not set": _t("is: no")},
    [DATE]: {
        "<": _t("is before"),
        "<=": _t("is this day or before"),
        ">": _t("is after"),
        ">=": _t("is this day or after"),
        "=": _t("is on"),
        "!=": _t("is not on"),
    },
};
const LABELS_OF_ALL = {
    "=": _t("is"),
    "!=": _t("is not"),
    in: _t("is one of"),
    "not in": _t("is none of"),
    "<": _t("is less than"),
    "<=": _t("is at most"),
    ">": _t("is more than"),
    ">=": _t("is at least"),
    between: _t("is between"),
    set: _t("is known"),
    "not set": _t("is not known"),
};

const operatorsOf = (fieldDef) => OPERATORS[fieldDef?.type] || ["="];
const operatorLabel = (operator, fieldDef) =>
    LABELS[fieldDef?.type]?.[operator] || LABELS_OF_ALL[operator];

function defaultValueOf(fieldDef, operator) {
    const asksForDay = fieldDef?.type === DATE && !KNOWN.includes(operator);
    return asksForDay ? PERIOD_END : getDefaultValue(fieldDef, operator);
}

/** Odoo's editor of conditions, with dates that move with the period. */
class AllowedTreeEditor extends TreeEditor {
    static components = {...TreeEditor.components, TreeEditor: AllowedTreeEditor};

    async prepareInfo(props) {
        await super.prepareInfo(props);
        const describe = this.getConditionDescription;
        if (describe) {
            this.getConditionDescription = (node) => this.describe(node, describe(node));
        }
    }

    describe(node, description) {
        const fieldDef = this.getFieldDef(node.path);
        const label = operatorLabel(node.operator, fieldDef);
        if (label && !node.negate) {
            description = {...description, operatorDescription: label};
        }
        if (fieldDef?.type === DATE && description.valueDescription) {
            const values = [periodDateText(node.value)];
            const valueDescription = {...description.valueDescription, values};
            description = {...description, valueDescription};
        }
        return description;
    }

    getValueEditorInfo(node) {
        const fieldDef = this.getFieldDef(node.path);
        if (fieldDef?.type !== DATE || KNOWN.includes(node.operator)) {
            return super.getValueEditorInfo(node);
        }
        return {
            ...getValueEditorInfo(fieldDef, node.operator),
            component: PeriodDate,
            extractProps: ({value, update}) => ({value, update}),
            isSupported: () => true,
        };
    }

    async _updatePath(node, path) {
        await super._updatePath(node, path);
        const {fieldDef} = await this.fieldService.loadFieldInfo(this.props.resModel, path);
        node.value = defaultValueOf(fieldDef, node.operator);
    }

    _updateLeafOperator(node, operator, negate) {
        const before = node.value;
        super._updateLeafOperator(node, operator, negate);
        const fieldDef = this.getFieldDef(node.path);
        if (fieldDef?.type === DATE && !KNOWN.includes(operator)) {
            node.value = before || PERIOD_END;
        }
    }
}

/**
 * Odoo's filter editor over a list of fields that is given to it. Its services for fields
 * and conditions are started anew, on that list instead of the fields of a model.
 */
class AllowedFilter extends DomainSelector {
    static components = {...DomainSelector.components, TreeEditor: AllowedTreeEditor};
    static props = {...DomainSelector.props, fieldDefs: Object};

    setup() {
        const list = {cache: () => ({call: async () => this.props.fieldDefs})};
        const field = fieldService.start(this.env, {orm: list});
        const {services} = this.env;
        const treeProcessor = treeProcessorService.start(this.env, {field, name: services.name});
        useSubEnv({services: {...services, field, tree_processor: treeProcessor}});
        super.setup();
    }

    getDefaultCondition(fieldDefs) {
        const fieldDef = Object.values(fieldDefs)[0];
        const operator = this.getDefaultOperator(fieldDef);
        return condition(fieldDef.name, operator, defaultValueOf(fieldDef, operator));
    }

    getDefaultOperator(fieldDef) {
        return operatorsOf(fieldDef)[0];
    }

    getOperatorEditorInfo(fieldDef) {
        const info = getOperatorEditorInfo(operatorsOf(fieldDef), fieldDef);
        const extractProps = (args) => {
            const props = info.extractProps(args);
            const options = props.options.map(([key, label]) => [
                key,
                operatorLabel(key, fieldDef) || label,
            ]);
            return {...props, options};
        };
        return {...info, extractProps};
    }

    getPathEditorInfo(_resModel, defaultCondition) {
        const {fieldDefs} = this.props;
        const options = Object.values(fieldDefs).map(({name, string}) => [name, string]);
        return {
            component: Select,
            extractProps: ({value, update}) => ({value, update, options}),
            isSupported: (path) => path in fieldDefs,
            defaultValue: () => defaultCondition.path,
            stringify: (path) => String(path),
            message: _t("This source does not offer it."),
        };
    }
}

/** Edits a filter of a definition with the fields that its source offers, and no other. */
export class FilterField extends Component {
    static template = "vises_impact.FilterField";
    static components = {AllowedFilter};
    static props = {...standardFieldProps};

    get fieldDefs() {
        return this.props.record.data.filter_fields || {};
    }

    get hasFields() {
        return Object.keys(this.fieldDefs).length > 0;
    }

    get key() {
        return Object.keys(this.fieldDefs).join();
    }

    get filter() {
        return this.props.record.data[this.props.name] || "[]";
    }

    update(filter) {
        return this.props.record.update({[this.props.name]: filter});
    }
}

registry.category("fields").add("impact_filter", {
    component: FilterField,
    displayName: _t("Filter of a definition"),
    supportedTypes: ["char"],
    isEmpty: () => false,
    fieldDependencies: [{name: "filter_fields", type: "json"}],
});
