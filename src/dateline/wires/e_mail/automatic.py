"""Mail that no person wrote to the desk: automatic replies, reports that a letter did not arrive, recalls."""

import re
from typing import Final

from dateline.wires.e_mail.document import Part

#: What the subjects of such mail begin with, in small letters.
_REPLIES: Final = (
    "out of office", "out-of-office", "out of the office", "automatic reply", "automatic response", "automated reply",
    "automated response", "auto reply", "auto-reply", "autoreply", "auto response", "auto-response", "auto:",
    "vacation reply", "automatische antwort", "auto-antwort", "abwesend", "abwesenheit", "absence du bureau",
    "réponse automatique", "respuesta automática", "risposta automatica", "automatisch antwoord", "autosvar",
)  # fmt: skip
_BOUNCES: Final = (
    "undeliverable:", "undeliverable mail", "undelivered mail", "undeliverable message", "delivery status notification",
    "delivery failure", "delivery has failed", "mail delivery failed", "mail delivery failure", "mail delivery system",
    "mail system error", "message undeliverable", "message delivery failure", "returned mail", "failure notice",
    "unzustellbar", "nicht zustellbar", "non remis", "no se puede entregar",
)  # fmt: skip
_DAEMON = re.compile(r"(?:mailer-daemon|postmaster|mail-daemon)@|^\s*(?:mailer-daemon|postmaster)\b", re.IGNORECASE)
_RECALL = re.compile(
    r"(?:would like to recall the message|möchte die nachricht|souhaite rappeler le message)"
    r"[\s,:]*[\"“„«']\s*(?P<name>[^\"”“»\n]{2,300}?)\s*[\"”“»']",
    re.IGNORECASE,
)


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
    subject = subject.casefold()
    daemon = _DAEMON.search(message.first("from")) is not None
    if report or message.type == "message/delivery-status" or daemon or subject.startswith(_BOUNCES):
        return "it reports that a letter did not arrive, and is no story"
    told = message.first("auto-submitted").partition(";")[0].strip().lower() in ("auto-replied", "auto-notified")
    replied = told or message.first("precedence").lower() in ("auto_reply", "auto-reply")
    machine = message.first("x-autoreply").lower() in ("yes", "true", "1") or bool(message.first("x-autorespond"))
    return "it is an automatic reply, and no story" if replied or machine or subject.startswith(_REPLIES) else ""


def recalled(subject: str, text: str) -> str:
    """The subject of the message that a sender wants back; empty if this is no such wish."""
    found = _RECALL.search(text[:2000]) or _RECALL.search(subject)
    return found["name"] if found else ""
