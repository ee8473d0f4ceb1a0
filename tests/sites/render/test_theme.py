"""A theme: what a site may replace in it, and what its inks and sizes keep to."""

import re
import tomllib
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.sites.samples import pages

import dateline.demo
from dateline.news.errors import ConfigError
from dateline.sites.pages import Anchor, Feed, NavItem, Page
from dateline.sites.render import NIGHT, PAPER, Renderer, contrast, legible, style_path
from dateline.sites.theme import THEMES


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
    assert mine.style.endswith(b"}\nbody { color: black }\n")
    assert b".masthead" not in mine.style
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


def test_the_style_sheet_fetches_only_its_own_fonts(renderer: Renderer) -> None:
    """
    No font, picture or sheet from anywhere else: nobody but this site learns that a page is read.
    """
    fetched = re.findall(r"url\((.*?)\)", renderer.style.decode())
    assert sorted(fetched) == sorted(f'"{path[1:]}"' for path in renderer.fonts)
    assert re.findall(rb"@import|https?:|//", renderer.style.replace(b"://", b"//")) == []


def faces(folder: Path, *names: str) -> Path:
    """A site's own faces, and its own sheet of them."""
    (folder / "fonts").mkdir()
    (folder / "fonts" / "own-latin.woff2").write_bytes(b"wOF2 not really")
    rules = "".join(f'@font-face {{ font-family: F; src: url("fonts/{name}.woff2") }}\n' for name in names)
    (folder / "fonts.css").write_text(rules, encoding="utf-8")
    return folder


def test_a_font_is_served_under_its_digest(tmp_path: Path, samples: dict[str, Page]) -> None:
    """
    Its address changes with its bytes, so that it can be kept for ever; a page asks for its reading face at once.
    """
    mine = Renderer(overrides=faces(tmp_path, "own-latin"))
    (path,) = mine.fonts
    assert re.fullmatch(r"/fonts/own-latin-[0-9a-f]{8}\.woff2", path)
    assert mine.fonts[path] == b"wOF2 not really"
    assert f'src: url("{path[1:]}")' in mine.style.decode()
    preload = f'<link rel="preload" as="font" type="font/woff2" href="{path}" crossorigin>'
    assert preload in mine.render(samples["story"]).decode()


def test_a_font_that_is_not_there_is_not_asked_for(tmp_path: Path, samples: dict[str, Page]) -> None:
    """
    A newsroom without npm still has whole pages, in the reader's own faces, and no request that fails.
    """
    mine = Renderer(overrides=faces(tmp_path, "missing-latin"))
    assert mine.fonts == {}
    assert b"@font-face" not in mine.style
    assert b"preload" not in mine.render(samples["story"])


def test_a_page_waits_for_the_face_of_its_own_script(samples: dict[str, Page], renderer: Renderer) -> None:
    """
    An Arabic page does not ask for Latin letters first.
    """
    if not renderer.fonts:
        pytest.skip("no fonts here: make src/dateline/sites/themes/default/fonts/.ready")
    asked = re.compile(r'rel="preload".*?href="/fonts/([a-z0-9-]+)-[0-9a-f]{8}\.woff2"')
    found = [asked.findall(renderer.render(samples[name]).decode()) for name in ("story", "arabic")]
    assert found == [["source-serif-4-latin-wght-normal"], ["noto-naskh-arabic-arabic-wght-normal"]]


def test_every_face_has_a_stand_in_of_its_size(renderer: Renderer) -> None:
    """
    A page does not jump when its face arrives: the reader's own is made as wide and as tall before.
    """
    rules = re.findall(r"@font-face \{.*?\}", renderer.style.decode(), re.DOTALL)
    local = [rule for rule in rules if "local(" in rule]
    assert {name for rule in local for name in re.findall(r"for (Source \w+)", rule)} == {"Source Serif", "Source Sans"}
    wanted = ("size-adjust", "ascent-override", "descent-override", "line-gap-override")
    assert [rule for rule in local if not all(word in rule for word in wanted)] == []
    assert [rule for rule in rules if "url(" in rule and "font-display: swap" not in rule] == []


def test_a_site_is_set_in_its_own_language(samples: dict[str, Page], renderer: Renderer) -> None:
    """
    The theme's fixed words are the reader's, a region of a language included; what a language lacks is in English.
    """
    story = samples["story"]

    def words(language: str) -> str:
        return renderer.render(replace(story, shell=replace(story.shell, language=language))).decode()

    assert ">Zum Text springen</a>" in words("de-AT")
    assert ">انتقل إلى النص</a>" in words("ar")
    assert ">Skip to the text</a>" in words("en-GB")
    assert ">Skip to the text</a>" in words("eo")


def test_every_language_has_every_word() -> None:
    """
    No page changes its language in the middle.
    """
    words = tomllib.loads((THEMES / "default" / "words.toml").read_text(encoding="utf-8"))
    assert {language: sorted(said.keys() ^ words["en"].keys()) for language, said in words.items()} == {
        language: [] for language in words
    }
    for said in words.values():
        assert {w: re.findall(r"\{\w+\}", t) for w, t in said.items()} == {
            w: re.findall(r"\{\w+\}", t) for w, t in words["en"].items()
        }


def test_no_word_is_kept_that_no_template_says() -> None:
    """
    Who translates the theme translates what is read.
    """
    templates = "".join(path.read_text(encoding="utf-8") for path in (THEMES / "default").glob("*.html"))
    words = tomllib.loads((THEMES / "default" / "words.toml").read_text(encoding="utf-8"))["en"]
    assert [word for word in words if not re.search(rf"words\.{word}\b", templates) and word != "table"] == []


def test_a_site_may_say_a_word_its_own_way(tmp_path: Path, samples: dict[str, Page]) -> None:
    """
    One word in one file; the rest stay the theme's, and the digest tells that pages differ.
    """
    (tmp_path / "words.toml").write_text('[en]\nread_more = "Full report"\n', encoding="utf-8")
    mine = Renderer(overrides=tmp_path)
    html = mine.render(samples["story"]).decode()
    assert "Full report" in html and "Read more" not in html and "Skip to the text" in html
    assert mine.digest != Renderer().digest


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[en]\nread_mroe = "Full report"\n', "no template asks for the word 'read_mroe'"),
        ("[en\n", "cannot be read"),
        ('read_more = "Full report"\n', "'read_more' is no table of words"),
    ],
    ids=["misspelt", "no TOML", "no language"],
)
def test_words_that_would_do_nothing_are_refused(text: str, told: str, tmp_path: Path) -> None:
    """
    Their author is told, with the file.
    """
    (tmp_path / "words.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=re.escape(told)) as refused:
        Renderer(overrides=tmp_path)
    assert refused.value.file == (tmp_path / "words.toml").as_posix()


def branded(page: Page, brand: str) -> Page:
    """The same page on a site all of whose words and addresses are *brand*'s."""
    shell = replace(
        page.shell,
        site=brand,
        name=f"The {brand} Gazette",
        tagline=f"All about {brand}",
        nav=(NavItem(f"/{brand}/", f"{brand} desk"),),
        canonical=f"https://{brand}.example/x",
        title=f"A page of {brand}",
        description=f"What {brand} says",
        network=(),
        network_name=f"{brand} network",
        credits=(f"{brand} holds this",),
        copyright=f"Copyright {brand}",
        links=(Anchor("/about", f"About {brand}"),),
        feeds=(Feed("application/rss+xml", brand, "/feed.xml"),),
        frame=None,
    )
    return replace(page, shell=shell)


@pytest.mark.parametrize("name", pages())
def test_a_brands_words_stay_on_its_own_site(name: str, samples: dict[str, Page], renderer: Renderer) -> None:
    """
    Sites share a theme and a process, and nothing that a reader could see: no name, no section, no line of another.
    """
    first, second = branded(samples[name], "gullwing"), branded(samples[name], "sandpiper")
    of_first, of_second = renderer.render(first), renderer.render(second)
    again = renderer.render(first)
    assert again == of_first
    assert b"gullwing" in of_first and b"gullwing" not in of_second
    assert b"sandpiper" in of_second and b"sandpiper" not in of_first


def test_the_theme_names_no_brand() -> None:
    """
    No name of any site, network or agency is part of a theme; they come with the page.
    """
    houses = Path(dateline.demo.__file__).parent / "newsroom" / "sites"
    names = [tomllib.loads(path.read_text(encoding="utf-8"))["name"] for path in sorted(houses.glob("*.toml"))]
    assert len(names) > 1
    texts = {p: p.read_text(encoding="utf-8") for p in (THEMES / "default").iterdir() if p.is_file()}
    assert [(path.name, name) for path, text in texts.items() for name in names if name.lower() in text.lower()] == []


def test_a_sites_colours_stay_its_own(renderer: Renderer) -> None:
    """
    A style sheet holds one brand's accents.
    """
    sheets = [renderer.style_for(day, night) for day, night in (("#0f5c6e", "#7cc4d4"), ("#5c1f6e", "#d4a0e4"))]
    assert b"#5c1f6e" not in sheets[0] and b"#0f5c6e" not in sheets[1]
