"""The printing program of another Debian: started with its own libraries, from its own folder."""

import subprocess

import pytest

from tools import machine, print_fetch
from tools.steps import StepError

NONE = "wkhtmltopdf:\n  Installed: (none)\n  Candidate: (none)\n"
SOME = "wkhtmltopdf:\n  Installed: (none)\n  Candidate: 0.12.6-2+b1\n"


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """A cache of the test's own, on a machine without the program."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(machine, "program", lambda *names: None)
    return tmp_path


def test_program_is_gone_where_no_version_is_offered():
    assert print_fetch.is_gone(NONE) and print_fetch.is_gone("")
    assert not print_fetch.is_gone(SOME)


def test_failed_install_of_a_program_on_offer_is_told(cache, monkeypatch):
    def fail(names):
        raise StepError("the network is down")

    monkeypatch.setattr(machine, "apt_install", fail)
    monkeypatch.setattr(print_fetch, "call", lambda command: SOME)
    with pytest.raises(StepError, match="network"):
        print_fetch.provide()


def test_started_with_its_own_libraries(cache):
    home, rough = print_fetch.folder().parent, cache / "rough"
    libraries = rough / "usr/lib/some-linux-gnu"
    libraries.mkdir(parents=True)
    (libraries / "libQt5Core.so.5").touch()
    program = rough / "usr/bin/wkhtmltopdf"
    program.parent.mkdir()
    program.write_text('#!/bin/sh\necho "$LD_LIBRARY_PATH" "$1"\n', "utf-8")
    program.chmod(0o755)
    assert not print_fetch.is_there()
    print_fetch._write_start(rough, home)
    rough.rename(home)
    assert print_fetch.is_there()
    said = subprocess.check_output([print_fetch.folder() / "wkhtmltopdf", "page"], text=True)
    assert said.startswith(f"{home}/usr/lib/some-linux-gnu:") and said.endswith(" page\n")
