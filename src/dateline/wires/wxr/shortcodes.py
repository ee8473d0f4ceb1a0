"""Shortcodes, WordPress's commands in brackets: captions, galleries and players become media, the rest goes."""

import re
from typing import Final

from msgspec import Struct, field

from dateline.news.wire import Media
from dateline.wires.letters import has_one
from dateline.wires.rss.kinds import Kind

_CODE = re.compile(
    r"\[(?P<escaped>\[?)(?P<end>/?)(?P<name>[A-Za-z][\w-]{1,40})(?P<attributes>(?:[\s=][^\[\]<>]{0,2000})?)(?P<empty>/?)\](?P<closed>\]?)"
)
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|&#8221;(.*?)&#8221;|([^\s"'\]]+))""")
_CAPTION = re.compile(
    r"\[(?:wp_)?caption(?P<attributes>[^\[\]]{0,2000})\](?P<inner>(?:(?!\[/?(?:wp_)?caption).){0,5000})\[/(?:wp_)?caption\]",
    re.DOTALL,
)
_PICTURE = re.compile(r"\s*((?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a>)?)(.*)", re.DOTALL | re.IGNORECASE)
_EMBED = re.compile(
    r"\[(?P<name>embed|youtube|vimeo|tweet|video|audio)\b[^\[\]]{0,500}\]\s*(?P<href>https?://[^\s\[\]<>]+)\s*"
    r"\[/(?P=name)\]"
)
_ADDRESS = re.compile(r"(?:https?:)?//[^\s\"'<>\[\]]+")
#: Shortcodes that show or play what an address leads to.
_PLAYERS: Final[dict[str, Kind]] = {
    "video": "video", "wpvideo": "video", "youtube": "video", "vimeo": "video", "dailymotion": "video",
    "ted": "video", "videopress": "video", "audio": "audio", "soundcloud": "audio", "spotify": "audio",
    "embed": "other", "tweet": "other", "instagram": "other", "facebook": "other", "googlemaps": "other",
}  # fmt: skip
#: Page builders' shortcodes around a text, whose going nobody need be told.
_LAYOUT: Final = frozenset({
    "et_pb_section", "et_pb_row", "et_pb_column", "et_pb_text", "vc_row", "vc_column", "vc_column_text",
})  # fmt: skip
#: Others of WordPress and of plugins that carry no words of the story in their attributes.
_KNOWN: Final = _LAYOUT | {
    "gallery", "playlist", "caption", "wp_caption", "column", "row", "contact-form", "contact-form-7", "toc",
    "dropcap", "button", "spacer", "divider", "sidebar", "table", "polldaddy", "poll", "jetpack_subscription_form",
}  # fmt: skip
#: A paragraph that is nothing but the address of one of these hosts is shown as what it leads to.
_HOSTS: Final[dict[str, Kind]] = {
    "youtube.com": "video", "youtu.be": "video", "vimeo.com": "video", "dailymotion.com": "video", "ted.com": "video",
    "tiktok.com": "video", "soundcloud.com": "audio", "spotify.com": "audio", "flickr.com": "picture",
    "twitter.com": "other", "x.com": "other", "instagram.com": "other", "facebook.com": "other", "reddit.com": "other",
}  # fmt: skip
_SHOWN = re.compile(
    r"(?:(?<=\n)|(?<=>)|\A)[^\S\n]*(?P<href>https?://(?:www\.|m\.|open\.|player\.)?"
    rf"(?P<host>{'|'.join(map(re.escape, _HOSTS))})/[^\s<>\"]+)[^\S\n]*(?=\n|<|\Z)"
)
_NAMES: Final = tuple(_HOSTS)


class Found(Struct, eq=False):
    """What a content's shortcodes said."""

    text: str = ""
    played: list[Media] = field(default_factory=list)
    #: The ids of attachments that galleries show, in order.
    shown: list[str] = field(default_factory=list)
    #: The names of those that went, each once; their contents stay.
    dropped: dict[str, None] = field(default_factory=dict)


def without_shortcodes(content: str) -> Found:
    """
    Take the shortcodes out of a *content*.

    Returns:
        The content, where captions became figures; what was played or shown; the names of what went. A word in
        brackets, such as ``[sic]``, is no shortcode, and stays.
    """
    found = Found()
    if "[" in content:
        content = _CAPTION.sub(_figure, content)
        content = _EMBED.sub(lambda match: _embedded(match, found), content)
        closed = {match["name"] for match in _CODE.finditer(content) if match["end"]}
        content = _CODE.sub(lambda match: _one(match, closed, found), content)
    if "://" in content and has_one(content, _NAMES):
        content = _SHOWN.sub(lambda match: _shown(match, found), content)
    found.text = content
    return found


def _attributes(text: str) -> dict[str, str]:
    """A shortcode's attributes by their names in small letters."""
    return {name.lower(): "".join(values) for name, *values in _ATTRIBUTE.findall(text)}


def played_by(href: str) -> Kind:
    """What an address of a player leads to."""
    host = href.partition("//")[2].partition("/")[0].lower()
    return next((kind for name, kind in _HOSTS.items() if host == name or host.endswith(f".{name}")), "other")


def _figure(match: re.Match[str]) -> str:
    """A captioned picture as HTML; before WordPress 3.4 the caption was an attribute."""
    inner = _PICTURE.match(match["inner"])
    caption = _attributes(match["attributes"]).get("caption", "")
    picture, words = (inner[1], inner[2].strip()) if inner else ("", match["inner"].strip())
    if not picture:
        return match["inner"]
    return f"<figure>{picture}<figcaption>{words or caption}</figcaption></figure>"


def _one(match: re.Match[str], closed: set[str], found: Found) -> str:
    """What stands for one shortcode: nothing; one that is escaped, or is a word in brackets, stays."""
    name, told = match["name"], match["attributes"]
    if match["escaped"] and match["closed"]:
        return match[0][1:-1]
    small = name.lower()
    if not (small in _PLAYERS or small in _KNOWN or name in closed or "=" in told or match["empty"]):
        return match[0]
    if match["end"]:
        pass
    elif small in ("gallery", "playlist"):
        sent = _attributes(told)
        ids = sent.get("ids") or sent.get("include", "")
        found.shown.extend(one.strip() for one in ids.split(",") if one.strip())
    elif small in _PLAYERS and (address := _ADDRESS.search(told)):
        found.played.append(Media(_PLAYERS[small], address[0]))
    elif small != "embed" and small not in _LAYOUT:
        found.dropped.setdefault(name)
    return match["escaped"] + match["closed"]


def _embedded(match: re.Match[str], found: Found) -> str:
    kind = _PLAYERS[match["name"]]
    found.played.append(Media(played_by(match["href"]) if kind == "other" else kind, match["href"]))
    return "\n\n"


def _shown(match: re.Match[str], found: Found) -> str:
    found.played.append(Media(_HOSTS[match["host"]], match["href"]))
    return ""
