"""Whatever is typed as a filter: it is read or refused, soon, never run, and reads no other field."""

import random
import re
import sys
import threading
import time
from collections import defaultdict

from odoo.tests import tagged
from odoo.tools import SQL

from ..models.engine_messages import translated
from ..sources.filters import Columns, FilterError, read_filter, to_sql
from .common import ImpactCommon

ATTEMPTS = 10_000
PROMPTLY = 1.0  # seconds of processor time
IDENTIFIER = re.compile(r'"(\w+)"')
FIELDS = (
    *("sex", "contract_class", "age", "birth_date", "is_staff", "working_time_rate", "seniority"),
    *("wage", "hourly_wage", "person_id", "id", "person_id.name", "create_uid.password"),
    *("sex'--", 'sex"; DROP TABLE hr_employee; --', "", "sex.id", "__class__", "company_id"),
)
OPERATORS = (
    "=",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "in",
    "not in",
    "any",
    "ilike",
    "=?",
    "child_of",
    "or",
)
VALUES = (
    *("female", "male", "permanent", "period_end", "period_end -26y", "period_start +9999d"),
    *("period_end -99999y", "2020-02-30", "1999-12-31", "'); SELECT 1; --", "%", "", "\x00"),
    *(True, False, None, 0, 1, -1, 1.5, 1e308, 10**30, [], [1], ["female", False], {}, b"x"),
)
PIECES = (
    *"[](){},'\"&|! \n.:=<>-+*/\\%",
    *("'sex'", "'='", "'female'", "('sex', '=', 'female')", "'&'", "'|'", "'!'", "True", "None"),
    *("__import__('os')", "open('/etc/passwd')", "lambda: 0", "f'{1}'", "{1: 2}", "9**9**9"),
    *("1e999", "[" * 300, "(" * 2000, "not ", "for x in y", "0x1", "1j", "...", "é"),
)

ATTACKS = (
    *(piece for piece in PIECES if len(piece) > 5),
    "[('sex', '=', open('/etc/passwd'))]",
    "[('sex', '=', __import__('os').system('true'))]",
    "(lambda: open('/etc/passwd'))()",
    "[x for x in open('/etc/passwd')]",
)
FORBIDDEN = {"exec", "import", "open", "os.system", "subprocess.Popen"}


class Watch:
    """The interpreter itself is asked what this thread runs, imports, opens and calls."""

    def __init__(self):
        self.seen, self.thread = [], None
        sys.addaudithook(self._note)  # which nobody can take away again

    def _note(self, event, _arguments):
        if event in FORBIDDEN and self.thread == threading.get_ident():
            self.seen.append(event)

    def __enter__(self):
        self.thread = threading.get_ident()

    def __exit__(self, *_error):
        self.thread = None


@tagged("post_install", "-at_install")
class TestFilterFuzz(ImpactCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.source = cls.env.ref("vises_impact.impact_source_employment")
        names = cls.source.field_ids.filtered("filterable").mapped("name")
        cls.columns = Columns(
            {name: SQL.identifier("s", name) for name in names},
            SQL("'2025-01-01'::date"),
            SQL("'2025-12-31'::date"),
            # Whatever name stands for a number is a parameter's, known or not.
            defaultdict(lambda: SQL.identifier("parameter", "value")),
        )
        cls.allowed = {"s", "parameter", "value", *names}

    def _texts(self):
        chance = random.Random(19)
        for _number in range(ATTEMPTS // 2):
            yield repr(self._tokens(chance))
            yield "".join(chance.choices(PIECES, k=chance.randrange(1, 25)))

    def _tokens(self, chance) -> list:
        tokens = []
        for _number in range(chance.randrange(1, 6)):
            tokens += chance.choices("&|!", k=chance.randrange(2))
            # Half of the conditions are good ones.
            if chance.random() < 0.5:
                tokens.append(("sex", "=", chance.choice(["female", "male", False])))
            else:
                choices = (FIELDS, OPERATORS, VALUES)
                tokens.append(tuple(map(chance.choice, choices)))
        return tokens

    def _sql_of(self, text):
        """The SQL of a filter; None where it is refused, in words."""
        try:
            return to_sql(read_filter(self.source, text), self.columns)
        except FilterError as error:
            self.assertLess(len(str(error)), 3000)
            return None

    def test_random_filters_are_read_or_refused_and_read_allowed_fields_only(self):
        read, tried = [], 0
        watch = self._watch()
        for text in self._texts():
            tried += 1
            began = time.process_time()
            with watch:
                sql = self._sql_of(text)
            self.assertLess(time.process_time() - began, PROMPTLY, text[:200])
            if sql is not None:
                self.assertLessEqual(set(IDENTIFIER.findall(sql.code)), self.allowed, text)
                read.append(sql)
        self.assertEqual((tried, watch.seen), (ATTEMPTS, []))
        self.assertGreater(len(read), ATTEMPTS // 50)
        self.assertLess(len(read), ATTEMPTS // 2)

    def test_refusals_are_told_in_the_language_of_the_user(self):
        for text in ("[", "[('wage', '>', 1)]", "[('sex', 'any', 1)]", "[('sex', '=', 'x')]"):
            with self.assertRaises(FilterError) as caught:
                read_filter(self.source, text)
            self.assertTrue(translated(self.env, caught.exception))

    def _watch(self):
        """A watch, after whatever Python loads the first time."""
        for text in ATTACKS:
            self._sql_of(text)
        return Watch()

    def test_nothing_of_an_attack_is_run(self):
        watch = self._watch()
        with watch:
            for text in ATTACKS:
                self._sql_of(text)
        self.assertEqual(watch.seen, [])
