"""
Pages set in type: a page's values and a theme's templates → HTML.

A theme is a folder of templates and one style sheet. A site's own folder may hold any of them and is laid over it:
what it holds replaces the file of that name, what it adds must be asked for by a template.
"""

import re
from hashlib import blake2b
from pathlib import Path

from minijinja import Environment, TemplateError

from dateline.news.errors import ConfigError
from dateline.sites.pages import Page

THEMES = Path(__file__).parent / "themes"
STYLE = "style.css"

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

    #: The style sheet with the theme's own accents.
    style: bytes
    #: Where a page finds `style`: ``/style-<8 hex of its digest>.css``.
    style_path: str
    #: Of all templates and the style sheet: the same digest sets the same page in the same bytes.
    digest: str

    def __init__(self, theme: str = "default", overrides: Path | None = None) -> None:
        self._files = _theme_files(theme) | _own_files(overrides)
        texts = {name: _text(path) for name, path in self._files.items()}
        _refuse_unasked(texts, self._files, theme)
        self.digest = _digest(texts)
        self.style = texts.pop(STYLE).encode()
        self.style_path = style_path(self.style)
        self._environment = Environment(undefined_behavior="strict", trim_blocks=True, lstrip_blocks=True)
        try:
            for name, text in texts.items():
                self._environment.add_template(name, text)
        except TemplateError as e:
            raise self._refusal(e) from e

    def render(self, page: Page) -> bytes:
        """
        Set *page* by the template that its type is tagged with.

        Returns:
            A whole HTML document, UTF-8. Plain text is escaped; only what is named ``…html`` stands as it is.
        Raises:
            ConfigError: If a template asks for what the page does not have; it names the file and the line.
        """
        template = f"{page.__struct_config__.tag}.html"
        try:
            text = self._environment.render_template(template, page=page, shell=page.shell)
        except TemplateError as e:
            raise self._refusal(e) from e
        # minijinja escapes the slash too. HTML does not ask for it, and addresses are read by people and crawlers.
        return text.replace("&#x2f;", "/").encode()

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

    def _refusal(self, e: TemplateError) -> ConfigError:
        path = self._files.get(e.name or "")
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


def _theme_files(theme: str) -> dict[str, Path]:
    known = sorted(folder.name for folder in THEMES.iterdir() if folder.is_dir())
    if theme not in known:
        raise ConfigError("themes", 0, f"there is no theme {theme!r}", f"use one of: {', '.join(known)}")
    return _files(THEMES / theme)


def _own_files(folder: Path | None) -> dict[str, Path]:
    if folder is None:
        return {}
    if not folder.is_dir():
        raise ConfigError(folder.as_posix(), 0, "there is no such theme folder", "make it, or name another")
    return _files(folder)


def _files(folder: Path) -> dict[str, Path]:
    return {path.name: path for path in sorted(folder.iterdir()) if path.suffix in (".html", ".css")}


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as e:
        line = e.object[: e.start].count(b"\n") + 1
        raise ConfigError(path.as_posix(), line, "is not UTF-8", "save the file as UTF-8") from e


def _refuse_unasked(texts: dict[str, str], files: dict[str, Path], theme: str) -> None:
    """A misspelt file would do nothing, without a word."""
    own = set(_files(THEMES / theme))
    for name in texts.keys() - own:
        if not any(f'"{name}"' in text for text in texts.values()):
            remedy = f"name it after the one it replaces ({', '.join(sorted(own))}), or include it from one of them"
            raise ConfigError(files[name].as_posix(), 0, "no template asks for this file", remedy)


def _digest(texts: dict[str, str]) -> str:
    digest = blake2b(digest_size=16)
    for name, text in sorted(texts.items()):
        digest.update(f"{name}\0{len(text)}\0{text}".encode())
    return digest.hexdigest()
