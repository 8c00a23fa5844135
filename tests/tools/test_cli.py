"""The command line: what each word takes, and what passes through to Odoo."""

import pytest

from tools import cli, run
from tools.steps import StepError


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["run", "--no-serve"], ("vises_demo", False, False)),
        (["run", "--apps"], ("vises_demo_apps", True, True)),
        (["run", "--apps", "--database", "mine"], ("mine", True, True)),
    ],
)
def test_run_has_a_database_of_its_own_with_and_without_apps(words, expected, monkeypatch):
    called = []
    monkeypatch.setattr(run, "run", lambda name, serve, apps: called.append((name, serve, apps)))
    cli.dispatch(cli.parse(words))
    assert called == [expected]


def test_test_takes_an_expression_and_fast():
    options = cli.parse(["test", "-k", "period and not year", "--fast"])
    assert (options.k, options.fast, options.suite) == ("period and not year", True, [])


def test_screenshots_takes_all_screens_or_those_of_a_name():
    assert cli.parse(["screenshots"]).only == ""
    assert cli.parse(["screenshots", "result"]).only == "result"


@pytest.mark.parametrize(
    "rest", [[], ["--version"], ["-d", "x", "-i", "y"], ["shell", "--help"], ["--", "-k"]]
)
def test_odoo_passes_everything_through(rest):
    options = cli.parse(["odoo", *rest])
    assert (options.word, options.rest) == ("odoo", rest)


@pytest.mark.parametrize("word", sorted(set(cli.TEXTS) - {"odoo"}))
def test_each_command_explains_itself(word, capsys):
    with pytest.raises(SystemExit) as caught:
        cli.parse([word, "--help"])
    assert caught.value.code == 0
    shown = "".join(capsys.readouterr().out.split())
    assert "".join(cli.TEXTS[word].split()) in shown


@pytest.mark.parametrize("words", [[], ["fly"], ["run", "--serve-me"], ["clean", "everything"]])
def test_unknown_words_are_refused(words, capsys):
    with pytest.raises(SystemExit) as caught:
        cli.parse(words)
    assert caught.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_failed_step_says_what_and_what_to_do(monkeypatch, capsys):
    def fail(options):
        raise StepError("step [2/3] Odoo 19 failed", "check the network")

    monkeypatch.setattr(cli, "dispatch", fail)
    assert cli.main(["stop"]) == 1
    assert "step [2/3] Odoo 19 failed\n  What to do: check the network" in capsys.readouterr().err


def test_a_pressed_key_ends_without_a_traceback(monkeypatch, capsys):
    def interrupt(options):
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "dispatch", interrupt)
    assert cli.main(["stop"]) == 130
    assert "takes it up again" in capsys.readouterr().err


def test_words_brings_the_translations_up_to_date(monkeypatch):
    from tools import words

    monkeypatch.setattr(words, "run", lambda addons: 7 if addons == ["vises_impact"] else 0)
    assert cli.main(["words", "vises_impact"]) == 7
