"""Servers and processes: ports, and never ending a process that is not ours."""

import os
import socket
import subprocess
import sys

import pytest

from tools import odoo_run, paths


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """A cache of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    (paths.cache() / "run").mkdir()
    return paths.cache()


def test_port_in_use_is_passed_over():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert odoo_run.free_port(port) > port


def test_server_left_running_is_stopped(cache):
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    note = cache / "run" / f"served-{process.pid}"
    note.write_text(odoo_run.start_time(process.pid), "utf-8")
    assert odoo_run.stop_served() == 1
    assert process.wait(10) != 0
    assert not note.exists()


def test_other_process_of_the_same_number_is_left_alone(cache):
    (cache / "run" / f"served-{os.getpid()}").write_text("1", "utf-8")
    assert odoo_run.stop_served() == 0


def test_changed_source_changes_the_hash(tmp_path):
    (tmp_path / "a").write_text("1", "utf-8")
    before = paths.tree_hash(tmp_path)
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "a.pyc").write_text("x", "utf-8")
    assert paths.tree_hash(tmp_path) == before
    (tmp_path / "b").write_text("", "utf-8")
    assert paths.tree_hash(tmp_path) != before
