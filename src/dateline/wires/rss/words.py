"""The words of a feed's item: its headlines, its text, and the summary above that."""

import binascii
import html
import re
from base64 import b64decode
from operator import attrgetter
from typing import Final, NamedTuple

from lxml import etree
from msgspec import Struct

from dateline.news.blocks import Block
from dateline.news.wire import Extent, Link, Media, Words
from dateline.wires.escape import attributes
from dateline.wires.escape import element as written
from dateline.wires.html import Content, blocks_from_text, content_from_html, words_of
from dateline.wires.letters import fold, may_have_controls, unescaped
from dateline.wires.markup import blocks
from dateline.wires.preamble import same_words
from dateline.wires.rss.fields import Fields, as_sent, name_of, text_of

_TITLES: Final = ("title", "dc:title", "itunes:title")
_FULL: Final = (
    "content:encoded", "content", "xhtml:body", "xhtml:div", "body", "fulltext", "full-text", "yandex:full-text",
    "rambler:fulltext", "turbo:content",
)  # fmt: skip
_BRIEF: Final = (
    "description", "summary", "abstract", "dc:description", "dcterms:abstract", "prism:teaser", "itunes:summary",
    "content:summary",
)  # fmt: skip
_ATOM: Final = ("{http://www.w3.org/2005/Atom}", "{http://purl.org/atom/ns#}")
_LITERAL: Final = frozenset({"text", "plain", "text/plain"})
_CLOSING = re.compile(r"</[A-Za-z][A-Za-z0-9]*\s*>")
_LETTERS = re.compile(r"\W+")
#: WordPress's and Medium's lines on where a text came first.
_FIRST_SEEN = re.compile(
    r'<p>The post <a href="[^"]*">[^<>]*</a> (?:appeared first|first appeared) on <a [^<>]*>[^<>]*</a>\.</p>'
    r'|<p><a href="[^"]*">[^<>]*</a> was originally published in <a [^<>]*>[^<>]*</a> on Medium, [^<>]*</p>'
)
#: A day, with its clock, as Drupal prints it above a text.
_STAMP = re.compile(r"(?:\w+,?\s+)?\d[\d\s/.:-]+(?:[ap]m)?", re.IGNORECASE)
#: What ends a text of which only the beginning was sent.
_CUT: Final = ("[…]", "[...]")


class Text(Struct, frozen=True):
    """An item's words."""

    body: tuple[Block, ...] = ()
    standfirst: str = ""
    extent: Extent = "full"
    media: tuple[Media, ...] = ()
    #: Texts that say something else than the body and the standfirst, under the feed's names.
    more: dict[str, str] = {}


class _Sent(NamedTuple):
    """One element of text."""

    element: etree._Element
    content: Content
    #: In letters, tags too.
    size: int

    @property
    def words(self) -> str:
        return words_in(self.content.blocks)


_NOTHING: Final = _Sent(etree.Element("none"), Content((), ()), 0)
_SIZE: Final = attrgetter("size")


def headlines_of(fields: Fields) -> tuple[str, tuple[Words, ...]]:
    """The headline, and those others of the item that have other words."""
    first, others = "", []
    for element in fields.all(*_TITLES):
        if not (line := line_of(element)):
            continue
        if not first:
            first = line
        elif not same_words(first, line):
            others.append(Words(line, as_sent(element)))
    return first or next(filter(None, map(line_of, _of_media(fields, "media:title"))), ""), tuple(others)


def line_of(element: etree._Element) -> str:
    """The words of an *element* that is a line, such as a title; its markup, escaped or not, is gone."""
    if len(element):
        return " ".join(block.text for block in blocks([element]))
    words = element.text or ""
    return fold(unescaped(words) if _is_literal(element, words) else words_of(words))


def text_of_item(fields: Fields, headline: str, pages: tuple[Link, ...]) -> Text:
    """
    The full text where there is one, and the summary as its standfirst; else the summary as the text.

    Where the summary is far longer than the text, the two have changed places.

    Args:
        pages: The item's own page, if it tells one.
    """
    full = [_sent(element, pages) for element in fields.all(*_FULL)]
    brief = [_sent(element, pages) for element in fields.all(*_BRIEF)]
    text, summary = _longest(full), _longest(brief)
    if not (text.size or summary.size):
        brief += [_sent(element, pages) for element in _of_media(fields, "media:description")]
        summary = _longest(brief)
    extent: Extent = "full" if text.size else "teaser"
    if summary.size > 3 * text.size:
        text, summary = summary, text
    body = _without_head(text.content.blocks, headline)
    if is_cut(body):
        extent = "teaser"
    standfirst = summary.words
    if same_words(standfirst, headline) or opens(body, standfirst):
        standfirst = ""
    others = [one for one in (*full, *brief) if one is not text and one is not summary]
    pictures = tuple(one for each in (text, summary, *others) for one in each.content.media)
    return Text(body, standfirst, extent, pictures, _unlike(others, text, summary) if others else {})


def plain_line(words: str) -> str:
    """A line that is plain text by its format, folded; one that closes a tag is HTML for all that."""
    return words_of(words) if _CLOSING.search(words) else fold(unescaped(words))


def opens(body: tuple[Block, ...], summary: str) -> bool:
    """True if a *summary* is the beginning of the text, and so would be said twice; or says nothing."""
    said = summary.rstrip(" .…[]")
    for block in body if said else ():
        words = block.text
        if not words.startswith(said[: len(words)]):
            return False
        if len(said) <= len(words):
            return True
        said = said[len(words) :].lstrip()
    return not said


def is_cut(body: tuple[Block, ...]) -> bool:
    """True if a text says by its last words that it goes on elsewhere."""
    return bool(body) and body[-1].text.endswith(_CUT)


def content_of(element: etree._Element) -> Content:
    """
    The contents of an *element* of text, by its type: plain, HTML in it as text, or XHTML as elements.

    What is no text, such as a picture in base64, has none.
    """
    if len(element):
        return Content(blocks([element]), _pictures(element))
    text = element.text or ""
    if element.get("mode") == "base64" or not is_text(element):
        text = _from_base64(text)
    if _is_literal(element, text):
        return Content(blocks_from_text(unescaped(text)), ())
    return content_from_html(text)


def is_text(element: etree._Element) -> bool:
    """False if an *element* says that it holds, or leads to, something else than words."""
    kind = (element.get("type") or "html").partition(";")[0].strip().lower()
    return "/" not in kind or kind.startswith("text/") or kind.endswith(("+xml", "/xml"))


def _without_head(body: tuple[Block, ...], headline: str) -> tuple[Block, ...]:
    """A *body* without a first line that is the headline, a word or two of an account, and a day, as Drupal sets it."""
    if len(body) < 2 or not headline or not (first := body[0].text).startswith(headline):
        return body
    words = first[len(headline) :].split()
    return body[1:] if any(_STAMP.fullmatch(" ".join(words[count:])) for count in range(3)) else body


def _longest(sent: list[_Sent]) -> _Sent:
    return max(sent, key=_SIZE) if len(sent) > 1 else sent[0] if sent else _NOTHING


def _sent(element: etree._Element, pages: tuple[Link, ...]) -> _Sent:
    body, media = content_of(element)
    if body and "<a " in body[-1].html:
        body = _without_furniture(body, pages)
    return _Sent(element, Content(body, media), sum([len(block.html) for block in body]))


def _without_furniture(body: tuple[Block, ...], pages: tuple[Link, ...]) -> tuple[Block, ...]:
    """
    A *body* without what feeds set behind it: a paragraph that is nothing but a link to the item's own page, and
    WordPress's line that says where the post came first.
    """
    hrefs = [f'<p><a href="{html.escape(page.href)}">' for page in pages]
    while len(body) > 1 and "<a " in (last := body[-1].html):
        onward = last.startswith(tuple(hrefs)) and last.endswith("</a></p>") and last.count("<a ") == 1
        if not onward and not _FIRST_SEEN.fullmatch(last):
            break
        body = body[:-1]
    return body


def _is_literal(element: etree._Element, text: str) -> bool:
    """True if nothing in an *element* is markup: by its type, or by Atom's rule for those without one."""
    kind = element.get("type")
    if kind is None:
        # What closes a tag is HTML whose sender forgot to say so.
        return str(element.tag).startswith(_ATOM) and not _CLOSING.search(text)
    return kind.partition(";")[0].strip().lower() in _LITERAL


def _from_base64(text: str) -> str:
    """The words that were sent in base64; empty if there are none, as in a picture."""
    try:
        decoded = b64decode("".join(text.split()), validate=True).decode()
    except (binascii.Error, ValueError):
        return ""
    return "" if may_have_controls(decoded) else decoded


def _pictures(element: etree._Element) -> tuple[Media, ...]:
    """The pictures in an *element* that holds XHTML; written anew as HTML, which is read in one place alone."""
    found = []
    for image in element.iter("{*}img"):
        figure = next(image.iterancestors("{*}figure"), None)
        captions = () if figure is None else (text_of(one) for one in figure.iter("{*}figcaption"))
        told = attributes({name: image.get(name, "") for name in ("src", "alt", "width", "height")})
        found.append(f"<figure><img{told}>{written('figcaption', next(iter(captions), ''))}</figure>")
    return content_from_html("".join(found)).media if found else ()


def _of_media(fields: Fields, name: str) -> list[etree._Element]:
    """What the item's Media RSS says of itself: the item's own element of a *name*, else that of its groups."""
    groups = (child for group in fields.all("media:group") for child in group)
    return fields.all(name) or [child for child in groups if name_of(child) == name]


def _unlike(others: list[_Sent], text: _Sent, summary: _Sent) -> dict[str, str]:
    """The texts that were not taken, and have words that are in neither *text* nor *summary*."""
    said = letters(f"{text.words} {summary.words}")
    told = ((one.element, one.words) for one in others)
    return {as_sent(one): words for one, words in told if words and letters(words.rstrip(" .…[]")) not in said}


def words_in(body: tuple[Block, ...]) -> str:
    """All words of a *body*, in one line."""
    return " ".join([block.text for block in body])


def letters(text: str) -> str:
    """The letters and digits of a *text* alone, whatever their case: what two texts of the same words share."""
    return _LETTERS.sub("", text).casefold()
