"""The tags of agencies' markup: which stay, which stand on their own, which no reader sees."""

from typing import Final

from lxml import etree

from dateline.wires.remembered import remembered

#: The inline tags that stay, and what they become.
INLINE: Final = {
    "em": "em", "i": "em", "strong": "strong", "b": "strong", "sub": "sub", "sup": "sup", "q": "q", "code": "code",
    "abbr": "abbr", "acronym": "abbr",
}  # fmt: skip
#: Parts of a name or a place, which agencies set side by side with no space between.
PARTS: Final = frozenset({
    "name.given", "name.family", "city", "state", "region", "country", "sublocation", "function", "org", "person",
    "addressee", "care.of", "delivery.point", "postcode", "delivery.office",
})  # fmt: skip
#: What no reader of the text sees, or sees in a place of its own.
UNSEEN: Final = frozenset({
    "script", "style", "iframe", "object", "embed", "form", "noscript", "template", "head", "svg", "canvas",
    "select", "textarea", "button", "input", "figure", "figcaption", "media", "img", "picture", "video", "audio",
    "nitf-table-metadata",
})  # fmt: skip
#: What stands on its own on the page.
CONTAINERS: Final = frozenset({
    "p", "div", "section", "article", "main", "body", "body.content", "block", "aside", "header", "footer", "nav",
    "address", "center", "details", "summary", "fieldset", "fn", "note", "tagline", "hr", "dt", "dd", "li", "tr",
    "td", "th", "dateline", "byline", "abstract", "credit",
})  # fmt: skip


def name_of(element: etree._Element) -> str:
    """The element's name without its namespace, in small letters."""
    return small(str(element.tag))


@remembered
def small(tag: str) -> str:
    """A *tag* as lxml has it, without its namespace, in small letters."""
    return tag[tag.rfind("}") + 1 :].lower()
