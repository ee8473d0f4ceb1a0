"""One letter into one version: what its headers say, and its text without what surrounds it."""

import re
from datetime import datetime
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from dateline.news.blocks import Block
from dateline.news.wire import Media, Problem, Subject, Version
from dateline.wires.dateline import parse_dateline
from dateline.wires.e_mail.automatic import automatic
from dateline.wires.e_mail.document import Part
from dateline.wires.e_mail.facts import facts, is_answer, is_passed_on, subject_of
from dateline.wires.e_mail.fields import Form, form_above, form_in_json, form_of, in_subject, urgency_of
from dateline.wires.e_mail.forwarded import answered, forwarded
from dateline.wires.e_mail.furniture import NAMES, lined, sort_out
from dateline.wires.e_mail.opened import below, fuller, parted, uncovered
from dateline.wires.e_mail.parts import Shown
from dateline.wires.opening import byline_of, direction_of
from dateline.wires.preamble import joined, take_preamble
from dateline.wires.signals import signals_in
from dateline.wires.statuses import doubted, settled
from dateline.wires.telegram import copyright_in, without_notice
from dateline.wires.times import parse_time

#: Subjects that say no more than what every release is.
_GENERIC = re.compile(
    rf"(?:\(?no subject\)?|(?:(?:strictly\s+)?embargoed\s+)?{NAMES}s?|(?:strictly\s+)?embargoed(?:\s+(?:release|news))?"
    r"|newsletter|news|kein betreff)[\s:.!-]*",
    re.IGNORECASE,
)
#: A keyword line and no headline: it has no spaces, or an agency's cycle before it.
_SLUG = re.compile(
    r"[A-Z0-9]+(?:[-/_][A-Z0-9]+)+/?(?:\s*[,(]\s*[\w\s-]{1,30}\)?)?|(?:BC|AM|PM)-+\S.*"
    r"|[a-z0-9]+(?:-[a-z0-9]+){1,6}"
)
#: In words; a headline has no more.
_LONGEST: Final = 25
_HEADERS: Final = ("x-headline", "x-slug", "x-slugline", "x-byline", "x-embargo", "x-dateline")


class Letter(Struct):
    """A message on its way to a version."""

    version: Version
    subject: str
    blocks: tuple[Block, ...]
    notes: list[str]
    more: dict[str, str]
    form: Form | None = None
    #: Whom a release comes from, as its last line says.
    source: str = ""


def version_of(message: Part, texts: list[Shown], received: datetime, problems: list[Problem]) -> Version:
    """
    Make a version of a *message*.

    Args:
        texts: Its parts of text, in order.
        received: When it reached us, UTC; days without a year are near it, where the message tells no moment.
        problems: What is wrong is added to them.
    Returns:
        The version before its orders are carried out.
    """
    made = facts(message, problems)
    letter = Letter(made, subject_of(message), (), [], dict(made.more))
    for text in texts:
        problems += text.problems
    _fill(letter, message, texts)
    if (whole := message.words("subject")) != letter.subject:
        letter.more["Subject"] = "\n".join(filter(None, (whole, letter.more.get("Subject", ""))))
    _with_headline(letter, message)
    for text in texts:
        letter.notes += filter(None, [text.signature])
        if text.preheader:
            letter.more.setdefault("preheader", text.preheader)
    return _assembled(letter, message, texts, received, problems)


def _fill(letter: Letter, message: Part, texts: list[Shown]) -> None:
    """Put the blocks of the *texts* where they belong."""
    if len(texts) == 1 and (form := form_in_json(texts[0].text)):
        letter.form, letter.blocks = form, form.body
        return
    letter.blocks = tuple(block for text in texts for block in text.blocks)
    told = is_passed_on(message)
    if passed := None if is_answer(message) and not told else forwarded(letter.blocks, told=told):
        letter.notes += [block.text for block in passed.cover]
        letter.blocks = passed.body
        letter.more |= {f"forwarded {name}": value for name, value in passed.head.items()}
        letter.subject = passed.head.get("Subject", "") or letter.subject
    elif is_answer(message):
        answer = answered(letter.blocks)
        letter.blocks = answer.body
        letter.more |= {"quoted": answer.quoted} if answer.quoted else {}
    letter.subject, notes = parted(letter.subject)
    cover, letter.blocks = uncovered(letter.blocks, letter.subject)
    found = sort_out(letter.blocks)
    letter.notes += (*notes, *map(lined, cover), *found.notes)
    letter.blocks, letter.source = found.body, found.source
    if form := form_above(letter.blocks):
        letter.form, letter.blocks = form, form.body


def _with_headline(letter: Letter, message: Part) -> None:
    """Find the headline and the slug, in the form, in the subject, or above the text."""
    subject, said = in_subject(letter.subject)
    said += [(name[2:], message.words(name)) for name in _HEADERS if name in message.headers]
    beside = form_of(said)
    form = letter.form or Form({}, {})
    ours = beside.ours | form.ours
    headline, slug = ours.get("headline", ""), ours.get("slug", "")
    if headline and subject and subject != headline:
        letter.more.setdefault("Subject", letter.subject)
    is_slug = _SLUG.fullmatch(subject) is not None
    if not headline and (not subject or is_slug or _GENERIC.fullmatch(subject)) and (above := _above(letter.blocks)):
        headline = above
        letter.blocks = letter.blocks[1:]
        if subject and not is_slug:
            letter.more.setdefault("Subject", letter.subject)
    slug = slug or (subject if is_slug else "")
    if not headline and (headline := fuller(subject, letter.blocks)) != subject:
        letter.more.setdefault("Subject", letter.subject)
    letter.form = Form(
        ours | {"headline": headline, "slug": slug},
        beside.more | form.more,
        tuple(dict.fromkeys((*beside.subjects, *form.subjects))),
        (*beside.notes, *form.notes),
    )


def _above(blocks: tuple[Block, ...]) -> str:
    """The headline that *blocks* open with; empty where they open with text."""
    if len(blocks) < 2 or blocks[0].kind not in ("paragraph", "heading"):
        return ""
    text = blocks[0].text
    short = len(text.split()) <= _LONGEST and (blocks[0].kind == "heading" or text[-1:] not in ".,;:")
    return text if short else ""


def _assembled(
    letter: Letter, message: Part, texts: list[Shown], received: datetime, problems: list[Problem]
) -> Version:
    """The version of a *letter* that has been sorted out."""
    form = letter.form or Form({}, {})
    ours, made = form.ours, letter.version
    language = ours.get("language", "") or made.language or next((one.language for one in texts if one.language), "")
    day = (made.issued or received).date()
    headed = below(letter.blocks, ours["headline"], day)
    blocks, notice, holder = without_notice(headed.body)
    if not notice:
        notice, holder = copyright_in(letter.notes)
    standfirst = ours.get("standfirst", "") or headed.standfirst
    letter.notes[:0] = headed.above
    opening = take_preamble(
        blocks, ours["headline"], byline_of(ours.get("byline", ""), language), standfirst,
        language=language, day_hint=day,
    )  # fmt: skip
    beside = parse_dateline(ours["dateline"], day_hint=day) if "dateline" in ours else None
    answer = automatic(message, letter.subject)
    if answer:
        problems.append(Problem("its headers", f"{answer}; held until somebody has looked"))
    version = replace(
        made,
        headline=ours["headline"],
        slug=ours["slug"],
        standfirst=opening.standfirst,
        byline=opening.byline,
        dateline=joined(opening.dateline, beside),
        body=opening.body,
        notes=tuple(dict.fromkeys((*made.notes, *form.notes, *opening.notes, *letter.notes))),
        language=language,
        direction=direction_of(language) if language else next((one.direction for one in texts), "ltr"),
        doubt=answer,
        signals=("advisory",) if answer else (),
        subjects=(*made.subjects, *(Subject(name=name) for name in form.subjects)),
        media=_media(texts),
        holder=ours.get("holder", "") or holder,
        notice=ours.get("notice", "") or notice,
        usage=ours.get("usage", ""),
        credit=ours.get("credit", "") or letter.source,
        more=letter.more | form.more,
    )
    return _with_terms(version, ours, problems)


def _with_terms(version: Version, ours: dict[str, str], problems: list[Problem]) -> Version:
    """A *version* with what single fields of a form say of it."""
    more: dict[str, str] = {}
    number = ours.get("number", "")
    sound = number.isascii() and number.isdecimal() and len(number) < 16
    said, expires = settled(ours.get("status", "")), parse_time(ours.get("expires", ""))
    doubt = said.doubt
    if ours.get("expires") and expires is None:
        doubt = doubted(doubt, f"its expiry cannot be read: {ours['expires'][:60]!r}")
    if doubt:
        problems.append(Problem("its form", f"{doubt}; held until somebody has looked"))
    moment = parse_time(ours["date"]) if "date" in ours else None
    if "date" in ours:
        more["date"] = ours["date"]
    if number and not sound:
        more["version"] = number
    return replace(
        version,
        item=ours.get("item") or version.item,
        number=int(number) if sound else None,
        serial=ours.get("serial", "").lower().replace(" ", ""),
        status=said.status,
        doubt=doubted(version.doubt, doubt),
        expires=expires,
        issued=version.issued or moment,
        urgency=urgency_of(ours.get("urgency", "")),
        urgency_given=ours.get("urgency", ""),
        signals=tuple(dict.fromkeys((*version.signals, *signals_in("", (), version.slug)))),
        more=version.more | more,
    )


def _media(texts: list[Shown]) -> tuple[Media, ...]:
    found = {one.href: one for text in texts for one in text.media}
    return tuple(found.values())
