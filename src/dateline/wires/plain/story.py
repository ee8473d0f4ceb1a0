"""One story as plain text: headline, byline, dateline and body; or a source's word about another story."""

from datetime import date, datetime

from msgspec import structs

from dateline.news.blocks import Block
from dateline.news.slugs import headline_name
from dateline.news.wire import Dateline, Extent, Notice, Problem, Reading, Role, Version, Words
from dateline.wires.closing import Closing
from dateline.wires.dateline import parse_dateline, split_dateline
from dateline.wires.order_words import orders_in, speaks
from dateline.wires.orders import carried_out
from dateline.wires.plain.closing import closed
from dateline.wires.plain.desk import Desk, midnight, moment_of, take_footer
from dateline.wires.plain.heading import Heading, heading_of
from dateline.wires.plain.heads import byline_of
from dateline.wires.plain.layout import Line
from dateline.wires.plain.prose import shaped
from dateline.wires.preamble import take_advisories
from dateline.wires.signals import signals_in

#: A notice about another story has at most so many lines.
_LONGEST_NOTICE = 6
#: In letters, a dateline on a line of its own.
_LONGEST_LINE = 90


def version(
    headline: str,
    byline: str,
    dateline: Dateline | None,
    body: tuple[Block, ...],
    *,
    role: Role = "main",
    extent: Extent = "full",
) -> Version:
    """A version with what follows from its words: its slug, and the day it was issued."""
    return Version(
        role=role,
        extent=extent,
        headline=headline,
        slug=headline_name(headline),
        byline=byline,
        dateline=dateline,
        body=body,
        issued=midnight(dateline.day if dateline else None),
    )


def story_of(lines: tuple[Line, ...], desk: Desk, received: datetime) -> Reading:
    """
    Read *lines* as one story.

    Args:
        desk: What the lines for the desk say.
        received: When they reached us, UTC; gives the year to datelines that have none.
    Returns:
        One version; or a notice, if the lines are a source's word about another story and hold no other.
    """
    lines, closing, notes = closed(take_footer(desk, lines))
    top, rest = heading_of(lines, told=desk.fields.get("headline", ""))
    words, headline = top.words, top.headline
    desk.notes[:0] = top.notes
    notices = _notices(words, headline, desk, rest)
    if notices:
        return Reading(format="plain", notices=notices, problems=tuple(desk.problems))
    byline, rest = _byline(rest, desk)
    dateline, rest = _dateline(rest, desk, received.date())
    above, body = take_advisories(shaped(rest), headline)
    desk.notes += [*above, *notes]
    made = _closed(with_desk(version(headline, byline, dateline, body), desk, words), top, closing)
    if not headline:
        desk.problems.append(Problem("line 1", "there is no headline; the text's first words stand in for the slug"))
    ordered = carried_out(made, "line 1", received=received, problems=desk.problems, proves=False)
    return Reading(format="plain", versions=(ordered.version,), notices=ordered.notices, problems=tuple(desk.problems))


def _closed(made: Version, top: Heading, closing: Closing) -> Version:
    """*made* with what stands above and below it."""
    more = {"sign-off": closing.sign_off.strip("-–—() "), "follows": closing.follows}
    return structs.replace(
        made,
        slug=top.slug or made.slug,
        headlines=(Words(top.below, "below"),) if top.below else (),
        credit=made.credit or closing.source,
        more=made.more | {name: words for name, words in more.items() if words},
    )


def _notices(words: str, headline: str, desk: Desk, rest: tuple[Line, ...]) -> tuple[Notice, ...]:
    """
    What the lines say about other stories, where they are an instruction and name them.

    A day in their sentences is that of the story meant; without a date of their own they are of the moment they came.
    """
    body = [*desk.notes, *(line.text for line in rest)]
    lines = [one for one in (words, headline, *body) if one]
    # Beside a headline, notes that take another text back stand above the one that takes its place.
    told = {"kill", "withhold", "advisory", "lift"} & {
        *signals_in(words or headline, () if headline else tuple(desk.notes))
    }
    if len(body) > _LONGEST_NOTICE or not (told or speaks(headline)):
        return ()
    orders = dict.fromkeys(order for line in (" ".join(lines), *lines) for order in orders_in(line))
    issued = moment_of(desk.fields.get("date", ""))
    found: dict[tuple[str | None, str, str], Notice] = {}
    for one in orders:
        notice = Notice(
            action=one.action, item=one.item, slug=one.slug, serial=one.serial, issued=issued, text="\n".join(lines)
        )
        found.setdefault((one.item, one.slug, one.serial), notice)
    return tuple(found.values())


def _byline(lines: tuple[Line, ...], desk: Desk) -> tuple[str, tuple[Line, ...]]:
    if "byline" in desk.fields:
        return byline_of(f"by {desk.fields['byline']}") or desk.fields["byline"], lines
    for at, line in enumerate(lines[:2]):
        names, bar, day = line.text.partition(" | ")
        if bar and moment_of(day) is not None and (found := byline_of(names)):
            desk.fields.setdefault("date", day)
        else:
            found = byline_of(line.text)
        if found:
            return found, (*lines[:at], *lines[at + 1 :])
    return "", lines


def _dateline(lines: tuple[Line, ...], desk: Desk, hint: date) -> tuple[Dateline | None, tuple[Line, ...]]:
    """The dateline: a header, a line of its own, or the opening of the text; and the text without it."""
    if "dateline" in desk.fields:
        return parse_dateline(desk.fields["dateline"], day_hint=hint), lines
    if not lines:
        return None, lines
    text = lines[0].text
    own = parse_dateline(text.rstrip("."), day_hint=hint) if len(lines) > 1 and len(text) <= _LONGEST_LINE else None
    if own and (own.agencies or own.day):
        return own, lines[1:]
    found, rest = split_dateline(text, day_hint=hint)
    first = (structs.replace(lines[0], text=rest, typed=""),) if rest else ()
    return found, (*first, *lines[1:]) if found else lines


def with_desk(made: Version, desk: Desk, words: str) -> Version:
    """
    *made* with what the lines for the desk add to it.

    Args:
        words: The line of instructions above the headline; empty if none.
    """
    notes = ([words] if words else []) + desk.notes
    notices = [text for text in desk.below if text.casefold().startswith(("copyright", "©", "(c)"))]
    footer = "\n".join(text for text in desk.below if text not in notices)
    used = {"headline": made.headline, "byline": made.byline}
    more = {k: text for k, text in desk.fields.items() if k in ("source", "date") or used.get(k, text) != text}
    first = made.body[0].text[:200] if made.body else ""
    return structs.replace(
        made,
        slug=desk.fields.get("slug") or made.slug or headline_name(first),
        notes=tuple(notes),
        issued=moment_of(desk.fields.get("date", "")) or made.issued,
        language=desk.fields.get("language", ""),
        credit=desk.fields.get("credit", ""),
        usage=desk.fields.get("usage", ""),
        notice=desk.fields.get("copyright") or " ".join(notices),
        more=made.more | more | ({"footer": footer} if footer else {}),
    )
