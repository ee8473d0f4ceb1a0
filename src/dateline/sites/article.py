"""An article's pages: the story itself, how we know, and what stands there once it is gone."""

from collections.abc import Iterable
from datetime import datetime

from msgspec.structs import replace

from dateline.news import credit, holds, rights
from dateline.news.house import Site
from dateline.news.story import Article, Decision, Story
from dateline.news.uses import earliest
from dateline.sites import history
from dateline.sites.below import Below, below
from dateline.sites.licensed import credit_line, licensed
from dateline.sites.needs import News
from dateline.sites.pages import Anchor, Correction, GonePage, HowPage, OverPage, Provenance, StoryPage
from dateline.sites.plan import section_path
from dateline.sites.render import Renderer
from dateline.sites.shell import Shells
from dateline.sites.showing import Showing, seen, summary
from dateline.sites.store import Built, PageStore
from dateline.sites.words import address, short, time


class ArticlePages:
    """The pages of one site's articles, at one moment."""

    def __init__(
        self, site: Site, news: News, catalog: PageStore, shells: Shells, renderer: Renderer, moment: datetime
    ) -> None:
        self._site, self._news, self._catalog, self._moment = site, news, catalog, moment
        self._shells, self._render = shells, renderer.render
        self._standing = news.standing()
        self._house = self._standing.house

    def story(self, shown: Showing) -> Built | None:
        """The page at an article's own address; None while it waits for an embargo."""
        article = self._news.article(shown.article)
        if shown.state != "shown" or article is None:
            return self._instead(shown.path, shown, article)
        stories, under = self._stories(article), self._below(article)
        wording, home = article.wording, self._home(article)
        shell = self._shells.shell(
            shown.path,
            wording.headline,
            shown.card.summary if shown.card else "",
            (shown,),
            here=section_path(shown.section),
            credits=self._credits(article, stories, under),
            canonical=home.href if home else None,
            noindex=not shown.indexed,
        )
        page = StoryPage(
            shell=shell,
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
            body_html=tuple(b.html for b in licensed(wording.blocks, stories, "display", self._standing)),
            backgrounders=tuple(b.backgrounder for b in under if b.backgrounder),
            teasers=tuple(b.teaser for b in under if b.teaser),
            home=home,
        )
        return self._built(shown.path, self._render(page), shown, under)

    def _notes(self, article: Article) -> tuple[Correction, ...]:
        """What readers are told on the page: errors that were mended, and texts below it that were taken back."""
        told = [(c.at, c.words) for c in seen(article, self._site)]
        told += history.taken_back(article, self._site, self._news)
        return tuple(Correction(time(at, self._site), words) for at, words in sorted(told))

    def how(self, shown: Showing) -> Built | None:
        """The page that says where each part came from, when, and what was done to it."""
        article = self._news.article(shown.article)
        if shown.state != "shown" or article is None:
            return self._instead(shown.how, shown, article)
        stories, under = self._stories(article), self._below(article)
        headline = article.wording.headline
        credits = self._credits(article, stories, under)
        page = HowPage(
            shell=self._shells.shell(
                shown.how, f"How we know: {headline}", "", (shown,), credits=credits, noindex=True
            ),
            story=Anchor(shown.path, headline),
            rows=history.rows(article, stories, self._site, self._news, self._moment),
            parts=history.parts(stories, under, self._site, self._news, self._moment),
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

    def _stories(self, article: Article) -> tuple[Story, ...]:
        return tuple(s for id in article.stories if (s := self._news.story(id)) is not None)

    def _below(self, article: Article) -> tuple[Below, ...]:
        return below(article, self._site, self._news, self._catalog, self._moment)

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

    def _home(self, article: Article) -> Anchor | None:
        """Where the article is at home; None if that is here."""
        placement, site = article.placement(article.home), self._house.site(article.home)
        if placement is None or site is None or site.code == self._site.code:
            return None
        stories = self._stories(article)
        ruling = rights.rule_article(article, stories, "display", self._moment, site=site.code, standing=self._standing)
        if not ruling.allowed:
            return None
        return Anchor(address(site, placement.path), site.name)

    # What stands there instead

    def _instead(self, path: str, shown: Showing, article: Article | None) -> Built | None:
        """A notice that holds neither headline nor names; nothing while an embargo runs."""
        if shown.state == "waiting":
            return None
        if shown.state == "over" and article is not None and path == shown.path:
            return self._over(shown, article)
        sentences = self._why(article)
        shell = self._shells.shell(path, "Removed", "", (shown,), credits=(), noindex=True)
        page = GonePage(shell=shell, title="No longer here", sentences=sentences)
        return Built(path=path, status=410, body=self._render(page), parts=())

    def _over(self, shown: Showing, article: Article) -> Built:
        """What may stay once the time is over: the headline, the way to the source, and some words if they may."""
        stories = self._stories(article)
        names = dict.fromkeys(n for s in stories for n in credit.names(s, self._house))
        links = (li.href for s in stories if s.text for li in s.text.links if li.rel in ("canonical", "related"))
        page = OverPage(
            shell=self._shells.shell(
                shown.path,
                article.wording.headline,
                "",
                (shown,),
                credits=self._credits(article, stories, ()),
                noindex=True,
            ),
            headline=article.wording.headline,
            summary=summary(article, stories, self._standing, shown.rest) if shown.rest else "",
            credit=shown.credit,
            sentence=f"{', '.join(names) or 'Its source'} may still offer the whole text; our time to show it is over.",
            source=next((h for h in links if h.startswith(("https://", "http://"))), None),
        )
        return Built(path=shown.path, body=self._render(page), parts=shown.parts, until=shown.until)

    def _why(self, article: Article | None) -> tuple[str, ...]:
        stories = self._stories(article) if article else ()
        all_decisions = (article.decisions if article else (), *(s.decisions for s in stories))
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
        if any(holds.forbidden(s) for s in stories) or (article is not None and holds.forbids(article)):
            return ("The article that stood here is held while this newsroom looks into it.", "It may return.")
        ends = (e for s in stories if (e := rights.lapse(s, self._standing)))
        ended = min((e for e in ends if e <= self._moment), default=None)
        when = f" on {time(ended, self._site).words}" if ended else ""
        return (
            f"The licence under which an article stood here came to its end{when}.",
            _ELSEWHERE,
        )


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
