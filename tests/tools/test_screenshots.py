"""Pictures of the screens: which there are, and that the guide shows what it names."""

import io
import re

import pytest
from PIL import Image

from tools import screenshots
from tools.paths import ROOT

PICTURE = re.compile(r"\]\((?P<path>[^)]*images/[^)]*\.png)\)")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
IN_GUIDE = {screen.name for screen in screenshots.SCREENS_TO_TAKE if screen.docs}


def pictures(page):
    return [(page.parent / found["path"]).resolve() for found in PICTURE.finditer(page.read_text())]


def test_each_screen_has_a_name_of_its_own():
    names = [screen.name for screen in screenshots.SCREENS_TO_TAKE]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_pictures_of_a_page_are_there_and_small(page):
    for file in pictures(page):
        assert file.is_file(), file
        assert file.stat().st_size < 120_000, file


@pytest.mark.parametrize("language", screenshots.LANGUAGES)
def test_the_guide_shows_each_of_its_pictures(language):
    folder = screenshots.DOCS / language
    shown = {file for page in PAGES for file in pictures(page)}
    kept = set(folder.glob("*.png"))
    assert {file.stem for file in kept} >= IN_GUIDE
    assert kept <= shown, sorted(file.name for file in kept - shown)


def test_saved_picture_is_a_png_of_few_colours(tmp_path):
    picture = io.BytesIO()
    Image.new("RGB", (40, 20), "white").save(picture, "PNG")
    size = screenshots.save(picture.getvalue(), tmp_path / "fr" / "x.png")
    with Image.open(tmp_path / "fr" / "x.png") as image:
        assert (image.size, image.mode) == ((40, 20), "P")
    assert size == (tmp_path / "fr" / "x.png").stat().st_size
