"""
A site on its way to Hugo: content, templates and settings, made from the pages that Dateline built.

Each story is a file of Markdown with what stands on its pages beside it as front matter. Lists, feeds and sitemaps are
left to Hugo: sections, taxonomies, pagination. Templates are our pages with blanks where pages differ, so that both
builders set the same words in the same markup. What a template would have to work out (dates in words, related
stories, a page's title) comes ready in the front matter: that makes Hugo's task lighter, never heavier. The few
outputs that a site has once (its front, its texts, its style, its fonts) are handed over as they are.
"""

import re
import shutil
from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import msgspec

from dateline.bench.sites.forms import JSON, Forms, body_of
from dateline.bench.sites.hugo.templates import BODY, Looks, write_templates
from dateline.bench.sites.outputs import DATA, LISTS, Output, Outputs, parts, piece

#: Where stories lie that no section shows.
_NOWHERE: Final = "x-stories"
_TAXONOMIES: Final = ("topics", "places", "sources", "days", "months")


def set_at(path: str, one: Output) -> str:
    """The file that Hugo writes for an output of ours, below its folder."""
    match one.kind:
        case "story":
            return f"{path[1:]}/index.html"
        case "how":
            return f"{path[1:]}.html"
        case "months":
            return f"{one.list}/sitemap.xml"
        case "rss" | "atom" | "json":
            return f"{one.list}/{path.rpartition('/')[2]}".lstrip("/")
        case "alone":
            return path[1:] if "." in path else f"{path}/index.html".lstrip("/")
        case _:
            return f"{one.list}/{f'page/{one.number + 1}/' if one.number else ''}index.html"


class Copy:
    """
    One site, on its way to Hugo.

    Args:
        outputs: What we built.
        base: The site's address, such as ``https://www.site01.example``.
    """

    def __init__(self, outputs: Outputs, base: str) -> None:
        self._outputs, self._base = outputs, base
        self._looks = Looks(
            story=Forms(), how=Forms(),
            frames={kind: Forms(JSON if kind == "json" else None) for kind in (*LISTS, *DATA)},
            pieces={kind: Forms(JSON if kind == "json" else None) for kind in ("card", *DATA)},
        )  # fmt: skip
        #: Kind of piece → article → how it stands there.
        self._pieces: dict[str, dict[str, str]] = defaultdict(dict)
        #: Kind of list → day → what stands before its first article there, where it is not the list's first.
        self._days: dict[str, dict[str, str]] = defaultdict(dict)
        #: Article → kind of list → the lists it is in.
        self._lists: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        #: Article → its place among all, the newest first.
        self._rank: dict[str, int] = {}

    def write(self, folder: Path) -> None:
        """Write everything that Hugo needs into a new folder."""
        shutil.copytree(Path(__file__).parent / "layouts", folder / "layouts")
        self._look()
        self._write_lists(folder / "content")
        for path, _ in self._outputs.of("story"):
            self._write_story(path, folder / "content")
        for path, one in self._outputs.of("alone"):
            _put(folder / "static" / set_at(path, one), self._outputs.body(path))
        _put(folder / "data" / "days.json", msgspec.json.encode(self._days))
        _put(folder / "hugo.json", msgspec.json.encode(_settings(self._base, self._upwards())))
        write_templates(self._looks, folder / "layouts", self._days)

    # Looking through what was built

    def _look(self) -> None:
        outputs, looks = self._outputs, self._looks
        for path, _ in outputs.of("story"):
            looks.story.lay(_marked(outputs.text(path)))
        for path, _ in outputs.of("how"):
            looks.how.lay(outputs.text(path))
        for path, one in outputs.of(*LISTS, *DATA):
            found = parts(outputs.text(path), one.kind)
            looks.frames[one.kind].lay(found.frame)
            self._pieces[piece(one.kind)] |= dict(zip(found.stories, found.pieces, strict=True))
            for (before, after), words in zip(pairwise(found.stories), found.between, strict=True):
                if _day(before) == _day(after):
                    looks.between.setdefault(one.kind, words)
                else:
                    self._days[one.kind][_day(after)] = words
            if one.kind in (*LISTS, "months"):
                for story in found.stories:
                    self._lists[story][one.kind].append(one.list.rpartition("/")[2])
        for kind, pieces in self._pieces.items():
            for text in pieces.values():
                looks.pieces[kind].lay(text)
        days = reversed([path for path, _ in outputs.of("days")])
        newest = (story for path in days for story in parts(outputs.text(path), "days").stories)
        self._rank = {story: rank for rank, story in enumerate(newest, 1)}

    def _upwards(self) -> dict[str, bool]:
        """The kinds of lists whose numbered pages, or months, begin with their oldest."""
        found = dict[str, bool]()
        for path, one in self._outputs.of(*LISTS, "months"):
            if one.number or one.kind == "months":
                ranks = [self._rank[story] for story in parts(self._outputs.text(path), one.kind).stories]
                if len(ranks) > 1:
                    found[one.kind] = ranks[0] > ranks[-1]
        return found

    # Content

    def _write_lists(self, folder: Path) -> None:
        """A file for each list, with what stands around its pieces on each of its pages, and in its feeds."""
        _put(folder / _NOWHERE / "_index.md", _file({"build": {"render": "never"}}))
        files: dict[str, dict[str, Any]] = defaultdict(lambda: {"frames": {}, "outputs": []})
        for path, one in self._outputs.of(*LISTS, *DATA):
            found = parts(self._outputs.text(path), one.kind)
            feed = one.kind in ("rss", "atom", "json")
            files[one.list]["frames"][one.kind if feed else f"_{one.number}"] = {
                **_filled(self._looks.frames[one.kind], found.frame),
                "n": len(found.stories),
            }
            if not one.number:
                format = f"feed{one.kind}" if feed else "month" if one.kind == "months" else "html"
                files[one.list]["outputs"].append(format)
        for place, values in files.items():
            _put(folder / place / "_index.md", _file({"title": place or "Front", **values}))

    def _write_story(self, path: str, folder: Path) -> None:
        text, lists = self._outputs.text(path), self._lists[path]
        front: dict[str, Any] = {
            "title": path.rpartition("/")[2],
            "url": f"{path}/",
            "date": _day(path),
            "day": _day(path),
            "weight": self._rank[path],
            "story": _filled(self._looks.story, _marked(text)),
        }
        front |= {kind: list(dict.fromkeys(lists[kind])) for kind in _TAXONOMIES if kind in lists}
        if (how := f"{path}/how") in self._outputs.all:
            front["how"] = _filled(self._looks.how, self._outputs.text(how))
        for kind, pieces in self._pieces.items():
            if path in pieces:
                front[f"piece_{kind}"] = _filled(self._looks.pieces[kind], pieces[path])
        section = next(iter(lists["sections"]), _NOWHERE)
        paragraphs = re.findall(r"<p>(.*?)</p>", body_of(text), re.DOTALL)
        _put(folder / section / f"{path.rpartition('-')[2]}.md", _file(front, "\n\n".join(paragraphs)))


def _filled(forms: Forms, text: str) -> dict[str, object]:
    number, blanks = forms.filled(text)
    return {"f": number, "v": blanks}


def _marked(page: str) -> str:
    """A story's page with a mark in place of its text, which Hugo makes of Markdown."""
    body = body_of(page)
    return page.replace(body, BODY, 1) if body else page


def _day(path: str) -> str:
    return path[1:11].replace("/", "-")


def _file(front: Mapping[str, object], text: str = "") -> bytes:
    return msgspec.json.encode(front) + f"\n\n{text}\n".encode()


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _settings(base: str, upwards: dict[str, bool]) -> dict[str, object]:
    """Hugo's settings: what it would make beside our outputs is switched off."""
    plain = {"isPlainText": True}
    return {
        "baseURL": f"{base}/",
        "locale": "en",
        "title": "Bench",
        "params": {"upwards": upwards},
        "disableAliases": True,
        "disableKinds": ["404", "robotsTXT", "sitemap", "taxonomy", "rss"],
        "taxonomies": {kind.removesuffix("s"): kind for kind in _TAXONOMIES},
        "mediaTypes": {"application/atom+xml": {"suffixes": ["xml"]}},
        "outputFormats": {
            "how": {"mediaType": "text/html", "isHTML": True, "baseName": "how", "permalinkable": False},
            "feedrss": {"mediaType": "application/rss+xml", "baseName": "feed", **plain},
            "feedatom": {"mediaType": "application/atom+xml", "baseName": "atom", **plain},
            "feedjson": {"mediaType": "application/json", "baseName": "feed", **plain},
            "month": {"mediaType": "application/xml", "baseName": "sitemap", **plain},
        },
        "outputs": {"page": ["html", "how"], "home": [], "section": ["html"], "term": ["html"]},
        "pagination": {"pagerSize": 50, "disableAliases": True},
        "markup": {"goldmark": {"extensions": {"typographer": {"disable": True}}}},
        "timeout": "600s",
    }
