import {Component} from "@odoo/owl";
import {DateTimeInput} from "@web/core/datetime/datetime_input";
import {deserializeDate, formatDate, serializeDate} from "@web/core/l10n/dates";
import {_t} from "@web/core/l10n/translation";

const {DateTime} = luxon;

// As sources/filters.py reads it.
const RELATIVE = /^(period_start|period_end)(?:\s*([+-])\s*(\d{1,4})([dmy]))?$/;
export const PERIOD_END = "period_end";
const DAY = "day";

const ANCHORS = [
    [PERIOD_END, _t("period end")],
    ["period_start", _t("period start")],
    [DAY, _t("fixed day")],
];
const SIGNS = [
    ["", _t("exactly")],
    ["-", _t("minus")],
    ["+", _t("plus")],
];
const UNITS = [
    ["y", _t("years")],
    ["m", _t("months")],
    ["d", _t("days")],
];

const label = (options, key) => options.find(([one]) => one === key)[1].toString();

/** A date of a filter in its parts: a fixed day, or days, months, years from the period. */
export function readPeriodDate(value) {
    const match = RELATIVE.exec(value || "");
    if (!match) {
        return {anchor: DAY, day: value, sign: "", number: 0, unit: "y"};
    }
    const [, anchor, sign = "", number = "0", unit = "y"] = match;
    return {anchor, sign, number: Number(number), unit};
}

function writePeriodDate({anchor, day, sign, number, unit}) {
    if (anchor === DAY) {
        return day || serializeDate(DateTime.local());
    }
    return sign ? `${anchor} ${sign}${number}${unit}` : anchor;
}

/** The date in words, as it is read where it cannot be changed. */
export function periodDateText(value) {
    const {anchor, day, sign, number, unit} = readPeriodDate(value);
    if (anchor === DAY) {
        return day ? formatDate(deserializeDate(day)) : _t("not known");
    }
    const words = [label(ANCHORS, anchor)];
    if (sign) {
        words.push(sign === "-" ? "−" : "+", number, label(UNITS, unit));
    }
    return words.join(" ");
}

/** Edits a date of a filter. */
export class PeriodDate extends Component {
    static template = "vises_impact.PeriodDate";
    static components = {DateTimeInput};
    static props = {value: true, update: Function};

    anchors = ANCHORS;
    signs = SIGNS;
    units = UNITS;

    get parts() {
        return readPeriodDate(this.props.value);
    }

    get day() {
        const {day} = this.parts;
        return day ? deserializeDate(day) : false;
    }

    change(parts) {
        this.props.update(writePeriodDate({...this.parts, ...parts}));
    }

    onAnchor(anchor) {
        this.change({anchor, day: false});
    }

    onSign(sign) {
        this.change({sign, number: this.parts.number || 1});
    }

    onNumber(text) {
        const number = Math.min(9999, Math.max(0, Math.round(Number(text)) || 0));
        this.change({number});
    }

    onDay(day) {
        this.change({day: day && serializeDate(day)});
    }
}
