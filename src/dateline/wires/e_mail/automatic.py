"""Mail that no person wrote to the desk: automatic replies, reports that a letter did not arrive, recalls."""

import re
from typing import Final

from dateline.wires.e_mail.document import Part

_REPLY = re.compile(
    r"\s*(?:(?:re|aw|sv):\s*)?(?:out[ -]of[ -](?:the[ -])?office|auto(?:matic|matische|mated)?[ -]?(?:reply"
    r"|response|antwort)|automatic\s+reply|automatische\s+antwort"
    r"|abwesen(?:d|heit)|absence\s+du\s+bureau|réponse\s+automatique|respuesta\s+automática"
    r"|risposta\s+automatica|automatisch\s+antwoord|autoreply|auto:|autosvar|vacation\s+reply)",
    re.IGNORECASE,
)
_BOUNCE = re.compile(
    r"\s*(?:undeliver(?:able|ed)|delivery\s+(?:status\s+notification|failure|has\s+failed)"
    r"|mail\s+delivery\s+(?:failed|system|failure)|returned\s+mail|failure\s+notice"
    r"|unzustellbar|nicht\s+zustellbar|mail\s+system\s+error|message\s+(?:undeliverable|delivery\s+failure)"
    r"|non\s+remis|no\s+se\s+puede\s+entregar)",
    re.IGNORECASE,
)
_DAEMON = re.compile(r"(?:mailer-daemon|postmaster|mail-daemon)@|^\s*(?:mailer-daemon|postmaster)\b", re.IGNORECASE)
_RECALL = re.compile(
    r"(?:would like to recall the message,?|möchte die nachricht"
    r"|souhaite rappeler le message,?)\s*[,:]?\s*[\"“„«']\s*(?P<name>[^\"”“»\n]{2,300}?)\s*[\"”“»']",
    re.IGNORECASE,
)
_REPLIED: Final = ("auto-replied", "auto-notified")


def automatic(message: Part, subject: str) -> str:
    """
    Why a *message* is no story: it was made by a machine in answer to another.

    Returns:
        Empty where nothing says so. Mail that is only sent by a program, as newsletters are, is not meant.
    Source:
        RFC 3834 (replies), RFC 3464 (reports)
    """
    report = message.params.get("report-type", "").lower() if message.type == "multipart/report" else ""
    if report == "disposition-notification":
        return "it is a receipt for a letter, and no story"
    sender = message.first("from")
    if report or message.type == "message/delivery-status" or _BOUNCE.match(subject) or _DAEMON.search(sender):
        return "it reports that a letter did not arrive, and is no story"
    told = message.first("auto-submitted").partition(";")[0].strip().lower()
    replied = told in _REPLIED or message.first("precedence").strip().lower() in ("auto_reply", "auto-reply")
    machine = message.first("x-autoreply").lower() in ("yes", "true", "1") or bool(message.first("x-autorespond"))
    return "it is an automatic reply, and no story" if replied or machine or _REPLY.match(subject) else ""


def recalled(subject: str, text: str) -> str:
    """The subject of the message that a sender wants back; empty if this is no such wish."""
    found = _RECALL.search(text[:2000]) or _RECALL.search(subject)
    return found["name"] if found else ""
