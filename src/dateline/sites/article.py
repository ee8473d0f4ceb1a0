"""An article's pages: the story itself, how we know, and what stands there once it is gone."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Final

from msgspec.structs import replace

from dateline.news import credit, holds, rights
from dateline.news.house import Site
from dateline.news.story import Article, Decision, Story
from dateline.news.uses import earliest
from dateline.sites import history
from dateline.sites.below import Below, below
from dateline.sites.catalog import Catalog, Listed
from dateline.sites.illustrate import Illustrator
from dateline.sites.items import posts
from dateline.sites.languages import Languages, languages
from dateline.sites.languages import spoken as spoken_in
from dateline.sites.licensed import credit_line
from dateline.sites.machines import social, structured
from dateline.sites.machines.item import Image, Item
from dateline.sites.needs import Illustration, News
from dateline.sites.pages import (
    Alternate,
    Anchor,
    Correction,
    GonePage,
    HowPage,
    OverPage,
    Provenance,
    Shell,
    StoryPage,
)
from dateline.sites.plan import RELATED_SHOWN, list_path, related_part, section_path
from dateline.sites.render import Renderer
from dateline.sites.shell import Shells
from dateline.sites.showing import Showing, View, seen, summary
from dateline.sites.store import Built
from dateline.sites.words import address, short, time

#: How fast people read, for the time that a page says it takes.
WORDS_A_MINUTE: Final = 230


class ArticlePages:
    """The pages of one site's articles, at one moment."""

    def __init__(
        self,
        site: Site,
        news: News,
        catalog: Catalog,
        shells: Shells,
        renderer: Renderer,
        moment: datetime,
        illustrator: Illustrator,
    ) -> None:
        self._illustrator = illustrator
        self._site, self._news, self._catalog, self._moment = site, news, catalog, moment
        self._shells, self._render = shells, renderer.render
        self._card = partial(renderer.card, language=site.language)
        self._standing = news.standing()
        self._house = self._standing.house

    def story(self, view: View, told: Item) -> Built | None:
        """The page at an article's own address; None while it waits for an embargo."""
        shown, article, stories = view.showing, view.article, view.stories
        if shown.state != "shown":
            return self._instead(shown.path, view)
        under, related = self._below(article), Related(self._catalog.related(article.id))
        wording, backgrounders = article.wording, tuple(b.backgrounder for b in under if b.backgrounder)
        words, picture = credit.count(view.blocks), self._illustrator.chosen(view, "display")
        spoken = languages(stories, self._site, self._news, self._moment)
        page = StoryPage(
            picture=picture.picture if picture else None,
            shell=replace(
                self._story_shell(
                    view, under, related, replace(told, backgrounders=backgrounders, image=self._image(picture))
                ),
                alternates=self._alternates(view, told, spoken),
            ),
            kicker=wording.kicker or self._kicker(shown.section),
            headline=wording.headline,
            standfirst=wording.standfirst,
            byline=credit.byline(article, stories, self._house),
            dateline=credit.line(wording.dateline),
            origin=next((o for s in stories if (o := credit.origin(s, self._house))), ""),
            credit=credit_line((*stories, *(s for b in under for s in b.stories)), self._standing),
            published=time(shown.published, self._site),
            updated=time(shown.changed, self._site) if shown.changed > shown.published else None,
            provenance=self._provenance(article, stories, shown),
            corrections=self._notes(article),
            body_html=tuple([b.html for b in view.blocks if b.post is None]),
            posts=posts(view, self._site, self._house),
            live=("live" if wording.live else "ended") if view.live else "",
            backgrounders=backgrounders,
            teasers_html=tuple(self._card(b.teaser, "h3", more=True) for b in under if b.teaser),
            related_html=tuple([one.html for one in related.shown]),
            languages=spoken.others,
            home=self._home(article, shown),
            reading_time=f"{max(1, round(words / WORDS_A_MINUTE))} min",
            topics=_anchors(shown, "topic"),
            places=_anchors(shown, "place"),
            address=shown.home or address(self._site, shown.path),
        )
        built = self._built(shown.path, self._render(page), shown, under)
        if illustrated := self._illustrator.of(view):
            # One that is held today may be let go tomorrow.
            held = (id for one in illustrated for p in one.pictures for id in p.stories)
            built = replace(built, waits=(*built.waits, *(w for one in illustrated for w in one.waits), *held))
        if picture is not None:
            parts = dict.fromkeys((*built.parts, *(s for s in picture.stories if self._news.story(s))))
            built = replace(built, parts=tuple(parts), pictures=picture.keys)
        if spoken.waits:
            built = replace(built, waits=(*built.waits, *spoken.waits), until=earliest((built.until, spoken.until)))
        return related.with_them(built)

    def _story_shell(self, view: View, under: tuple[Below, ...], related: "Related", told: Item) -> Shell:
        shown, headline = view.showing, view.article.wording.headline
        section = self._site.section(shown.section)
        here = section_path(shown.section) if section else ""
        trail = (Anchor(address(self._site), self._site.name), Anchor(address(self._site, here), told.section))
        return self._shells.shell(
            shown.path,
            headline,
            shown.card.summary if shown.card else "",
            here=here,
            credits=dict.fromkeys((*self._credits(view.article, view.stories, under), *related.credits)),
            canonical=told.canonical,
            noindex=not shown.indexed,
            changed=max((shown.changed, *related.changes)),
            data=structured.story(told, self._shells.publisher, (*trail, Anchor(told.url, headline))),
            told=social.article(told),
            expires=shown.ends,
        )

    def _alternates(self, view: View, told: Item, spoken: Languages) -> tuple[Alternate, ...]:
        """Each page names itself and all others, or none does: only so do search engines believe it."""
        if not spoken.others or told.canonical != told.url or not view.showing.indexed:
            return ()
        return (Alternate(spoken_in(view.stories[0], self._site), told.url, self._site.name), *spoken.others)

    def _image(self, picture: Illustration | None) -> Image | None:
        """The page's picture, for machines."""
        if picture is None:
            return None
        one = picture.picture
        return Image(
            url=address(self._site, one.src),
            width=one.width,
            height=one.height,
            alt=one.alt,
            credit=one.credit,
            licence=one.licence.words if one.licence else "",
        )

    def _home(self, article: Article, shown: Showing) -> Anchor | None:
        home = self._house.site(article.home)
        return Anchor(shown.home, home.name) if shown.home and home else None

    def _notes(self, article: Article) -> tuple[Correction, ...]:
        """What readers are told on the page: errors that were mended, and texts below it that were taken back."""
        told = [(c.at, c.words) for c in seen(article, self._site)]
        told += history.taken_back(article, self._site, self._news)
        return tuple(Correction(time(at, self._site), words) for at, words in sorted(told))

    def how(self, view: View) -> Built | None:
        """The page that says where each part came from, when, and what was done to it."""
        shown, article, stories = view.showing, view.article, view.stories
        if shown.state != "shown":
            return self._instead(shown.how, view)
        under, headline = self._below(article), article.wording.headline
        page = HowPage(
            shell=self._shells.shell(
                shown.how,
                f"How we know: {headline}",
                "",
                credits=self._credits(article, stories, under),
                noindex=True,
                changed=shown.changed,
            ),
            story=Anchor(shown.path, headline),
            rows=history.rows(article, stories, self._site, self._news, self._moment),
            parts=history.parts(view, under, self._site, self._news, self._moment),
            desk=history.desk(article, self._site),
        )
        built = self._built(shown.how, self._render(page), shown, under)
        return replace(built, until=earliest((built.until, history.ends(stories, self._news, self._moment))))

    def _built(self, path: str, body: bytes, shown: Showing, under: tuple[Below, ...]) -> Built:
        parts = (*shown.parts, *(p for b in under for p in b.parts))
        return Built(
            path=path,
            body=body,
            parts=tuple(dict.fromkeys(parts)),
            waits=tuple(w for b in under for w in b.waits),
            until=min((u for u in (shown.until, *(b.until for b in under)) if u), default=None),
        )

    def _below(self, article: Article) -> tuple[Below, ...]:
        return below(article, self._site, self._news, self._catalog, self._moment) if article.parts else ()

    def _kicker(self, slug: str) -> str:
        section = self._site.section(slug)
        return section.kicker or section.title if section else ""

    def _credits(self, article: Article, stories: Iterable[Story], under: tuple[Below, ...]) -> tuple[str, ...]:
        own = dict.fromkeys(credit.holding(s, self._house).sentence for s in stories)
        more = dict.fromkeys(credit.holding(s, self._house).sentence for b in under for s in b.stories)
        below_it = (f"Below the story: {sentence}" for sentence in more if sentence not in own)
        return tuple(filter(None, (*own, *below_it, credit.chosen(article, self._site))))

    def _provenance(self, article: Article, stories: tuple[Story, ...], shown: Showing) -> Provenance:
        wire = [s for s in stories if not credit.is_own(s, self._house)]
        names = dict.fromkeys(n for s in wire for n in credit.names(s, self._house))
        last = article.revisions[-1] if article.revisions else None
        return Provenance(
            source=", ".join(names) or ("supplied text" if wire else self._site.name),
            version=_version(article, stories),
            share=f"{last.share:.0%} wire text" if wire and last else "",
            until=f"until {short(shown.until.date())}" if shown.until else "",
            how=Anchor(shown.how, "How we know"),
        )

    # What stands there instead

    def _instead(self, path: str, view: View) -> Built | None:
        """A notice that holds neither headline nor names; nothing while an embargo runs."""
        shown = view.showing
        if shown.state == "waiting":
            return None
        if shown.state == "over" and path == shown.path:
            return self._over(view)
        sentences = self._why(view.article, view.stories)
        shell = self._shells.shell(path, "Removed", "", noindex=True, changed=shown.changed)
        page = GonePage(shell=shell, title="No longer here", sentences=sentences)
        return Built(path=path, status=410, body=self._render(page), parts=())

    def _over(self, view: View) -> Built:
        """What may stay once the time is over: the headline, the way to the source, and some words if they may."""
        shown, article, stories = view.showing, view.article, view.stories
        names = dict.fromkeys(n for s in stories for n in credit.names(s, self._house))
        links = (li.href for s in stories if s.text for li in s.text.links if li.rel in ("canonical", "related"))
        page = OverPage(
            shell=self._shells.shell(
                shown.path,
                article.wording.headline,
                "",
                credits=self._credits(article, stories, ()),
                noindex=True,
                changed=shown.changed,
            ),
            headline=article.wording.headline,
            summary=summary(article, stories, self._standing, shown.rest) if shown.rest else "",
            credit=shown.credit,
            sentence=f"{', '.join(names) or 'Its source'} may still offer the whole text; our time to show it is over.",
            source=next((h for h in links if h.startswith(("https://", "http://"))), None),
        )
        return Built(path=shown.path, body=self._render(page), parts=shown.parts, until=shown.until)

    def _why(self, article: Article, stories: tuple[Story, ...]) -> tuple[str, ...]:
        all_decisions = (article.decisions, *(s.decisions for s in stories))
        endings = [d for decisions in all_decisions if (d := _ending(decisions)) is not None]
        if any(holds.retired(s) for s in stories):
            return ("The time for which we may keep the article that stood here is over.", _ELSEWHERE)
        ours = next((d for d in endings if d.deed != "withdraw"), None)
        if ours is None and not any(holds.killed(s) for s in stories):
            ours = next(iter(endings), None)
        if ours is not None:
            when = time(ours.at, self._site).words
            return (
                f"The article that stood here was taken back on {when} by decision of this newsroom.",
                "It may return." if ours.deed == "withdraw" else "It must not be used any more, here or elsewhere.",
            )
        killed = next((s for s in stories if holds.killed(s)), None)
        if killed is not None:
            when = time(_killed_at(killed), self._site).words
            return (
                f"The article that stood here was taken back on {when} by order of the source that had supplied it.",
                "It must not be used any more, here or elsewhere.",
            )
        if any(holds.withheld(s) for s in stories):
            return ("The source of the article that stood here asks us to hold it for now.", "It may return.")
        if any(holds.forbidden(s) for s in stories) or holds.forbids(article):
            return ("The article that stood here is held while this newsroom looks into it.", "It may return.")
        ends = (e for s in stories if (e := rights.lapse(s, self._standing)))
        ended = min((e for e in ends if e <= self._moment), default=None)
        when = f" on {time(ended, self._site).words}" if ended else ""
        return (
            f"The licence under which an article stood here came to its end{when}.",
            _ELSEWHERE,
        )


class Related:
    """
    What a story's page shows of related stories: the first of those that may be shown.

    Where one is taken back, the next takes its place; and one that comes back takes its own.
    """

    def __init__(self, found: list[tuple[str, Listed | None]]) -> None:
        self.shown = [one for _, one in found if one is not None][:RELATED_SHOWN]
        ids = [article for article, _ in found]
        last = ids.index(self.shown[-1].article) + 1 if len(self.shown) == RELATED_SHOWN else len(ids)
        #: What the page hangs on: those that it shows, and those that would stand before them.
        self._waits = tuple([related_part(id) for id in ids[:last]])
        self.credits = tuple([c for one in self.shown for c in one.line.credits])
        self.changes = [one.line.changed for one in self.shown]
        self._pictures = tuple([p for one in self.shown for p in one.line.pictures])

    def with_them(self, built: Built) -> Built:
        """A page that holds their words too."""
        if not self._waits:
            return built
        parts = dict.fromkeys((*built.parts, *(p for one in self.shown for p in one.line.parts)))
        return replace(
            built,
            parts=tuple(parts),
            index=built.parts,
            waits=(*built.waits, *self._waits),
            pictures=(*built.pictures, *self._pictures),
            until=earliest((built.until, *(one.line.until for one in self.shown))),
        )


def _anchors(shown: Showing, shelf: str) -> tuple[Anchor, ...]:
    return tuple([Anchor(list_path(key), name) for key, name in shown.lists if key.startswith(f"{shelf}:")])


_ELSEWHERE = "Its source may still offer it."


def _killed_at(story: Story) -> datetime:
    """When a source's kill reached us, or was issued where it came as a notice."""
    canceled = [m.received for m in story.marks if m.status == "canceled"]
    return min([*canceled, *(t.issued for t in story.told if t.action == "kill")])


def _ending(decisions: Iterable[Decision]) -> Decision | None:
    """The decision that took something back; None once it was published again."""
    ending = None
    for decision in decisions:
        if decision.deed in ("kill", "erase"):
            return decision
        if decision.deed in ("withdraw", "publish"):
            ending = decision if decision.deed == "withdraw" else None
    return ending


def _version(article: Article, stories: tuple[Story, ...]) -> str:
    """``version 2``; ``our revision 1 of version 2``."""
    if not article.revisions or not stories:
        return "version 1"
    marks = [m.entry for m in sorted(stories[0].marks, key=lambda m: m.order)]
    last = article.revisions[-1].version
    number = marks.index(last) + 1 if last in marks else 1
    ours = sum(d.deed in ("edit", "correct") for d in article.decisions)
    return f"our revision {ours} of version {number}" if ours else f"version {number}"
