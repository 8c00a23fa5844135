"""What the engine says when it is given something that it cannot use.

An error carries a machine key (``code``) and the facts (``details``), so that the
addon can say the same in the language of the user. ``MESSAGES`` is the list of all
keys, with their English sentences; ``_`` marks them for the translators' files.
"""


def _(sentence: str) -> str:
    """Mark a sentence for translation, and leave it as it is."""
    return sentence


MESSAGES: dict[str, str] = {
    # Periods
    "period_reversed": _("The period ends on %(last)s, before it starts on %(start)s."),
    "period_empty": _("No day lies in a period from %(start)s until %(stop)s."),
    "period_type_unknown": _("There is no period type “%(period_type)s”."),
    "period_dates_free": _("Only an agreement itself tells its period: give both of its dates."),
    "period_out_of_range": _("The calendar does not reach as far as this period."),
    "period_without_month_end": _(
        "No month ends between %(start)s and %(last)s, so there is no day to look at."
    ),
    "basis_unknown": _("There is no basis “%(basis)s”."),
    "basis_without_instants": _(
        "The basis “%(basis)s” looks at the whole period, not at single days."
    ),
    "fiscal_years_overlap": _(
        "The fiscal year that starts on %(start)s overlaps the one before it, which "
        "ends on %(last)s."
    ),
    "fiscal_year_end_invalid": _("No year ends on day %(day)s of month %(month)s."),
    "interval_reversed": _("The interval stops on %(stop)s, before it starts on %(start)s."),
    # Quantities
    "quantity_status_unknown": _("There is no status “%(status)s”."),
    "quantity_not_decimal": _("“%(value)s” is not a finite decimal number."),
    "quantity_inconsistent": _(
        "A figure has a value when it is measured or estimated, and only then; this "
        "one is “%(status)s” with the value %(value)s."
    ),
    # Indicator formulas
    "formula_empty": _("The formula is empty."),
    "formula_too_long": _("The formula has %(length)s characters; %(limit)s is the most allowed."),
    "formula_too_deep": _(
        "The formula is nested too deeply; %(limit)s levels is the most allowed. In a long "
        "row of + each one is a level: write sum(…) instead."
    ),
    "formula_too_large": _("The formula has too many parts; %(limit)s is the most allowed."),
    "formula_character": _(
        "“%(character)s” at position %(position)s does not belong in a formula."
    ),
    "formula_syntax": _("The formula cannot be read near position %(position)s."),
    "formula_number": _(
        "“%(number)s” is not a number as formulas write it: at most %(limit)s digits, "
        "with a point for decimals."
    ),
    "formula_name": _(
        "“%(name)s” is not a name: indicator codes are in capitals, other terms in small letters."
    ),
    "formula_unknown_name": _("Nothing here is called “%(name)s”."),
    "formula_unknown_function": _("There is no function “%(name)s”."),
    "formula_function_as_name": _(
        "“%(name)s” is a function: write its arguments in brackets after it."
    ),
    "formula_arguments": _("The function “%(name)s” cannot be used with these arguments."),
    "formula_exponent": _(
        "An exponent is a number between -%(limit)s and %(limit)s, not an expression."
    ),
    "formula_construct": _("“%(construct)s” is not allowed in a formula."),
    "formula_cycle": _("These formulas need each other: %(cycle)s."),
    # Account formulas
    "account_formula_empty": _("The account formula is empty."),
    "account_formula_too_long": _(
        "The account formula has %(length)s characters; %(limit)s is the most allowed."
    ),
    "account_formula_sign": _(
        "Write + or - before “%(text)s” (position %(position)s of the account formula)."
    ),
    "account_formula_prefix": _(
        "An account prefix, tag(…) or type(…) should stand at “%(text)s” (position "
        "%(position)s of the account formula)."
    ),
    "account_formula_side": _(
        "“%(text)s” (position %(position)s of the account formula) could be a prefix "
        "or a debit or credit mark; a prefix that ends in C or D is followed by \\()."
    ),
    "account_formula_excluded": _(
        "The excluded prefixes at “%(text)s” (position %(position)s of the account "
        "formula) should be written as \\(701,702)."
    ),
    "account_formula_tag": _(
        "The tag at “%(text)s” (position %(position)s of the account formula) should "
        "be written as tag(name)."
    ),
    "account_formula_type": _(
        "“%(text)s” (position %(position)s of the account formula) is not a type of account."
    ),
    # Filters of definitions
    "filter_syntax": _(
        "The filter “%(text)s” cannot be read. Use the filter editor, or write a list of "
        "conditions such as [('contract_class', '=', 'permanent')]."
    ),
    "crossing_size": _(
        "“%(text)s” does not cross two or three breakdowns: write sex * contract_class."
    ),
    "crossing_repeated": _("“%(text)s” crosses a breakdown with itself."),
    "filter_length": _("The filter is too long: %(limit)s characters is the most."),
    "filter_field": _(
        "The filter uses “%(field)s”, which “%(source)s” does not offer. It offers: %(allowed)s."
    ),
    "filter_operator": _(
        "The filter compares “%(field)s” with “%(operator)s”, which is not allowed there."
    ),
    "filter_value": _("“%(value)s” is not a value that “%(field)s” can have."),
    # Aggregation
    "aggregation_method_unknown": _("Figures cannot be aggregated by “%(method)s”."),
    "aggregation_without_parts": _("There are no figures to aggregate."),
    "aggregation_last_of_organisations": _(
        "Organisations have no order in time: “last” cannot aggregate over them."
    ),
    # Disclosure control
    "count_negative": _("“%(key)s” counts %(count)s people."),
    "count_repeated": _("“%(key)s” is counted more than once."),
    "threshold_too_low": _(
        "A threshold of %(threshold)s protects nobody: a hidden cell would always be "
        "1. Use 3 or more, or 0 for no protection."
    ),
}


class EngineError(ValueError):
    """Something given to the engine cannot be used.

    :param code: a key of ``MESSAGES``.
    :param details: the facts of this case, as named in the sentence of ``code``.
    """

    def __init__(self, code: str, **details: object) -> None:
        self.code = code
        self.details: dict[str, object] = details
        super().__init__(MESSAGES[code] % details)


class PeriodError(EngineError):
    """A period, a basis or an interval that does not exist."""


class FormulaError(EngineError):
    """An indicator formula that cannot be read, or that needs itself."""


class AccountFormulaError(EngineError):
    """An account formula that cannot be read.

    ``details`` always has ``position`` (from 0) and ``text`` (what stands there) when
    one place in the formula is to blame.
    """
