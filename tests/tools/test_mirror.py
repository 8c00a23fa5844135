"""The mirror comes from the machine's own apt settings, in both formats."""

import pytest

from tools import mirror
from tools.steps import StepError

DEB822 = """\
Types: deb
# An older address, kept as a comment: http://old.example/debian
URIs: http://one.example/debian
Suites: bookworm bookworm-updates
Components: main

Types: deb-src
URIs: http://sources.example/debian
Suites: bookworm

Enabled: no
Types: deb
URIs: http://off.example/debian
Suites: bookworm
"""


@pytest.fixture
def apt(tmp_path, monkeypatch):
    """An empty folder of apt settings, and no mirror in the environment."""
    monkeypatch.delenv("VISES_DEBIAN_MIRROR", raising=False)
    (tmp_path / "sources.list.d").mkdir()
    return tmp_path


def test_deb822_takes_enabled_binary_entries_only():
    assert mirror.addresses_in_sources(DEB822) == ["http://one.example/debian"]


def test_deb822_reads_several_addresses_and_continued_lines():
    text = "Types: deb deb-src\nURIs:\n http://a.example/debian\n http://b.example/debian\n"
    assert mirror.addresses_in_sources(text) == [
        "http://a.example/debian",
        "http://b.example/debian",
    ]


def test_one_line_format_with_and_without_options():
    text = (
        "# deb http://comment.example/debian sid main\n"
        "deb-src http://source.example/debian sid main\n"
        "deb [arch=amd64 signed-by=/k.gpg] http://a.example/debian bookworm main # why\n"
        "deb http://b.example/debian bookworm main\n"
    )
    assert mirror.addresses_in_list(text) == [
        "http://a.example/debian",
        "http://b.example/debian",
    ]


@pytest.mark.parametrize(
    ("addresses", "chosen"),
    [
        (
            ["http://a.example/debian-security", "http://a.example/debian/"],
            "http://a.example/debian",
        ),
        (
            ["https://packages.example/apt", "https://a.example/x/debian"],
            "https://a.example/x/debian",
        ),
        (["http://a.example/ubuntu"], None),
        (["cdrom:[Debian 12]/"], None),
        (["file:///srv/debian"], "file:///srv/debian"),
        ([], None),
    ],
)
def test_choice_is_a_whole_debian_archive(addresses, chosen):
    assert mirror.choose(addresses) == chosen


def test_settings_folder_is_read_in_order_and_other_files_are_left_out(apt):
    (apt / "sources.list.d" / "debian.sources").write_text(DEB822, "utf-8")
    (apt / "sources.list.d" / "old.list.save").write_text(
        "deb http://x.example/debian s m", "utf-8"
    )
    assert mirror.debian_mirror(apt) == "http://one.example/debian"
    (apt / "sources.list").write_text("deb http://first.example/debian sid main\n", "utf-8")
    assert mirror.debian_mirror(apt) == "http://first.example/debian"


def test_mirror_list_file_is_followed(apt, tmp_path):
    names = tmp_path / "mirrors.txt"
    names.write_text("# ours\nhttp://listed.example/debian priority:1\n", "utf-8")
    (apt / "sources.list").write_text(f"deb mirror+file:{names} sid main\n", "utf-8")
    assert mirror.debian_mirror(apt) == "http://listed.example/debian"


def test_environment_wins_over_settings(apt, monkeypatch):
    (apt / "sources.list").write_text("deb http://a.example/debian sid main\n", "utf-8")
    monkeypatch.setenv("VISES_DEBIAN_MIRROR", "http://mine.example/debian/")
    assert mirror.debian_mirror(apt) == "http://mine.example/debian"


def test_settings_without_debian_name_both_ways_out(apt):
    with pytest.raises(StepError, match=r"(?s)VISES_DEBIAN_MIRROR.*ODOO_BIN") as caught:
        mirror.debian_mirror(apt)
    assert "name no Debian mirror" in caught.value.problem
