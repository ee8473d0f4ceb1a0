"""One item of a JSON Feed into one version."""

from datetime import datetime
from typing import Any, Final

from msgspec.structs import replace

from dateline.news.script import direction_of
from dateline.news.wire import Link, Media, Problem, Rendition, Subject, Version
from dateline.wires.html import Content, blocks_from_text, content_from_html
from dateline.wires.json_feed.document import Feed, authors
from dateline.wires.letters import fold
from dateline.wires.members import Fields
from dateline.wires.opening import byline_of, split_opening
from dateline.wires.preamble import take_advisories
from dateline.wires.rss.base import in_text, joined
from dateline.wires.rss.kinds import kind_of
from dateline.wires.rss.media import distinct
from dateline.wires.rss.words import is_cut, letters, opens, plain_line, words_in
from dateline.wires.times import parse_web_time

#: What an attachment has that `Media` has too.
_ATTACHED: Final = frozenset({"url", "mime_type", "title"})
#: Bytes or seconds; more is a slip.
_MOST: Final = 10**15


def version_of(
    raw: dict[str, Any], feed: Feed, where: str, received: datetime, problems: list[Problem]
) -> Version | None:
    """
    Make a version of one item.

    Args:
        raw: The item's JSON object.
        feed: What holds for the item where it says nothing itself.
        where: Its place in the feed, for problems, which are added to *problems*.
        received: When the feed reached us, UTC.
    Returns:
        None if it holds neither words nor an id.
    """
    fields = Fields(raw, where, problems)
    facts = _facts(fields, feed, problems)
    headline = plain_line(fields.text("title"))
    full, brief = _content(fields, feed.base), plain_line(fields.text("summary"))
    # Who has no more than a summary repeats it: one of the two members must be there.
    announced = not full.blocks or (brief != "" and words_in(full.blocks) == brief)
    body = full.blocks or blocks_from_text(brief)
    media = _media(fields, full.media, feed.base)
    if not (headline or body or facts.item or media):
        return None
    notes, body = take_advisories(body, headline)
    dateline, body = split_opening(body, headline, day_hint=(facts.issued or received).date())
    return replace(
        facts,
        extent="teaser" if announced or is_cut(body) else "full",
        headline=headline,
        standfirst="" if announced or opens(full.blocks, brief) else brief,
        dateline=dateline,
        body=body,
        notes=notes,
        media=media,
        more=feed.more | fields.rest(),
    )


def _facts(fields: Fields, feed: Feed, problems: list[Problem]) -> Version:
    """What single members of the item say; its text is still to come."""
    links = _links(fields, feed.base)
    item = fields.text("id") or next((link.href for link in links), "")
    language = fields.text("language") or feed.language
    created = _time(fields, "date_published", problems)
    return Version(
        item=item or None,
        byline=byline_of(_writers(fields) or feed.author, language),
        language=language,
        direction=direction_of(language),
        issued=_time(fields, "date_modified", problems) or created,
        created=created,
        subjects=tuple(dict.fromkeys(Subject(name=tag) for tag in fields.lines("tags"))),
        links=links,
    )


def _writers(fields: Fields) -> str:
    """The authors' names; their addresses and portraits are kept where there are any."""
    found = authors(fields)
    for name in ("authors", "author"):
        if all(not one.keys() - {"name"} for _, one in fields.objects(name)):
            fields.take(name)
    return found


def _content(fields: Fields, base: str) -> Content:
    """The text: HTML where there is some, else plain; the plain one is kept where it says something else."""
    html, plain = fields.look("content_html"), fields.look("content_text")
    found = Content((), ())
    if isinstance(html, str):
        found = content_from_html(in_text(html, base) if base and "=" in html else html)
        fields.take("content_html")
    if isinstance(plain, str) and (not found.blocks or letters(plain) == letters(words_in(found.blocks))):
        fields.take("content_text")
        found = found if found.blocks else Content(blocks_from_text(plain), found.media)
    return found


def _media(fields: Fields, inside: tuple[Media, ...], base: str) -> tuple[Media, ...]:
    """What is attached, the item's pictures, and those in its text, each once."""
    attached = [one for _, one in fields.objects("attachments")]
    found = [_attached(several, base) for several in _titled(attached)]
    if None not in found and all(not one.keys() - _ATTACHED for one in attached):
        fields.take("attachments")
    pictures = filter(None, (fields.text("image"), fields.text("banner_image")))
    found += [Media("picture", joined(base, href)) for href in pictures]
    return distinct((*filter(None, found), *inside))


def _titled(attached: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The attachments, together where they have one title: they are then one thing in several forms."""
    found: dict[object, list[dict[str, Any]]] = {}
    for place, one in enumerate(attached):
        title = one.get("title")
        found.setdefault(title if isinstance(title, str) and title.strip() else place, []).append(one)
    return list(found.values())


def _attached(several: list[dict[str, Any]], base: str) -> Media | None:
    """One medium in *several* forms, of which the first is meant to be tried first; None without any address."""
    forms = tuple(form for one in several if (form := _rendition(one, base)).href)
    if not forms:
        return None
    title = several[0].get("title")
    return Media(
        kind_of(forms[0].type, forms[0].href),
        forms[0].href,
        headline=fold(title) if isinstance(title, str) else "",
        type=forms[0].type,
        renditions=forms if len(forms) > 1 else (),
    )


def _rendition(one: dict[str, Any], base: str) -> Rendition:
    href, type = one.get("url"), one.get("mime_type")
    return Rendition(
        joined(base, href.strip()) if isinstance(href, str) and href.strip() else "",
        type=type.strip() if isinstance(type, str) else "",
        size=_count(one.get("size_in_bytes")),
        duration=_count(one.get("duration_in_seconds")),
    )


def _count(told: object) -> int | None:
    """A number of bytes or of whole seconds; None where none is told."""
    if isinstance(told, bool) or not isinstance(told, (int, float)):
        return None
    return int(told) or None if 0 < told < _MOST else None


def _links(fields: Fields, base: str) -> tuple[Link, ...]:
    """The item's own page, then the page elsewhere that it is about."""
    told = (("canonical", fields.text("url")), ("related", fields.text("external_url")))
    return tuple(Link(rel, href=joined(base, href)) for rel, href in told if href)


def _time(fields: Fields, name: str, problems: list[Problem]) -> datetime | None:
    told = fields.text(name)
    moment = parse_web_time(told) if told else None
    if told and moment is None:
        problems.append(Problem(f"{fields.where}.{name}", f"{told[:60]!r} is no time; ignored"))
        fields.more[name] = told
    return moment
