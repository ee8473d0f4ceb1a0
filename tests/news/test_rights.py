"""Rights and status."""

from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from msgspec.structs import replace
from tests.news.room import HARBOUR

from dateline.news.facts import Wording
from dateline.news.holds import forbidden, killed, refusal, withheld
from dateline.news.house import House, Licence, Site
from dateline.news.rights import Ruling, Standing, lapse, rule_article, rule_story, status
from dateline.news.status import STATUSES, Status
from dateline.news.story import Article, Decision, Deed, Mark, Story, Told
from dateline.news.uses import Case, ends, rule
from dateline.news.wire import Version

ISSUED = datetime(2020, 1, 16, 9, tzinfo=UTC)
NOON = datetime(2020, 1, 16, 12, tzinfo=UTC)
TICK, HOUR, DAY = timedelta(microseconds=1), timedelta(hours=1), timedelta(days=1)
OPEN = Licence(name="open", holder="Northwater", terms="By contract.", uses=("display", "archive"))


def ask(licence: Licence, moment: datetime = NOON, *, confirmed: bool = False) -> Ruling:
    return rule(licence, "display", case(moment, confirmed=confirmed))


def case(moment: datetime = NOON, *, site: Site = HARBOUR, **more: object) -> Case:
    return replace(Case(site, moment, ISSUED), **more)


def mark(**more: object) -> Mark:
    return replace(
        Mark(entry=2, delivery=1, item=0, number=1, issued=ISSUED, received=ISSUED, digest="d", words=2), **more
    )


def story(*, marks: tuple[Mark, ...] | None = None, told: tuple[Told, ...] = (), deeds: tuple[Deed, ...] = ()) -> Story:
    return Story(
        id="nwa-00000000",
        source="nwa",
        key="item:1",
        marks=(mark(),) if marks is None else marks,
        told=told,
        text=Version(headline="Ferry runs"),
        decisions=tuple(Decision(n, deed, NOON, "ada") for n, deed in enumerate(deeds, 10)),
    )


@pytest.mark.parametrize(
    ("licence", "moment", "why"),
    [
        (replace(OPEN, template=True), NOON, "template"),
        (replace(OPEN, uses=("teaser", "feed")), NOON, "does not list the use display"),
        (replace(OPEN, uses=()), NOON, "does not list"),
        (replace(OPEN, sites=("valley",)), NOON, "does not cover the site harbour"),
        (replace(OPEN, days=30), ISSUED + 30 * DAY, "ended Feb 15, 2020"),
        (replace(OPEN, days=0), ISSUED, "ended Jan 16, 2020"),
        (replace(OPEN, until=NOON), NOON, "ended Jan 16, 2020"),
        (replace(OPEN, days=30, until=NOON), NOON, "ended Jan 16, 2020"),
        (replace(OPEN, days=1, until=NOON + 9 * DAY), ISSUED + DAY, "ended Jan 17, 2020"),
    ],
)
def test_a_licence_that_does_not_say_yes_says_no_and_why(licence: Licence, moment: datetime, why: str) -> None:
    """
    Text shown without a right to it is an infringement; the desk must read what would help.
    """
    ruling = ask(licence, moment)
    assert not ruling.allowed and why in ruling.because and licence.name in ruling.because


@pytest.mark.parametrize(
    ("licence", "until"),
    [
        (OPEN, None),
        (replace(OPEN, sites=("valley", "harbour")), None),
        (replace(OPEN, days=30), ISSUED + 30 * DAY),
        (replace(OPEN, until=NOON + DAY), NOON + DAY),
        (replace(OPEN, days=30, until=NOON + DAY), NOON + DAY),
    ],
)
def test_an_allowed_use_says_until_when(licence: Licence, until: datetime | None) -> None:
    """
    Pages must be gone at the moment a right ends, so the ruling names it ahead.
    """
    assert ask(licence) == Ruling(True, "under licence (open)", until)


@pytest.mark.parametrize("licence", [replace(OPEN, days=3), replace(OPEN, until=ISSUED + 3 * DAY)])
def test_until_is_exact_to_the_microsecond(licence: Licence) -> None:
    """
    A contract that ends at midnight ends at midnight, not a minute later.
    """
    end = ends(licence, case())
    assert end == ISSUED + 3 * DAY
    assert ask(licence, end - TICK).allowed
    assert not ask(licence, end).allowed


def test_a_confirmed_template_is_a_licence_like_any_other() -> None:
    """
    Templates speak only once the owner has said that their terms are the newsroom's.
    """
    assert ask(replace(OPEN, template=True), confirmed=True).allowed


@pytest.mark.parametrize(
    ("ground", "words"),
    [("licence", "under licence"), ("public-domain", "not under copyright"), ("own", "on our own responsibility")],
)
def test_a_ruling_says_what_carries_the_use(ground: str, words: str) -> None:
    """
    A contract, the absence of a right and our own authorship are three different answers to a lawyer.
    """
    assert words in ask(replace(OPEN, ground=ground)).because


def test_where_nothing_is_known_nothing_is_allowed(house: House) -> None:
    """
    No source, no licence or no words: refused, with the reason.
    """
    here = Standing(house)

    def refused(it: Story, standing: Standing = here) -> str:
        ruling = rule_story(it, "display", NOON, site="harbour", standing=standing)
        assert not ruling.allowed
        return ruling.because

    assert refused(story(), Standing(House(name=""))) == "there is no site harbour in force"
    assert "nwa has no licence" in refused(story(), Standing(House(name="", sites=house.sites)))
    assert "old has no licence" in refused(replace(story(), source="old"))
    assert "no words" in refused(replace(story(), text=None))
    assert "withheld" in refused(story(marks=()))


def test_a_storys_licence_must_be_confirmed_in_the_words_it_has_now(house: House) -> None:
    """
    A confirmation holds for the file as it stood; a changed template asks anew.
    """
    templates = replace(house, licences=tuple(replace(li, template=True) for li in house.licences))
    for confirmed, allowed in ((frozenset[str](), False), (frozenset({"digest of nwa"}), True)):
        standing = Standing(templates, confirmed)
        assert rule_story(story(), "display", NOON, site="harbour", standing=standing).allowed == allowed


EMBARGO = (mark(embargo=NOON),)
GONE = (mark(expires=NOON),)


@pytest.mark.parametrize(
    ("it", "why"),
    [
        (story(marks=(mark(status="canceled", embargo=NOON + DAY),), deeds=("withdraw",)), "withdrawn by entry 10"),
        (story(marks=(mark(status="canceled"),)), "killed by its source"),
        (story(told=(Told(5, "kill", ISSUED),)), "killed by its source"),
        (story(deeds=("publish", "kill", "publish")), "killed by entry 11"),
        (story(deeds=("publish", "withdraw")), "withdrawn by entry 11"),
        (story(deeds=("erase",)), "erased by entry 10"),
        (story(marks=(mark(status="withheld"),)), "withheld by its source"),
        (story(told=(Told(5, "withhold", ISSUED + HOUR),)), "withheld by its source"),
        (story(marks=EMBARGO), "embargoed until Jan 16, 2020, 12:00 UTC"),
        (story(marks=(mark(expires=ISSUED),)), "expired Jan 16, 2020, 09:00 UTC"),
    ],
)
def test_decisions_and_the_sources_word_come_before_any_licence(it: Story, why: str, house: House) -> None:
    """
    Nothing that was killed, taken back, held or embargoed shows, however good the contract is.
    """
    ruling = rule_story(it, "display", NOON - TICK, site="harbour", standing=Standing(house))
    assert not ruling.allowed and why in ruling.because


def test_an_embargo_lifts_and_an_expiry_ends_at_their_very_moment(house: House) -> None:
    """
    The ruling names the moment at which the answer will be another one.
    """
    standing = Standing(house)

    def asked(it: Story, moment: datetime) -> Ruling:
        return rule_story(it, "display", moment, site="harbour", standing=standing)

    assert asked(story(marks=EMBARGO), NOON - TICK).until == NOON
    assert asked(story(marks=EMBARGO), NOON) == Ruling(True, "under licence (nwa)", None)
    assert asked(story(marks=GONE), NOON - TICK) == Ruling(True, "under licence (nwa)", NOON)
    assert not asked(story(marks=GONE), NOON).allowed


def test_a_refusal_by_the_licence_promises_no_later_moment(house: House) -> None:
    """
    That the source's time will be over tomorrow does not make a forbidden use allowed then.
    """
    ruling = rule_story(story(marks=GONE), "mine", NOON - HOUR, site="harbour", standing=Standing(house))
    assert not ruling.allowed and ruling.until is None


def test_a_licences_days_count_from_the_first_version(house: House) -> None:
    """
    An update does not buy another thirty days.
    """
    later = (mark(), mark(entry=3, delivery=3, number=2, issued=ISSUED + 20 * DAY))
    it = replace(story(marks=later), source="tlp")
    ruling = rule_story(it, "display", NOON, site="harbour", standing=Standing(house))
    assert ruling.until == ISSUED + 30 * DAY == lapse(it, Standing(house))
    assert lapse(story(), Standing(House(name=""))) is None
    assert lapse(replace(story(marks=GONE), source="tlp"), Standing(house)) == NOON


def test_an_article_needs_leave_of_every_story_in_it(house: House) -> None:
    """
    Killing one of two stories takes the article that holds words of both.
    """
    article = Article(id="art-00000000", stories=(), wording=Wording("", ()), revisions=())
    fine, over = story(marks=GONE), story(deeds=("kill",))

    def asked(it: Article, *stories: Story) -> Ruling:
        return rule_article(it, stories, "display", ISSUED, site="harbour", standing=Standing(house))

    assert asked(article, fine) == Ruling(True, "under licence (nwa)", NOON)
    assert asked(article, fine, over) == Ruling(False, "killed by entry 10")
    assert asked(article) == Ruling(True, "our own text")
    assert asked(replace(article, decisions=over.decisions), fine) == Ruling(False, "killed by entry 10")


@pytest.mark.parametrize(
    ("deeds", "why"),
    [
        ((), ""),
        (("take", "edit", "publish", "correct"), ""),
        (("publish", "withdraw", "publish"), ""),
        (("publish", "withdraw", "publish", "withdraw"), "withdrawn by entry 13"),
        (("publish", "withdraw", "edit"), "withdrawn by entry 11"),
        (("withdraw", "kill", "publish"), "killed by entry 11"),
        (("kill", "erase"), "killed by entry 10"),
        (("erase", "publish"), "erased by entry 10"),
    ],
)
def test_publish_undoes_a_withdrawal_and_nothing_undoes_a_kill(deeds: tuple[Deed, ...], why: str) -> None:
    """
    Undo is the inverse verb as a new entry; a kill and an erasure have none.
    """
    assert refusal(story(deeds=deeds).decisions) == why


@pytest.mark.parametrize(
    ("told", "held"),
    [
        ((), False),
        ((Told(5, "withhold", ISSUED),), True),
        ((Told(5, "withhold", ISSUED - TICK),), False),
        ((Told(5, "withhold", NOON), Told(6, "lift", NOON + TICK)), False),
        ((Told(6, "lift", NOON + TICK), Told(7, "withhold", NOON)), False),
        ((Told(5, "lift", NOON), Told(6, "withhold", NOON)), True),
        ((Told(5, "withhold", NOON), Told(6, "lift", NOON)), True),
    ],
)
def test_the_sources_latest_word_holds_or_frees(told: tuple[Told, ...], held: bool) -> None:
    """
    Latest by its own clock, not by when it reached us; of two words at one moment the careful one counts.
    """
    assert withheld(story(told=told)) == held


def test_a_newer_usable_version_ends_a_hold_and_an_older_notice_does_not_return_it() -> None:
    """
    A source that sends its story again after "hold" means it to be used.
    """
    again = (mark(), mark(entry=4, delivery=4, number=2, issued=NOON))
    assert not withheld(story(marks=again, told=(Told(3, "withhold", ISSUED + HOUR),)))
    assert withheld(story(marks=(mark(status="withheld"),)))
    assert not withheld(story(marks=(mark(status="withheld"),), told=(Told(3, "lift", NOON),)))
    assert withheld(story(marks=()))


#: What makes each status hold, from the strongest to the weakest.
CAUSES: dict[Status, tuple[Deed, dict[str, object]]] = {
    "killed": ("kill", {"status": "canceled"}),
    "withdrawn": ("withdraw", {}),
    "held": ("take", {"embargo": NOON + DAY}),
    "expired": ("take", {"expires": ISSUED + HOUR}),
    "published": ("publish", {}),
    "spiked": ("spike", {}),
    "taken": ("take", {}),
    "new": ("take", {}),
}
ORDER: tuple[Status, ...] = ("killed", "withdrawn", "held", "expired", "published", "spiked", "taken", "new")


def caused(*causes: Status) -> Story:
    """A story for which each of the *causes* holds."""
    deeds = tuple(CAUSES[c][0] for c in sorted(causes, key=ORDER.index, reverse=True) if c != "new")
    flags = {k: v for c in causes for k, v in CAUSES[c][1].items()}
    return story(marks=(mark(**flags),), deeds=deeds)


@pytest.mark.parametrize(("stronger", "weaker"), [*combinations(ORDER, 2), *((s, s) for s in ORDER)])
def test_the_strongest_status_is_the_one_shown(stronger: Status, weaker: Status, house: House) -> None:
    """
    Killed over withdrawn over held over expired over what the desk did: an editor sees the gravest first.
    """
    assert status(caused(stronger, weaker), NOON, Standing(house)) == stronger


def test_the_table_of_statuses_is_in_their_order() -> None:
    """
    The list that the desk reads is the list that the rule follows.
    """
    assert tuple(STATUSES) == ORDER


def test_status_follows_the_clock_without_any_entry(house: House) -> None:
    """
    Held by embargo and expired are derived: the same story, another moment.
    """
    it = story(marks=(mark(embargo=NOON, expires=NOON + HOUR),), deeds=("publish",))
    seen = [status(it, m, Standing(house)) for m in (NOON - TICK, NOON, NOON + HOUR - TICK, NOON + HOUR)]
    assert seen == ["held", "published", "published", "expired"]


def test_a_licence_that_is_over_makes_a_story_expired(house: House) -> None:
    """
    What we may not show any more is shown as expired, whoever set the end.
    """
    it = replace(story(deeds=("publish",)), source="tlp")
    assert status(it, ISSUED + 30 * DAY - TICK, Standing(house)) == "published"
    assert status(it, ISSUED + 30 * DAY, Standing(house)) == "expired"


def test_an_erased_story_is_not_one_that_publish_brings_back(house: House) -> None:
    """
    "Withdrawn" tells an editor to publish again; of an erased story there is nothing left to publish.
    """
    gone = Story(id="nwa-00000000", source="nwa", key="", decisions=(Decision(9, "erase", NOON, "ada"),))
    assert status(gone, NOON, Standing(house)) == "killed"
    assert killed(gone) and forbidden(gone) == "erased by entry 9"
