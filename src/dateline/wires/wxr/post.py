"""One post of an export into one version."""

import re
from datetime import datetime
from typing import Final, NamedTuple
from urllib.parse import unquote

from msgspec.structs import replace

from dateline.news.blocks import Block, plain
from dateline.news.script import direction_of
from dateline.news.wire import Link, Problem, SourceStatus, Subject, Version
from dateline.wires.dateline import split_dateline
from dateline.wires.html import Content, content_from_html, words_of
from dateline.wires.letters import has_one
from dateline.wires.opening import byline_of
from dateline.wires.preamble import take_preamble
from dateline.wires.statuses import doubted
from dateline.wires.times import parse_time
from dateline.wires.wxr.document import Export, Item, Term
from dateline.wires.wxr.media import Attachments, from_blocks, media_of
from dateline.wires.wxr.shortcodes import without_shortcodes
from dateline.wires.wxr.typed import with_line_ends

#: Statuses of WordPress; all but the first keep a post from the site's readers.
_STATUSES: Final[dict[str, SourceStatus]] = {
    "publish": "usable", "future": "usable", "draft": "withheld", "auto-draft": "withheld", "pending": "withheld",
    "private": "withheld", "trash": "withheld",
}  # fmt: skip
#: Taxonomies that say how a post looks, not what it is about; co-authors have one too.
_NO_SUBJECTS: Final = frozenset({"author", "post_format", "wp_theme", "wp_pattern_category"})
#: Fields that have a place of their own, and those that every item has and that tell nothing of the text.
_USED: Final = frozenset({
    "title", "content:encoded", "excerpt:encoded", "guid", "link", "pubDate", "dc:creator", "wp:post_name", "wp:status",
    "wp:post_date", "wp:post_date_gmt", "wp:post_modified", "wp:post_modified_gmt", "wp:post_type", "wp:attachment_url",
    "wp:post_password",
})  # fmt: skip
#: A moment before all time, which WordPress writes for drafts: they have none yet.
_NEVER: Final = ("0000-00-00", "-0001")
#: "By" and a name in the first paragraph, alone or on a line above the text.
_NAME: Final = r"[^\W\d_a-z][\w.'’-]*,?"
_BYLINE = re.compile(
    rf"<p>(?P<by>By:? {_NAME}(?: (?:and|&amp;|with|de|van|von|{_NAME})){{0,9}})(?:<br>(?P<rest>.+))?</p>", re.DOTALL
)


class _Times(NamedTuple):
    issued: datetime | None
    created: datetime | None
    #: True where *created* is known with its zone.
    sure: bool


def version_of(
    item: Item, export: Export, attachments: Attachments, where: str, received: datetime, problems: list[Problem]
) -> Version | None:
    """
    Make a version of one post.

    Args:
        where: The post's place in the export, for problems, which are added to *problems*.
        received: When the export reached us, UTC.
    Returns:
        None if it holds neither words, media nor an id.
    """
    text = _text(item, attachments, where, problems)
    facts = _facts(item, export, where, problems)
    if not (facts.headline or text.blocks or text.media or facts.item):
        return None
    typed, body = _typed_byline(text.blocks)
    more = facts.more | ({"dc:creator": facts.byline} if typed and facts.byline else {})
    opening = take_preamble(
        body,
        facts.headline,
        byline_of(typed, facts.language) or facts.byline,
        words_of(item.fields.get("excerpt:encoded", "")),
        language=facts.language,
        day_hint=(facts.created or received).date(),
    )
    return replace(
        facts,
        standfirst=opening.standfirst,
        byline=opening.byline,
        dateline=opening.dateline,
        body=opening.body,
        notes=opening.notes,
        media=text.media,
        more=more,
    )


def _facts(item: Item, export: Export, where: str, problems: list[Problem]) -> Version:
    """What single fields of the post say; its text is still to come."""
    language = export.get("language")
    times = _times(item, where, problems)
    stated = Version(
        item=item.get("guid") or _address(item, export) or None,
        headline=words_of(item.fields.get("title", "")),
        slug=unquote(item.get("wp:post_name")),
        byline=_byline(item, export, language),
        language=language,
        direction=direction_of(language),
        issued=times.issued,
        created=times.created,
        subjects=_subjects(item.terms),
        links=(Link("canonical", href=item.get("link")),) if item.get("link") else (),
        more=_more(item),
    )
    return _with_status(stated, item, times, where, problems)


def _text(item: Item, attachments: Attachments, where: str, problems: list[Problem]) -> Content:
    """The words and media of the post."""
    found = without_shortcodes(item.fields.get("content:encoded", ""))
    content, named = with_line_ends(found.text)
    # It is HTML, also where it has no tag: a break in front says so.
    is_marked = "</p>" in content or not content
    inside = content_from_html(content if is_marked else f"<br>{content}")
    if found.dropped:
        problems.append(Problem(where, f"shortcodes that only its site knows were dropped: {_few(found.dropped)}"))
    if any(name == "block" for name, _ in named):
        problems.append(Problem(where, "shows a reusable block, whose words stand elsewhere; they are not in its text"))
    if (id := item.noted("_thumbnail_id").strip()) and not attachments.known(id):
        problems.append(Problem(where, f"its featured picture, attachment {id[:20]}, is not in the export"))
    inline = (*inside.media, *from_blocks(named))
    return Content(inside.blocks, media_of(item, found, inline, content, attachments))


def _few(names: dict[str, None]) -> str:
    listed = [f"[{name}]" for name in names]
    return ", ".join(listed[:5]) + (f" and {len(listed) - 5} more" if len(listed) > 5 else "")


def _typed_byline(body: tuple[Block, ...]) -> tuple[str, tuple[Block, ...]]:
    """The byline that opens the *body*, which says more than an account does; empty if none. And the rest."""
    found = _BYLINE.fullmatch(body[0].html) if body else None
    if found is None:
        return "", body
    rest = [Block("paragraph", f"<p>{found['rest'].strip()}</p>")] if found["rest"] else []
    if rest and split_dateline(rest[0].text)[0] is None:
        return "", body
    return plain(found["by"]), (*rest, *body[1:])


def _address(item: Item, export: Export) -> str:
    """The post's permanent address where its export lacks the guid."""
    site, id = export.get("wp:base_blog_url") or export.get("link"), item.get("wp:post_id")
    return f"{site.rstrip('/')}/?p={id}" if site and id else item.get("link")


def _byline(item: Item, export: Export, language: str) -> str:
    """The writers: those that a plugin for co-authors names, else the account that the post belongs to."""
    several = [export.authors.get(term.name, term.name) for term in item.terms if term.taxonomy == "author"]
    login = item.get("dc:creator")
    names = ", ".join(dict.fromkeys(filter(None, several))) or export.authors.get(login, login)
    return byline_of(names, language)


def _subjects(terms: list[Term]) -> tuple[Subject, ...]:
    """Categories, tags and others, each once: version 1.0 writes them with and without their taxonomy."""
    known = {term.name for term in terms if term.nicename}
    return tuple(
        dict.fromkeys(
            Subject(term.taxonomy, term.nicename, term.name)
            for term in terms
            if term.taxonomy not in _NO_SUBJECTS
            and (term.name or term.nicename)
            and (term.nicename or term.name not in known)
        )
    )


def _times(item: Item, where: str, problems: list[Problem]) -> _Times:
    """When the post was made, and when its words last changed."""
    status = item.get("wp:status")
    made = _time(item, "wp:post_date_gmt", where, problems)
    if made is None and status not in ("draft", "pending", "auto-draft"):
        made = _time(item, "pubDate", where, problems)
    sure = made is not None
    made = made or _time(item, "wp:post_date", where, problems)
    changed = _time(item, "wp:post_modified_gmt", where, problems)
    is_later = changed is not None and (made is None or (changed > made and status != "future"))
    return _Times(changed if is_later else made, made, sure)


def _time(item: Item, name: str, where: str, problems: list[Problem]) -> datetime | None:
    sent = item.get(name)
    if not sent or has_one(sent, _NEVER):
        return None
    if (moment := parse_time(sent)) is None:
        problems.append(Problem(f"{where}.{name}", f"{sent[:60]!r} is no time; ignored"))
    return moment


def _with_status(version: Version, item: Item, times: _Times, where: str, problems: list[Problem]) -> Version:
    """The *version* with what WordPress lets its own readers see of it."""
    word = item.get("wp:status") or "publish"
    status, doubt, embargo = _STATUSES.get(word), "", None
    if status is None:
        doubt = f"its status {word[:60]!r} is unknown"
    elif word == "future" and times.created and times.sure:
        embargo = times.created
    elif word == "future":
        doubt = "it is scheduled, and its moment cannot be read"
    if doubt:
        problems.append(Problem(f"{where}.wp:status", f"{doubt}; held until somebody has looked"))
    if item.get("wp:post_password") and status == "usable":
        status, word = "withheld", f"{word}, behind a password"
    more = version.more | ({"wp:status": word} if word != "publish" else {})
    return replace(version, status=status or "usable", doubt=doubted(version.doubt, doubt), embargo=embargo, more=more)


def _more(item: Item) -> dict[str, str]:
    """What has no field of ours, under WordPress's names."""
    more = {name: " ".join(words.split()) for name, words in item.fields.items() if name not in _USED}
    if (kind := item.get("wp:post_type")) not in ("", "post"):
        more["wp:post_type"] = kind
    for term in item.terms:
        if term.taxonomy in _NO_SUBJECTS and term.taxonomy != "author":
            more[term.taxonomy] = term.nicename or term.name
    for key, value in item.meta:
        if key and value:
            more[key] = f"{more[key]}\n{value}" if key in more else value
    if item.comments:
        more["wp:comment"] = str(item.comments)
    return more
