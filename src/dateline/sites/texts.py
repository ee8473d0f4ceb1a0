"""The pages that say who we are and what holds here; privacy, cookies and terms have wordings with days of effect."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, get_args
from zoneinfo import ZoneInfo

from dateline.news.house import Licence, Policy, Site, Text
from dateline.news.rights import Standing
from dateline.news.uses import earliest
from dateline.sites import plan
from dateline.sites.pages import Anchor, Passage, TextPage
from dateline.sites.shell import Shells
from dateline.sites.words import local_day, short

#: The word in the address → the title.
TITLES: Final = {
    "about": "About us",
    "how-we-work": "How we work",
    "privacy": "Privacy",
    "cookies": "Cookies",
    "terms": "Terms of use",
    "copyright": "Copyright",
    "contact": "Contact",
}
_POLICIES: Final[tuple[Policy, ...]] = get_args(Policy)
_ERRORS: Final = Anchor(plan.CORRECTIONS, "All that we corrected or took back")


def text(path: str, site: Site, standing: Standing, moment: datetime, shells: Shells) -> TextPage | None:
    """
    A text page as it is at a moment.

    Args:
        path: ``/about``; ``/privacy`` has the wording in force, ``/privacy/2019-11-01`` any one by its day.
        site: Whose.
        standing: What is in force: the copyright page follows from it.
        moment: When; UTC.
        shells: What stands around the site's pages.
    Returns:
        None where there is no such page.
    """
    found = plan.address(path)
    name = found.word if found and found.kind == "text" else ""
    policy = next((p for p in _POLICIES if p == name), None)
    if found is None or name not in TITLES:
        return None
    if policy is not None:
        return _policy(path, policy, found.day, site, standing, moment, shells)
    if name == "copyright":
        paragraphs, passages = _copyright(site, standing, moment)
    else:
        paragraphs, passages = {"about": _about, "how-we-work": _work, "contact": _contact}[name](site, standing)
    title = TITLES[name]
    return TextPage(
        shell=shells.shell(path, title, f"{title}: {site.name}.", changed=standing.since),
        title=title,
        paragraphs=paragraphs,
        passages=passages,
    )


def until(path: str, site: Site, standing: Standing, moment: datetime) -> datetime | None:
    """
    When a text page changes by itself: at the midnight at which a wording takes effect, or a contract ends; UTC.

    None: never.
    """
    found = plan.address(path)
    name = found.word if found else ""
    if name == "copyright":
        ends = (_end_of(licence, site) for _, licence in _in_force_here(site, standing, moment))
        return earliest(end for end in ends if end is not None)
    today = local_day(moment, site)
    return earliest(_midnight(t.effective, site) for t in site.texts if t.page == name and t.effective > today)


def in_force(site: Site, page: Policy, day: date) -> Text | None:
    """The wording of a *page* that holds on one of the site's days; None where the first is still to come."""
    return max(
        (t for t in site.texts if t.page == page and t.effective <= day), key=lambda t: t.effective, default=None
    )


# Policies


def _policy(
    path: str, page: Policy, day: date | None, site: Site, standing: Standing, moment: datetime, shells: Shells
) -> TextPage | None:
    wordings = sorted((t for t in site.texts if t.page == page), key=lambda t: t.effective)
    today = local_day(moment, site)
    now = in_force(site, page, today)
    # A page whose first wording is still to come is owed to readers all the same.
    undated = now or next(iter(wordings), None)
    shown = next((t for t in wordings if t.effective == day), None) if day else undated
    if shown is None:
        return None
    title = f"{TITLES[page]}, {short(shown.effective)}" if day else TITLES[page]
    return TextPage(
        shell=shells.shell(path, title, f"{title}: {site.name}.", noindex=day is not None, changed=standing.since),
        title=title,
        effective=_held(shown, wordings, today),
        notices=tuple(_notices(shown, now, wordings)),
        paragraphs=_paragraphs(shown.text),
        passages=(_answers(site),),
        earlier=tuple(
            Anchor(_dated(t), _span(t, wordings)) for t in reversed(wordings) if t.effective < shown.effective
        ),
    )


def _held(shown: Text, wordings: list[Text], today: date) -> str:
    """From when to when a wording held, or holds."""
    if shown.effective > today:
        return f"Holds from {short(shown.effective)}"
    end = _end(shown, wordings)
    return f"Held from {_span(shown, wordings)}" if end and end < today else f"In force since {short(shown.effective)}"


def _notices(shown: Text, now: Text | None, wordings: list[Text]) -> Iterable[Anchor]:
    if now is not None and shown != now:
        yield Anchor(f"/{now.page}", "The text that holds today")
    elif shown == (now or wordings[0]):
        for text in wordings:
            if text.effective > shown.effective:
                yield Anchor(_dated(text), f"From {short(text.effective)} this text holds")


def _span(text: Text, wordings: list[Text]) -> str:
    """``Nov 1, 2019 to Feb 29, 2020``."""
    end = _end(text, wordings)
    return f"{short(text.effective)} to {short(end)}" if end else short(text.effective)


def _end(text: Text, wordings: list[Text]) -> date | None:
    """The last day on which a wording holds; None for the last one."""
    following = min((t.effective for t in wordings if t.effective > text.effective), default=None)
    return following - timedelta(days=1) if following else None


def _dated(text: Text) -> str:
    return plan.text_path(text.page, text.effective)


def _midnight(day: date, site: Site) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(site.timezone)).astimezone(UTC)


# Who we are

_Words = tuple[tuple[str, ...], tuple[Passage, ...]]


def _about(site: Site, standing: Standing) -> _Words:
    house = standing.house
    network = (f"It is one of the {len(house.sites)} sites of {house.name}.",) if len(house.sites) > 1 else ()
    answers = _answers(site)
    publisher = Passage(
        title="Who publishes this site",
        paragraphs=(*answers.paragraphs, *network),
        links=(*answers.links, Anchor("/how-we-work", TITLES["how-we-work"]), _ERRORS),
    )
    return _paragraphs(site.about), (publisher,)


def _answers(site: Site) -> Passage:
    """Who answers for a site, and how to reach them."""
    entity = site.entity
    return Passage(
        title="Who answers for this page",
        paragraphs=(
            f"{site.name} is published by {entity.name}, {_seat(site)}. "
            f"It stands under the law of {entity.jurisdiction}.",
        ),
        links=(*_mail(site), Anchor("/contact", TITLES["contact"])),
    )


def _seat(site: Site) -> str:
    """The publisher's address, which may have its seat in it already."""
    place, address = site.entity.place, site.entity.address
    return address or place


def _mail(site: Site) -> tuple[Anchor, ...]:
    return (Anchor(f"mailto:{site.contact}", site.contact),) if site.contact else ()


def _contact(site: Site, standing: Standing) -> _Words:  # noqa: ARG001 - one shape for every page
    ways = "Write to the editors; no form and no account is needed." if site.contact else "Letters reach us by post."
    return (ways,), (
        *((Passage(title="By e-mail", links=_mail(site)),) if site.contact else ()),
        Passage(title="By post", paragraphs=(f"{site.entity.name}, {_seat(site)}.",)),
        Passage(
            title="If something is wrong",
            paragraphs=(
                "Tell us the address of the page, the words that are wrong, and how you know. What is wrong is put "
                "right where it stands, with a dated note of what it was.",
            ),
            links=(_ERRORS,),
        ),
        Passage(
            title="If something should not be here",
            paragraphs=(
                "Tell us the address of the page, what should go, and why: that you hold the rights in it, or what "
                "harm it does to whom. Say who you are and how we reach you.",
                "What is taken back goes from the page, the lists, the feeds and the search at once. Its address then "
                "says that something was removed, without its headline or any name.",
            ),
        ),
    )


def _work(site: Site, standing: Standing) -> _Words:  # noqa: ARG001 - one shape for every page
    return (_paragraphs(site.work), ()) if site.work.strip() else _as_the_program_works(site)


def _as_the_program_works(site: Site) -> _Words:
    """How we work, as far as the program itself sees to it."""
    return (
        "Most of what stands here was first sent by others: news agencies, public bodies, press offices. This page "
        "says what we do with it.",
    ), (
        Passage(
            title="How stories are chosen",
            paragraphs=(
                "What is sent to us is kept as it was sent, for as long as its terms let us. Our staff choose from "
                f"it for {site.readership.whom}, by information value: what a report tells them that they did not "
                "know before, and not who sent it. Where our staff selected or edited an article, its foot says so.",
                "That an advertisement stands beside a report does not mean that we endorse what it says.",
            ),
        ),
        Passage(
            title="What we hold to",
            paragraphs=(
                "1. Every claim can be followed to who said it. The source stands above the text, and its holder and "
                "terms below it; what comes from a press office is called a press release.",
                "2. What was wrong is put right in the open.",
                "3. Nothing stands here longer than it may. What must go goes everywhere at once.",
                "With each article goes a page “How we know”: which versions came and when, what we did to them, "
                "and on which ground each part stands here.",
            ),
        ),
        Passage(
            title="Who is named",
            paragraphs=(
                "A report that stands as its agency sent it bears the agency's name, and the writer's where the "
                "agency gives it. Once our staff changed its words, it is by our writer or by Staff Writers, with "
                "the agency. Only what we reported ourselves bears our name alone.",
                "The line under the headline says how much of the text is the wire's.",
            ),
        ),
        Passage(
            title="How errors are put right",
            paragraphs=(
                "An error is corrected where it stands. A dated note on the page says what was wrong and what is "
                "right, also where it was a source that corrected its report.",
                "What should never have stood here is taken back, and its address says when, and whether the source "
                "or this newsroom decided it. A page lists all of this by day.",
            ),
            links=(_ERRORS, Anchor("/contact", "How to tell us of an error")),
        ),
    )


def _copyright(site: Site, standing: Standing, moment: datetime) -> _Words:
    """Whose words may stand here, and what each lets us do, from the licences in force."""
    entity = site.entity
    lines = tuple(f"{source}: {licence.terms}" for source, licence in _in_force_here(site, standing, moment))
    return ("The foot of every page says whose words stand on it, in whole or in part, and under which terms.",), (
        *((Passage(title="The sources this site may draw on", paragraphs=lines),) if lines else ()),
        Passage(
            title="Our own work",
            paragraphs=(
                f"Our own reporting, and the selection and arrangement of these pages, belong to {entity.name}, "
                f"{entity.place}, and stand under the law of {entity.jurisdiction}.",
            ),
        ),
        Passage(
            title="If you want to use something",
            paragraphs=("Ask whoever the page names as its holder; we cannot pass on what was given to us alone.",),
            links=(Anchor("/contact", "If something is yours and should not be here"),),
        ),
    )


def _in_force_here(site: Site, standing: Standing, moment: datetime) -> Iterable[tuple[str, Licence]]:
    """The sources that may give a site text now, by their full names, each with its licence."""
    for source in standing.house.sources:
        licence = standing.house.licence(source.licence)
        if licence is None or (licence.template and licence.digest not in standing.confirmed):
            continue
        end = _end_of(licence, site)
        if (not licence.sites or site.code in licence.sites) and (end is None or moment < end):
            yield source.full_name, licence


def _end_of(licence: Licence, site: Site) -> datetime | None:
    """When a contract ends on a site; None if it is open."""
    last = licence.last_day
    return earliest((licence.until, _midnight(last + timedelta(days=1), site) if last else None))


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(" ".join(p.split()) for p in text.replace("\r\n", "\n").split("\n\n") if p.strip())
