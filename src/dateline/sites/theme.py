"""
A theme's files → the texts, words, faces and digest that a renderer works with.

A theme is a folder: templates, ``style.css``, ``fonts.css`` with the folder ``fonts`` that it names, and
``words.toml`` with the fixed words of its templates, by language. A site's own folder may hold any of them and is laid
over it: what it holds replaces the file of that name, what it adds must be asked for by a template. Of ``words.toml``
it may give single words.
"""

import re
import tomllib
from hashlib import blake2b
from pathlib import Path

from msgspec import Struct

from dateline.news.errors import ConfigError

THEMES = Path(__file__).parent / "themes"
STYLE, FACES, WORDS = "style.css", "fonts.css", "words.toml"
#: The language whose words stand in where a theme has none in the site's own.
ENGLISH = "en"

_FACE = re.compile(r"@font-face\s*\{[^}]*\}\n*")
_FILE = re.compile(r"""url\(["']?fonts/([^"')]+)["']?\)""")


class Theme(Struct, frozen=True, kw_only=True):
    """A theme as a site has it, its own files laid over it."""

    #: By name: ``story.html``.
    templates: dict[str, str]
    #: Where each comes from, for who has to mend it.
    files: dict[str, Path]
    #: By language, then by name.
    words: dict[str, dict[str, str]]
    #: The faces and the style sheet.
    style: bytes
    #: The files that the style sheet asks for, by the path where it does: ``/fonts/NAME-<8 hex of its digest>.woff2``.
    fonts: dict[str, bytes]
    #: Of all of it: the same digest sets the same page in the same bytes.
    digest: str


def read(name: str, overrides: Path | None) -> Theme:
    """
    Read a theme that comes with Dateline, and lay a site's own folder over it.

    Raises:
        ConfigError: If there is no such theme or folder, or one of the site's files cannot be used.
    """
    own = _own_files(overrides)
    files = _theme_files(name) | own
    texts = {file: _text(path) for file, path in files.items() if path.suffix != ".toml"}
    _refuse_unasked(texts, files, name)
    words = _words(THEMES / name / WORDS, own.get(WORDS))
    faces, fonts = _faces(texts.pop(FACES), _fonts(THEMES / name) | (_fonts(overrides) if overrides else {}))
    style = faces + texts.pop(STYLE)
    digest = _digest({**texts, STYLE: style, WORDS: repr(words)})
    return Theme(templates=texts, files=files, words=words, style=style.encode(), fonts=fonts, digest=digest)


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
    return {p.name: p for p in sorted(folder.iterdir()) if p.suffix in (".html", ".css") or p.name == WORDS}


def _fonts(folder: Path) -> dict[str, Path]:
    return {path.name: path for path in sorted((folder / "fonts").glob("*.woff2"))}


def _faces(text: str, files: dict[str, Path]) -> tuple[str, dict[str, bytes]]:
    """The rules whose file is there, with the address it is served at; and those files, by their addresses."""
    fonts: dict[str, bytes] = {}

    def address(name: re.Match[str]) -> str:
        data = files[name[1]].read_bytes()
        stem, _, suffix = name[1].rpartition(".")
        path = f"/fonts/{stem}-{blake2b(data, digest_size=4).hexdigest()}.{suffix}"
        fonts[path] = data
        # From the style sheet's own place: a preview may serve the whole site below a folder.
        return f'url("{path.removeprefix("/")}")'

    def rule(face: re.Match[str]) -> str:
        return _FILE.sub(address, face[0]) if all(n in files for n in _FILE.findall(face[0])) else ""

    return _FACE.sub(rule, text), fonts


def _words(theirs: Path, own: Path | None) -> dict[str, dict[str, str]]:
    """The fixed words by language; a site's own go before the theme's."""
    words = _table(theirs)
    for language, mine in (_table(own) if own else {}).items():
        unknown = sorted(mine.keys() - words[ENGLISH].keys())
        if own and unknown:
            remedy = f"use one of: {', '.join(sorted(words[ENGLISH]))}"
            raise ConfigError(own.as_posix(), 0, f"no template asks for the word {unknown[0]!r}", remedy)
        words[language] = words.get(language, {}) | mine
    return words


def _table(path: Path) -> dict[str, dict[str, str]]:
    try:
        table = tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as e:
        raise ConfigError(path.as_posix(), 0, f"cannot be read: {e}", "mend it at that line") from e
    wrong = next((k for k, v in table.items() if not _are_words(v)), None)
    if wrong is not None:
        raise ConfigError(
            path.as_posix(), 0, f"{wrong!r} is no table of words", f'write [{wrong}] and lines of word = "…"'
        )
    return table


def _are_words(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(v, str) for v in value.values())


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
