"""The gate: from the moment a kill is durable no page that holds its words is given out, made anew or not."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import pytest
from tests.sites.newsroom import START, Newsroom, ask, header, item

from dateline.clock import SetClock
from dateline.ledger.database import DatabaseLedger
from dateline.news.facts import Edited, Read
from dateline.news.rights import Bar
from dateline.news.wire import Notice
from dateline.readers.gate import Gate
from dateline.sites.serve import SiteServer
from dateline.verbs.kill import kill

LISTS = ("/", "/ports/", "/2020/01/16/", "/feed.xml", "/sitemap/2020-01.xml")
OTHERS = ("/about", "/robots.txt", "/crews/", "/sitemap.xml", "/icon.svg")


def sent(newsroom: Newsroom, name: str, source: str = "pel", section: str = "ports", **more: Any) -> str:
    story = newsroom.send(source, item(f"q:{name}", headline=f"The {name} quay", body=[f"It is {name}."], **more))
    newsroom.publish(story, section=section)
    return story


@pytest.fixture
def story(newsroom: Newsroom) -> str:
    """The story that will have to go; another one stays."""
    story = sent(newsroom, "rotten")
    sent(newsroom, "sound")
    newsroom.follow()
    newsroom.tick(minutes=1)
    return story


def told(action: str) -> Callable[[Newsroom, str], None]:
    """The source's own notice."""

    def tell(newsroom: Newsroom, story: str) -> None:
        notice = Notice(action=action, issued=newsroom.clock.now())  # type: ignore[arg-type]
        newsroom.append(Read(1, 0, "pel", "ninjs/1", story=story, notice=notice))

    return tell


DEEDS: dict[str, Callable[[Newsroom, str], object]] = {
    "our kill": lambda newsroom, story: newsroom.kill(story),
    "the kill of our article": lambda newsroom, story: newsroom.kill(newsroom.article(story).id),
    "our withdrawal": lambda newsroom, story: newsroom.withdraw(story),
    "the source's kill": told("kill"),
    "the source's hold": told("withhold"),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_nothing_that_holds_it_is_given_out_before_the_follower_has_run(
    newsroom: Newsroom, story: str, deed: str
) -> None:
    """
    Its own addresses answer 410 at once; lists, feed and sitemap ask for patience; no reader's copy is confirmed with
    304. What does not hold it is served as ever. Once the follower has run, all answer again.
    """
    server, path = newsroom.server(), newsroom.path(story)
    bystander = next(a for a in newsroom.ledger.articles() if story not in a.stories)
    stays = next(p.path for p in bystander.placements)
    etags = {p: header(ask(server, p), "etag") or "" for p in (path, *LISTS)}
    DEEDS[deed](newsroom, story)
    for own in (path, f"{path}/how", f"/{story.partition('-')[2]}"):
        response = ask(server, own, if_none_match=etags.get(own, "*"))
        assert response.status == 410, own
        assert b"rotten" not in response.body
    for holding in LISTS:
        response = ask(server, holding, if_none_match=etags[holding])
        assert (response.status, header(response, "retry-after")) == (503, "1"), holding
        assert b"rotten" not in response.body and header(response, "cache-control") == "no-store"
    for other in (*OTHERS, stays, f"{stays}/how"):
        assert ask(server, other).status == 200, other
    newsroom.follow()
    for holding in LISTS:
        response = ask(server, holding, if_none_match=etags[holding])
        assert response.status == 200 and b"rotten" not in response.body
    assert ask(server, path).status == 410


def test_the_gate_knows_what_another_process_decided(newsroom: Newsroom, story: str) -> None:
    """
    The desk's process kills, this one serves: the commit is seen by the next request.
    """
    server, path = newsroom.server(), newsroom.path(story)
    assert ask(server, path).status == 200
    other = DatabaseLedger(newsroom.folder, SetClock(newsroom.clock.now()))
    kill(story, reason="it must go", by="ben", ledger=other)
    other.close()
    assert ask(server, path).status == 410
    assert ask(server, "/").status == 503


def test_the_gate_opens_again_with_a_new_publish(newsroom: Newsroom, story: str) -> None:
    """
    A withdrawal may end before any follower has run; then nothing has happened for readers.
    """
    server, path = newsroom.server(), newsroom.path(story)
    newsroom.withdraw(story)
    assert ask(server, path).status == 410
    newsroom.publish(story)
    assert ask(server, path).status == 200


def test_a_page_that_holds_it_beside_its_own_text_asks_for_patience(newsroom: Newsroom) -> None:
    """
    A backgrounder is killed, not the story above it: 410 would tell the world that the story is gone.
    """
    inside = {"background": item("q:b", headline="Rotten since 1887", body=["Oak at first."])}
    main = newsroom.send("pel", item("q:m", headline="Quay opens", body=["It opened."], inside=inside))
    newsroom.publish(main)
    newsroom.follow()
    server, path = newsroom.server(), newsroom.path(main)
    newsroom.kill(newsroom.story(main).parts[0].story)
    for own in (path, f"{path}/how"):
        response = ask(server, own)
        assert (response.status, header(response, "retry-after")) == (503, "1")
    assert ask(server, f"/{main.partition('-')[2]}").status == 301, "its address is still its address"
    assert ask(server, "/").status == 200, "no list holds a backgrounder"
    newsroom.follow()
    response = ask(server, path)
    assert response.status == 200 and b"Rotten" not in response.body


def test_an_article_that_holds_one_paragraph_of_it_is_gone(newsroom: Newsroom, story: str) -> None:
    """
    Killing a story takes its words out of every article at once; such an article is gone until an editor has looked at
    what is left and published that.
    """
    other = sent(newsroom, "mended")
    article = newsroom.article(other)
    added = (*article.wording.blocks, *newsroom.article(story).wording.blocks)
    newsroom.append(Edited(article.id, type(article.wording)(article.wording.headline, added)))
    newsroom.follow()
    server, path = newsroom.server(), newsroom.path(other)
    assert b"It is rotten." in ask(server, path).body
    newsroom.kill(story)
    assert ask(server, path).status == 410
    newsroom.follow()
    assert ask(server, path).status == 410
    assert newsroom.article(other).wording.blocks == article.wording.blocks
    newsroom.publish(other)
    newsroom.follow()
    response = ask(server, path)
    assert response.status == 200 and b"It is rotten." not in response.body


@pytest.mark.parametrize("limit", ["licence", "source"])
def test_a_page_is_not_given_out_after_its_time(newsroom: Newsroom, limit: str) -> None:
    """
    A follower that sleeps through the end of a licence keeps nothing on: pages say themselves until when they are good.
    """
    end = START + timedelta(days=28 if limit == "licence" else 1)
    more = {"expires": end.isoformat()} if limit == "source" else {}
    story = sent(newsroom, "leased", "brk" if limit == "licence" else "pel", **more)
    newsroom.follow()
    server, path = newsroom.server(), newsroom.path(story)
    holding = (path, f"{path}/how", "/", "/ports/", "/2020/01/16/")
    etags = {p: header(ask(server, p), "etag") or "" for p in holding}
    newsroom.clock.moment = end - timedelta(microseconds=1)
    assert {ask(server, p).status for p in holding} == {200}
    newsroom.clock.moment = end
    own = 410 if limit == "source" else 503
    assert [ask(server, p, if_none_match=etags[p]).status for p in holding] == [own, own, 503, 503, 503]
    assert ask(server, "/about").status == 200
    newsroom.follow()
    assert ask(server, path).status == 410
    assert ask(server, "/").status == 200


def test_the_ledger_is_read_again_only_after_a_change(newsroom: Newsroom, story: str) -> None:
    """
    The gate is asked on each request: where nothing was committed it costs one number.
    """

    class Counting(Gate):
        def __init__(self) -> None:
            super().__init__(newsroom.ledger, newsroom.clock)
            self.read = 0
            self.bars = self._counted

        def _counted(self, parts: Iterable[str] | None = None) -> dict[str, Bar]:
            self.read += 1
            return newsroom.ledger.bars(parts)

    gate = Counting()
    server = SiteServer("tide", newsroom.folder / "sites" / "tide", gate, newsroom.clock.now, newsroom.pictures)
    for _ in range(5):
        assert ask(server, newsroom.path(story)).status == 200
    assert gate.read == 1
    newsroom.kill(story)
    assert ask(server, newsroom.path(story)).status == 410
    assert gate.read == 2
