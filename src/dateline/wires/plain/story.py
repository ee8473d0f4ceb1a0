"""One story as plain text: headline, byline, dateline and body; or a source's word about another story."""

import re
from datetime import date, datetime
from typing import Literal

from msgspec import structs

from dateline.news.wire import Dateline, Notice, Problem, Reading, Version
from dateline.wires.dateline import DAY, day_of, parse_dateline, split_dateline
from dateline.wires.plain.desk import Desk, is_embargo_note, moment_of, take_footer
from dateline.wires.plain.heads import byline_of
from dateline.wires.plain.layout import Line
from dateline.wires.plain.prose import blocks
from dateline.wires.plain.version import INSTRUCTION, midnight, slug_of, status_of, version
from dateline.wires.signals import signals_in

#: A first line of more words is text, and the story has no headline.
_LONGEST_HEADLINE = 40
#: A notice about another story has at most so many lines.
_LONGEST_NOTICE = 6
#: Words of a notice about another story: "Please kill the story slugged X" or "headlined Y".
_ABOUT = re.compile(
    r"""\b(?P<verb>kill|withdraw|withhold|hold|release)\s+(?:the|this|our)\s+(?:story|item|report|text|dispatch)\s+
    (?P<named>slugged|slug|headlined|titled|entitled|under\ the\ headline|called)?\s*
    ["“‘']?(?P<what>[^"“”\n]{3,150}?)["”’']?
    (?=\s*(?:,|\.(?:\s|$)|\bof\b|\bsent\b|\bdated\b|\bfiled\b|\bissued\b|\bmoved\b|$))""",
    re.IGNORECASE | re.VERBOSE,
)
_ACTIONS: dict[str, Literal["kill", "withhold", "lift"]] = {
    "kill": "kill", "withdraw": "withhold", "withhold": "withhold", "hold": "withhold", "release": "lift",
}  # fmt: skip


def story_of(lines: tuple[Line, ...], desk: Desk, received: datetime) -> Reading:
    """
    Read *lines* as one story.

    Args:
        desk: What the lines for the desk say.
        received: When they reached us, UTC; gives the year to datelines that have none.
    Returns:
        One version; or a notice, if the lines are a source's word about another story and hold no other.
    """
    lines = take_footer(desk, lines)
    words, headline, rest = _headline(lines, desk)
    notice = _notice(words, headline, [line.text for line in rest], received.date())
    if notice:
        return Reading(format="plain", notices=(notice,), problems=tuple(desk.problems))
    byline, rest = _byline(rest, desk)
    dateline, body = _dateline([line.text for line in rest], desk, received.date())
    made = with_desk(version(headline, byline, dateline, blocks(body)), desk, words)
    if not headline:
        desk.problems.append(Problem("line 1", "there is no headline; the text's first words stand in for the slug"))
    return Reading(format="plain", versions=(made,), problems=tuple(desk.problems))


def is_instruction(text: str) -> bool:
    """True if *text* is a line such as ``MANDATORY KILL``, which tells the desk what to do and nothing else."""
    return bool(signals_in(text, ())) and not any(c.isalnum() for c in INSTRUCTION.sub("", text))


def _headline(lines: tuple[Line, ...], desk: Desk) -> tuple[str, str, tuple[Line, ...]]:
    """The line of instructions above the headline, if any; the headline; and what follows."""
    words = ""
    if len(lines) > 1 and is_instruction(lines[0].text):
        words, lines = lines[0].text, lines[1:]
    if "headline" in desk.fields or not lines:
        return words, desk.fields.get("headline", ""), lines
    first = lines[0]
    if first.words > _LONGEST_HEADLINE or split_dateline(first.text)[0]:
        return words, "", lines
    return words, first.text, lines[1:]


def _notice(words: str, headline: str, body: list[str], hint: date) -> Notice | None:
    """What the lines say about another story, where they are an instruction and name it."""
    if len(body) > _LONGEST_NOTICE or not set(signals_in(words or headline, ())) & {"kill", "withhold", "advisory"}:
        return None
    lines = [one for one in (words, headline, *body) if one]
    about = _ABOUT.search(" ".join(lines))
    if not about:
        return None
    days = (day_of(found[0], hint) for found in re.finditer(rf"(?<!\w){DAY}", " ".join(lines)))
    what = about["what"].strip()
    slug = what if (about["named"] or "").casefold().startswith("slug") else slug_of(what)
    action = _ACTIONS[about["verb"].casefold()]
    return Notice(action=action, slug=slug, issued=midnight(next(days, None)), text="\n".join(lines))


def _byline(lines: tuple[Line, ...], desk: Desk) -> tuple[str, tuple[Line, ...]]:
    if "byline" in desk.fields:
        return byline_of(f"by {desk.fields['byline']}") or desk.fields["byline"], lines
    for at, line in enumerate(lines[:2]):
        found = byline_of(line.text)
        if found:
            return found, (*lines[:at], *lines[at + 1 :])
    return "", lines


def _dateline(body: list[str], desk: Desk, hint: date) -> tuple[Dateline | None, list[str]]:
    """The dateline: a header, a line of its own, or the opening of the text; and the text without it."""
    if "dateline" in desk.fields:
        return parse_dateline(desk.fields["dateline"], day_hint=hint), body
    if not body:
        return None, body
    own = _own_line(body[0], hint) if len(body) > 1 else None
    if own:
        return own, body[1:]
    found, rest = split_dateline(body[0], day_hint=hint)
    return found, [rest, *body[1:]] if rest else body[1:]


def _own_line(line: str, hint: date) -> Dateline | None:
    """The dateline that *line* is, where it is nothing more."""
    found = parse_dateline(line, day_hint=hint) if len(line) <= 90 else None
    return found if found and (found.agencies or (found.day and found.place)) else None


def with_desk(made: Version, desk: Desk, words: str) -> Version:
    """
    *made* with what the lines for the desk add to it.

    Args:
        words: The line of instructions above the headline; empty if none.
    """
    notes = ([words] if words else []) + desk.notes
    told = tuple(note for note in desk.notes if desk.held or not is_embargo_note(note))
    signals = tuple(dict.fromkeys((*made.signals, *signals_in(words, ()), *signals_in("", told))))
    notices = [text for text in desk.below if text.casefold().startswith(("copyright", "©", "(c)"))]
    footer = "\n".join(text for text in desk.below if text not in notices)
    used = {"headline": made.headline, "byline": made.byline}
    more = {k: text for k, text in desk.fields.items() if k in ("source", "date") or used.get(k, text) != text}
    first = made.body[0].text[:200] if made.body else ""
    status = status_of(signals)
    return structs.replace(
        made,
        slug=desk.fields.get("slug") or made.slug or slug_of(first),
        notes=tuple(notes),
        signals=signals,
        status="withheld" if desk.held and status == "usable" else status,
        embargo=desk.embargo,
        issued=moment_of(desk.fields.get("date", "")) or made.issued,
        language=desk.fields.get("language", ""),
        credit=desk.fields.get("credit", ""),
        usage=desk.fields.get("usage", ""),
        notice=desk.fields.get("copyright") or " ".join(notices),
        more=made.more | more | ({"footer": footer} if footer else {}),
    )
