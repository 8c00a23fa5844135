"""The private cluster: where it lies, and that a given server wins."""

from pathlib import Path

import pytest

from tools import database, machine, postgres
from tools.steps import StepError


def test_given_server_wins(monkeypatch):
    for name, value in {"PGHOST": "h", "PGPORT": "6000", "PGUSER": "u", "PGPASSWORD": "p"}.items():
        monkeypatch.setenv(name, value)
    server = postgres.start()
    assert server == postgres.Server("h", 6000, "u", "p")
    assert server.environment()["PGPASSWORD"] == "p"
    assert postgres.stop() is False


def test_root_keeps_the_cluster_where_its_user_can_reach_it(monkeypatch):
    monkeypatch.setattr(machine, "is_root", lambda: True)
    assert postgres._home().parent == Path("/var/lib/vises-impact")


def test_long_cache_path_gets_a_short_socket_folder(monkeypatch, tmp_path):
    monkeypatch.setattr(machine, "is_root", lambda: False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ("x" * 90)))
    assert len(str(postgres._sockets())) < postgres.LONGEST_SOCKET


def test_cluster_opens_no_network_port():
    assert "listen_addresses = ''" in postgres._settings()


@pytest.mark.parametrize("name", ["", "Upper", "a b", 'x"; DROP', "1st", "x" * 64])
def test_bad_database_names_are_refused(name):
    with pytest.raises(StepError, match="cannot be a database's name"):
        database.check_name(name)


def test_text_is_quoted_for_sql():
    assert database.literal("l'an") == "'l''an'"
