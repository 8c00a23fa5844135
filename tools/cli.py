"""The command line of ``./vises``: what each word does and takes."""

import argparse
import os
import signal
import sys
from collections.abc import Sequence

from tools import setup
from tools.steps import StepError

ABOUT = """\
Everything about this addon in one command: it fetches what is missing (Odoo 19, PostgreSQL,
wkhtmltopdf, Chromium, Python packages), keeps it in a cache outside the checkout, and drives
it. ODOO_BIN names an Odoo 19 that you have; PGHOST (with PGUSER, PGPORT, PGPASSWORD) a
PostgreSQL server; VISES_DEBIAN_MIRROR a Debian mirror, where apt's settings name none;
VISES_PYTHON a Python 3.10 to 3.13; VISES_CHROMIUM a Chromium; XDG_CACHE_HOME where the cache
lies."""

TEXTS = {
    "run": "Set everything up, make a database with the demo enterprise, write "
    "out/impact-report.pdf and out/impact-results.xlsx, then serve Odoo on loopback and print "
    "address and login. A second run takes up what the first one made.",
    "test": "Run all tests: lint, tools, engine, addon and bridges (inside Odoo), oracles and "
    "browser. A warning in Odoo's log fails the run. Logs lie in out/log.",
    "bench": "Run the benchmarks of tools/bench, all or those named, each on a fresh copy of the "
    "demo database; print their figures and write them to out/bench.json.",
    "screenshots": "Take pictures of every main screen of the demo, in English and French: those "
    "of the user guide go to docs/images, all others to out/screens.",
    "format": "Put Python (ruff) and, where npx is installed, XML and JavaScript (prettier) in "
    "the house format that the lint suite checks.",
    "dashboard": "Write the spreadsheets of Odoo's dashboard “Social impact” from their description "
    "in tools/dashboard.",
    "words": "Write the lists of terms to translate (i18n/*.pot of the addon and its bridges) from "
    "the source, merge them into fr.po and nl.po, and print each term that still needs a "
    "translator.",
    "shell": "Open a Python prompt with an 'env' on a database (the demo's unless named).",
    "odoo": "Run Odoo with the arguments that follow; the database server, the addons path and "
    "the data folder are set. Example: ./vises odoo -d mine -i vises_impact --stop-after-init",
    "stop": "Stop the Odoo servers that ./vises left running, and the private PostgreSQL.",
    "clean": "Drop every database that ./vises made. With --all, also delete the private "
    "PostgreSQL cluster with all its databases, and the whole cache.",
}


def parser() -> argparse.ArgumentParser:
    """The parser of the command line."""
    top = argparse.ArgumentParser(prog="./vises", description=ABOUT)
    words = top.add_subparsers(dest="word", required=True, metavar="COMMAND")

    def add(word: str, **options) -> argparse.ArgumentParser:
        return words.add_parser(word, help=TEXTS[word], description=TEXTS[word], **options)

    run = add("run")
    run.add_argument("--no-serve", action="store_true", help="end after writing the report")
    run.add_argument(
        "--database",
        metavar="NAME",
        default="",
        help="the demo database's name (vises_demo; with --apps, vises_demo_apps)",
    )
    run.add_argument(
        "--apps",
        action="store_true",
        help="with Attendances, Time Off, Events, Inventory and the other apps that fill in "
        "indicators, and the enterprise's records in them",
    )
    test = add("test")
    test.add_argument(
        "-k",
        metavar="EXPR",
        default="",
        help="only tests whose name matches: an "
        "expression of pytest; a plain name also picks classes and methods of the "
        "addon's own tests",
    )
    test.add_argument("--fast", action="store_true", help="only lint, tools, engine and addon")
    test.add_argument(
        "--suite",
        action="append",
        default=[],
        metavar="NAME",
        help="only this suite (may be given several times)",
    )
    bench = add("bench")
    bench.add_argument("only", nargs="*", metavar="NAME", help="only these benchmarks")
    screenshots = add("screenshots")
    screenshots.add_argument(
        "only", nargs="?", default="", metavar="NAME", help="only screens whose name holds this"
    )
    add("format")
    add("dashboard")
    add("words").add_argument(
        "addons", nargs="*", metavar="ADDON", help="only these addons, such as vises_impact"
    )
    shell = add("shell")
    shell.add_argument("-d", "--database", metavar="NAME", default="", help="which database")
    add("odoo", add_help=False)
    add("stop")
    clean = add("clean")
    clean.add_argument("--all", action="store_true", help="the cluster and the cache as well")
    return top


def parse(words: Sequence[str]) -> argparse.Namespace:
    """Parse a command line; what follows ``odoo`` is kept as it is, in ``rest``."""
    if words[:1] == ["odoo"] and words[1:] != ["--help-vises"]:
        return argparse.Namespace(word="odoo", rest=list(words[1:]))
    return parser().parse_args(words)


def _odoo(rest: Sequence[str]) -> int:
    """Become Odoo."""
    ready = setup.prepare()
    command = [*ready.odoo.command, *rest]
    os.execvpe(command[0], command, ready.environment)


def _shell(name: str) -> int:
    if not name:
        from tools import demo_database

        name = "vises_demo"
        demo_database.make_demo(setup.prepare(), name)
    return _odoo(["shell", "-d", name, "--no-http", "--log-level", "warn"])


def _stop() -> int:
    from tools import odoo_run, postgres

    count = odoo_run.stop_served()
    print(f"Servers of Odoo stopped: {count}")
    print("PostgreSQL stopped." if postgres.stop() else "PostgreSQL was not running.")
    return 0


def _clean(everything: bool) -> int:
    import shutil

    from tools import database, odoo_run, paths, postgres

    odoo_run.stop_served()
    if everything:
        postgres.remove()
        shutil.rmtree(paths.cache(), ignore_errors=True)
        print("The private PostgreSQL and the cache are gone.")
        return 0
    ready = setup.prepare()
    for name in database.names(ready):
        if database.NAME.fullmatch(name) and database.is_ours(ready, name):
            database.drop(ready, name)
            print(f"dropped {name}")
    return 0


def dispatch(options: argparse.Namespace) -> int:
    """Do what the parsed command line asks; returns the exit code."""
    if options.word == "odoo":
        return _odoo(options.rest)
    if options.word == "shell":
        return _shell(options.database)
    if options.word == "stop":
        return _stop()
    if options.word == "clean":
        return _clean(options.all)
    if options.word == "dashboard":
        from tools.dashboard import build

        return build.write()
    from tools import benches, lint, run, screenshots, suites, words

    if options.word == "run":
        name = options.database or ("vises_demo_apps" if options.apps else "vises_demo")
        return run.run(name, serve=not options.no_serve, apps=options.apps)
    if options.word == "bench":
        return benches.run(options.only)
    if options.word == "screenshots":
        return screenshots.run(options.only)
    if options.word == "words":
        return words.run(options.addons)
    if options.word == "format":
        return lint.put_in_format()
    return suites.run(options.k, options.fast, options.suite)


def _end(number: int, _frame: object) -> None:
    """A signal ends us like an exception, so that servers we started are stopped."""
    raise SystemExit(128 + number)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; errors of a step are printed with what to do about them."""
    signal.signal(signal.SIGTERM, _end)
    try:
        return dispatch(parse(sys.argv[1:] if argv is None else argv))
    except StepError as error:
        print(f"\nvises: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nvises: stopped; the same command takes it up again.", file=sys.stderr)
        return 130
