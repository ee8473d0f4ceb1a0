"""A receipt: what a verb did, and to which outputs."""

from msgspec import Struct

from dateline.verbs.deliver import Outstanding


class Out(Struct, frozen=True):
    """One output in a receipt."""

    site: str
    path: str
    #: ``new``, ``rewritten``, ``gone`` (answers 410), ``removed`` (answers 404).
    state: str
    #: SHA-256 before and after, hexadecimal; empty where there was or is nothing.
    before: str
    after: str
    #: Milliseconds from the entry to the output.
    ms: float


class Receipt(Struct, frozen=True):
    """What a verb did, and to which outputs."""

    verb: str
    id: str
    #: The number of its entry; 0 if there was nothing to do.
    entry: int
    #: Milliseconds until it was durable, and gated at every page server.
    ms: float
    outputs: tuple[Out, ...]
    #: Milliseconds until all outputs were done.
    all_ms: float
    remarks: tuple[str, ...] = ()
    #: Sites that nobody has brought up to the entry yet, and why; their gates are closed.
    waiting: dict[str, str] = {}
    #: What exports, caches and hubs do not have yet, and why.
    outstanding: tuple[Outstanding, ...] = ()
