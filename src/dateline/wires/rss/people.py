"""Who wrote a feed's item: names, which feeds mix with mailboxes and addresses."""

import re
from typing import Final

from lxml import etree

from dateline.wires.opening import byline_of
from dateline.wires.rss.fields import Fields, name_of, text_of

#: In letters; what is longer is no mailbox.
_LONGEST: Final = 200
_BOX: Final = r"(?:mailto:)?[^\s@<>()\[\]]+@[^\s@<>()\[\]]+"
_OWNED = re.compile(
    rf"{_BOX}\s*\((?P<after>[^)]+)\)|{_BOX}\s+-?\s*(?P<bare>[^<>@()\[\]]+)"
    rf"|(?P<before>[^<>@()\[\]]+?)\s*(?:<{_BOX}>|\({_BOX}\)|\[{_BOX}\])"
)
_MAILBOX = re.compile(_BOX)


def byline(fields: Fields, names: tuple[str, ...], language: str) -> str:
    """
    The writers that these elements name, each once; a mailbox gives its owner's name.

    Args:
        names: The elements of people, such as ``author``.
        language: BCP 47, for the word before a name.
    Returns:
        Without "by". A mailbox stands only where nobody is named.
    """
    people = dict.fromkeys(_writer(element) for element in fields.all(*names))
    named = [person for person in people if person and not _MAILBOX.fullmatch(person)]
    return byline_of(", ".join(named or filter(None, people)), language)


def _writer(element: etree._Element) -> str:
    """One person: Atom's parts, else words."""
    if len(element):
        told = {name_of(part).rpartition(":")[2]: text_of(part) for part in element}
        return _owner(told.get("name", "")) or told.get("email", "") or (text_of(element) if "uri" not in told else "")
    return _owner(text_of(element))


def _owner(text: str) -> str:
    """The name in a mailbox; any other *text* as it is."""
    if "@" not in text or len(text) >= _LONGEST:
        return text
    found = _OWNED.fullmatch(text)
    return (found["after"] or found["bare"] or found["before"]).strip().strip("\"'") if found else text
