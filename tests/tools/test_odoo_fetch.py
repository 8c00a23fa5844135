"""Fetching Odoo: a broken-off download or unpacking is never taken for a whole one."""

import os
import subprocess

import pytest

from tools import machine, odoo_fetch
from tools.steps import StepError

LINKS = "usr/lib/python3/dist-packages/odoo"


def make_package(folder, name, files=(), links=()):
    """Build a small ``.deb`` with these files and links (path, target)."""
    root = folder / f"{name}-root"
    (root / "DEBIAN").mkdir(parents=True)
    control = (
        f"Package: {name}\nVersion: 1\nArchitecture: all\nMaintainer: x <x@x>\nDescription: x\n"
    )
    (root / "DEBIAN/control").write_text(control, "utf-8")
    for path in files:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("content", "utf-8")
    for path, target in links:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).symlink_to(target)
    package = folder / f"{name}_1_all.deb"
    command = ["dpkg-deb", "-b", "--root-owner-group", root, package]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return package


@pytest.fixture
def odoo_package(tmp_path):
    """A stand-in for Odoo's package: a program and a link to a font of another package."""
    link = (f"{LINKS}/font.ttf", "../../../../share/fonts/font.ttf")
    return make_package(tmp_path, "odoo-19", ["usr/bin/odoo", f"{LINKS}/http.py"], [link])


@pytest.fixture
def font_package(tmp_path):
    """The package that the link points to."""
    return make_package(tmp_path, "font", ["usr/share/fonts/font.ttf"])


def test_unpacked_side_by_side_is_whole(tmp_path, odoo_package, font_package):
    target = tmp_path / "cache/odoo/19.0-1"
    odoo_fetch.unpack([odoo_package, font_package], target)
    assert odoo_fetch.unpacked(tmp_path / "cache") == target
    assert (target / LINKS / "font.ttf").read_text("utf-8") == "content"


def test_dangling_link_fails_and_leaves_nothing_behind_as_whole(tmp_path, odoo_package):
    target = tmp_path / "cache/odoo/19.0-1"
    with pytest.raises(StepError, match="1 links inside Odoo's package point to nothing"):
        odoo_fetch.unpack([odoo_package], target)
    assert odoo_fetch.unpacked(tmp_path / "cache") is None


def test_damaged_package_is_removed_so_that_it_is_fetched_again(tmp_path, odoo_package):
    odoo_package.write_bytes(odoo_package.read_bytes()[:300])
    with pytest.raises(StepError, match="damaged"):
        odoo_fetch.unpack([odoo_package], tmp_path / "cache/odoo/19.0-1")
    assert not odoo_package.exists()


def test_unpacking_broken_off_earlier_starts_afresh(tmp_path, odoo_package, font_package):
    target = tmp_path / "cache/odoo/19.0-1"
    leftover = target.with_name(f"{target.name}.unpacking") / "usr/bin/odoo"
    leftover.parent.mkdir(parents=True)
    leftover.write_text("half", "utf-8")
    assert odoo_fetch.unpacked(tmp_path / "cache") is None
    odoo_fetch.unpack([odoo_package, font_package], target)
    assert (target / "usr/bin/odoo").read_text("utf-8") == "content"
    assert not leftover.exists()


def test_finished_downloads_are_kept_when_a_later_step_breaks(tmp_path, monkeypatch):
    calls = []

    def download(folder):
        calls.append(folder)
        package = folder / "odoo-19_19.0_all.deb"
        package.parent.mkdir(parents=True, exist_ok=True)
        package.write_bytes(b"whole")
        return [package]

    def broken(packages, target):
        raise StepError("disk full")

    monkeypatch.setattr(odoo_fetch, "_download", download)
    monkeypatch.setattr(odoo_fetch, "unpack", broken)
    with pytest.raises(StepError, match="disk full"):
        odoo_fetch.fetch(tmp_path)
    assert (tmp_path / "downloads/odoo-19_19.0_all.deb").exists()
    monkeypatch.setattr(odoo_fetch, "unpack", lambda packages, target: target.mkdir(parents=True))
    odoo_fetch.fetch(tmp_path)
    assert calls == [tmp_path / "downloads"] * 2
    assert not (tmp_path / "downloads").exists(), "kept only until unpacked"


def test_older_download_of_the_same_package_is_dropped(tmp_path):
    old, new = tmp_path / "odoo-19_1_all.deb", tmp_path / "odoo-19_2_all.deb"
    for number, file in enumerate((new, old)):
        file.touch()
        os.utime(file, (100 - number, 100 - number))
    assert odoo_fetch.keep_newest(tmp_path) == [new]
    assert not old.exists()


@pytest.mark.parametrize(
    ("release", "suite"),
    [
        ("VERSION_CODENAME=trixie\n", "trixie"),
        ('NAME="x"\nVERSION_CODENAME="bookworm"\n', "bookworm"),
        ("VERSION_CODENAME=noble\n", "bookworm"),
        ("", "bookworm"),
    ],
)
def test_fonts_come_from_a_stable_suite(release, suite):
    assert odoo_fetch.stable_suite(release) == suite


def test_expired_lists_of_a_lagging_mirror_are_taken(capsys):
    calls = []

    def apt(*words):
        calls.append(words)
        if len(calls) == 1:
            raise StepError("E: Release file for x is expired (invalid since 3d)")

    odoo_fetch.update(apt)
    assert calls[1] == ("-o", "Acquire::Check-Valid-Until=false", "update")
    assert "signature checked" in capsys.readouterr().err


def test_other_errors_of_apt_are_passed_on():
    def apt(*words):
        raise StepError("Could not resolve host")

    with pytest.raises(StepError, match="resolve"):
        odoo_fetch.update(apt)


def test_machine_without_apt_is_told_to_name_an_odoo(monkeypatch):
    monkeypatch.setattr(machine, "program", lambda *names: None)
    with pytest.raises(StepError, match="ODOO_BIN"):
        odoo_fetch._check_tools()


def test_script_that_debian_took_out_is_filled_in_once(tmp_path):
    addons = tmp_path / LINKS / "addons"
    (addons / "mail").mkdir(parents=True)
    odoo_fetch.fill_gaps(tmp_path)
    file = addons / odoo_fetch.TAKEN_OUT[0]
    assert file.exists()
    file.write_text("the real one", "utf-8")
    odoo_fetch.fill_gaps(tmp_path)
    assert file.read_text("utf-8") == "the real one"
