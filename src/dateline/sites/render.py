"""Pages set in type: a page's values and a theme's templates → HTML."""

import re
from hashlib import blake2b
from pathlib import Path

from minijinja import Environment, TemplateError
from msgspec.structs import replace

from dateline.news.errors import ConfigError
from dateline.sites import theme as themes
from dateline.sites.pages import (
    Card,
    CollectionPage,
    Day,
    Frame,
    FrontPage,
    HowPage,
    ListPage,
    MissingPage,
    Page,
    Shell,
    StoryPage,
)
from dateline.sites.ready import Ready, blocks, plain, under
from dateline.sites.theme import ENGLISH

#: The script whose reading face a page waits for first, by its language; else Latin.
SCRIPTS = {
    "arabic": ("ar", "fa", "ps", "ur"),
    "hebrew": ("he", "yi"),
    "greek": ("el",),
    "cyrillic": ("be", "bg", "kk", "mk", "ru", "sr", "uk"),
}

#: The grounds that text stands on, as the default style sheet has them.
PAPER, NIGHT = "#fbfaf7", "#171614"
#: WCAG 2.2, 1.4.3, level AA, for text of body size.
AA = 4.5

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


class Renderer:
    """
    One theme, ready to set any page.

    Args:
        theme: A theme that comes with Dateline: a folder's name under ``sites/themes``.
        overrides: The site's own theme folder; None: nothing is replaced.
    Raises:
        ConfigError: If there is no such theme or folder, or one of the site's files cannot be used; it names the
            file (under *overrides* as given) and the line.
    """

    #: The faces and the style sheet with the theme's own accents.
    style: bytes
    #: The files that the style sheet asks for, by the path where it does: ``/fonts/NAME-<8 hex of its digest>.woff2``.
    fonts: dict[str, bytes]
    #: Where a page finds `style`: ``/style-<8 hex of its digest>.css``.
    style_path: str
    #: Of all templates, words and the style sheet: the same digest sets the same page in the same bytes.
    digest: str

    def __init__(self, theme: str = "default", overrides: Path | None = None) -> None:
        self._theme = themes.read(theme, overrides)
        self.style, self.fonts, self.digest = self._theme.style, self._theme.fonts, self._theme.digest
        self.style_path = style_path(self.style)
        self._environments: dict[str, Environment] = {}
        self._words: dict[str, dict[str, str]] = {}
        self._environment(ENGLISH)

    def render(self, page: Page) -> bytes:
        """
        Set *page* by the template that its type is tagged with.

        Returns:
            A whole HTML document, UTF-8. Plain text is escaped; only what is named ``…html`` stands as it is.
        Raises:
            ConfigError: If a template asks for what the page does not have; it names the file and the line.
        """
        ready, template = Ready(), f"{page.__struct_config__.tag}.html"
        language = page.shell.language
        if language not in self._environments:
            self._environment(language)
        shell = self._framed(page.shell, ready)
        return ready.fill(self._set(template, language, page=self._ready(page, ready), shell=shell))

    def frame(self, shell: Shell) -> Frame:
        """
        Set once what many pages of a site have in common.

        Args:
            shell: Of any page with the same name, tagline, language, feeds, style, search, nav, network and links. What
                else it holds makes no difference.
        Returns:
            What to put into the `Shell.frame` of all of them.
        """
        names = ("head.html", "masthead.html", "foot.html")
        head, masthead, foot = (plain(self._set(name, shell.language, shell=shell)) for name in names)
        return Frame(head_html=head, masthead_html=masthead, foot_html=foot)

    def card(
        self, card: Card, tag: str = "h2", *, more: bool = False, lead: bool = False, language: str = ENGLISH
    ) -> str:
        """
        Set a card once, for all lists that show it.

        Args:
            card: Its values.
            tag: The level of its headline: ``h2``, or ``h3`` below a day's or a section's name.
            more: Whether "read more" follows its words.
            lead: Whether it leads a front: its picture is wide then, and asked for at once.
            language: The site's.
        Returns:
            HTML, for the ``…html`` fields of pages.
        """
        return plain(self._set("card.html", language, it=card, tag=tag, more=more, lead=lead))

    def style_for(self, accent: str, accent_dark: str) -> bytes:
        """
        The style sheet in a site's own colours.

        Args:
            accent: On paper, ``#rrggbb``. One too pale to be read there is darkened until it meets AA.
            accent_dark: On the dark ground, ``#rrggbb``; lightened likewise.
        Raises:
            ConfigError: If one of them is no such colour.
        """
        day, night = legible(accent, PAPER), legible(accent_dark, NIGHT)
        return self.style + f":root {{ --accent-day: {day}; --accent-night: {night}; }}\n".encode()

    def _set(self, template: str, language: str, **values: object) -> str:
        environment = self._environments.get(language) or self._environment(language)
        try:
            return environment.render_template(template, **values)
        except TemplateError as e:
            raise self._refusal(e) from e

    def _environment(self, language: str) -> Environment:
        """The templates with the words of a language; made once, because words are asked for everywhere."""
        environment = Environment(undefined_behavior="strict", trim_blocks=True, lstrip_blocks=True)
        self._words[language] = self._said(language)
        environment.add_global("words", self._words[language])
        environment.add_global("reading_face", self._reading_face(language.partition("-")[0]))
        try:
            for name, text in self._theme.templates.items():
                environment.add_template(name, text)
        except TemplateError as e:
            raise self._refusal(e) from e
        self._environments[language] = environment
        return environment

    def _said(self, language: str) -> dict[str, str]:
        words = self._theme.words
        return words[ENGLISH] | words.get(language.partition("-")[0], {}) | words.get(language, {})

    def _reading_face(self, language: str) -> str:
        """Where the face is that a page's text is set in; empty: the theme has none for its script."""
        script = next((s for s, languages in SCRIPTS.items() if language in languages), "latin")
        wanted = (path for path in self.fonts if f"-{script}-" in path and "italic" not in path)
        return next(wanted, "")

    # Ready HTML

    def _framed(self, shell: Shell, ready: Ready) -> Shell:
        frame = shell.frame or self.frame(shell)
        return replace(
            shell,
            frame=Frame(
                head_html=ready.mark(frame.head_html),
                masthead_html=ready.mark(frame.masthead_html),
                foot_html=ready.mark(frame.foot_html),
            ),
            # JSON has "<" in strings only, and there it may be written like this.
            data=ready.mark(shell.data.replace("<", "\\u003c")),
        )

    def _ready(self, page: Page, ready: Ready) -> Page:
        """The page with a mark in place of all HTML, and with its cards set in type where it came with their values."""
        match page:
            case StoryPage():
                return self._ready_story(page, ready)
            case FrontPage():
                return self._ready_front(page, ready)
            case ListPage():
                return replace(page, days=self._ready_days(page.days, ready, page.shell.language, page.title))
            case CollectionPage():
                steps = tuple(replace(s, html=ready.mark(s.html)) for s in page.steps)
                return replace(page, cards_html=ready.together(*page.cards_html), steps=steps)
            case HowPage():
                table = self._words[page.shell.language]["table"]
                rows = (replace(r, wording_html=ready.together(blocks(r.wording_html, table))) for r in page.rows)
                return replace(page, rows=tuple(rows))
            case MissingPage():
                return replace(page, cards_html=ready.together(*page.cards_html))
            case _:
                return page

    def _ready_story(self, page: StoryPage, ready: Ready) -> StoryPage:
        language, table = page.shell.language, self._words[page.shell.language]["table"]
        teasers = [self.card(c, "h3", more=True, language=language) for c in page.teasers]
        below = [replace(b, body_html=ready.together(under(b.body_html, table))) for b in page.backgrounders]
        posts = [
            replace(p, body_html=ready.together((under if p.headline else blocks)(p.body_html, table)))
            for p in page.posts
        ]
        return replace(
            page,
            body_html=ready.together(blocks(page.body_html, table)),
            backgrounders=tuple(below),
            posts=tuple(posts),
            teasers_html=ready.together(*page.teasers_html, *teasers),
            related_html=ready.together(*page.related_html),
        )

    def _ready_front(self, page: FrontPage, ready: Ready) -> FrontPage:
        language = page.shell.language
        lead = page.lead_html or (self.card(page.lead, more=True, lead=True, language=language) if page.lead else "")
        seconds = (*page.seconds_html, *(self.card(c, more=True, language=language) for c in page.seconds))
        return replace(
            page,
            lead_html=ready.mark(lead),
            pictured=page.pictured or "<img" in lead,
            seconds_html=tuple(ready.mark(s) for s in seconds),
            days=self._ready_days(page.days, ready, language),
            collections=tuple(replace(s, cards_html=ready.together(*s.cards_html)) for s in page.collections),
        )

    def _ready_days(self, days: tuple[Day, ...], ready: Ready, language: str, title: str = "") -> tuple[Day, ...]:
        """The days of a list; on a day's own page, which has its *title*, the stories come right below that."""
        found: list[Day] = []
        for day in days:
            tag = "h2" if day.title == title else "h3"
            cards = [self.card(c, tag, language=language) for c in day.cards]
            found.append(replace(day, cards_html=ready.together(*day.cards_html, *cards)))
        return tuple(found)

    def _refusal(self, e: TemplateError) -> ConfigError:
        path = self._theme.files.get(e.name or "")
        remedy = "mend the template, or delete it to use the theme's own; a page's fields are in sites/pages.py"
        return ConfigError(path.as_posix() if path else "themes", e.line or 0, e.detail or e.message, remedy)


def style_path(style: bytes) -> str:
    """Where a style sheet is served: its address changes with its bytes, so that it can be kept for ever."""
    return f"/style-{blake2b(style, digest_size=4).hexdigest()}.css"


def contrast(colour: str, ground: str) -> float:
    """
    How well *colour* stands out from *ground*, both ``#rrggbb``: 1 (not at all) to 21 (black on white).

    Source:
        WCAG 2.2, "contrast ratio" and "relative luminance"
    """
    darker, lighter = sorted((_luminance(_rgb(colour)), _luminance(_rgb(ground))))
    return (lighter + 0.05) / (darker + 0.05)


def legible(colour: str, ground: str) -> str:
    """The colour nearest to *colour*, on its way to black or white, whose contrast with *ground* meets AA."""
    pole = 0 if _luminance(_rgb(ground)) > 0.5 else 255
    for step in range(101):
        red, green, blue = (round(part + (pole - part) * step / 100) for part in _rgb(colour))
        mixed = f"#{red:02x}{green:02x}{blue:02x}"
        if contrast(mixed, ground) >= AA:
            break
    return mixed


def _rgb(colour: str) -> tuple[int, int, int]:
    if not _COLOUR.fullmatch(colour):
        raise ConfigError("sites", 0, f"{colour!r} is no colour", "write it as #rrggbb, such as #8a1c1c")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(rgb: tuple[int, int, int]) -> float:
    shares = (part / 255 for part in rgb)
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
