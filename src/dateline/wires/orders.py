"""What a source orders in words, carried out on the version that says it: kill, hold, wait; and on the one it means."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from dateline.news.slugs import headline_name, serial_of, working_names
from dateline.news.takes import doubt_of, take_of
from dateline.news.wire import Notice, Problem, Version, gravest
from dateline.wires.advisory import is_instruction
from dateline.wires.letters import mentions
from dateline.wires.order_words import Action, Order, may_order, orders_in, speaks
from dateline.wires.release import Release, release_in_headline, release_in_note, release_in_usage
from dateline.wires.signals import signals_in
from dateline.wires.statuses import doubted

#: A text of more blocks, or more letters, is a story, and no advisory about another.
_MOST_BLOCKS: Final = 8
_LONGEST: Final = 1500
#: Words that a headline has at least, of which a notice makes a name, less one.
_NAMED: Final = 2
_ACTIONS: Final[tuple[Action, ...]] = ("kill", "withhold")
_HEADED: Final[tuple[Action, ...]] = (*_ACTIONS, "lift")
#: Signals of a text that is about another.
_SAID: Final = frozenset((*_HEADED, "advisory"))
#: A text that opens so tells the desk something, whatever its headline says.
_SHOUTS = re.compile(
    r"[\s\[(*]*(?:KILL(?:[\s!.,]+KILL)+|HOLD(?:[\s!.,]+HOLD)+|MANDATORY\s+KILL|STORY\s+(?:WITHDRAWN|RETRACTED|KILLED)"
    r"|HOLD\s+(?:IS\s+)?LIFTED)\b"
)
#: A keyword alone behind the instruction, such as HARBOUR-FIRE, with or without its transmission number.
_KEYWORD = re.compile(
    r"[\s\[(*]*(?:(?:MANDATORY|STORY|PICTURE|PHOTO|KILL(?:ED)?|HOLD|WITHHOLD|WITHDRAWN|RETRACTED|NOTICE|EMBARGO|IS|LIFTED)"
    r"\b[\s!.,:;–—-]*)+(?P<slug>(?:[A-Z]{2,4}-+)?[A-Z][\w.]*(?:[-/]+[A-Z][\w.]*)+/?)(?:[\s,(]+(?P<serial>[A-Za-z]\d{3,4}))?[\s.)!]*\Z"
)
_SUBSTITUTE = re.compile(
    r"\b(?:substitut\w*|instead|replac\w*|use this|ersatz\w*|ersetz\w*|remplac\w*|sustitu\w*|sostitu\w*)\b",
    re.IGNORECASE,
)
_WAITS = re.compile(r"hold\s+(?:for\s+release|until)", re.IGNORECASE)
_WAITS_ABOVE = re.compile(r"[\s\[(*]*(?:PLEASE )?HOLD (?:FOR RELEASE|UNTIL)")
#: "1st Add", "1st Ld-2nd Sub", "Insert": where in the text they belong, take numbers do not tell.
_PARTIAL = re.compile(
    r"[,(-]\s*(?:\d{1,2}(?:st|nd|rd|th)\s?(?:ld\s?-\s?)?)?(?:\d{1,2}(?:st|nd|rd|th)\s?)?(?P<what>add|sub|insert)\s*(?=[,)<]|\Z)",
    re.IGNORECASE,
)
_PARTS: Final = ("add", "sub", "insert")
_ADVANCE = re.compile(r"[,\s-]Adv\s?(?P<day>\d{1,2})(?![\w-])", re.IGNORECASE)
#: Relations in which an advisory stands to the item that it takes back.
_MEANT: Final = frozenset({"derived-from", "previous", "corrects", "kills", "replaces"})


class Ordered(Struct, frozen=True):
    """A version under its own orders, and its orders about others."""

    version: Version
    notices: tuple[Notice, ...] = ()


def obeyed(version: Version, *, received: datetime, proves: bool = True) -> Ordered:
    """
    Carry out what a *version* orders in its headline, its keyword line, its notes, its usage terms and, where it is an
    advisory, in its text.

    Args:
        received: When it reached us, UTC; stands in for the issue, near which days without a year are.
        proves: False for wires that anybody can write, feeds and plain text: a hold in words is then a doubt.
    Returns:
        The version with the signals of its words; canceled by a kill, withheld by a hold, embargoed until the moment
        that words name, and with a doubt where these cannot be read; and a notice for each order that means another
        item by its id, its transmission number or its name.
    """
    advisory = is_advisory(version)
    worded = signals_in(version.headline, version.notes, version.slug)
    if advisory and version.body and _SHOUTS.match(first := version.body[0].text):
        worded = tuple(dict.fromkeys((*worded, *signals_in(first, ()))))
    if worded:
        version = replace(version, signals=tuple(dict.fromkeys((*version.signals, *worded))))
    version = _waiting(version, version.issued or received)
    noted = _each(version.notes)
    sent = tuple(_sent(version)) if advisory else ()
    headed = tuple(_headed(version)) if worded and any(one in worded for one in _HEADED) else ()
    # Most texts order nothing.
    if version.signals or noted or sent or headed:
        version = _ruled(version, noted, sent, headed, proves=proves)
    if partial := _partial(version):
        version = replace(version, doubt=doubted(version.doubt, partial))
    if not (noted or sent or headed):
        return Ordered(version)
    orders = {(one.action, one.item, one.slug, one.serial): one for one in reversed(_named((*noted, *sent), headed))}
    return Ordered(version, tuple(_notice(order, version) for order in reversed(orders.values())))


def carried_out(
    version: Version, where: str, *, received: datetime, problems: list[Problem], proves: bool = True
) -> Ordered:
    """As `obeyed`; a doubt that comes from the words is told in *problems*, with *where* the version stands."""
    ordered = obeyed(version, received=received, proves=proves)
    if ordered.version.doubt != version.doubt:
        problems.append(Problem(where, f"{ordered.version.doubt}; held until somebody has looked"))
    return ordered


def is_advisory(version: Version) -> bool:
    """True of a text short enough to be nothing but a word about another."""
    if len(version.body) > _MOST_BLOCKS:
        return False
    # Words are never longer than the fragment that they stand in.
    return (
        sum([len(block.html) for block in version.body]) <= _LONGEST
        or sum([len(block.text) for block in version.body]) <= _LONGEST
    )


def _ruled(
    version: Version, noted: tuple[Order, ...], sent: tuple[Order, ...], headed: tuple[Order, ...], *, proves: bool
) -> Version:
    """The *version* as the orders in its notes, in its text and in its headline leave it."""
    beside = _beside(version, noted)
    if beside is not None:
        return _spared(version, beside)
    lifting = sent if version.body else (*sent, *headed)
    lifts = any(order.action == "lift" for order in lifting)
    return _under(version, (*noted, *sent), lifts=lifts, proves=proves)


def _under(version: Version, orders: tuple[Order, ...], *, lifts: bool, proves: bool) -> Version:
    """The *version* with the status that its words give it."""
    said = {*version.signals, *(order.action for order in orders if order.action != "lift")}
    if "kill" in said:
        return replace(version, status="canceled")
    if "withhold" in said:
        where = "headline" if "withhold" in signals_in(version.headline, ()) else "note to the desk"
        if proves:
            return replace(version, status=gravest(version.status, "withheld"))
        return replace(version, doubt=doubted(version.doubt, f"its {where} says HOLD"))
    return replace(version, status=gravest(version.status, "withheld")) if lifts else version


def _beside(version: Version, noted: tuple[Order, ...]) -> str | None:
    """
    A doubt, or none, where notes beside a story take back something else; None where its own words are to be obeyed.
    """
    texts = [order for order in noted if not order.picture]
    if not noted or is_advisory(version) or set(signals_in(version.headline, (), version.slug)) & set(_ACTIONS):
        return None
    own = {*working_names(version.slug), *working_names(headline_name(version.headline))}
    means_it = any(not order.slug or own & {*working_names(order.slug)} for order in texts)
    if means_it and not _SUBSTITUTE.search(" ".join(version.notes)):
        return None
    return "its note takes another text back, which it may replace" if texts else ""


def _spared(version: Version, doubt: str) -> Version:
    """The *version* without the signals of notes that mean another item."""
    signals = tuple(signal for signal in version.signals if signal not in _ACTIONS)
    return replace(version, signals=signals, doubt=doubted(version.doubt, doubt))


def _named(orders: tuple[Order, ...], headed: tuple[Order, ...]) -> tuple[Order, ...]:
    """The *orders*, and those of a headline: it adds its name to an order that knows but a number, else it is one."""
    texts = [order for order in orders if not order.picture and order.item is None and order.action != "lift"]
    names = [order.slug for order in headed if order.action != "lift"]
    if not texts or not names:
        return (*orders, *headed)
    if any(not order.slug for order in texts):
        return tuple(replace(one, slug=names[0]) if one in texts and not one.slug else one for one in orders)
    known = {name for order in texts for name in working_names(order.slug)}
    return (*orders, *(order for order in headed if not known & {*working_names(order.slug)}))


def _headed(version: Version) -> Iterator[Order]:
    """
    The order in a line such as "KILL: Goose grass found on the roof", which names another item by its own headline, or
    "HOLD HOLD HOLD Harbour-Fire, V9991", which names it by its keyword.
    """
    for line in (version.headline, *(block.text for block in version.body[:1] if _SHOUTS.match(block.text))):
        action = next((one for one in _HEADED if one in signals_in(line, ())), None)
        if action is None or is_instruction(line):
            continue
        if named := _KEYWORD.match(line):
            yield Order(action, line, slug=named["slug"], serial=serial_of(named["serial"] or ""))
        elif action != "lift" and not any(orders_in(line)) and (name := headline_name(line)).count("-") >= _NAMED:
            yield Order(action, line, slug=name)


def _waiting(version: Version, issued: datetime) -> Version:
    """The *version* under the embargoes that its words ask for; one that a field tells too is that one."""
    asked = [release_in_note(note, issued=issued) for note in version.notes]
    if version.headline:
        asked.append(release_in_headline(version.headline, issued=issued))
    if version.usage:
        asked.append(release_in_usage(version.usage, issued=issued))
    found = [one for one in asked if one is not None]
    if mentions(version.slug, ("adv",)) and (advance := _ADVANCE.search(version.slug[:300])):
        found.append(Release(f"its slug says Adv{advance['day']}"))
    if not found:
        return version
    ends = [one.moment for one in found if one.moment] + ([version.embargo] if version.embargo else [])
    open = [one for one in found if one.moment is None and not any(one.agrees(end) for end in ends)]
    # What waits for a moment is held by that moment, not by the word HOLD in front of it.
    signals = tuple(signal for signal in version.signals if signal != "withhold" or _holds_too(version))
    doubt = doubted(version.doubt, *(one.doubt for one in open[:1]))
    return replace(version, embargo=max(ends, default=None), doubt=doubt, signals=signals)


def _holds_too(version: Version) -> bool:
    """True if something else than a "hold for release" with a moment holds the version."""
    plain = tuple(note for note in version.notes if not _WAITS.search(note))
    headline = "" if _WAITS_ABOVE.match(version.headline) else version.headline
    return "withhold" in signals_in(headline, plain, version.slug)


def _partial(version: Version) -> str:
    """A doubt where what was sent is no whole text: an add, an insert, a later take."""
    if mentions(version.slug, _PARTS) and (found := _PARTIAL.search(version.slug[:300])):
        return doubt_of(found["what"])
    take = take_of(version.slug)
    return doubt_of(take.said) if take and take.number > 1 else ""


def _each(texts: Iterable[str]) -> tuple[Order, ...]:
    return tuple([order for text in texts if may_order(text) for order in orders_in(text)])


def _sent(version: Version) -> Iterator[Order]:
    """The orders in the text of an advisory, in its headline and slug, and in its links."""
    says = not _SAID.isdisjoint(version.signals)
    lines = (version.headline, version.slug, *[block.text for block in version.body])
    found = _each(line for line in lines if says or speaks(line))
    # "KILL KILL KILL. Please do not use dpa 157" kills: the graver word is meant.
    graver = "kill" in version.signals
    yield from (replace(one, action="kill") if graver and one.action == "withhold" else one for one in found)
    action = next((one for one in _ACTIONS if one in version.signals), None)
    if action is None or version.status != "usable":
        return
    known = {order.item for order in found}
    for link in version.links:
        if link.rel in _MEANT and link.item and link.item != version.item and link.item not in known:
            yield Order(action, version.headline or " ".join(version.notes), link.item)


def _notice(order: Order, version: Version) -> Notice:
    return Notice(
        action=order.action,
        item=order.item,
        slug=order.slug,
        serial=order.serial,
        issued=version.issued,
        text=order.words,
    )
