import {GraphModel} from "@web/views/graph/graph_model";
import {patch} from "@web/core/utils/patch";

/** Graphs of results, on their own screen and on dashboards, leave a gap where there is no
 * figure, and draw no zero. */
patch(GraphModel.prototype, {
    /** @override */
    _getData() {
        const data = super._getData(...arguments);
        if (this.metaData.resModel === "impact.result.analysis") {
            for (const dataset of data.datasets) {
                dataset.data = dataset.data.map((value, place) =>
                    value === false || !dataset.domains[place].length ? null : value,
                );
            }
        }
        return data;
    },
    /** @override a line of sums would add up different indicators */
    _getLineOverlayDataset() {
        return this.metaData.resModel === "impact.result.analysis"
            ? null
            : super._getLineOverlayDataset();
    },
});
