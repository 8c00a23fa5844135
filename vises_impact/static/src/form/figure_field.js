import {Component, useEffect, useRef, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useBus} from "@web/core/utils/hooks";
import {formatFloat} from "@web/views/fields/formatters";
import {parseFloat} from "@web/views/fields/parsers";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/**
 * A number that may be missing. Odoo's own float field turns an emptied input into zero,
 * and takes a typed zero for "nothing changed"; here, empty is missing and zero is zero.
 */
export class FigureField extends Component {
    static template = "vises_impact.FigureField";
    static props = {
        ...standardFieldProps,
        label: {type: String, optional: true},
    };

    setup() {
        this.input = useRef("input");
        this.state = useState({invalid: false});
        this.dirty = false;
        const {bus} = this.props.record.model;
        useBus(bus, "NEED_LOCAL_CHANGES", (ev) => ev.detail.proms.push(this.commit()));
        useBus(bus, "WILL_SAVE_URGENTLY", () => this.commit());
        useEffect(() => {
            const text = this.text;
            if (this.input.el && !this.dirty && !this.state.invalid) {
                this.input.el.value = text;
            }
        });
    }

    get value() {
        return this.props.record.data[this.props.name];
    }

    get text() {
        const field = this.props.record.fields[this.props.name];
        return formatFloat(this.value ?? false, {field, trailingZeros: false});
    }

    /** A rule that is kept or not: 1 is yes, 0 is no, nothing chosen is not known. */
    get isYesNo() {
        return this.props.record.data.unit === "yes_no";
    }

    get answers() {
        return [
            {value: 1, label: _t("Yes")},
            {value: 0, label: _t("No")},
        ];
    }

    get answer() {
        return this.answers.find(({value}) => value === this.value)?.label;
    }

    onAnswer(text) {
        const value = text === "" ? false : Number(text);
        return this.props.record.update({[this.props.name]: value});
    }

    get label() {
        return this.props.label || this.props.record.fields[this.props.name].string;
    }

    onInput() {
        const {record, name} = this.props;
        this.dirty = this.input.el.value !== this.text;
        if (this.state.invalid) {
            this.state.invalid = false;
            record.resetFieldValidity(name);
        }
        record.model.bus.trigger("FIELD_IS_DIRTY", this.dirty);
    }

    async commit() {
        if (!this.dirty || !this.input.el) {
            return;
        }
        this.dirty = false;
        const {record, name} = this.props;
        let number = false;
        try {
            number = this.parse(this.input.el.value.trim());
        } catch {
            this.state.invalid = true;
            return record.setInvalidField(name);
        }
        if (number === this.value) {
            this.input.el.value = this.text;
        } else {
            await record.update({[name]: number});
        }
        record.model.bus.trigger("FIELD_IS_DIRTY", false);
    }

    parse(text) {
        return text === "" ? false : parseFloat(text);
    }
}

export const figureField = {
    component: FigureField,
    displayName: _t("Figure"),
    supportedTypes: ["float"],
    isEmpty: (record, name) => record.data[name] === false,
    extractProps: ({string}) => ({label: string}),
};

registry.category("fields").add("impact_figure", figureField);
