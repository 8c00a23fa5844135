import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {PivotModel} from "@web/views/pivot/pivot_model";
import {PivotRenderer} from "@web/views/pivot/pivot_renderer";
import {pivotView} from "@web/views/pivot/pivot_view";

const ABSENCES = ["hidden", "withheld", "missing"];

/** A pivot that says why a cell has no figure: an empty one is never taken for zero. */
class ImpactPivotModel extends PivotModel {
    /** Why there is no figure, in words; "" where nothing is known of it. */
    absence(groupId) {
        const found = this.data.measurements[JSON.stringify(groupId)] || {};
        if (found.hidden) {
            return _t("small group");
        }
        if (found.withheld) {
            return _t("not released");
        }
        return found.missing ? _t("not measured") : "";
    }
    /** @override */
    _getMeasureSpecs(config) {
        const specs = super._getMeasureSpecs(config);
        const more = ABSENCES.map((name) => `${name}:sum`);
        return [...specs, ...more.filter((spec) => !specs.includes(spec))];
    }
    /** @override a workbook would show FALSE for what is not there */
    exportData() {
        const data = super.exportData();
        for (const [index, row] of this.getTable().rows.entries()) {
            for (const [place, cell] of row.subGroupMeasurements.entries()) {
                if (cell.value === false) {
                    data.rows[index].values[place].value =
                        cell.measure === "value" ? this.absence(cell.groupId) : "";
                }
            }
        }
        return data;
    }
}

class ImpactPivotRenderer extends PivotRenderer {
    /** @override */
    getFormattedValue(cell) {
        if (cell.measure === "value" && cell.value === false) {
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
