"""What a page says in HTML, before anybody looks at it."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any
from urllib.parse import unquote

import msgspec
import pytest
from msgspec.structs import replace
from tests.sites.samples import pages

from dateline.sites.pages import Anchor, Backgrounder, Card, Day, FrontPage, ListPage, Page, StoryPage
from dateline.sites.render import Renderer

PAGES = tuple(pages())
VOID = {"meta", "link", "img", "br", "hr", "input", "col", "wbr", "source"}
DATA = '<script type="application/ld+json">'


@dataclass
class Document(HTMLParser):
    """A page's elements in order, and whatever is not closed in the order it was opened."""

    elements: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    crossed: list[str] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.crossed.append(tag)

    def tags(self, *names: str) -> list[str]:
        return [tag for tag, _ in self.elements if tag in names]

    def values(self, *names: str) -> list[str]:
        return [attrs[name] or "" for _, attrs in self.elements for name in names if name in attrs]


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer()


def read(html: bytes) -> Document:
    document = Document()
    document.feed(html.decode())
    document.close()
    return document


def soiled(value: Any, dirt: str, name: str = "") -> Any:
    """*value* with *dirt* at the end of every plain text in it."""
    if isinstance(value, str):
        return value if name in ("direction", "style", "data") or name.endswith("html") else value + dirt
    if isinstance(value, tuple):
        return tuple(soiled(one, dirt, name) for one in value)
    if isinstance(value, msgspec.Struct):
        fields = {each: soiled(getattr(value, each), dirt, each) for each in value.__struct_fields__}
        return type(value)(**fields)
    return value


def story(samples: dict[str, Page]) -> StoryPage:
    page = samples["story"]
    if not isinstance(page, StoryPage):
        raise TypeError(page)
    return page


@pytest.mark.parametrize("name", PAGES)
def test_plain_text_never_becomes_markup(name: str, samples: dict[str, Page], renderer: Renderer) -> None:
    """
    A headline comes from outside; whatever it holds, the reader sees it as words.
    """
    html = renderer.render(soiled(samples[name], "\"'><script>alert(1)</script>&copy;")).decode()
    assert "<script" not in html.replace(DATA, "")
    assert "&copy;" not in html
    assert "&lt;script&gt;" in html
    assert read(html.encode()).crossed == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_needs_no_script_and_no_inline_style(name: str, samples: dict[str, Page], renderer: Renderer) -> None:
    """
    A page is read without scripts, and the content security policy allows no inline style. What is asked goes to the
    site's own search, in an address that can be kept.
    """
    document = read(renderer.render(samples[name]))
    assert document.tags("style", "iframe", "object", "embed") == []
    assert {attrs["type"] for tag, attrs in document.elements if tag == "script"} <= {"application/ld+json"}
    forms = [attrs for tag, attrs in document.elements if tag == "form"]
    assert all(attrs["action"] == "/search" and "method" not in attrs for attrs in forms)
    assert document.values("style") == []
    assert [attr for _, attrs in document.elements for attr in attrs if attr.startswith("on")] == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_fetched_from_elsewhere(name: str, samples: dict[str, Page], renderer: Renderer) -> None:
    """
    Nobody but this site learns that a page is read; links out are only those that the page was given.
    """
    page = samples[name]
    document = read(renderer.render(page))
    given = msgspec.json.encode(page).decode()
    fetched = document.values("src", "srcset", "poster") + [
        attrs["href"] or ""
        for tag, attrs in document.elements
        if tag == "link" and attrs["rel"] != "canonical" and "hreflang" not in attrs
    ]
    assert [address for address in fetched if not address.startswith("/") or address.startswith("//")] == []
    ours = ("/", "#", "mailto:?")
    assert [href for href in document.values("href") if not href.startswith(ours) and href not in given] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_built_from_landmarks(name: str, samples: dict[str, Page], renderer: Renderer) -> None:
    """
    A screen reader's user finds the one head, the text and the foot of any page where they always are.
    """
    document = read(renderer.render(samples[name]))
    assert document.crossed == []
    assert document.tags("h1") == ["h1"]
    assert document.tags("main") == ["main"]
    assert document.tags("title") == ["title"]
    assert {"header", "nav", "footer"} <= set(document.tags("header", "nav", "footer"))
    ids = document.values("id")
    assert len(ids) == len(set(ids))
    assert next(attrs["href"] for tag, attrs in document.elements if tag == "a") == "#main"
    assert set(document.values("aria-labelledby")) <= set(ids)


@pytest.mark.parametrize("name", PAGES)
def test_headings_step_down_one_at_a_time(name: str, samples: dict[str, Page], renderer: Renderer) -> None:
    """
    An outline without a missing level: a backgrounder's sections stand below its own head.
    """
    levels = [int(tag[1]) for tag in read(renderer.render(samples[name])).tags("h1", "h2", "h3", "h4")]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_head_tells_machines_what_the_page_is(samples: dict[str, Page], renderer: Renderer) -> None:
    """
    Language, direction, summary, home address, feed and style sheet stand where crawlers look for them.
    """
    html = renderer.render(samples["story"]).decode()
    shell = samples["story"].shell
    assert '<html lang="en" dir="ltr">' in html
    assert '<html lang="ar" dir="rtl">' in renderer.render(samples["arabic"]).decode()
    assert f'<link rel="canonical" href="{shell.canonical}">' in html
    assert '<link rel="alternate" type="application/rss+xml" title="The Tideline" href="/feed.xml">' in html
    assert f'<meta name="description" content="{shell.description}">' in html
    assert f'<link rel="stylesheet" href="{shell.style}">' in html
    full = renderer.render(samples["package"]).decode()

    assert '<meta property="og:type" content="article">' in full
    assert '<meta name="robots" content="max-image-preview:large">' in full


def test_only_what_asks_for_it_is_kept_out_of_search(samples: dict[str, Page], renderer: Renderer) -> None:
    """
    A licence may forbid listing; anything else should be found.
    """
    asked = '<meta name="robots" content="noindex">'
    assert asked in renderer.render(samples["how"]).decode()
    assert asked not in renderer.render(samples["story"]).decode()
    assert "canonical" not in renderer.render(samples["text"]).decode()


def test_a_story_keeps_the_order_of_a_newspaper(samples: dict[str, Page], renderer: Renderer) -> None:
    """
    Where it comes from and what was wrong with it is told before the text; who holds what, after it.
    """
    page = story(samples)
    html = renderer.render(page).decode()
    order = (
        'class="kicker">Locks',
        "<h1>",
        'class="standfirst"',
        'class="byline"',
        "With a press release of",
        "Credit: Port of Vellmar/Quay Office",
        'class="provenance"',
        'class="corrections"',
        page.body_html[0],
        'class="row backgrounder"',
        'class="row related"',
        "This story is at home at",
        "<footer",
        "The backgrounder is our own work",
        'href="/privacy"',
        "Copyright 2009",
    )
    places = [html.index(words) for words in order]
    assert places == sorted(places)


def test_the_slim_line_says_only_what_is_known(samples: dict[str, Page], renderer: Renderer) -> None:
    """
    A report of our own has no share of wire text and no end; the line does not leave gaps for them.
    """
    page = story(samples)
    bare = replace(page, provenance=replace(page.provenance, share="", until=""))
    line = re.search(r'<ul class="provenance".*?</ul>', renderer.render(bare).decode(), re.DOTALL)
    assert line is not None
    assert re.findall(r"<li>(.*?)</li>", line[0]) == [
        "<b>Pelican</b>",
        "our revision 1 of version 2",
        f'<a href="{page.provenance.how.href}">How we know</a>',
    ]


def test_a_bare_story_has_no_empty_parts(samples: dict[str, Page], renderer: Renderer) -> None:
    """
    What a story does not have leaves no rule, no head and no empty line behind.
    """
    page = story(samples)
    bare = StoryPage(
        shell=page.shell,
        kicker="",
        headline="Frost",
        byline="",
        published=page.published,
        provenance=page.provenance,
        body_html=("<p>It froze.</p>",),
    )
    html = renderer.render(bare).decode()
    for part in ("kicker", "standfirst", "origin", 'credit"', "corrections", "backgrounder", "related", "home"):
        assert f'class="{part}' not in html and f'class="row {part}' not in html
    assert "Updated" not in html


def test_read_more_needs_something_to_read(samples: dict[str, Page], renderer: Renderer) -> None:
    """
    Where the full story is not on this site there is no link, in teasers and on the front alike.
    """
    html = renderer.render(samples["story"]).decode()
    assert html.count('class="more"') == 1
    assert '<h3 class="headline">Timetable of passages, Friday to Sunday</h3>' in html
    assert '<h2 class="headline">Ice outlook: thin in the sounds, none in the roads</h2>' in (
        renderer.render(samples["front"]).decode()
    )


def test_a_teaser_without_words_still_leads_on(samples: dict[str, Page], renderer: Renderer) -> None:
    """
    A licence may allow a headline alone; the way to the story stays.
    """
    page = replace(story(samples), teasers=(Card(href="/x", headline="Frost"),))
    assert '<a class="more" href="/x">Read more<span class="aside">: Frost</span></a>' in renderer.render(page).decode()


def test_an_edition_ends(samples: dict[str, Page], renderer: Renderer) -> None:
    """
    The reader learns when the day's stories are all read: once, and not where there is no edition.
    """
    end = "End of the edition of Thursday, January 16, 2020"
    for name in ("front", "day"):
        assert renderer.render(samples[name]).decode().count(end) == 1
    for name in ("empty", "list"):
        assert "End of the edition" not in renderer.render(samples[name]).decode()


def test_an_edition_ends_after_its_last_story(samples: dict[str, Page], renderer: Renderer) -> None:
    """
    Where the rest of today's stories stand in the river, the end comes below them.
    """
    front, today = samples["front"], samples["day"]
    if not isinstance(front, FrontPage) or not isinstance(today, ListPage):
        raise TypeError(front, today)
    html = renderer.render(replace(front, days=(*today.days, *front.days))).decode()
    assert html.count("End of the edition of") == 1
    assert html.index('href="/2020/01/16"') < html.index("End of the edition of") < html.index('href="/2020/01/15"')


def test_an_empty_front_says_so(samples: dict[str, Page], renderer: Renderer) -> None:
    """
    A new site is not a broken one.
    """
    assert "No story has been published here yet." in renderer.render(samples["empty"]).decode()
    nothing = replace(samples["list"], days=())
    assert "Nothing stands here yet." in renderer.render(nothing).decode()


def test_a_mark_is_a_word(samples: dict[str, Page], renderer: Renderer) -> None:
    """
    Never a colour or an icon alone.
    """
    front = renderer.render(samples["front"]).decode()
    for mark in ("corrected", "disputed", "since then", "own report"):
        assert f'<span class="mark" data-mark="{mark}">{mark}</span>' in front
    assert ">Removed</span>" in renderer.render(samples["gone"]).decode()


def test_a_page_that_is_gone_shows_the_way_home(samples: dict[str, Page], renderer: Renderer) -> None:
    """
    Two sentences on what happened, and a link that leads on.
    """
    html = renderer.render(samples["gone"]).decode()
    assert "08:30. It was removed at the request of the agency" in html
    assert '<a href="/">To the front page of The Tideline</a>' in html


def test_how_we_know_shows_earlier_wording_only_where_it_is_given(samples: dict[str, Page], renderer: Renderer) -> None:
    """
    Whether old words may be shown is the licence's to say; the page has them or has them not.
    """
    html = renderer.render(samples["how"]).decode()
    assert html.count("<details>") == 1
    assert html.count("shown here") == 1
    assert "licence pelican-web, clause “sites”" in html


def test_a_table_scrolls_inside_its_own_frame(samples: dict[str, Page], renderer: Renderer) -> None:
    """
    A wide table must not push the text off a phone, and a keyboard must reach what is hidden of it.
    """
    table = "<table><tbody><tr><td>1</td></tr></tbody></table>"
    page = replace(story(samples), body_html=(table,), backgrounders=(Backgrounder(headline="b", body_html=(table,)),))
    html = renderer.render(page).decode()
    assert html.count(f'<div class="scroll" role="group" aria-label="Table" tabindex="0">{table}</div>') == 2


def test_addresses_are_written_plainly(samples: dict[str, Page], renderer: Renderer) -> None:
    """
    Crawlers that read no entities, and people, find our paths; a text about entities still reads as it was written.
    """
    page = replace(story(samples), headline="Write &#x2f; for a slash", credit="ESA/Hubble")
    html = renderer.render(page).decode()
    assert "Write &amp;#x2f; for a slash" in html
    assert "ESA/Hubble" in html
    assert "&#x2f;" not in html


def test_every_link_of_the_foot_is_one_of_ours(samples: dict[str, Page], renderer: Renderer) -> None:
    """
    About, privacy, terms and copyright are one step from every page; a site without other sites names none.
    """
    alone = replace(samples["text"], shell=replace(samples["text"].shell, network=(), credits=(), nav=(), search=""))
    document = read(renderer.render(alone))
    assert {"/about", "/how-we-work", "/corrections", "/privacy", "/terms", "/copyright", "/contact"} <= set(
        document.values("href")
    )
    assert [attrs for tag, attrs in document.elements if tag == "nav"] == [
        {"class": "row site", "aria-label": "About this site"}
    ]
    named = replace(alone, shell=replace(alone.shell, links=(Anchor("/imprint", "Imprint"),)))
    assert "/about" not in read(renderer.render(named)).values("href")


def test_what_is_set_once_makes_the_same_page(samples: dict[str, Page], renderer: Renderer) -> None:
    """
    Cards, masthead and foot are set once for thousands of pages; no reader sees a difference.
    """
    front, listed = samples["front"], samples["list"]
    if not isinstance(front, FrontPage) or not isinstance(listed, ListPage) or front.lead is None:
        raise TypeError(front, listed)

    def ready(days: tuple[Day, ...]) -> tuple[Day, ...]:
        return tuple(replace(d, cards=(), cards_html=tuple(renderer.card(c, "h3") for c in d.cards)) for d in days)

    lead = renderer.card(front.lead, more=True, lead=True)
    seconds = tuple(renderer.card(card, more=True) for card in front.seconds)
    page = replace(front, lead=None, seconds=(), lead_html=lead, seconds_html=seconds, days=ready(front.days))
    assert renderer.render(page) == renderer.render(front)
    assert renderer.render(replace(listed, days=ready(listed.days))) == renderer.render(listed)
    story = samples["story"]
    framed = replace(story.shell, frame=renderer.frame(story.shell), nav=(), network=(), links=(), feeds=())
    assert renderer.render(replace(story, shell=framed)) == renderer.render(story)


def test_a_text_cannot_call_for_another(samples: dict[str, Page], renderer: Renderer) -> None:
    """
    What stands for ready HTML inside the renderer cannot be guessed: words that look like it stay words.
    """
    words = "x0123456789abcdefx0; \\u003c {{ page.headline }} {% raw %}"
    html = renderer.render(replace(story(samples), headline=words)).decode()
    assert f"<h1>{words}</h1>" in html


def test_structured_data_cannot_end_its_script(samples: dict[str, Page], renderer: Renderer) -> None:
    """
    A headline that closes a script is a headline, and the data still reads as it was written.
    """
    html = renderer.render(samples["package"]).decode()
    data = html.partition(DATA)[2].partition("</script>")[0]
    assert msgspec.json.decode(data)["headline"] == "A </script> in a headline"


def test_a_numbered_page_says_where_it_stands(samples: dict[str, Page], renderer: Renderer) -> None:
    """
    Pages are counted from the oldest, so that none moves; the reader is told so, and finds the feeds in words.
    """
    html = renderer.render(samples["numbered"]).decode()
    assert '<p class="position">Page 3 of this topic, from the oldest</p>' in html
    assert re.findall(r'<a rel="(\w+)" href="([^"]+)"', html) == [
        ("first", "/topic/dredging/"),
        ("prev", "/topic/dredging/page-4"),
        ("next", "/topic/dredging/page-2"),
    ]
    for words in ("RSS", "Atom", "JSON Feed", "Harbours"):
        assert f">{words}</a>" in html


def test_previous_issues_are_told_in_full_to_the_ear(samples: dict[str, Page], renderer: Renderer) -> None:
    """
    To the eye a number in its month; to the ear the day.
    """
    html = renderer.render(samples["days"]).decode()
    link = re.search(r'<a href="/2020/01/16/">.*?</a>', html)
    assert link is not None
    told = re.sub(r'<b aria-hidden="true">.*?</b>', "", link[0])
    assert re.sub(r"<[^>]+>", "", told) == "Thursday, January 16, 2020"


def test_a_timeline_keeps_its_dates_for_machines(samples: dict[str, Page], renderer: Renderer) -> None:
    """
    A date is as precise as it is known, in words and for machines.
    """
    html = renderer.render(samples["timeline"]).decode()
    assert re.findall(r'<p class="date"><time datetime="([^"]+)">([^<]+)</time>', html) == [
        ("1887", "1887"),
        ("1925-03", "March 1925"),
        ("2020-01-05", "Jan 5, 2020"),
        ("2020-01-16", "Jan 16, 2020"),
    ]


def test_the_river_is_marked_as_raw(samples: dict[str, Page], renderer: Renderer) -> None:
    """
    Nobody takes the wire for the paper: it says what it is, and no search engine lists it.
    """
    html = renderer.render(samples["wire"]).decode()
    assert '<meta name="robots" content="noindex">' in html
    assert '<p class="kicker">Raw wire</p>' in html
    assert html.index("Nobody here has edited") < html.index('<abbr title="Pelican Press">PEL</abbr>')


def test_a_live_story_says_whether_it_goes_on(samples: dict[str, Page], renderer: Renderer) -> None:
    """
    Who comes late must not wait for a report that will not come.
    """
    live = samples["live"]
    if not isinstance(live, StoryPage):
        raise TypeError(live)
    html = renderer.render(live).decode()
    assert 'data-mark="live">Live</span>' in html
    assert html.index("Forty-one are down to nine") < html.index("A tug has taken") < html.index("The gate moves")
    assert "This live report has ended" in renderer.render(replace(live, live="ended")).decode()


def test_a_story_leads_on(samples: dict[str, Page], renderer: Renderer) -> None:
    """
    The other parts of its package, its topics and places, what is related; and an address to pass on, without a
    tracker.
    """
    html = renderer.render(samples["package"]).decode()
    assert '<b aria-current="page">The lock reopens</b>' in html
    assert '<a href="/topic/harbours/">Harbours</a>' in html
    assert '<a href="/place/vellmar/">Vellmar</a>' in html
    assert "4 min to read" in html
    mail = re.search(r'href="mailto:\?subject=([^&"]+)&amp;body=([^"]+)"', html)
    assert mail is not None
    assert unquote(mail[2]) == "https://tideline.example/2020/01/16/vellmar-reopens-northern-lock-7f3k2q9m"


def test_a_picture_tells_its_size_and_its_credit(samples: dict[str, Page], renderer: Renderer) -> None:
    """
    It keeps its place before it is loaded, waits until it is near, and never stands without its credit.
    """
    for name in ("package", "pictured"):
        document = read(renderer.render(samples[name]))
        shown = [a for tag, a in document.elements if tag == "img" and str(a["src"]).startswith("/pictures/")]
        assert all(int(a["width"] or 0) > 0 and int(a["height"] or 0) > 0 and "alt" in a for a in shown)
        eager = [a["src"] for a in shown if a.get("loading") != "lazy"]
        assert eager == ["/pictures/lock-1600.svg"]
    html = renderer.render(samples["package"]).decode()
    assert html.count("<picture>") == html.count("Picture: Ysolde Marrack/Pelican") == 2
    assert '<a href="https://pelican.example/terms" rel="license">Terms</a>' in html


def test_a_search_shows_what_answered(samples: dict[str, Page], renderer: Renderer) -> None:
    """
    The words that were found are marked, the query stays in its field, and what was misread is told.
    """
    html = renderer.render(samples["search"]).decode()
    assert "its northern <mark>lock</mark> after" in html
    assert 'value="lock &quot;northern gate&quot; sorce:pelican"' in html
    assert "“sorce:” is no field; it was read as a word." in html
    assert '<input type="hidden" name="sort" value="newest">' in html
    assert html.index("214 articles") < html.index("The ninth foundry") < html.index("Narrow down")


def test_a_search_without_hits_leads_on(samples: dict[str, Page], renderer: Renderer) -> None:
    """
    Nothing found is said, and how to ask is shown; a page without a query does not say that nothing was found.
    """
    assert "Nothing was found for these words." in renderer.render(samples["found-nothing"]).decode()
    html = renderer.render(samples["asked-nothing"]).decode()
    assert "Nothing was found" not in html
    assert "source:pelican" in html


def test_a_page_that_never_was_is_not_called_removed(samples: dict[str, Page], renderer: Renderer) -> None:
    """
    404 is not 410: nothing was taken back, and the way on is a search, the sections and what is new.
    """
    html = renderer.render(samples["missing"]).decode()
    assert "Removed" not in html
    assert html.count('action="/search"') == 2
    assert '<li><a href="/ports/">Ports</a></li>' in html
    assert "New on this site" in html


def test_corrections_lead_to_what_they_correct(samples: dict[str, Page], renderer: Renderer) -> None:
    """
    An error leads to its article; what was removed is not named.
    """
    html = renderer.render(samples["corrections"]).decode()
    assert re.findall(r'<h3 class="headline"><a href="([^"]+)">', html) == [
        "/2020/01/16/vellmar-reopens-northern-lock-7f3k2q9m"
    ]
    assert re.findall(r'data-mark="(\w+)">(\w+)<', html) == [("corrected", "Corrected"), ("removed", "Removed")]


def test_older_wordings_stay_readable(samples: dict[str, Page], renderer: Renderer) -> None:
    """
    A text has its day, says first what will replace it, and leads to what held before.
    """
    html = renderer.render(samples["terms"]).decode()
    order = ("In force since Nov 1, 2019", "From Mar 1, 2020", "What is kept", "Earlier wordings", "May 25, 2018")
    assert [html.index(words) for words in order] == sorted(html.index(words) for words in order)
