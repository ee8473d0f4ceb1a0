"""Names for NewsML-G2's codes: aliases and the vocabularies that they stand for, out to a catalog and back."""

import re
from typing import Final
from urllib.parse import quote, unquote

from dateline.wires.escape import attr, attributes
from dateline.wires.newsml_g2 import iptc
from dateline.wires.ninjs.ids import is_uri
from dateline.wires.remembered import remembered

#: What our writer puts before a vocabulary's name that is no address.
_NAMED: Final = "urn:dateline:scheme:"
#: The vocabulary of our own words, and the alias it goes by.
_OWN, OURS = "urn:dateline:term:", "dl"
_ALIAS = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_CODE = re.compile(r"(?P<alias>[A-Za-z_][A-Za-z0-9_.-]*):(?!//)\S+")
#: Addresses that begin as a code does.
_ADDRESSES: Final = frozenset({"urn", "tag", "mailto", "http", "https", "data", "info", "ni"})


@remembered
def scheme_of(address: str) -> str:
    """The vocabulary that a catalog's *address* stands for: the name that our writer made it of, else the address."""
    return unquote(address.removeprefix(_NAMED)) if address.startswith(_NAMED) else address


@remembered
def our_word(code: str) -> str:
    """A relation's *code* without our own alias; others as they are."""
    return unquote(code.removeprefix("dl:")) if code.startswith("dl:") else code


class Names:
    """The aliases that one item uses, gathered as it is written."""

    def __init__(self) -> None:
        #: Alias → the vocabulary's address.
        self._schemes: dict[str, str] = {}
        #: A vocabulary, by address or name → its alias.
        self._aliases: dict[str, str] = {}

    def ours(self, word: str) -> str:
        """The code for a *word* of our own."""
        self._schemes[OURS] = _OWN
        return f"{OURS}:{word}"

    def relation(self, rel: str) -> str:
        """The code for a link's relation, whatever its source called it."""
        if _CODE.fullmatch(rel):
            self._declare(rel.partition(":")[0])
            return rel
        return self.ours(quote(rel or "related", safe=""))

    def attribute(self, code: str) -> str:
        """The attribute that identifies a concept by its *code*: an address, an alias with a code, or a word."""
        found = _CODE.fullmatch(code)
        if found and found["alias"] not in _ADDRESSES:
            self._declare(found["alias"])
            return f'qcode="{attr(code)}"'
        return f'{"uri" if is_uri(code) else "literal"}="{attr(code)}"'

    def concept(self, scheme: str, code: str, lost: list[str]) -> str:
        """The attribute, with a space before it, of a *code* in a vocabulary; empty where there is no code."""
        if not code:
            if scheme:
                lost.append(f"the vocabulary {scheme} of a subject without a code")
            return ""
        if not scheme:
            return attributes({"uri" if is_uri(code) else "literal": code})
        if any(map(str.isspace, code)):
            lost.append(f"the vocabulary {scheme} of the subject {code!r}")
            return attributes({"literal": code})
        return attributes({"qcode": f"{self._alias(scheme)}:{code}"})

    def catalog(self) -> str:
        """The catalog of the aliases used that IPTC's own does not hold."""
        if not self._schemes:
            return ""
        schemes = [f'<scheme alias="{alias}" uri="{attr(address)}"/>' for alias, address in self._schemes.items()]
        return f"<catalog>{''.join(schemes)}</catalog>"

    def _alias(self, scheme: str) -> str:
        if alias := self._aliases.get(scheme) or iptc.ALIASES.get(scheme):
            return alias
        if _ALIAS.fullmatch(scheme) and scheme != OURS:
            self._aliases[scheme] = scheme
            self._declare(scheme)
            return scheme
        alias = next(name for n in range(1, 10_000) if (name := f"s{n}") not in self._schemes)
        self._aliases[scheme] = alias
        self._schemes[alias] = scheme if is_uri(scheme) else _NAMED + quote(scheme, safe="")
        return alias

    def _declare(self, alias: str) -> None:
        if alias not in iptc.SCHEMES and alias not in self._schemes:
            self._schemes[alias] = _NAMED + alias
