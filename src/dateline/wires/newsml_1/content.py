"""The content of a NewsML 1 item: its texts, one for each language, and what there is to see and hear beside them."""

import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise
from typing import Final, TypeVar

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from dateline.news.blocks import Block, heading
from dateline.news.errors import WireError
from dateline.news.wire import Link, Media, Problem, Version
from dateline.wires import xml
from dateline.wires.html import blocks_from_html, blocks_from_text
from dateline.wires.markup import blocks
from dateline.wires.newsml_1.document import Component, Item, Leaf, headline
from dateline.wires.newsml_1.media import is_seen, link_to, media_of
from dateline.wires.nitf.reader import version_of
from dateline.wires.preamble import same_words

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


T = TypeVar("T")


class Content(Struct, frozen=True):
    """What an item holds in one language, put in order."""

    #: BCP 47; empty if not told.
    language: str
    #: The components that it is about: all of the item but those in another language.
    components: tuple[Component, ...]
    #: The components around the text, the innermost first; around the first content where there is no text.
    around: tuple[Component, ...]
    #: The text with what its own markup tells; blank where there is none.
    version: Version = Version()
    #: Headlines that came as texts.
    titles: tuple[str, ...] = ()
    standfirst: str = ""
    notes: tuple[str, ...] = ()
    media: tuple[Media, ...] = ()
    links: tuple[Link, ...] = ()


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
    seen = [leaf for leaf in item.leaves if leaf.role not in _UNSEEN and leaf.content.get("Href")]
    languages = list(dict.fromkeys(filter(None, (main_language(text.leaf.language) for text in main))))
    if not 1 < len(languages) <= _MOST_LANGUAGES:
        return [_content(item, main, beside, seen)]
    found = []
    for place, language in enumerate(languages):
        others = frozenset(languages) - {language}
        # What does not say its language is in the first; but pictures are for all.
        known = {language, ""} if place == 0 else {language}
        found.append(
            _content(
                item,
                [one for one in main if main_language(one.leaf.language) in known],
                [one for one in beside if main_language(one.leaf.language) not in others],
                [one for one in seen if main_language(one.language) not in others],
                others,
            )
        )
    return found


def main_language(language: str) -> str:
    """A *language* whatever its country."""
    return language.partition("-")[0].partition("_")[0].lower()


def _content(
    item: Item, main: list[_Text], beside: list[_Text], seen: list[Leaf], others: frozenset[str] = frozenset()
) -> Content:
    """What these texts and files make together."""
    nearest = [*(text.leaf for text in main[:1]), *(text.leaf for text in beside[:1]), *seen[:1], *item.leaves[:1]]
    around = nearest[0].around if nearest else tuple(reversed(item.components[:3]))
    components = [one for one in item.components if not others or main_language(one.language) not in others]
    captions = [(one.leaf.owner, one.words) for one in beside if one.leaf.role in _CAPTIONS]
    titles = [one for one in beside if one.leaf.role in _TITLES and (not main or _together(one, main[0]))]
    return Content(
        language=next(filter(None, (one.language for one in around)), "") or item.language,
        components=tuple(components),
        around=around,
        version=_joined(main),
        titles=tuple(one.words for one in titles),
        standfirst=" ".join([one.words for one in beside if one.leaf.role in _STANDFIRSTS]),
        notes=tuple(words for one in beside if one.leaf.role in _NOTES and (words := one.words)),
        media=media_of([leaf for leaf in seen if is_seen(leaf)], captions) if seen else (),
        links=tuple(link_to(leaf) for leaf in seen if not is_seen(leaf)),
    )


def _chosen(written: list[Leaf]) -> list[Leaf]:
    """
    The leaves to read: of parts that say the same in other formats the richest, in each language.

    Parts of different roles never say the same, whatever their list claims.
    """
    left_out: set[int] = set()
    groups: dict[tuple[int, str, str], dict[int, list[Leaf]]] = {}
    for leaf in written:
        for depth, above in enumerate(leaf.around):
            if above.alternatives:
                branch = leaf.around[depth - 1].element if depth else leaf.content
                role = next((one.role for one in reversed(leaf.around[:depth]) if one.role), "")
                group = groups.setdefault((id(above), main_language(leaf.language), role), {})
                group.setdefault(id(branch), []).append(leaf)
    for group in groups.values():
        if len(group) > 1:
            best = min(group, key=lambda branch: min(map(_poverty, group[branch])))
            left_out.update(id(leaf) for branch, leaves in group.items() if branch != best for leaf in leaves)
    return [leaf for leaf in written if id(leaf) not in left_out] if left_out else written


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
    for child in data:
        name = xml.local(child)
        if name == "nitf":
            return version_of(child, received=received, problems=problems)
        if name == "body.content" or (name == "body" and xml.find(child, "body.content") is not None):
            return version_of(data, received=received, problems=problems)
        if name in _DATA:
            problems.append(Problem("ContentItem/DataContent", f"<{name}> is data, not text; left out"))
            return Version()
    nitf = next(xml.descendants(data, "nitf"), None)
    if nitf is not None:
        return version_of(nitf, received=received, problems=problems)
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
            return _typed(_characters(data), leaf.format, received, problems)
    problems.append(Problem("ContentItem/Encoding", "encoded data is not text; left out"))
    return Version()


def _characters(data: bytes) -> str:
    """Bytes whose charset nobody tells."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


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
    """The texts as one body; one of another component goes under that component's headline."""
    if len(texts) < 2:
        return texts[0].version if texts else Version()
    first = texts[0]
    above = headline(first.leaf.around)
    body: list[Block] = list(first.version.body)
    for before, text in pairwise(texts):
        title = headline(text.leaf.around) or text.version.headline
        if title and not _together(text, before) and not same_words(title, above):
            body.append(heading(title))
        body.extend(text.version.body)
    return _merged([text.version for text in texts], tuple(body))


def _merged(versions: list[Version], body: tuple[Block, ...]) -> Version:
    """What several marked-up texts tell, as one with this *body*."""
    return replace(
        versions[0],
        body=body,
        media=_all(version.media for version in versions),
        notes=_all(version.notes for version in versions),
        links=_all(version.links for version in versions),
        named=_all(version.named for version in versions),
    )


def _all(parts: Iterable[tuple[T, ...]]) -> tuple[T, ...]:
    """The *parts* as one, each thing once."""
    return tuple(dict.fromkeys(one for part in parts for one in part))


def _together(one: _Text, other: _Text) -> bool:
    return one.leaf.owner is other.leaf.owner
