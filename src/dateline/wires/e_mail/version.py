"""One letter into one version: what its headers say, and its text without what surrounds it."""

import re
from datetime import datetime
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from dateline.news.blocks import Block
from dateline.news.script import direction_of
from dateline.news.slugs import serial_of
from dateline.news.wire import Problem, Subject, Version
from dateline.wires.dateline import parse_dateline
from dateline.wires.e_mail.automatic import automatic
from dateline.wires.e_mail.document import Part
from dateline.wires.e_mail.facts import facts, is_answer, is_passed_on, subject_of
from dateline.wires.e_mail.fields import Form, form_above, form_in_json, form_of, in_subject, urgency_of
from dateline.wires.e_mail.forwarded import answered, forwarded
from dateline.wires.e_mail.furniture import NAMES, lined, sort_out
from dateline.wires.e_mail.opened import below, fuller, parted, uncovered
from dateline.wires.e_mail.page import Shown
from dateline.wires.opening import byline_of
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


class _Draft(Struct):
    """A message on its way to a version."""

    subject: str
    more: dict[str, str]
    form: Form = Form({}, {})
    blocks: tuple[Block, ...] = ()
    notes: list[str] = []
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
    problems += (problem for text in texts for problem in text.problems)
    draft = _Draft(subject_of(message), dict(made.more))
    _fill(draft, message, texts)
    headline, slug = _find_headline(draft, message)
    if (sent := message.words("subject")) and sent not in (headline, slug):
        draft.more["Subject"] = "\n".join(filter(None, (sent, draft.more.get("Subject", ""))))
    draft.notes += (text.signature for text in texts)
    if preheader := next((text.preheader for text in texts if text.preheader), ""):
        draft.more["preheader"] = preheader
    made = replace(made, headline=headline, slug=slug)
    version = _with_form(_with_text(made, draft, texts, received), draft.form, problems)
    if answer := automatic(message, draft.subject):
        problems.append(Problem("its headers", f"{answer}; held until somebody has looked"))
        version = replace(version, doubt=doubted(answer, version.doubt), signals=("advisory", *version.signals))
    return version


def _fill(draft: _Draft, message: Part, texts: list[Shown]) -> None:
    """Put the blocks of the *texts* where they belong."""
    if len(texts) == 1 and (form := form_in_json(texts[0].text)):
        draft.form, draft.blocks = form, form.body
        return
    draft.blocks = tuple(block for text in texts for block in text.blocks)
    told = is_passed_on(message)
    if passed := None if is_answer(message) and not told else forwarded(draft.blocks, told=told):
        draft.notes += [block.text for block in passed.cover]
        draft.blocks = passed.body
        draft.more |= {f"forwarded {name}": value for name, value in passed.head.items()}
        draft.subject = passed.head.get("Subject", "") or draft.subject
    elif is_answer(message):
        draft.blocks, quoted = answered(draft.blocks)
        draft.more |= {"quoted": quoted} if quoted else {}
    draft.subject, notes = parted(draft.subject)
    cover, draft.blocks = uncovered(draft.blocks, draft.subject)
    found = sort_out(draft.blocks)
    draft.notes += (*notes, *map(lined, cover), *found.notes)
    draft.blocks, draft.source = found.body, found.source
    if form := form_above(draft.blocks):
        draft.form, draft.blocks = form, form.body


def _find_headline(draft: _Draft, message: Part) -> tuple[str, str]:
    """The headline and the slug: in the form, in headers, in the subject, or above the text, which loses it."""
    subject, said = in_subject(draft.subject)
    said += [(name[2:], message.words(name)) for name in _HEADERS if name in message.headers]
    beside, form = form_of(said), draft.form
    draft.form = Form(
        beside.ours | form.ours,
        beside.more | form.more,
        tuple(dict.fromkeys((*beside.subjects, *form.subjects))),
        (*beside.notes, *form.notes),
    )
    headline, slug = draft.form.ours.get("headline", ""), draft.form.ours.get("slug", "")
    is_slug = _SLUG.fullmatch(subject) is not None
    if not headline and (not subject or is_slug or _GENERIC.fullmatch(subject)) and (above := _above(draft.blocks)):
        headline, draft.blocks = above, draft.blocks[1:]
    return headline or fuller(subject, draft.blocks), slug or (subject if is_slug else "")


def _above(blocks: tuple[Block, ...]) -> str:
    """The headline that *blocks* open with; empty where they open with text."""
    if len(blocks) < 2 or blocks[0].kind not in ("paragraph", "heading"):
        return ""
    text = blocks[0].text
    short = len(text.split()) <= _LONGEST and (blocks[0].kind == "heading" or text[-1:] not in ".,;:")
    return text if short else ""


def _with_text(made: Version, draft: _Draft, texts: list[Shown], received: datetime) -> Version:
    """The version *made* of the headers, with the text of a *draft* that has been sorted out."""
    ours = draft.form.ours
    told = (ours.get("language", ""), made.language, *(text.language for text in texts))
    language = next(filter(None, told), "")
    day = (made.issued or received).date()
    headed = below(draft.blocks, made.headline, day)
    blocks, notice, holder = without_notice(headed.body)
    if not notice:
        notice, holder = copyright_in(draft.notes)
    opening = take_preamble(
        blocks, made.headline, byline_of(ours.get("byline", ""), language),
        ours.get("standfirst", "") or headed.standfirst, language=language, day_hint=day,
    )  # fmt: skip
    beside = parse_dateline(ours["dateline"], day_hint=day) if "dateline" in ours else None
    notes = (*made.notes, *draft.form.notes, *opening.notes, *headed.above, *draft.notes)
    return replace(
        made,
        standfirst=opening.standfirst,
        byline=opening.byline,
        dateline=joined(opening.dateline, beside),
        body=opening.body,
        notes=tuple(dict.fromkeys(filter(None, notes))),
        language=language,
        direction=direction_of(language) if language else next((one.direction for one in texts), "ltr"),
        media=tuple({one.href: one for text in texts for one in text.media}.values()),
        holder=holder,
        notice=notice,
        credit=draft.source,
        more=draft.more,
    )


def _with_form(version: Version, form: Form, problems: list[Problem]) -> Version:
    """A *version* with what single fields of a *form* say of it."""
    ours, more = form.ours, dict(form.more)
    number = ours.get("number", "")
    sound = number.isascii() and number.isdecimal() and len(number) < 16
    serial = serial_of(ours.get("serial", ""))
    said, expires = settled(ours.get("status", "")), parse_time(ours.get("expires", ""))
    doubt = said.doubt
    if ours.get("expires") and expires is None:
        doubt = doubted(doubt, f"its expiry cannot be read: {ours['expires'][:60]!r}")
    if doubt:
        problems.append(Problem("its form", f"{doubt}; held until somebody has looked"))
    if "date" in ours:
        more["date"] = ours["date"]
    if number and not sound:
        more["version"] = number
    if "serial" in ours and not serial:
        more["serial"] = ours["serial"]
    return replace(
        version,
        item=ours.get("item") or version.item,
        number=int(number) if sound else None,
        serial=serial,
        status=said.status,
        doubt=doubt,
        expires=expires,
        issued=version.issued or parse_time(ours.get("date", "")),
        urgency=urgency_of(ours.get("urgency", "")),
        urgency_given=ours.get("urgency", ""),
        signals=signals_in("", (), version.slug),
        subjects=(*version.subjects, *(Subject(name=name) for name in form.subjects)),
        holder=ours.get("holder") or version.holder,
        notice=ours.get("notice") or version.notice,
        usage=ours.get("usage", ""),
        credit=ours.get("credit") or version.credit,
        more=version.more | more,
    )
