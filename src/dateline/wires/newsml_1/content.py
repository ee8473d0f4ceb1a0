"""The content of a NewsML 1 item: its texts, one for each language, and what there is to see and hear beside them."""

import re
from base64 import b64decode
from binascii import Error as NotBase64
from datetime import datetime
from itertools import pairwise
from typing import Final

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from dateline.news.blocks import Block, heading
from dateline.news.errors import WireError
from dateline.news.wire import Link, Media, Problem, Version
from dateline.wires import xml
from dateline.wires.charset import decoded
from dateline.wires.html import blocks_from_html, blocks_from_text
from dateline.wires.markup import blocks
from dateline.wires.newsml_1.document import Component, Item, Leaf, line, nearest
from dateline.wires.newsml_1.media import is_seen, link_to, media_of
from dateline.wires.nitf.reader import version_of
from dateline.wires.preamble import same_words
from dateline.wires.remembered import remembered

_TITLES: Final = frozenset({"title", "headline", "head", "titel", "titre", "titulo", "título", "titolo", "kop"})
_STANDFIRSTS: Final = frozenset({
    "subheadline", "subtitle", "summary", "abstract", "teaser", "standfirst", "description", "chapeau", "synopsis",
})  # fmt: skip
_CAPTIONS: Final = frozenset({"caption", "legend"})
_NOTES: Final = frozenset({"contact", "editorsnote", "editorialnote", "note", "advisory", "notes"})
_UNSEEN: Final = frozenset({"stylesheet", "css", "script", "metadata"})
#: Roles of what is no text of its own.
_BESIDE: Final = _TITLES | _STANDFIRSTS | _CAPTIONS | _NOTES | _UNSEEN
_TAG = re.compile(r"<(?:p|br|div|h\d|ul|table|b|i|strong|em|a|span|!--)\b|</", re.IGNORECASE)
#: Belga leaves such references to sounds in its texts.
_REFERENCE = re.compile(r"<NewsComponentRef\b[^<>]*/?>")
_NITF = re.compile(r"\s*(?:<\?xml[^<>]*>\s*)?(?:<!DOCTYPE\s+nitf\b[^<>\[]*>\s*)?<nitf\b")
#: Markup that is data, not text to be read.
_DATA: Final = frozenset({"sports-content", "svg", "xbrl", "rss", "feed", "EventsML"})
_READABLE = re.compile(r"text|html|xml|nitf|ascii")
_NO_LETTER = re.compile(r"\W+")
#: No item comes in more; whoever says so means something else by them.
_MOST_LANGUAGES: Final = 40
#: In letters; what is shorter may well stand twice, or open another text, such as "Photo available".
_REPEATED: Final = 40


class Content(Struct, frozen=True):
    """What an item holds in one language, put in order."""

    #: BCP 47; empty if not told.
    language: str
    #: The components that it is about: all of the item but those in another language.
    components: list[Component]
    #: The components around the text, the innermost first; around the first content where there is no text.
    around: tuple[Component, ...]
    #: The words of the lines around it, by their names in small letters, each name's from the nearest component.
    lines: dict[str, list[str]]
    #: The text with what its own markup tells; blank where there is none.
    version: Version
    #: Headlines that came as texts.
    titles: list[str]
    standfirst: str
    notes: list[str]
    media: tuple[Media, ...]
    links: tuple[Link, ...]

    @property
    def typed(self) -> list[tuple[str, str]]:
        """The lines of a provider's own types around it: their types and their words, the outermost first."""
        return [one for component in reversed(self.around) for one in component.typed]


class _Text(Struct, frozen=True, eq=False):
    leaf: Leaf
    version: Version

    @property
    def words(self) -> str:
        return " ".join([block.text for block in self.version.body])


def contents_of(item: Item, *, received: datetime, problems: list[Problem]) -> list[Content]:
    """
    Read the content of an *item*.

    Args:
        received: When it reached us, UTC.
        problems: What is wrong with the content is added here.
    Returns:
        One for each language in which it has a text, in their order; at least one.
    """
    written = [leaf for leaf in item.leaves if "DataContent" in leaf.parts or "Encoding" in leaf.parts]
    texts = [text for leaf in _chosen(written) if (text := _text(leaf, received, problems)) is not None]
    main = _without_repeats([text for text in texts if text.leaf.role not in _BESIDE])
    beside = [text for text in texts if text.leaf.role in _BESIDE]
    told = dict.fromkeys(filter(None, (main_language(text.leaf.language) for text in main)))
    if not 1 < len(told) <= _MOST_LANGUAGES:
        return [_content(item, main, beside, frozenset())]
    first, languages = next(iter(told)), frozenset(told)
    found = []
    for own in told:
        # A text that does not say its language is in the first; what stands beside texts is then for all.
        texts = [one for one in main if (main_language(one.leaf.language) or first) == own]
        found.append(_content(item, texts, beside, languages - {own}))
    return found


@remembered
def main_language(language: str) -> str:
    """A *language* whatever its country."""
    return language.partition("-")[0].partition("_")[0].lower()


def _content(item: Item, main: list[_Text], beside: list[_Text], others: frozenset[str]) -> Content:
    """What these texts and the files of an *item* make together, but for what is in *others* of its languages."""
    beside = [one for one in beside if main_language(one.leaf.language) not in others]
    files = [one for one in item.leaves if one.role not in _UNSEEN and one.href]
    files = [one for one in files if main_language(one.language) not in others]
    first = [*(text.leaf for text in (*main[:1], *beside[:1])), *files[:1], *item.leaves[:1]]
    around = first[0].around if first else tuple(reversed(item.components[:3]))
    captions = [(one.leaf.owner, one.words) for one in beside if one.leaf.role in _CAPTIONS]
    titles = [one for one in beside if one.leaf.role in _TITLES and (not main or _together(one, main[0]))]
    return Content(
        language=next((one.language for one in around if one.language), item.language),
        components=[one for one in item.components if main_language(one.language) not in others],
        around=around,
        lines=nearest(around),
        version=_joined(main),
        titles=[one.words for one in titles],
        standfirst=" ".join([one.words for one in beside if one.leaf.role in _STANDFIRSTS]),
        notes=[words for one in beside if one.leaf.role in _NOTES and (words := one.words)],
        media=media_of([leaf for leaf in files if is_seen(leaf)], captions) if files else (),
        links=tuple(link_to(leaf) for leaf in files if not is_seen(leaf)),
    )


def _chosen(written: list[Leaf]) -> list[Leaf]:
    """
    The leaves to read: of parts that say the same in other formats the richest, in each language.

    Parts of different roles never say the same, whatever their list claims.
    """
    groups: dict[tuple[Component, str, str], dict[Component | Leaf, list[Leaf]]] = {}
    for leaf in written:
        for depth, above in enumerate(leaf.around):
            if above.alternatives:
                role = next((one.role for one in reversed(leaf.around[:depth]) if one.role), "")
                group = groups.setdefault((above, main_language(leaf.language), role), {})
                group.setdefault(leaf.around[depth - 1] if depth else leaf, []).append(leaf)
    left_out: set[Leaf] = set()
    for group in groups.values():
        best = min(group, key=lambda branch: min(map(_poverty, group[branch])))
        left_out.update(leaf for branch, leaves in group.items() if branch is not best for leaf in leaves)
    return [leaf for leaf in written if leaf not in left_out]


def _poverty(leaf: Leaf) -> int:
    """0 for NITF and XHTML, 1 for HTML, 2 for plain text, 3 for none."""
    data = xml.first(leaf.parts, "DataContent")
    if data is None:
        return 3
    if len(data):
        return 0
    return (1 if "html" in leaf.format or "nitf" in leaf.format else 2) if (data.text or "").strip() else 3


def _without_repeats(texts: list[_Text]) -> list[_Text]:
    """The *texts* without those that say what another says in richer markup, or as its beginning."""
    if len(texts) < 2:
        return texts
    ranked = sorted(
        (main_language(one.leaf.language), _letters(one), -_poverty(one.leaf), -place)
        for place, one in enumerate(texts)
    )
    dropped = set()
    # What is the beginning of any text is that of the next one in this order.
    for (language, letters, _, place), (other, longer, _, rival) in pairwise(ranked):
        if language == other and longer.startswith(letters):
            long = len(letters) > _REPEATED
            if long or (letters == longer and _together(texts[-place], texts[-rival])):
                dropped.add(-place)
    return [one for place, one in enumerate(texts) if place not in dropped]


def _letters(text: _Text) -> str:
    return _NO_LETTER.sub("", text.words).casefold()


def _text(leaf: Leaf, received: datetime, problems: list[Problem]) -> _Text | None:
    """The words of one content item; None where it holds none."""
    if "css" in leaf.format:
        return None
    data = xml.first(leaf.parts, "DataContent")
    if data is None:
        version = _decoded(leaf, received, problems)
    elif len(data) == 0:
        version = _typed(data.text or "", leaf.format, received, problems)
    else:
        version = _marked_up(data, received, problems)
    return _Text(leaf, version) if version.body or version.headline else None


def _marked_up(data: etree._Element, received: datetime, problems: list[Problem]) -> Version:
    """The text of a ``DataContent`` that holds elements."""
    nitf = next(xml.descendants(data, "nitf"), None)
    body = xml.find(data, "body")
    if nitf is None and any(one is not None and xml.find(one, "body.content") is not None for one in (data, body)):
        nitf = data
    if nitf is not None:
        return version_of(nitf, received=received, problems=problems)
    if strange := next(filter(_DATA.__contains__, map(xml.local, data)), ""):
        problems.append(Problem("ContentItem/DataContent", f"<{strange}> is data, not text; left out"))
        return Version()
    return Version(body=blocks([next(xml.descendants(data, "body"), data)]))


def _decoded(leaf: Leaf, received: datetime, problems: list[Problem]) -> Version:
    """The text of a ``DataContent`` inside an ``Encoding``; blank, and a problem, where it is none."""
    encoding = xml.first(leaf.parts, "Encoding")
    inner = None if encoding is None else xml.find(encoding, "DataContent")
    if encoding is not None and inner is not None and _READABLE.search(leaf.format):
        if (encoding.get("Notation") or "").lower() != "base64":
            return _typed(inner.text or "", leaf.format, received, problems)
        try:
            data = b64decode((inner.text or "").encode())
        except NotBase64:
            data = b""
        if data and b"\0" not in data:
            return _typed(decoded(data)[0], leaf.format, received, problems)
    problems.append(Problem("ContentItem/Encoding", "encoded data is not text; left out"))
    return Version()


def _typed(text: str, format: str, received: datetime, problems: list[Problem]) -> Version:
    """The text of characters: NITF or HTML where it is such, else plain text."""
    if _NITF.match(text):
        try:
            parsed = xml.parse(text.strip().encode("utf-8", "replace"), format="newsml-1")
            return version_of(parsed.root, received=received, problems=problems)
        except WireError as e:
            problems.append(Problem("ContentItem/DataContent", f"its NITF is torn: {e.what}; read as HTML"))
            return Version(body=blocks_from_html(text))
    text = _REFERENCE.sub(" ", text)
    return Version(body=blocks_from_html(text) if "html" in format or _TAG.search(text) else blocks_from_text(text))


def _joined(texts: list[_Text]) -> Version:
    """The texts as one, with what each tells; one of another component goes under that component's headline."""
    if len(texts) < 2:
        return texts[0].version if texts else Version()
    above = _headline(texts[0])
    body: list[Block] = list(texts[0].version.body)
    for before, text in pairwise(texts):
        title = _headline(text) or text.version.headline
        if title and not _together(text, before) and not same_words(title, above):
            body.append(heading(title))
        body.extend(text.version.body)
    versions = [text.version for text in texts]
    return replace(
        versions[0],
        body=tuple(body),
        media=tuple(dict.fromkeys(one for version in versions for one in version.media)),
        notes=tuple(dict.fromkeys(one for version in versions for one in version.notes)),
        links=tuple(dict.fromkeys(one for version in versions for one in version.links)),
        named=tuple(dict.fromkeys(one for version in versions for one in version.named)),
    )


def _headline(text: _Text) -> str:
    return line(nearest(text.leaf.around), "headline")


def _together(one: _Text, other: _Text) -> bool:
    return one.leaf.owner is other.leaf.owner
