"""Whose material a text holds, as the credits in it say."""

import re
from collections.abc import Iterable

#: Names in a credit: ``NASA/JPL-Caltech/MSSS``; ``ESA & Hubble, A. Nemo``.
_PARTING = re.compile(r"\s*(?:/|,|;|&|\+|\band\b)\s*")
#: Names set apart by strokes alone, as credits are and sentences are not.
_STROKES = re.compile(r"[^\W_][\w.&-]*(?: [A-Z][\w.&-]*){0,3}(?:/[^\W_][\w.&-]*(?: [A-Z][\w.&-]*){0,3})+")
_CREDIT = re.compile(
    r"(?:\b(?:(?:image|photo|picture|graphic|illustration|video)s?\s+)?(?:credits?|courtesy(?:\s+of)?)\s*:?\s+|©\s*)"
    r"([^.()\[\]]+)",
    re.IGNORECASE,
)
_MARKS = " .,;:()[]©"


def credited_names(credit: str) -> tuple[str, ...]:
    """The names in a credit, in order: ``("ats", "afp")`` in ``ats/afp``."""
    return tuple(n for part in _PARTING.split(credit) if (n := part.strip(_MARKS)))


def third_party(credit: str, known: Iterable[str]) -> str:
    """The first name in a *credit* that is none of the *known* ones; empty if there is none."""
    folded = {k.casefold().strip(_MARKS) for k in known}
    names = (n.strip(_MARKS) for n in _PARTING.split(credit))
    return next((n for n in names if n and n.casefold() not in folded), "")


def credited_in(text: str, known: Iterable[str]) -> str:
    """
    The first third party that a block's *text* credits; empty if it credits none.

    Read are words after "Credit:" and the like, and names set apart by strokes of which one is a *known* one.
    """
    known = tuple(known)
    folded = {k.casefold() for k in known}
    for match in _CREDIT.finditer(text):
        if name := third_party(match[1], known):
            return name
    for match in _STROKES.finditer(text):
        names = [n.strip(_MARKS) for n in match[0].split("/")]
        if any(n.casefold() in folded for n in names) and (name := third_party(match[0], known)):
            return name
    return ""
