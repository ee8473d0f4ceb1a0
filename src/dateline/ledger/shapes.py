"""
Shapes: how a fact is written down, for ever.

A payload is JSON, UTF-8, so that it can be read without this program. Its kind is the fact's tag; its shape is a number
that goes up whenever the layout of that kind changes. An old shape is lifted, one number at a time, by a pure function
from document to document. ``tests/ledger/shapes`` keeps one sample a shape for ever, and pins the layout of the newest.
"""

from collections.abc import Callable
from typing import Any

import msgspec

from dateline.news.errors import LedgerError
from dateline.news.facts import Fact

#: The newest shape of each kind.
SHAPES: dict[str, int] = {
    "received": 1,
    "read": 4,
    "applied": 3,
    "confirmed": 1,
    "take": 2,
    "begin": 1,
    "judge": 1,
    "note": 1,
    "assign": 1,
    "ready": 1,
    "plan": 1,
    "rules": 1,
    "route": 1,
    "edit": 3,
    "publish": 2,
    "correct": 3,
    "update": 3,
    "withdraw": 1,
    "kill": 1,
    "spike": 1,
    "restore": 1,
    "hold": 1,
    "release": 1,
    "reissue": 1,
    "join": 1,
    "separate": 1,
    "package": 1,
    "pin": 1,
    "unpin": 1,
    "gather": 1,
    "ungather": 1,
    "erase": 2,
    "look": 1,
}

Document = dict[str, Any]


def _as_it_is(document: Document) -> Document:
    """What the newer shape has beside it is what an old document does not say."""
    return document


def _as_it_was_kept(document: Document) -> Document:
    """Shape 1 enforced neither ``archive`` nor ``index``: what stood for good goes on standing until the next apply."""
    licences = document.get("house", {}).get("licences", [])
    for licence in licences:
        uses = licence.get("uses", [])
        licence["uses"] = [*uses, *(u for u in ("archive", "index") if "display" in uses and u not in uses)]
    return document


def _with_wordings(document: Document) -> Document:
    """Shape 2 had one wording of privacy and terms, mostly without a day, on sites that set no cookies."""
    for site in document.get("house", {}).get("sites", []):
        day = site.pop("effective", f"{site.get('since')}-01-01")
        texts = (site.pop("privacy", None), "This site sets no cookies.", site.pop("terms", None))
        pages = ("privacy", "cookies", "terms")
        site["texts"] = [{"page": p, "effective": day, "text": t} for p, t in zip(pages, texts, strict=True)]
    return document


#: (kind, shape) → the function that makes a document of the next shape of it.
LIFTS: dict[tuple[str, int], Callable[[Document], Document]] = {
    # Shape 2 has versions and notices with a transmission number, versions in doubt, and what their rights say.
    ("read", 1): _as_it_is,
    # Shape 3 has versions that only change an earlier one, with all their headlines, the forms of their media and the
    # coordinates of places, and holds until a moment.
    ("read", 2): _as_it_is,
    # Shape 2 has licences with territories, channels, last days, duties and exceptions.
    ("applied", 1): _as_it_was_kept,
    # Shape 3 has pages whose wordings hold from a day on, collections, and sites that may be read as data.
    ("applied", 2): _with_wordings,
    # Shape 4 has blocks that may belong to a live story's post; so has shape 2 of what else holds blocks.
    ("read", 3): _as_it_is,
    ("edit", 1): _as_it_is,
    ("correct", 1): _as_it_is,
    ("update", 1): _as_it_is,
    # Shape 3 has our choice among an article's pictures.
    ("edit", 2): _as_it_is,
    ("correct", 2): _as_it_is,
    ("update", 2): _as_it_is,
    # Shape 2 has what an article is about, and what kind of writing it is.
    ("publish", 1): _as_it_is,
    # Shape 2 has what the story is worth to each site's readers.
    ("take", 1): _as_it_is,
    # Shape 2 has what is held because of the erased text.
    ("erase", 1): _as_it_is,
}

_encode = msgspec.json.Encoder(order="deterministic").encode
_decode: msgspec.json.Decoder[Fact] = msgspec.json.Decoder(Fact)


def write(fact: Fact) -> tuple[str, int, bytes]:
    """A fact's kind, shape and payload."""
    kind = str(fact.__struct_config__.tag)
    return kind, SHAPES[kind], _encode(fact)


def read(kind: str, shape: int, payload: bytes) -> Fact:
    """
    A fact from its payload, lifted where its shape is an old one.

    Raises:
        LedgerError: If a newer program wrote it, or it is no payload of that kind.
    """
    if shape > SHAPES.get(kind, 0):
        raise LedgerError(f"an entry of kind {kind}, shape {shape}, was written by a newer Dateline; install that one")
    try:
        if shape == SHAPES[kind]:
            return _decode.decode(payload)
        document: Document = msgspec.json.decode(payload)
        for number in range(shape, SHAPES[kind]):
            document = LIFTS[kind, number](document)
        lifted: Fact = msgspec.convert(document, Fact)
        return lifted
    except msgspec.DecodeError as e:
        raise LedgerError(f"an entry of kind {kind}, shape {shape}, does not have that shape: {e}") from e
