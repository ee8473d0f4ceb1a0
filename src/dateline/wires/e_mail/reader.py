"""E-mail → Reading: a letter, what is attached to it, and the messages that it passes on."""

import re
from datetime import datetime
from typing import Final, Protocol

from msgspec import Struct
from msgspec.structs import replace

from dateline.news.errors import WireError
from dateline.news.slugs import headline_name
from dateline.news.wire import Media, Notice, Problem, Reading, Version
from dateline.wires.detect import detect
from dateline.wires.dialects.spoken import dialect_of, spoken
from dateline.wires.e_mail.attached import Attachment, attachment, described, picture, unread
from dateline.wires.e_mail.automatic import recalled
from dateline.wires.e_mail.calendar import events
from dateline.wires.e_mail.charsets import text_of
from dateline.wires.e_mail.document import FORMAT, Part, parse
from dateline.wires.e_mail.fields import form_in_json
from dateline.wires.e_mail.page import Shown
from dateline.wires.e_mail.parts import chosen
from dateline.wires.e_mail.version import version_of
from dateline.wires.orders import carried_out
from dateline.wires.statuses import doubted
from dateline.wires.terms import no_freer

#: In words; a letter of more is a text of its own beside what is attached to it.
_COVER: Final = 120
_NESTED: Final = 6
#: What another wire's text may begin with; the door's look at each letter would cost more than this.
_MAY_BE_WIRE = re.compile(r"\s*(?:[<{\[\x01\x02\x16]|[a-z]{2,4}\d{3,5} \d )")
#: Of these, what a letter holds is the delivery.
_NO_WIRES: Final = frozenset({"plain", "html", "e-mail"})
_FROM_LINE = re.compile(
    rb"(?:\A|\n\r?\n)From [^\r\n]{1,200} \d{1,2}:\d{2}(?::\d{2})?[^\r\n]{0,40}\d{4}[^\r\n]{0,12}\r?\n(?=[!-9;-~]+:)"
)
_WORD = re.compile(r"\w+")


class Reader(Protocol):
    """What makes a reading of a delivery's bytes; it raises WireError alone."""

    def __call__(self, data: bytes, *, received: datetime) -> Reading: ...


class _Found(Struct, frozen=True):
    """What a message, or a part of one, came to."""

    versions: tuple[Version, ...] = ()
    notices: tuple[Notice, ...] = ()


class _Task(Struct, frozen=True):
    """What is needed throughout one delivery."""

    received: datetime
    attached: Reader
    problems: list[Problem]


def reader(attached: Reader) -> Reader:
    """
    The reader of mail: of one message, or of a mailbox of several.

    It takes RFC 5322 with MIME and any line ends; a mailbox is messages below lines that begin with ``From``. Its
    readings have a version for each message; of one that passes on another, or what a wire's own format holds, that
    one's, with the letter around it as its notes.

    Args:
        attached: Reads what is attached in another wire's format: the door to all wires.
    Source:
        RFC 5322, RFC 2045 to 2047, RFC 2183, RFC 2231, RFC 3676
    """

    def read(data: bytes, *, received: datetime) -> Reading:
        task = _Task(received, attached, [])
        found = [_message(parse(one), task, 0) for one in _mailbox(data)]
        versions = tuple(version for one in found for version in one.versions)
        notices = tuple(dict.fromkeys(notice for one in found for notice in one.notices))
        return Reading(format=FORMAT, versions=versions, notices=notices, problems=tuple(task.problems))

    return read


def _mailbox(data: bytes) -> list[bytes]:
    """The messages of a mailbox; one, where it is none."""
    bare = data.lstrip()
    if not bare.startswith(b"From "):
        return [data]
    starts = list(_FROM_LINE.finditer(bare))
    if not starts:
        return [bare.partition(b"\n")[2]]
    ends = [found.start() for found in starts[1:]] + [len(bare)]
    return [bare[one.end() : end].replace(b"\n>From ", b"\nFrom ") for one, end in zip(starts, ends, strict=True)]


def _domain(version: Version) -> str:
    """Whose machine a message came from, as a dialect's mark; of one that was passed on, its first one."""
    sender = version.more.get("forwarded From") or version.more.get("From", "")
    return sender.rpartition("@")[2].partition(">")[0]


def _message(message: Part, task: _Task, depth: int) -> _Found:
    """
    Read a *message*, and what is in it.

    Raises:
        WireError: If it holds neither words nor anything attached.
    """
    parts = chosen(message)
    attached = [attachment(place, part, task.problems) for place, part in enumerate(parts.attached, 1)]
    wire = _wire(parts.texts, task)
    own = version_of(message, [] if wire else parts.texts, task.received, task.problems)
    own = spoken(_with_attached(own, attached), dialect_of(FORMAT, (_domain(own),), own))
    others = [wire] if wire else []
    others += [one for part in attached if (one := _other(part, task))]
    if depth < _NESTED:
        others += [_message(inner.parts[0], task, depth + 1) for inner in parts.messages]
    if not (own.headline or own.body or own.media or own.notes or others or attached):
        raise WireError(FORMAT, "its text", "it holds no words, and nothing is attached")
    ordered = carried_out(own, "its text", received=task.received, problems=task.problems, proves=False)
    version, notices = ordered.version, ordered.notices
    if want := recalled(own.headline, " ".join(block.text for block in own.body[:3])):
        version = replace(version, doubt=doubted(version.doubt, "its sender wants another message back"))
        notices = (*notices, Notice(action="withhold", slug=headline_name(want), issued=own.issued, text=own.headline))
    return _together(version, notices, others)


def _wire(texts: list[Shown], task: _Task) -> _Found | None:
    """What a letter holds whose text is in another wire's format; None if it is a text, or only looks like more."""
    if len(texts) != 1 or not _MAY_BE_WIRE.match(texts[0].text) or form_in_json(texts[0].text):
        return None
    data = texts[0].text.encode("utf-8", "replace")
    try:
        reading = None if detect(data) in _NO_WIRES else task.attached(data, received=task.received)
    except WireError:
        return None
    if reading is None or not (reading.versions or reading.notices):
        return None
    task.problems.extend(reading.problems)
    return _Found(reading.versions, reading.notices)


def _other(part: Attachment, task: _Task) -> _Found | None:
    """What an attached *part* holds that is read; None where it is none, which is told."""
    why = unread(part)
    if part.kind == "text" and part.data.strip():
        try:
            reading = task.attached(part.data, received=task.received)
        except WireError as e:
            why = e.what
        else:
            task.problems.extend(replace(one, where=f"{part.name}: {one.where}") for one in reading.problems)
            versions = tuple(replace(one, more=one.more | {"attached as": part.name}) for one in reading.versions)
            return _Found(versions, reading.notices)
    if why:
        task.problems.append(Problem(part.name, f"attached, and not read: {why}"))
    return None


def _with_attached(version: Version, attached: list[Attachment]) -> Version:
    """A *version* with the pictures and sounds attached to it, and a list of all that is."""
    media = {one.href or one.item: one for one in version.media}
    for found in filter(None, map(picture, attached)):
        before = media.get(found.href, Media("picture"))
        media[found.href or f"{len(media)}"] = replace(
            found, alt=before.alt, width=found.width or before.width, height=found.height or before.height
        )
    diaries = [events(text_of(part.data, "utf-8").text) for part in attached if part.kind == "calendar"]
    more = {
        "attachments": "\n".join(f"{part.name} ({described(part)})" for part in attached if part.kind != "quiet"),
        "calendar": "\n\n".join(dict.fromkeys(told for diary in diaries for told in diary.told)),
    }
    return replace(
        version,
        media=tuple(media.values()),
        named=tuple(dict.fromkeys(event for diary in diaries for event in diary.named)),
        more=version.more | {name: told for name, told in more.items() if told},
    )


def _together(own: Version, notices: tuple[Notice, ...], others: list[_Found]) -> _Found:
    """A letter and what came in it: the letter is a note to what it only passes on."""
    versions = tuple(version for one in others for version in one.versions)
    told = (*notices, *(notice for one in others for notice in one.notices))
    if not versions:
        # A letter around nothing but a notice is its cover.
        alone = any(one.notices for one in others) and not own.body
        return _Found(() if alone else (own,), told)
    text = " ".join(block.text for block in own.body)
    repeated = _holds(versions, text)
    if len(text.split()) > _COVER and not repeated:
        beside = (no_freer(replace(one, role="related") if one.role == "main" else one, own) for one in versions)
        return _Found((own, *beside), told)
    first, *rest = (no_freer(one, own) for one in _known(versions, own))
    said = () if repeated else tuple(block.text for block in own.body)
    first = replace(
        first,
        headline=first.headline or own.headline,
        issued=first.issued or own.issued,
        notes=tuple(dict.fromkeys((*first.notes, *said, *own.notes))),
        media=(*first.media, *own.media),
        links=tuple(dict.fromkeys((*first.links, *own.links))),
        more={**_letter(own, first), **first.more},
    )
    return _Found((first, *rest), told)


def _known(versions: tuple[Version, ...], own: Version) -> tuple[Version, ...]:
    """The *versions*; texts that have no ids stand under that of their letter, and were issued with it."""
    bare = [place for place, one in enumerate(versions) if one.item is None and "attached as" in one.more]
    ids = {place: f"{own.item}#{n}" if len(bare) > 1 else own.item for n, place in enumerate(bare, 1)}
    return tuple(
        replace(one, item=ids[place], issued=own.issued or one.issued) if own.item and place in ids else one
        for place, one in enumerate(versions)
    )


def _letter(own: Version, first: Version) -> dict[str, str]:
    """What is kept of the letter around a version: its headers, its subject, its id."""
    kept = {"Subject": own.headline, "Message-ID": own.item or ""}
    return {name: told for name, told in (own.more | kept).items() if told and told not in (first.headline, first.item)}


def _holds(versions: tuple[Version, ...], text: str) -> bool:
    """True if nearly all words of a *text* are in those of the *versions*: it is one of them, once more."""
    words = _WORD.findall(text.casefold())
    if not words:
        return True
    known = {word for one in versions for block in one.body for word in _WORD.findall(block.text.casefold())}
    return len(words) > 20 and sum(word in known for word in words) > 0.95 * len(words)
