"""A theme: what a site may replace in it, and what its inks and sizes keep to."""

import re
from pathlib import Path

import pytest

from dateline.news.errors import ConfigError
from dateline.sites.pages import Page
from dateline.sites.render import NIGHT, PAPER, Renderer, contrast, legible, style_path


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer()


def own(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return folder


def test_a_site_replaces_one_template_and_keeps_the_rest(
    tmp_path: Path, samples: dict[str, Page], renderer: Renderer
) -> None:
    """
    A theme of one file is a theme.
    """
    mine = Renderer(
        overrides=own(tmp_path, gone='{% extends "base.html" %}{% block main %}<h1>Away</h1>{% endblock %}')
    )
    assert b"<h1>Away</h1>" in mine.render(samples["gone"])
    assert mine.render(samples["story"]) == renderer.render(samples["story"])
    assert mine.digest != renderer.digest
    assert mine.style_path == renderer.style_path


def test_a_site_replaces_the_style_sheet(tmp_path: Path, renderer: Renderer) -> None:
    """
    Its address changes with its bytes, so that nobody sees the old one.
    """
    (tmp_path / "style.css").write_text("body { color: black }\n", encoding="utf-8")
    mine = Renderer(overrides=tmp_path)
    assert mine.style == b"body { color: black }\n"
    assert mine.style_path == style_path(mine.style) != renderer.style_path
    assert re.fullmatch(r"/style-[0-9a-f]{8}\.css", mine.style_path)
    assert mine.digest != renderer.digest


def test_the_same_theme_has_the_same_digest(renderer: Renderer) -> None:
    """
    The chain of outputs names the theme by it, on whatever machine the page was made.
    """
    assert Renderer().digest == renderer.digest
    assert re.fullmatch(r"[0-9a-f]{32}", renderer.digest)


@pytest.mark.parametrize(
    ("text", "line"),
    [("<p>\n{% if page.title %}\n", 2), ("\n{{ page.title|shout }}", 2), ("\n\n{{ page.titel }}", 3)],
    ids=["not closed", "no such filter", "no such field"],
)
def test_a_broken_template_is_refused_with_its_line(
    text: str, line: int, tmp_path: Path, samples: dict[str, Page]
) -> None:
    """
    Who wrote it sees the file, the line and what to do; readers never see a page with holes.
    """
    with pytest.raises(ConfigError) as refused:
        Renderer(overrides=own(tmp_path, gone=text)).render(samples["gone"])
    assert (refused.value.file, refused.value.line) == ((tmp_path / "gone.html").as_posix(), line)


def test_a_misspelt_template_is_refused(tmp_path: Path) -> None:
    """
    It would do nothing, and its author would wonder why.
    """
    with pytest.raises(ConfigError, match=r"stroy\.html: no template asks for this file"):
        Renderer(overrides=own(tmp_path, stroy="<p>"))


def test_a_site_may_add_a_template_that_another_includes(tmp_path: Path, samples: dict[str, Page]) -> None:
    """
    A large theme is made of parts; files that are no part of a theme may lie beside them.
    """
    (tmp_path / "README.txt").write_text("notes", encoding="utf-8")
    mine = Renderer(overrides=own(tmp_path, gone='{% include "slogan.html" %}', slogan="<p>Mind the gate</p>"))
    assert mine.render(samples["gone"]) == b"<p>Mind the gate</p>"


def test_a_theme_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """
    The remedy names those that are.
    """
    with pytest.raises(ConfigError, match="use one of: default"):
        Renderer("grand")
    with pytest.raises(ConfigError, match="no such theme folder"):
        Renderer(overrides=tmp_path / "none")


def test_a_template_in_another_encoding_is_refused_with_its_line(tmp_path: Path) -> None:
    """
    Guessing at an encoding would print wrong letters.
    """
    (tmp_path / "gone.html").write_bytes(b"<p>\ncaf\xe9\n")
    with pytest.raises(ConfigError, match=r"gone\.html:2: is not UTF-8"):
        Renderer(overrides=tmp_path)


def test_a_site_has_its_own_colour(renderer: Renderer) -> None:
    """
    The brand's accent comes with the style sheet, because the page may hold no style of its own.
    """
    sheet = renderer.style_for("#0f5c6e", "#7cc4d4")
    assert sheet.startswith(renderer.style)
    assert sheet.endswith(b":root { --accent-day: #0f5c6e; --accent-night: #7cc4d4; }\n")
    assert style_path(sheet) != style_path(renderer.style_for("#0f5c6f", "#7cc4d4"))


@pytest.mark.parametrize("colour", ["teal", "#fff", "#0f5c6", "red; } body { display: none", ""])
def test_what_is_no_colour_is_refused(colour: str, renderer: Renderer) -> None:
    """
    A style sheet must not be written by a setting.
    """
    with pytest.raises(ConfigError, match="is no colour"):
        renderer.style_for(colour, "#7cc4d4")


@pytest.mark.parametrize("ground", [PAPER, NIGHT])
@pytest.mark.parametrize("colour", ["#ffe600", "#ff6600", "#00c2ff", "#0a0a0a", "#ffffff", "#777777"])
def test_any_brand_can_be_read(colour: str, ground: str) -> None:
    """
    An accent too near the ground is moved until it meets AA; one that meets it is left alone.
    """
    shown = legible(colour, ground)
    assert contrast(shown, ground) >= 4.5
    assert (shown == colour) is (contrast(colour, ground) >= 4.5)


def test_contrast_is_that_of_the_guidelines() -> None:
    """
    Black on white is 21, the same on the same is 1, and the grey that everybody quotes just passes.
    """
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#123456", "#123456") == 1
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_every_ink_of_the_theme_meets_aa(renderer: Renderer) -> None:
    """
    Three greys and four marks, in the light and in the dark; the third grey is for hairlines only.
    """
    inks = r"--(ink|grey-1|grey-2|disputed|since|corrected|removed|accent-day|accent-night): (#[0-9a-f]{6})"
    sheet = renderer.style.decode()
    light, rest = sheet.split("@media (prefers-color-scheme: dark)", 1)
    dark = rest.split("/* Ground */", 1)[0]
    assert f"--paper: {PAPER}" in light and f"--paper: {NIGHT}" in dark
    for ground, colours in ((PAPER, re.findall(inks, light)), (NIGHT, re.findall(inks, dark))):
        readable = {name: colour for name, colour in colours if name != "accent-night"}
        assert len(readable) >= 7
        assert [name for name, colour in readable.items() if contrast(colour, ground) < 4.5] == []


def test_nothing_is_set_smaller_than_thirteen_pixels(renderer: Renderer) -> None:
    """
    The size below which readers over fifty reach for their glasses.
    """
    sizes = [float(size) for size in re.findall(r"font(?:-size)?:[^;]*?([\d.]+)rem", renderer.style.decode())]
    assert len(sizes) > 20
    assert min(sizes) * 16 >= 13


def test_the_style_sheet_fetches_nothing(renderer: Renderer) -> None:
    """
    No font, picture or sheet from anywhere.
    """
    assert re.findall(rb"url\(|@import|https?://", renderer.style) == []
