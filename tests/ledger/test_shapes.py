"""How a fact is written down, for ever."""

from datetime import UTC, date, datetime, time
from hashlib import sha256
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from msgspec.structs import replace

from dateline.ledger import shapes
from dateline.news.about import About
from dateline.news.blocks import Block, BlockSource
from dateline.news.errors import LedgerError
from dateline.news.facts import (
    Applied,
    Assigned,
    Assignment,
    Begun,
    Confirmed,
    Corrected,
    Edited,
    Erased,
    Fact,
    Gathered,
    Held,
    Joined,
    Judged,
    Judgement,
    Killed,
    Looked,
    Membership,
    Noted,
    Packaged,
    Part,
    PictureChoice,
    Pin,
    Pinned,
    Placement,
    Plan,
    Planned,
    Published,
    Read,
    Readied,
    Received,
    Reissued,
    Released,
    Restored,
    Routed,
    Ruled,
    Separated,
    Spiked,
    Taken,
    Ungathered,
    Unpinned,
    Updated,
    Withdrawn,
    Wording,
)
from dateline.news.house import (
    Collection,
    Duties,
    Entity,
    Exemption,
    Export,
    Feed,
    Finding,
    House,
    Licence,
    Mailbox,
    Pictures,
    Purge,
    Readership,
    Section,
    Site,
    Source,
    Text,
)
from dateline.news.rulebook import DeskRule, Hours, Then, When
from dateline.news.wire import Dateline, Link, Media, Named, Notice, Problem, Rendition, Subject, Version, Words

SAMPLES = Path(__file__).with_name("shapes")
THEN = datetime(2020, 1, 16, 9, 30, 0, 250_000, tzinfo=UTC)
WORDING = Wording(
    headline="Ferry runs",
    blocks=(
        Block("paragraph", "<p>The ferry <em>runs</em>.</p>", BlockSource("nwa-00000000", 3, 0), edited=True),
        Block("heading", "<h2>Fares</h2>"),
    ),
    standfirst="After a week.",
    kicker="Boats",
    byline="Ada Example",
    dateline=Dateline("Vellmar", ("NWA",), date(2020, 1, 16), in_body=True, assumed=True),
)
VERSION = Version(
    item="urn:nwa:1",
    number=2,
    role="backgrounder",
    extent="teaser",
    headline="Ferry runs",
    standfirst="After a week.",
    slug="ferry",
    byline="Bo Sample",
    dateline=WORDING.dateline,
    body=(Block("paragraph", "<p>The ferry runs.</p>"),),
    notes=("Corrects the fare.",),
    language="en",
    direction="rtl",
    issued=THEN,
    created=THEN,
    status="withheld",
    embargo=THEN,
    expires=THEN,
    signals=("correction",),
    urgency=3,
    urgency_given="3",
    subjects=(Subject("medtop", "04000000", "economy"),),
    named=(Named("person", "Cy Fiction", "p:1"),),
    media=(Media("picture", "https://nwa.example/1.jpg", "i", "h", "c", "a", "cr", "ho", "u", "image/jpeg", 640, 480),),
    links=(Link("related", "urn:nwa:0", "https://nwa.example/0", "Before"),),
    holder="Northwater",
    notice="Copyright 2020 Northwater",
    usage="Not for print.",
    rights="<o/>",
    credit="Northwater",
    more={"their_field": "1"},
)
MAILBOX = Mailbox(
    host="mail.northwater.example",
    port=143,
    security="starttls",
    user="desk",
    password_env="MAIL",
    password_file="secrets/mail",
    oauth=True,
    folder="Wire",
    move_to="Recorded",
    ca_file="secrets/ca.pem",
    every=30,
)
RENDITION = Rendition("https://nwa.example/s.jpg", "small", "image/jpeg", 64, 48, 900, 12)
SITE = Site(
    code="harbour",
    name="The Harbour",
    tagline="Boats",
    language="en-AU",
    host="harbour.example",
    timezone="Europe/Oslo",
    sections=(Section(slug="news", title="News", kicker="Now", topics=("ferry",)),),
    accent="#0f5c6e",
    accent_dark="#7cc4d4",
    since=1995,
    entity=Entity(name="Saltmarsh Press", jurisdiction="Australia", place="Sydney", address="1 Quay St"),
    readership=Readership(whom="people who mend boats", topics=("boats",)),
    about="About.",
    texts=(
        Text(page="privacy", effective=date(2020, 1, 1), text="Privacy."),
        Text(page="cookies", effective=date(2020, 1, 1), text="This site sets no cookies."),
        Text(page="terms", effective=date(2020, 1, 1), text="Terms."),
    ),
    contact="desk@harbour.example",
)
SITE_3 = replace(
    SITE,
    territories=("AU",),
    work="Work.",
    ads=("ads.example, 1234, DIRECT",),
    collections=(Collection(slug="fares", title="Fares", intro="All on fares.", kind="timeline"),),
    api=True,
    river=True,
    exports=(
        Export(
            to="s3://harbour",
            packed=("gz",),
            endpoint="https://store.example",
            region="elsewhere-1",
            key_env="KEY",
            secret_env="SECRET",
            credentials_file="secrets/store",
        ),
    ),
    purges=(Purge(url="https://cache.example/purge", style="purge", secret_env="PURGE"),),
    hub="https://hub.example/",
)
LICENCE = Licence(
    name="nwa",
    holder="Northwater",
    ground="public-domain",
    terms="By contract.",
    uses=("display", "feed"),
    edit="cut",
    feed="full",
    excerpt=30,
    sites=("harbour",),
    days=30,
    until=THEN,
    credit="NWA",
    reference="contract 7",
    template=True,
    digest="00ff",
)
SOURCE = Source(
    code="nwa",
    name="NWA",
    kind="agency",
    full_name="Northwater Agency",
    licence="nwa",
    credits=("Northwater",),
    feeds=(Feed(url="https://nwa.example/feed", every=60),),
    updates="auto",
)
READ = Read(
    delivery=2,
    item=0,
    source="nwa",
    reader="ninjs/1",
    story="nwa-00000000",
    key="item:urn:nwa:1",
    version=VERSION,
    notice=Notice(action="kill", item="urn:nwa:1", slug="ferry", issued=THEN, text="Kill it."),
    parts=(Part("backgrounder", "nwa-11111111"),),
    problems=(Problem("line 3", "is no date"),),
    received=THEN,
)
HOUSE = House(name="Net", sources=(SOURCE,), licences=(LICENCE,), sites=(SITE,), clock=THEN, keep_pages=30)
LICENCE_2 = replace(
    LICENCE,
    territories=("AU", "NZ"),
    channels=("web", "feed"),
    days_from="publication",
    last_day=date(2020, 12, 31),
    keep=90,
    after="teaser",
    credited=("Northwater",),
    pictures=Pictures(uses=("display",), alone=True),
    duties=Duties(dateline=True, byline=True, kill_within=15, notify=True),
    finding=Finding(law="Australia", words="A work of the Crown whose term is over.", source="their page on copyright"),
    exceptions=(
        Exemption(
            law="Australia",
            name="fair dealing",
            purpose="reporting news",
            uses=("teaser",),
            excerpt=25,
            reference="Copyright Act 1968, s 42",
        ),
    ),
)
LICENCE_3 = replace(LICENCE_2, pictures=replace(LICENCE_2.pictures, crop=True))
VERSION_3 = replace(
    VERSION,
    serial="v9991",
    doubt="its status is Sometimes",
    allowed=LICENCE_2,
    patch=True,
    headlines=(Words("Boats", "brief"),),
    named=(Named("place", "Vellmar", "p:2", 51.5, -9.25),),
    media=(replace(VERSION.media[0], renditions=(RENDITION,)),),
)
READ_3 = replace(
    READ,
    version=VERSION_3,
    notice=Notice(
        action="withhold",
        item="urn:nwa:1",
        slug="ferry",
        serial="v9991",
        issued=THEN,
        text="Wait.",
        until=THEN,
        tombstone=True,
    ),
)
WORDING_2 = replace(WORDING, blocks=tuple(replace(b, post=THEN) for b in WORDING.blocks), live=True)
PUBLISH = Published(
    "art-00000000",
    (Placement("harbour", "/2020/01/16/ferry-runs-00000000", "news", THEN),),
    "harbour",
    story="nwa-00000000",
    version=3,
    parts=(Part("related", "nwa-11111111"),),
)
WORDING_3 = replace(WORDING_2, pictures=(PictureChoice("0" * 64, "A ferry at its quay", shown=False),))
JUDGEMENT = Judgement("harbour", 3, "all of them take it")
TAKE = Taken("art-00000000", "nwa-00000000", 3, ("harbour",), "for them", (Part("teaser", "nwa-11111111"),))
PLAN = Plan(
    id="plan-00000000",
    slug="fares",
    what="What the new fares mean.",
    sites=("harbour",),
    section="news",
    assignment=Assignment("bo", THEN),
    article="art-00000000",
)
RULE = DeskRule(
    name="ferries",
    when=When(
        sources=("nwa",),
        languages=("en",),
        urgency=4,
        topics=("04000000",),
        words=("ferry",),
        licences=("public-domain",),
        hours=(Hours(time(22), time(6, 30)),),
        places=("Vellmar",),
        signals=("update",),
        length=100,
    ),
    then=Then(
        sites=("harbour",),
        section="news",
        tags=("ferries",),
        kicker="Boats",
        value=2,
        publish=True,
        notify=("bo",),
        spike=True,
    ),
)
#: What each sample says; a sample and its fact stay for ever, also when the kind has newer shapes.
FACTS: dict[str, Fact] = {
    "received-1": Received("nwa", "folder", "a.json", "00ff", 2),
    "read-1": READ,
    "read-2": replace(
        READ,
        version=replace(VERSION, serial="v9991", doubt="its status is Sometimes", allowed=LICENCE_2),
        notice=Notice(action="kill", item="urn:nwa:1", slug="ferry", serial="v9991", issued=THEN, text="Kill it."),
    ),
    "read-3": READ_3,
    # A source's blocks belong to no post.
    "read-4": replace(READ_3, version=replace(VERSION_3, allowed=LICENCE_3)),
    # What shape 1 did not enforce yet goes on being allowed.
    "applied-1": Applied(
        replace(HOUSE, licences=tuple(replace(li, uses=(*li.uses, "archive", "index")) for li in HOUSE.licences)),
        {"newsroom.toml": "00ff"},
    ),
    "applied-2": Applied(
        replace(
            HOUSE,
            sources=(replace(SOURCE, retention=60, imap=MAILBOX),),
            licences=(LICENCE_2,),
            sites=(replace(SITE, territories=("AU",)),),
        ),
        {"newsroom.toml": "00ff"},
    ),
    "applied-3": Applied(
        replace(
            HOUSE,
            sources=(replace(SOURCE, retention=60, imap=MAILBOX, canonical="source", search_engines=False),),
            licences=(LICENCE_3,),
            sites=(SITE_3,),
            home="harbour",
        ),
        {"newsroom.toml": "00ff"},
    ),
    "confirmed-1": Confirmed("nwa", "00ff"),
    "take-1": TAKE,
    "take-2": replace(TAKE, judgements=(JUDGEMENT,)),
    "begin-1": Begun("art-00000000", "own-00000000", 3, ("harbour",), "from the quay"),
    "judge-1": Judged("art-00000000", (JUDGEMENT,)),
    "note-1": Noted("nwa-00000000", "the captain rings at noon"),
    "assign-1": Assigned("art-00000000", Assignment("bo", THEN), "knows the captain"),
    "ready-1": Readied("art-00000000", False, "the fare is not checked"),
    "plan-1": Planned(PLAN, dropped=True, reason="nothing came of it"),
    "rules-1": Ruled((RULE,)),
    "route-1": Routed(
        story="nwa-00000000",
        rule="ferries",
        because="from NWA; urgency 3",
        sites=("harbour",),
        section="news",
        tags=("ferries",),
        kicker="Boats",
        judgements=(JUDGEMENT,),
        notify=("bo",),
        refused="not published on harbour: licence nwa does not list the use display",
    ),
    "edit-1": Edited("art-00000000", WORDING, "shorter"),
    "edit-2": Edited("art-00000000", WORDING_2, "shorter"),
    "edit-3": Edited("art-00000000", WORDING_3, "shorter"),
    "publish-1": PUBLISH,
    "publish-2": replace(
        PUBLISH,
        placements=(replace(PUBLISH.placements[0], about=(About("place", "vellmar", "Vellmar"),)),),
        form="analysis",
    ),
    "correct-1": Corrected("art-00000000", "never", "again", WORDING),
    "correct-2": Corrected("art-00000000", "never", "again", WORDING_2),
    "correct-3": Corrected("art-00000000", "never", "again", WORDING_3),
    "update-1": Updated("art-00000000", "nwa-00000000", 9, WORDING, "It said two; it is three.", "both fares"),
    "update-2": Updated("art-00000000", "nwa-00000000", 9, WORDING_2, "It said two; it is three.", "both fares"),
    "update-3": Updated("art-00000000", "nwa-00000000", 9, WORDING_3, "It said two; it is three.", "both fares"),
    "withdraw-1": Withdrawn("nwa-00000000", "doubts"),
    "kill-1": Killed("art-00000000", "the mayor never spoke"),
    "spike-1": Spiked("nwa-00000000", "of no use to them"),
    "restore-1": Restored("nwa-00000000", "after all"),
    "hold-1": Held("nwa-00000000", "we ask first", THEN),
    "release-1": Released("nwa-00000000", "they answered"),
    "reissue-1": Reissued("nwa-00000000", "nwa-22222222", 3, "the wrong one was killed"),
    "join-1": Joined("nwa-00000000", "tlp-33333333", "one report"),
    "separate-1": Separated("nwa-00000000", "tlp-33333333", "two after all"),
    "package-1": Packaged("art-00000000", (Part("backgrounder", "nwa-11111111"),), "they belong together"),
    "pin-1": Pinned("art-00000000", Pin("harbour", 2, THEN), "all of today"),
    "unpin-1": Unpinned("art-00000000", "harbour", "it is over"),
    "gather-1": Gathered("art-00000000", Membership("harbour", "ferries", 2), "all of the strike"),
    "ungather-1": Ungathered("art-00000000", "harbour", "ferries", "it is about trains"),
    "erase-1": Erased("nwa-00000000", "a court", (2, 3)),
    "erase-2": Erased("nwa-00000000", "a court", (2, 3), (("tlp-33333333", 7),), ("art-00000000",)),
    "look-1": Looked("harbour", "/2020/01/16/ferry-runs-00000000", "00ff", "a court asks"),
}
#: Of the layout of each kind's newest shape: all its fields, their types and what they are if left out.
LAYOUTS = {
    "received-1": "dc7dc36893a391ca",
    "read-4": "4db735b88c2ad21b",
    "applied-3": "5806d8a809284647",
    "confirmed-1": "0417f4ed6b7d32ed",
    "take-2": "14fd3a5104b80088",
    "begin-1": "be56f344f4011776",
    "judge-1": "7a9c934c6c74ccd3",
    "note-1": "b62dda41368274ee",
    "assign-1": "19111a50e2e52a68",
    "ready-1": "e2a29cb9f2691c4d",
    "plan-1": "4e2467fc38921912",
    "rules-1": "da0f0fd99a10e063",
    "route-1": "60f5ba4151e037a8",
    "edit-3": "9556f36f27239538",
    "publish-2": "681c5e2aa4c920e8",
    "correct-3": "e6cd016fafbc0472",
    "update-3": "edbd4329f5e8f95d",
    "withdraw-1": "b8d8ffabaca782ef",
    "kill-1": "5a4ffccc38ed3359",
    "spike-1": "39b98349375dd627",
    "restore-1": "5f5e9f7dcca2cc43",
    "hold-1": "2dae623bcf38beb8",
    "release-1": "fe29ceacc530c869",
    "reissue-1": "c352822d173e1194",
    "join-1": "abaff0db99c890c8",
    "separate-1": "d1ad4123a2beb8ce",
    "package-1": "359f8d6b3c1d2bf8",
    "pin-1": "60684b83bee5dbe9",
    "unpin-1": "a9ad73f1befc14eb",
    "gather-1": "131725c740ee66ee",
    "ungather-1": "9b3ef8170d971766",
    "erase-2": "c664fdaff2d5eee0",
    "look-1": "4df85e3b739a2757",
}
CHANGED = """
The layout of a fact changed: {kind} is laid out as {found}, and LAYOUTS says {pinned}.
Ledgers out there hold the old layout. If any was ever released: give {kind} the next number in ledger/shapes.py
SHAPES, write the function that lifts an old document in LIFTS, add a sample {kind}-N.json with its fact here, and
keep the old sample. Then, and only then, pin the new layout in LAYOUTS.
"""


def layout(kind: str) -> str:
    """A digest of a kind's layout."""
    fact = next(f for f in get_args(Fact) if f.__struct_config__.tag == kind)
    schema = msgspec.json.schema(fact)
    return sha256(msgspec.json.encode(_bare(schema), order="sorted")).hexdigest()[:16]


def _bare(schema: Any) -> Any:
    """A schema without its words for people."""
    if isinstance(schema, dict):
        return {k: _bare(v) for k, v in schema.items() if not (k in ("description", "title") and isinstance(v, str))}
    return [_bare(v) for v in schema] if isinstance(schema, list) else schema


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.json")), ids=lambda path: path.stem)
def test_every_shape_ever_written_is_read_for_ever(sample: Path) -> None:
    """
    A ledger is kept for decades; the program that reads it then is not the one that wrote it.
    """
    kind, _, shape = sample.stem.rpartition("-")
    assert shapes.read(kind, int(shape), sample.read_bytes()) == FACTS[sample.stem]


def test_there_is_a_sample_of_every_shape() -> None:
    """
    A shape without its sample could be broken by the next change, unseen.
    """
    written = {f"{kind}-{n}" for kind, newest in shapes.SHAPES.items() for n in range(1, newest + 1)}
    assert {p.stem for p in SAMPLES.glob("*.json")} == written == set(FACTS)
    assert {f.__struct_config__.tag for f in get_args(Fact)} == set(shapes.SHAPES)


@pytest.mark.parametrize("kind", sorted(shapes.SHAPES))
def test_a_fact_is_written_as_its_newest_sample(kind: str) -> None:
    """
    The same fact has the same bytes on every machine, and bytes are what the chain seals.
    """
    name = f"{kind}-{shapes.SHAPES[kind]}"
    assert shapes.write(FACTS[name]) == (kind, shapes.SHAPES[kind], (SAMPLES / f"{name}.json").read_bytes())


@pytest.mark.parametrize("kind", sorted(shapes.SHAPES))
def test_a_changed_layout_has_a_new_number(kind: str) -> None:
    """
    A field that moves without a new shape would make old ledgers say something else.
    """
    found, pinned = layout(kind), LAYOUTS[f"{kind}-{shapes.SHAPES[kind]}"]
    assert found == pinned, CHANGED.format(kind=kind, found=found, pinned=pinned)


def test_the_samples_use_every_field() -> None:
    """
    A field that no sample of its newest shape holds is a field whose loss no test would see.
    """

    def unused(value: object) -> list[str]:
        if isinstance(value, dict):
            return [name for v in value.values() for name in unused(v)]
        if isinstance(value, tuple):
            return [name for v in value for name in unused(v)]
        if not isinstance(value, msgspec.Struct):
            return []
        fields = [(f, getattr(value, f.name)) for f in msgspec.structs.fields(value)]
        own = [f"{type(value).__name__}.{f.name}" for f, v in fields if not f.required and v == f.default]
        return own + [name for _, v in fields for name in unused(v)]

    found = {name for kind, newest in shapes.SHAPES.items() for name in unused(FACTS[f"{kind}-{newest}"])}
    assert found <= {"Block.source", "Block.edited", "Block.post"}


@pytest.mark.parametrize(("kind", "shape"), [("kill", 2), ("kill", 99), ("translate", 1)])
def test_a_newer_shape_is_refused_in_words(kind: str, shape: int) -> None:
    """
    An old program must not guess at what a newer one decided.
    """
    with pytest.raises(LedgerError, match=f"kind {kind}, shape {shape}, was written by a newer Dateline"):
        shapes.read(kind, shape, b"{}")


@pytest.mark.parametrize(
    "payload", [b"{}", b"{", b"\xff", b'{"type":"kill","id":3,"reason":""}', b'{"type":"kill"}', b'{"type":"no"}']
)
def test_a_payload_that_does_not_fit_is_refused_in_words(payload: bytes) -> None:
    """
    A damaged entry is named; it does not end in a traceback.
    """
    with pytest.raises(LedgerError, match="kind kill, shape 1, does not have that shape"):
        shapes.read("kill", 1, payload)


def test_a_wording_without_a_day_has_held_since_the_site_began() -> None:
    """
    Files that are in force go on being so: what was printed without a day held as long as there was the site.
    """
    document = msgspec.json.decode((SAMPLES / "applied-2.json").read_bytes())
    del document["house"]["sites"][0]["effective"]
    lifted = shapes.read("applied", 2, msgspec.json.encode(document))
    assert isinstance(lifted, Applied)
    assert {text.effective for text in lifted.house.sites[0].texts} == {date(1995, 1, 1)}
    document["house"]["sites"][0].pop("privacy")
    with pytest.raises(LedgerError, match="shape 2, does not have that shape"):
        shapes.read("applied", 2, msgspec.json.encode(document))


def test_an_old_shape_is_lifted_one_number_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Each change of a layout is one small function from document to document; they are chained.
    """
    monkeypatch.setitem(shapes.SHAPES, "kill", 3)
    monkeypatch.setitem(shapes.LIFTS, ("kill", 1), lambda d: {**d, "reason": d["why"] + " (lifted"})
    monkeypatch.setitem(shapes.LIFTS, ("kill", 2), lambda d: {**d, "reason": d["reason"] + " twice)"})
    old = b'{"type":"kill","id":"nwa-00000000","why":"an error"}'
    assert shapes.read("kill", 1, old) == Killed("nwa-00000000", "an error (lifted twice)")
    with pytest.raises(LedgerError, match="shape 2, does not have that shape"):
        shapes.read("kill", 2, b'{"type":"kill","id":3,"reason":""}')
