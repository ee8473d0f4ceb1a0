"""The limits that a licence, a law or a text's own terms set, each in its very words and at its very moment."""

from datetime import UTC, date, datetime, timedelta
from typing import get_args

import pytest
from msgspec.structs import replace
from tests.news.room import HARBOUR, HOUSE, VALLEY

from dateline.news.facts import Wording
from dateline.news.house import Duties, Exemption, Finding, House, Licence, Pictures, Site, Use
from dateline.news.rights import (
    Ruling,
    Standing,
    lapse,
    leaves,
    rule_article,
    rule_picture,
    rule_story,
    status,
    suppliers,
)
from dateline.news.story import Article, Decision, Mark, Story
from dateline.news.terms import Narrowing
from dateline.news.third import credited_in, third_party
from dateline.news.uses import Case, rule
from dateline.news.wire import Dateline, Version

ISSUED = datetime(2020, 1, 16, 9, tzinfo=UTC)
NOON = datetime(2020, 1, 16, 12, tzinfo=UTC)
TICK, HOUR, DAY = timedelta(microseconds=1), timedelta(hours=1), timedelta(days=1)
ALL: tuple[Use, ...] = get_args(Use)
OPEN = Licence(name="open", holder="Northwater", terms="By contract.", uses=ALL)
#: A site that lets in readers of Australia and New Zealand only; its day ends at 11:00 UTC.
FAR = replace(HARBOUR, territories=("AU", "NZ"), timezone="Pacific/Auckland")
#: One whose readers are all in Australia.
NEAR = replace(FAR, territories=("AU",))
FAIR = Exemption(law="Australia", name="fair dealing", purpose="reporting news", uses=("teaser", "display"), excerpt=25)


def ask(licence: Licence, use: Use = "display", moment: datetime = NOON, site: Site = FAR, **more: object) -> Ruling:
    return rule(licence, use, replace(Case(site, moment, ISSUED), **more))


def story(source: str = "nwa", **text: object) -> Story:
    mark = Mark(entry=2, delivery=1, item=0, issued=ISSUED, received=ISSUED, digest="d")
    version = replace(Version(headline="Ferry runs"), **text)
    return Story(id=f"{source}-00000000", source=source, key="", marks=(mark,), text=version)


def under(licence: Licence, **site: object) -> Standing:
    """A house in which that licence is the one of the agency, and the harbour site is changed."""
    licences = tuple(replace(licence, name="nwa") if li.name == "nwa" else li for li in HOUSE.licences)
    return Standing(replace(HOUSE, licences=licences, sites=(replace(HARBOUR, **site), VALLEY)))


# Where


@pytest.mark.parametrize(
    ("licensed", "only", "out", "words"),
    [
        ((), (), (), ""),
        (("AU", "NZ", "FJ"), (), (), ""),
        (("AU",), (), (), "may not be read in NZ"),
        (("JP",), (), (), "may not be read in AU, NZ"),
        ((), ("AU", "NZ"), (), ""),
        ((), ("NZ",), (), "may not be read in AU"),
        ((), (), ("NZ",), "may not be read in NZ"),
        ((), (), ("JP",), ""),
        (("AU", "NZ"), ("NZ",), (), "may not be read in AU"),
        (("AU", "NZ"), (), ("AU",), "may not be read in AU"),
        (("AU",), ("US",), (), "may not be read in AU, NZ"),
    ],
)
def test_a_text_is_shown_only_where_licence_and_terms_both_let_it(
    licensed: tuple[str, ...], only: tuple[str, ...], out: tuple[str, ...], words: str
) -> None:
    """
    A site shows what it may show to all of its readers; what two limits leave together may be nothing.
    """
    narrowing = Narrowing(territories_only=frozenset(only), territories_out=frozenset(out))
    ruling = ask(replace(OPEN, territories=licensed), narrowing=narrowing)
    assert (ruling.allowed, words in ruling.because) == (not words, True)


@pytest.mark.parametrize(
    ("licence", "narrowing"),
    [
        (replace(OPEN, territories=("AU",)), Narrowing()),
        (OPEN, Narrowing(territories_out=frozenset({"JP"}))),
        (OPEN, Narrowing(territories_only=frozenset({"AU"}))),
        (replace(OPEN, territories=("AU",)), Narrowing(territories_only=frozenset({"US"}))),
    ],
)
def test_a_limit_that_the_site_cannot_keep_refuses_the_use(licence: Licence, narrowing: Narrowing) -> None:
    """
    A site that is open to the world cannot promise that nobody in Japan reads it; keeping a text reaches nobody.
    """
    assert "cannot keep others out" in ask(licence, site=HARBOUR, narrowing=narrowing).because
    assert ask(licence, "store", site=HARBOUR, narrowing=narrowing).allowed


@pytest.mark.parametrize(
    ("use", "channel"),
    [("display", "web"), ("teaser", "web"), ("index", "web"), ("feed", "feed"), ("newsletter", "newsletter")],
)
def test_each_way_to_readers_is_licensed_by_itself(use: Use, channel: str) -> None:
    """
    Who may print on the web may not therefore send letters.
    """
    assert ask(replace(OPEN, channels=(channel,)), use).allowed
    others = tuple(c for c in ("web", "feed", "newsletter", "api") if c != channel)
    refused = ask(replace(OPEN, channels=others), use)
    assert not refused.allowed and f"does not cover the channel {channel}" in refused.because


# Until when


def test_days_may_be_counted_from_our_publication() -> None:
    """
    Thirty days on the page, however long the text lay on the desk.
    """
    licence = replace(OPEN, days=30, days_from="publication")
    published = NOON + 5 * DAY
    assert ask(licence, moment=published, published=published).until == published + 30 * DAY
    assert not ask(licence, moment=published + 30 * DAY, published=published).allowed
    article = Article(id="art-0", stories=("nwa-00000000",), wording=Wording("H", ()), revisions=())
    standing = under(licence)
    late = NOON + 900 * DAY
    assert rule_article(article, [story()], "display", late, site="harbour", standing=standing).allowed
    publishing = Decision(5, "publish", published, "ada")
    shown = replace(story(), decisions=(publishing,))
    assert status(shown, published + 30 * DAY - TICK, standing) == "published"
    assert status(shown, published + 30 * DAY, standing) == "expired"


def test_a_contracts_last_day_ends_with_the_sites_day() -> None:
    """
    "Until January 31" is the 31st of the readers: in Auckland it is over when London has its lunch.
    """
    licence = replace(OPEN, last_day=date(2020, 1, 31))
    midnight = datetime(2020, 1, 31, 11, tzinfo=UTC)
    assert ask(licence).until == midnight
    assert ask(licence, moment=midnight - TICK).allowed and not ask(licence, moment=midnight).allowed
    assert ask(licence, moment=midnight, site=HARBOUR).until == datetime(2020, 2, 1, tzinfo=UTC)


def test_without_an_archive_a_page_ends_with_its_day() -> None:
    """
    What may be shown on its day only is gone at the site's midnight, and so are its teasers and its feed entry.
    """
    licence = replace(OPEN, uses=("display", "teaser", "feed"))
    midnight = datetime(2020, 1, 17, 11, tzinfo=UTC)
    published = datetime(2020, 1, 16, 11, 30, tzinfo=UTC)
    assert ask(licence, moment=published, published=published).until == midnight
    over = ask(licence, moment=midnight, published=published)
    assert (over.allowed, over.over, "does not list the use archive" in over.because) == (False, True, True)
    for use in ("display", "teaser", "feed"):
        assert ask(licence, use, published, published=published).until == midnight
        assert ask(licence, use, midnight, published=published).over
    versions = ask(replace(licence, uses=("display", "versions")), "versions", midnight, published=published)
    assert versions == Ruling(True, "under licence (open)")
    assert ask(licence, moment=midnight + 9 * DAY).allowed, "what was never published has its day before it"
    terms = ask(OPEN, moment=midnight, published=published, narrowing=Narrowing(refused=frozenset({"archive"})))
    assert not terms.allowed and "terms refuse the use archive" in terms.because


def test_words_that_must_leave_the_ledger_are_not_shown_any_more() -> None:
    """
    The page is gone at the moment from which the bytes may not be kept.
    """
    standing = under(replace(OPEN, keep=10))
    end = ISSUED + 10 * DAY
    assert leaves(story(), standing.house) == end
    before = rule_story(story(), "display", end - TICK, site="harbour", standing=standing)
    after = rule_story(story(), "display", end, site="harbour", standing=standing)
    assert (before.allowed, before.until, after.allowed) == (True, end, False)


# How much


@pytest.mark.parametrize(
    ("licence", "use", "most"),
    [
        (OPEN, "display", None),
        (OPEN, "teaser", 40),
        (replace(OPEN, excerpt=12), "teaser", 12),
        (replace(OPEN, excerpt=12), "feed", 12),
        (replace(OPEN, excerpt=12, feed="full"), "feed", None),
        (replace(OPEN, excerpt=12, feed="full"), "newsletter", 12),
    ],
)
def test_a_ruling_says_how_many_words(licence: Licence, use: Use, most: int | None) -> None:
    """
    A feed is an excerpt unless the licence says otherwise.
    """
    assert ask(licence, use) == Ruling(True, "under licence (open)", None, most)


# On which ground


def test_a_law_may_allow_what_the_licence_does_not_and_the_ruling_says_which() -> None:
    """
    "AU, fair dealing, reporting news" is an answer to a lawyer; "we thought so" is none.
    """
    licence = replace(OPEN, uses=("store",), exceptions=(FAIR,))
    allowed = Ruling(True, "exception: Australia, fair dealing, reporting news (open)", None, 25)
    assert ask(licence, "teaser", site=NEAR) == allowed
    assert ask(licence, "teaser", site=HARBOUR) == allowed, "where nothing is said of readers, its publisher's law is"
    assert not ask(licence, "feed", site=NEAR).allowed, "the law's exception does not list it"
    assert ask(replace(OPEN, exceptions=(FAIR,)), "display").because == "under licence (open)"


@pytest.mark.parametrize(
    ("law", "jurisdiction", "territories", "why"),
    [
        ("Australia", "Australia", (), ""),
        ("AU", "Australia", ("AU",), ""),
        ("Australia", "State of Victoria, Australia", (), ""),
        ("Exampleland", "Exampleland", (), ""),
        ("Australia", "Australia", ("AU", "NZ"), "and harbour publishes in NZ"),
        ("Australia", "Norway", (), "the publisher of harbour stands under that of Norway"),
        ("Australia", "Norway", ("AU",), "the publisher of harbour stands under that of Norway"),
        ("Exampleland", "Australia", (), "stands under that of Australia"),
        ("Australia", "Australia and New Zealand", (), "stands under that of Australia and New Zealand"),
    ],
)
def test_an_exception_of_one_law_answers_for_no_other_place(
    law: str, jurisdiction: str, territories: tuple[str, ...], why: str
) -> None:
    """
    What Australia excepts Norway may not; the ruling says which law was silent, beside what the licence lacks.
    """
    site = replace(HARBOUR, territories=territories, entity=replace(HARBOUR.entity, jurisdiction=jurisdiction))
    ruling = ask(replace(OPEN, uses=("store",), exceptions=(replace(FAIR, law=law),)), "teaser", site=site)
    assert ruling.allowed == (not why) and why in ruling.because
    assert ruling.allowed or "does not list the use teaser; fair dealing is an exception" in ruling.because


def test_an_exception_answers_an_end_but_neither_terms_nor_a_template() -> None:
    """
    What the contract no longer covers the law still may; what the item's own terms refuse stays refused, and terms
    that nobody confirmed carry nothing.
    """
    licence = replace(OPEN, until=NOON, exceptions=(FAIR,))
    assert ask(licence, "display", site=NEAR).excerpt == 25
    assert not ask(licence, "display", narrowing=Narrowing(refused=frozenset({"display"}))).allowed
    assert "is a template" in ask(replace(licence, template=True), "display").because


@pytest.mark.parametrize("deed", ["kill", "withdraw", "erase"])
def test_an_exception_never_answers_a_kill(deed: str) -> None:
    """
    Fair dealing with a text that is false is no reporting of news.
    """
    standing = under(replace(OPEN, uses=(), ground="exception", exceptions=(FAIR,)))
    assert rule_story(story(), "teaser", NOON, site="harbour", standing=standing).allowed
    dead = replace(story(), decisions=(Decision(9, deed, NOON, "ada"),))  # type: ignore[arg-type]
    assert not rule_story(dead, "teaser", NOON, site="harbour", standing=standing).allowed
    theirs = replace(story(), marks=(replace(story().marks[0], status="canceled"),))
    assert not rule_story(theirs, "teaser", NOON, site="harbour", standing=standing).allowed


def test_what_stands_on_exceptions_alone_allows_nothing_else() -> None:
    """
    A use that no law excepts is refused, also if somebody listed it.
    """
    licence = replace(OPEN, ground="exception", exceptions=(FAIR,))
    assert "nothing but what a law excepts" in ask(licence, "feed").because
    assert ask(licence, "teaser", site=NEAR).allowed


def test_a_finding_is_told_in_its_own_words() -> None:
    """
    That nobody holds a right is something that somebody found out, and can be looked up.
    """
    finding = Finding(words="A work of the Crown whose term is over.", source="their page on copyright")
    licence = replace(OPEN, ground="public-domain", finding=finding)
    assert ask(licence).because == "not under copyright: A work of the Crown whose term is over (open)"


@pytest.mark.parametrize(
    ("law", "words", "jurisdiction", "territories", "why"),
    [
        ("", "Nobody holds a right in it", "Norway", (), ""),
        ("Australia", "Its term is over", "Australia", (), ""),
        ("Australia and New Zealand", "Its term is over", "Norway", ("NZ",), ""),
        ("Australia", "Its term is over", "Norway", ("AU",), ""),
        ("Australia", "Its term is over, in all countries", "Norway", (), ""),
        ("Australia", "Its term is over worldwide", "Norway", ("NO",), ""),
        ("Australia", "Its term is over", "Norway", (), "and harbour publishes in Norway"),
        ("Australia", "Its term is over", "Australia", ("AU", "JP"), "and harbour publishes in JP"),
        ("Australia", "Its term is over, but not worldwide", "Norway", (), "and harbour publishes in Norway"),
        ("Australia", "Its term is over in Norway too, some say", "Norway", (), "and harbour publishes in Norway"),
        ("Exampleland", "Its term is over", "Exampleland", ("AU",), "and harbour publishes in AU"),
    ],
)
@pytest.mark.parametrize("use", ["display", "feed", "store"])
def test_a_finding_under_one_law_carries_no_use_elsewhere(
    use: Use, law: str, words: str, jurisdiction: str, territories: tuple[str, ...], why: str
) -> None:
    """
    That there is no right in a text in one country says nothing of the next, unless the finding says that it does.
    """
    site = replace(HARBOUR, territories=territories, entity=replace(HARBOUR.entity, jurisdiction=jurisdiction))
    licence = replace(OPEN, ground="public-domain", finding=Finding(law=law, words=words))
    ruling = ask(licence, use, site=site)
    assert ruling.allowed == (not why) and why in ruling.because
    assert ruling.allowed or ruling.because.startswith("licence open stands on a finding under the law of")


# What is owed


@pytest.mark.parametrize(
    ("duties", "why"),
    [
        (Duties(kill_within=30), "wants a kill to reach every output within 30 minutes"),
        (Duties(notify=True), "wants readers told of what is taken back"),
        (Duties(dateline=True, byline=True), ""),
    ],
)
def test_a_use_after_which_a_duty_cannot_be_done_is_refused(duties: Duties, why: str) -> None:
    """
    A letter that lies in somebody's mailbox, or a text that a partner has, no newsroom takes back.
    """
    licence = replace(OPEN, duties=duties)
    for use in ("newsletter", "syndicate"):
        ruling = ask(licence, use)
        assert ruling.allowed == (not why) and why in ruling.because
    assert all(ask(licence, use).allowed for use in ALL if use not in ("newsletter", "syndicate"))


def test_a_time_is_over_for_a_text_when_it_is_for_one_of_its_licences() -> None:
    """
    Whoever reads "published" and finds 410 looks for a fault that is none: the status follows what the rulings say.
    """
    both = story("nwa", dateline=Dateline(agencies=("NWA", "Tallow Press")))
    standing = Standing(HOUSE)
    assert suppliers(both, HOUSE) == ("nwa", "tlp")
    end = ISSUED + 30 * DAY
    assert lapse(both, standing) == end and status(both, end, standing) == "expired"
    assert not rule_story(both, "display", end, site="harbour", standing=standing).allowed
    item = replace(story(), text=replace(both.text, dateline=None, allowed=replace(OPEN, days=3)))  # type: ignore[type-var]
    assert lapse(item, standing) == ISSUED + 3 * DAY
    kept = replace(story(), text=replace(both.text, dateline=None, allowed=replace(OPEN, keep=2)))  # type: ignore[type-var]
    assert leaves(kept, HOUSE) == lapse(kept, standing) == ISSUED + 2 * DAY


def test_what_one_supplier_never_allowed_counts_before_what_is_over_for_the_other() -> None:
    """
    A headline may stay where a time is over; beside a supplier who never said yes nothing may.
    """
    both = story("nwa", dateline=Dateline(agencies=("NWA", "Tallow Press")))
    licences = [replace(li, days=1) if li.name == "nwa" else li for li in HOUSE.licences]
    standing = Standing(replace(HOUSE, licences=tuple(licences)))
    ended = rule_story(both, "display", ISSUED + 2 * DAY, site="harbour", standing=standing)
    assert ended.over and "licence nwa ended" in ended.because
    licences = [replace(li, uses=()) if li.name == "tlp" else li for li in licences]
    standing = Standing(replace(HOUSE, licences=tuple(licences)))
    never = rule_story(both, "display", ISSUED + 2 * DAY, site="harbour", standing=standing)
    assert not never.over and "licence tlp does not list" in never.because


# Whose


@pytest.mark.parametrize(
    ("source", "agencies", "codes"),
    [
        ("nwa", (), ("nwa",)),
        ("nwa", ("NWA",), ("nwa",)),
        ("nwa", ("NWA", "Tallow Press"), ("nwa", "tlp")),
        ("nwa", ("Nobody's",), ("nwa",)),
        ("nwa", ("Saltmarsh",), ("nwa",)),
        ("by-hand", ("NWA",), ("by-hand",)),
        ("own", ("NWA",), ("own",)),
    ],
)
def test_a_text_needs_leave_of_each_agency_that_its_dateline_names(
    source: str, agencies: tuple[str, ...], codes: tuple[str, ...], house: House
) -> None:
    """
    "(NWA/TLP)" holds words of both; what comes by hand is on the responsibility of who brought it.
    """
    assert suppliers(story(source, dateline=Dateline("Vellmar", agencies)), house) == codes


def test_the_strictest_of_two_suppliers_rules(house: House) -> None:
    """
    Thirty days of the one end what the other gives for ever.
    """
    shared = story(dateline=Dateline("Vellmar", ("NWA", "Tallow Press")))
    ruling = rule_story(shared, "display", NOON, site="harbour", standing=Standing(house))
    assert ruling == Ruling(True, "under licence (nwa); under licence (tlp)", ISSUED + 30 * DAY)
    over = rule_story(shared, "display", NOON + 30 * DAY, site="harbour", standing=Standing(house))
    assert not over.allowed and "licence tlp ended" in over.because


def test_usage_terms_in_the_item_narrow_its_licence() -> None:
    """
    "NO ARCHIVAL USE" holds for this text, however open the contract is.
    """
    terms = story(usage="NO ARCHIVAL USE.")
    published = NOON
    ruling = rule_story(terms, "display", NOON + 2 * DAY, site="harbour", standing=under(OPEN), published=published)
    assert not ruling.allowed and "terms refuse the use archive" in ruling.because
    assert rule_story(story(), "display", NOON + 2 * DAY, site="harbour", standing=under(OPEN)).allowed


# Pictures


@pytest.mark.parametrize(
    ("pictures", "beside", "words"),
    [
        (Pictures(), True, "does not list the use display for pictures"),
        (Pictures(uses=("display",)), True, ""),
        (Pictures(uses=("display",)), False, "only with the story they came with"),
        (Pictures(uses=("display",), alone=True), False, ""),
        (Pictures(uses=("teaser",), alone=True), True, "does not list the use display for pictures"),
    ],
)
def test_pictures_have_a_licence_of_their_own(pictures: Pictures, beside: bool, words: str) -> None:
    """
    Agencies sell them apart; they stay with the story they came with unless the contract says otherwise.
    """
    it, standing = story(), under(replace(OPEN, pictures=pictures))
    others = (it.id,) if beside else ("nwa-11111111",)
    ruling = rule_picture(it, "display", Ruling(True, "the text"), beside=others, standing=standing)
    assert (ruling.allowed, words in ruling.because) == (not words, True)


def test_a_picture_is_never_freer_than_its_text() -> None:
    """
    Nor where the item's terms refuse its pictures.
    """
    standing = under(replace(OPEN, pictures=Pictures(uses=("display",), alone=True)))
    refused = Ruling(False, "killed by entry 9")
    assert rule_picture(story(), "display", refused, beside=(), standing=standing) == refused


# Other people's material


@pytest.mark.parametrize(
    ("credit", "name"),
    [
        ("Northwater", ""),
        ("northwater", ""),
        ("Northwater/NWA", ""),
        ("Northwater/Dredge Lab", "Dredge Lab"),
        ("Dredge Lab & Northwater", "Dredge Lab"),
        ("", ""),
    ],
)
def test_a_credit_names_a_third_party_or_does_not(credit: str, name: str) -> None:
    """
    "NASA/JPL-Caltech/MSSS" is not NASA's alone, and NASA's terms do not cover it.
    """
    assert third_party(credit, ("Northwater", "NWA")) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Image credit: Northwater/Dredge Lab.", "Dredge Lab"),
        ("Credit: Northwater", ""),
        ("A view of the lock (Northwater/Dredge Lab).", "Dredge Lab"),
        ("The and/or of it is plain.", ""),
        ("Courtesy of the Dredge Lab", "Dredge Lab"),
        ("The ferry runs again, the harbour office said.", ""),
    ],
)
def test_a_block_that_credits_somebody_else_is_found(text: str, name: str) -> None:
    """
    It is left out of the page; a sentence with a stroke in it is not.
    """
    assert credited_in(text, ("Northwater", "NWA")) == name
