import {registry} from "@web/core/registry";
import {GraphModel} from "@web/views/graph/graph_model";
import {graphView} from "@web/views/graph/graph_view";

/** A graph that leaves a gap where there is no figure, and draws no zero. */
class ImpactGraphModel extends GraphModel {
    /** @override */
    _getData(...args) {
        const data = super._getData(...args);
        for (const dataset of data.datasets) {
            dataset.data = dataset.data.map((value, place) =>
                value === false || !dataset.domains[place].length ? null : value,
            );
        }
        return data;
    }
    /** @override a line of sums would add up different indicators */
    _getLineOverlayDataset() {
        return null;
    }
}

registry.category("views").add("impact_graph", {...graphView, Model: ImpactGraphModel});
