import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {PivotModel} from "@web/views/pivot/pivot_model";
import {PivotRenderer} from "@web/views/pivot/pivot_renderer";
import {pivotView} from "@web/views/pivot/pivot_view";

const ABSENCE = "absence:max";

/**
 * A pivot that says why a cell has no figure: an empty one is never taken for zero.
 * Its indicators are named with their units.
 */
class ImpactPivotModel extends PivotModel {
    /** @override */
    load(searchParams) {
        const context = {...searchParams.context, with_unit: true};
        return super.load({...searchParams, context});
    }
    /** Why there is no figure, in words; "" where nothing is known of it. */
    absence(groupId) {
        const {absence} = this.data.measurements[JSON.stringify(groupId)] || {};
        return ["", _t("not measured"), _t("not released"), _t("small group")][absence || 0];
    }
    /** Whether the cell says why there is no figure. */
    isWord({measure, value}) {
        return measure === "absence" || (measure === "value" && value === false);
    }
    /** @override */
    _getMeasureSpecs(config) {
        const specs = super._getMeasureSpecs(config);
        return specs.includes(ABSENCE) ? specs : [...specs, ABSENCE];
    }
    /** @override a workbook would show FALSE for what is not there */
    exportData() {
        const data = super.exportData();
        for (const [index, row] of this.getTable().rows.entries()) {
            for (const [place, cell] of row.subGroupMeasurements.entries()) {
                if (this.isWord(cell)) {
                    data.rows[index].values[place].value = this.absence(cell.groupId);
                } else if (cell.value === false) {
                    data.rows[index].values[place].value = "";
                }
            }
        }
        return data;
    }
}

class ImpactPivotRenderer extends PivotRenderer {
    /** @override */
    getFormattedValue(cell) {
        if (this.model.isWord(cell)) {
            return {value: this.model.absence(cell.groupId)};
        }
        return super.getFormattedValue(cell);
    }
}

registry.category("views").add("impact_pivot", {
    ...pivotView,
    Model: ImpactPivotModel,
    Renderer: ImpactPivotRenderer,
});
