"""The text of an AP item: NITF, HTML or plain words, wherever it came along, into blocks."""

import re
from datetime import datetime
from typing import Any, Final

from dateline.news.wire import Problem, Version
from dateline.wires.ap_media.document import BESIDE, FORMAT, Fields, text_in
from dateline.wires.ninjs.inside import Kind, is_rooted, read_text

#: Members that may hold an item's text, the fullest first.
_IN_ORDER: Final = (
    "story", "story_nitf", "main", "body_nitf", "body_html", "body_xhtml", "body_text", "body", "bodytext", "content",
    "text", "transcript", "transcript_nitf", "transcripts", "description_script_nitf", "description_script",
    "script_nitf", "script",
)  # fmt: skip
TEXTS: Final = frozenset(_IN_ORDER)
#: Members of a rendition that may hold it.
_INLINE: Final = frozenset({"nitf", "content", "body", "text"})
_BLOCK = re.compile(r"</?block\b[^<>]*>")
#: Markup that HTML has and NITF has not.
_HTML = re.compile(r"<(?:div|span|h[1-6]|strong|b|i|script|style|figure|img|blockquote|section|article)[\s>]", re.I)


def text_of(fields: Fields, beside: dict[str, Any], received: datetime, problems: list[Problem]) -> Version | None:
    """
    The text that came with an item.

    Args:
        beside: What stands in the item's envelope.
        received: When the item was issued, or reached us; UTC.
        problems: What is wrong with the text is added here.
    Returns:
        A version with the body, and all else that the text's own markup tells; None where no text came.
    Raises:
        WireError: If the text is large, and nothing but tags.
    """
    for name in fields.among(_IN_ORDER):
        if fragment := fields.markup(name).strip():
            return _version(fragment, name, f"{fields.where}.{name}", received, problems)
    for name in BESIDE:
        if fragment := text_in(beside.get(name)).strip():
            form = "body_html" if isinstance(beside[name], dict) and beside[name].get("body_html") == fragment else name
            return _version(fragment, form, name, received, problems)
    for name, rendition in fields.objects("renditions"):
        inline = {key: rendition[key] for key in _INLINE & rendition.keys()}
        if inline and (fragment := text_in(inline).strip()):
            return _version(fragment, name, f"{fields.where}.renditions.{name}", received, problems)
    return None


def _version(fragment: str, name: str, where: str, received: datetime, problems: list[Problem]) -> Version:
    fragment = _BLOCK.sub("", fragment) if "<block" in fragment or "</block" in fragment else fragment
    is_html = "<" not in fragment or ("html" in name and not is_rooted(fragment)) or _HTML.search(fragment)
    kind: Kind = "html" if is_html else "nitf"
    return read_text(fragment, kind, where, format=FORMAT, received=received, problems=problems)
