import {Component} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {Many2ManyBinaryField} from "@web/views/fields/many2many_binary/many2many_binary_field";
import {TextField} from "@web/views/fields/text/text_field";
import {X2ManyField, x2ManyField} from "@web/views/fields/x2many/x2many_field";
import {ViewButton} from "@web/views/view_button/view_button";
import {FigureField} from "./figure_field";

const NO_FIGURE = {value: false, numerator: false, denominator: false};

/** The questions of a form as cards on one page, by theme, all of them open to be filled in. */
export class FormLinesField extends Component {
    static template = "vises_impact.FormLinesField";
    static components = {FigureField, Many2ManyBinaryField, TextField, ViewButton};
    static props = X2ManyField.props;

    get themes() {
        const themes = new Map();
        for (const line of this.props.record.data[this.props.name].records) {
            const key = line.data.theme;
            if (!themes.has(key)) {
                const [, label] = line.fields.theme.selection.find(([value]) => value === key);
                themes.set(key, {key, label, lines: []});
            }
            themes.get(key).lines.push(line);
        }
        return [...themes.values()];
    }

    isReadonly(line) {
        return this.props.readonly || !line.data.is_open;
    }

    isRatio(line) {
        return line.data.form_input === "ratio";
    }

    marks(line) {
        return line.fields.mark.selection.map(([value, label]) => ({
            value,
            label,
            active: line.data.mark === value,
        }));
    }

    markLabel(line) {
        return this.marks(line).find((mark) => mark.active).label;
    }

    toggleMark(line, mark) {
        return line.update(line.data.mark === mark ? {mark: false} : {mark, ...NO_FIGURE});
    }

    /** A proposal can be taken where it has what is typed: parts, or one number. */
    hasUsableProposal(line) {
        const {proposal_shown, proposal_denominator} = line.data;
        return proposal_shown && (!this.isRatio(line) || proposal_denominator !== false);
    }
}

registry.category("fields").add("impact_form_lines", {
    ...x2ManyField,
    component: FormLinesField,
});
