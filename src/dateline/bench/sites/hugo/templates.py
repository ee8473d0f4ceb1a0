"""Templates for Hugo, made of our pages: what all pages of a kind have in common, with blanks for the rest."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct, field

from dateline.bench.sites.forms import Forms, Put
from dateline.bench.sites.outputs import DATA, LISTS, PIECES, piece

#: What stands in a story's page in place of its text.
BODY: Final = "<x-body>"
#: A page's blanks are filled from its own front matter.
_PAGE: Final = "{{ $v := .Params.KIND.v }}"
#: A list of pages gets what stands around it from the template that asks for it; one for machines is asked by Hugo.
_LIST: Final = "{{ $shown := .shown }}{{ $pages := .pages }}"
_FEED: Final = (
    "{{ $shown := .Params.frames.KIND }}{{ $pages := .Pages }}{{ if .IsHome }}{{ $pages = site.RegularPages }}{{ end }}"
    "{{ $pages = first $shown.n $pages }}"
)
_MONTH: Final = (
    "{{ $shown := .Params.frames._0 }}{{ $pages := .Pages }}"
    "{{ if site.Params.upwards.months }}{{ $pages = .Pages.Reverse }}{{ end }}"
)
_LOOP: Final = '{{ $day := "" }}{{ range $n, $_ := $pages }}BETWEEN{{ $p := .Params.piece_NAME }}PIECE{{ end }}'
_BETWEEN: Final = "{{ if $n }}SAME{{ end }}"
#: The same where a day's first article has its day above it.
_BETWEEN_DAYS: Final = (
    "{{ if eq $day .Params.day }}SAME{{ else if $n }}{{ index hugo.Data.days.KIND .Params.day | safeHTML }}{{ end }}"
    "{{ $day = .Params.day }}"
)


class Looks(Struct, frozen=True):
    """What a site's outputs look like."""

    story: Forms
    how: Forms
    #: Kind of list → what stands around its pieces.
    frames: dict[str, Forms]
    #: Kind of piece → the piece.
    pieces: dict[str, Forms]
    #: Kind of list → what stands between two of one day.
    between: dict[str, str] = field(default_factory=dict)


def write_templates(looks: Looks, layouts: Path, days: Mapping[str, Mapping[str, str]]) -> None:
    """
    Write the templates that follow from how our pages look, beside those that are the same for all sites.

    Args:
        looks: How they do.
        layouts: Hugo's folder of them.
        days: Kind of list → day → what stands before its first article.
    """
    for kind, forms in (("story", looks.story), ("how", looks.how)):
        for number, text in enumerate(forms.written(_safe("$v"))):
            page = _PAGE.replace("KIND", kind) + text.replace(BODY, "{{ .Content }}")
            (layouts / "_partials" / f"{kind}-{number}.html").write_text(page, "utf-8")
    for kind in (*LISTS, *DATA):
        given = _LIST if kind in LISTS else _MONTH if kind == "months" else _FEED
        text = _list(kind, looks, days.get(kind, {}), _safe if kind in LISTS else _raw)
        (layouts / _file(kind)).write_text(given.replace("KIND", kind) + text, "utf-8")


def _file(kind: str) -> str:
    if kind in LISTS:
        return f"_partials/{kind}.html"
    return "term.month.xml" if kind == "months" else f"all.feed{kind}.{'json' if kind == 'json' else 'xml'}"


def _list(kind: str, looks: Looks, days: Mapping[str, str], put: Callable[[str], Put]) -> str:
    """What stands around a list's pieces, and these one after the other."""
    same = looks.between.get(kind, "\n")
    between = _BETWEEN_DAYS if any(words != same for words in days.values()) else _BETWEEN
    loop = _LOOP.replace("BETWEEN", between.replace("SAME", same)).replace("KIND", kind)
    pieces = looks.pieces[piece(kind)].written(put("$p.v"))
    loop = loop.replace("NAME", piece(kind)).replace("PIECE", _chosen("$p.f", pieces))
    frames = [text.replace(PIECES, loop) for text in looks.frames[kind].written(put("$v"))]
    return "{{ $v := $shown.v }}" + _chosen("$shown.f", frames)


def _chosen(value: str, texts: Iterable[str]) -> str:
    """The text of that number."""
    cases = [f"if eq {value} {number} }}}}{text}" for number, text in enumerate(texts)]
    return "{{ " + "{{ else ".join(cases) + "{{ end }}" if cases else ""


def _safe(name: str) -> Put:
    """What a template writes in place of blanks: words and marks that are escaped already."""
    return lambda format, numbers: f"{{{{ {_value(name, format, numbers)} | safeHTML }}}}"


def _raw(name: str) -> Put:
    """The same where Hugo escapes nothing."""
    return lambda format, numbers: f"{{{{ {_value(name, format, numbers)} }}}}"


def _value(name: str, format: str, numbers: list[int]) -> str:
    if not format:
        return f"index {name} {numbers[0]}"
    return f"printf `{format}` " + " ".join(f"(index {name} {number})" for number in numbers)
