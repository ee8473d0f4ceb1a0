"""What the headers of a message say of its text."""

import re
from datetime import datetime
from typing import Final

from dateline.news.script import direction_of
from dateline.news.wire import Link, Problem, Subject, Version
from dateline.wires.e_mail.document import Part
from dateline.wires.e_mail.words import ids
from dateline.wires.times import parse_time

#: How the message came and was made, which the delivery keeps.
_TRACE: Final = frozenset({
    "received", "return-path", "delivered-to", "envelope-to", "x-original-to", "mime-version", "content-type",
    "content-length", "lines", "content-transfer-encoding", "content-disposition", "content-id", "content-description",
    "dkim-signature", "domainkey-signature", "received-spf", "x-received", "x-uidl", "status", "x-status",
    "x-mozilla-status", "x-mozilla-status2", "thread-index", "x-tmdid", "autocrypt",
})  # fmt: skip
#: The same by how their names begin.
_TRACES: Final = (
    "arc-", "x-google-", "x-gm-", "x-ms-", "x-microsoft-", "x-forefront-", "x-exchange-", "x-spam", "x-virus",
    "x-mimecast-", "x-proofpoint-", "x-sg-", "x-mailgun-", "x-ses-", "x-mc-", "x-originat", "x-provags-", "x-ui-",
    "x-barracuda-", "x-antiabuse", "x-source", "x-authenticated", "x-csa-", "x-eopattributedmessage", "x-ironport",
    "x-cmae", "x-me-", "x-mailer-", "x-rspamd", "x-scanned", "x-hm-", "x-yahoo", "x-ymail",
)  # fmt: skip
#: What has a field of its own.
_OURS: Final = frozenset({
    "subject", "date", "message-id", "in-reply-to", "references", "keywords", "content-language", "comments",
    "supersedes",
})  # fmt: skip
#: Headers that name other messages, and what these are to this one; the first to name one decides.
_RELATIONS: Final = (
    ("supersedes", "replaces"),
    ("obsoletes", "replaces"),
    ("replaces", "replaces"),
    ("in-reply-to", "previous"),
    ("references", "related"),
)
_FORWARDED = re.compile(
    r"\s*(?P<mark>re|fwd?|fw|wg|tr|rv|aw|sv|antw|rif|enc|doorst|vb|odp|ynt)\s*(?:\[\d+\])?\s*:\s*",
    re.IGNORECASE,
)
_ANSWERS: Final = ("re", "aw", "sv", "antw", "rif", "odp", "ynt")
_WARNING = re.compile(
    r"\s*(?:\[(?:ext|external|extern|extern[ae]|caution)(?:\s+e?-?mail|\s+sender)?\]|\*{2,}\s*(?:spam"
    r"|external)\s*\*{2,})\s*:?\s*",
    re.IGNORECASE,
)
_LIST = re.compile(r"\s*\[[^\]\[:]{1,40}\]\s*(?=\S)")
_BY = re.compile(r"^.*;\s*(?P<when>[^;]{10,60})$", re.DOTALL)


def subject_of(message: Part) -> str:
    """The subject as its writer meant it: without the marks of forwarding, answering and lists."""
    sent, at = message.words("subject"), 0
    while True:
        found = _FORWARDED.match(sent, at) or _WARNING.match(sent, at)
        if found is None and "list-id" in message.headers:
            found = _LIST.match(sent, at)
        if found is None or found.end() == len(sent):
            return sent[at:].strip()
        at = found.end()


def is_answer(message: Part) -> bool:
    """True if a *message* says that it answers another."""
    return "in-reply-to" in message.headers or _first_mark(message) in _ANSWERS


def is_passed_on(message: Part) -> bool:
    """True if a *message* says in its subject that it passes on another."""
    return _first_mark(message) not in ("", *_ANSWERS)


def _first_mark(message: Part) -> str:
    """The mark of forwarding or answering that the subject opens with, in small letters; empty if it has none."""
    found = _FORWARDED.match(message.words("subject"))
    return found["mark"].lower() if found else ""


def facts(message: Part, problems: list[Problem]) -> Version:
    """
    A version with all that the headers say, and no text.

    Args:
        problems: What is wrong is added to them.
    """
    own = ids(message.first("message-id"))
    language = message.first("content-language").partition(",")[0].strip()
    language = language if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*", language) else ""
    keywords = (word for value in message.headers.get("keywords", ()) for word in message.told(value).split(","))
    return Version(
        item=own[0] if own else None,
        issued=_issued(message, problems),
        language=language,
        direction=direction_of(language),
        links=_links(message, own),
        notes=tuple(message.told(value) for value in message.headers.get("comments", ()) if value),
        subjects=tuple(Subject(name=word.strip()) for word in keywords if word.strip()),
        more=_more(message),
    )


def _issued(message: Part, problems: list[Problem]) -> datetime | None:
    """When it was sent; where that cannot be read, when the first server had it."""
    sent = message.first("date")
    if moment := parse_time(" ".join(sent.split())):
        return moment
    traces = (_BY.match(" ".join(trace.split())) for trace in reversed(message.headers.get("received", [])))
    stamped = next((moment for found in traces if found and (moment := parse_time(found["when"]))), None)
    what = f"{sent[:60]!r} is no time" if sent else "there is none"
    instead = "when its first server had it" if stamped else "when it reached us"
    problems.append(Problem("Date", f"{what}; {instead} stands in"))
    return stamped


def _links(message: Part, own: tuple[str, ...]) -> tuple[Link, ...]:
    """The message that it answers or goes on from, those before that, and the one whose place it takes."""
    found: dict[str, str] = {}
    for name, rel in _RELATIONS:
        for id in (id for value in message.headers.get(name, ()) for id in ids(value)):
            found.setdefault(id, rel)
    return tuple(Link(rel, item=id) for id, rel in found.items() if id not in own)


def _more(message: Part) -> dict[str, str]:
    """The headers that have no field of ours, under their own names; those that came twice line by line."""
    more: dict[str, str] = {}
    for name, values in message.headers.items():
        if name in _TRACE or name.startswith(_TRACES):
            continue
        kept = values[1:] if name in _OURS else values
        if words := "\n".join(filter(None, map(message.told, kept))):
            more[message.written[name]] = words
    return more
