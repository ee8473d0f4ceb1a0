"""HTML pages into readings."""

import re
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

import msgspec
import pytest

from dateline.news.errors import WireError
from dateline.news.wire import Version
from dateline.wires.html_page.reader import read

RECEIVED = datetime(2031, 3, 4, 12, tzinfo=UTC)
SAMPLES = Path(__file__).parent / "samples"
SEED = Path(__file__).resolve().parents[4] / "shared" / "seed" / "page.txt"
TEXT = (
    "<p>The harbour office at Port Aldery said on Tuesday that its quay is open again after three days of storm.</p>"
    "<p>Nobody was hurt, and the lamp of the lighthouse burns as it did before, the keeper of the lamp said.</p>"
)


def one(body: str = TEXT, head: str = "") -> Version:
    """The version of an article page with this text."""
    title = "Quay open again"
    page = f"<html><head><title>{title}</title>{head}</head><body><h1>{title}</h1><article>{body}</article>"
    return read(page.encode(), received=RECEIVED).versions[0]


def texts(version: Version) -> list[str]:
    return [block.text for block in version.body]


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.html")), ids=lambda path: path.stem)
def test_a_sample_reads_as_it_stands_beside_it(sample: Path) -> None:
    """
    A page beside its reading; adding the pair adds the test.
    """
    expected = msgspec.json.decode(sample.with_suffix(".json").read_bytes())
    reading = read(sample.read_bytes(), received=RECEIVED)
    assert msgspec.json.decode(msgspec.json.encode(reading)) == expected


@pytest.mark.parametrize(
    ("page", "what"),
    [
        ("<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1><p>Try the front page.</p>", "error"),
        ("<html><head><title>Access denied</title></head><body><p>You may not see this page, sorry.</p>", "error"),
        ("<html><head><title>Members</title></head><body><form><input type=password></form>", "log in"),
        ("<html><head><title>Just a moment...</title></head><body><p>Checking your browser.</p></body>", "error"),
        ("<html><body><nav><a href='/'>Home</a></nav></body></html>", "no text"),
        (f"<html><head><link rel=canonical href='https://a.example/'></head><body><main>{TEXT}</main>", "front page"),
        ("<main>" + "<article><h2><a href='/1'>Tin is dear</a></h2><p>And dearer.</p></article>" * 9, "links to other"),
        (
            "<title>Quay</title><h1>Before you go on</h1><p>Our partners use cookies for personalised content."
            " You may accept them, or make your choices below.</p>",
            "asks for consent",
        ),
        ("<main>" + f"<div><h3><a href='/1'>Tin is dear</a></h3>{TEXT[:120]}</p></div>" * 9, "links to other"),
        ("", "no element"),
        ("<!-- nothing -->", "no element"),
    ],
)
def test_a_page_without_an_article_is_refused(page: str, what: str) -> None:
    """
    A feed that turned into an error page must not become a story.
    """
    with pytest.raises(WireError, match=what):
        read(page.encode(), received=RECEIVED)


@pytest.mark.parametrize(
    "beside",
    [
        '<div class="social-share"><a href="/x">Share this story</a></div>',
        '<aside class="related"><h3>Related</h3><p><a href="/a">Other</a> <a href="/b">More</a></p></aside>',
        '<div id="cookie-banner"><p>We use cookies. By using this site you consent to our cookies.</p></div>',
        "<p>Advertisement</p>",
        '<div class="newsletter"><p>Sign up for our newsletter, it is free and comes each morning.</p></div>',
        "<p>Read more: <a href='/c'>How the storm began</a></p>",
        "<p>Lesen Sie auch: <a href='/c'>Wie der Sturm begann</a></p>",
        "<p><strong>Leia também</strong> <a href='https://a.example/c'>Como a tempestade começou</a></p>",
        "<section><p>Newsletter</p><p>Every morning the news of the isles.</p></section>",
        "<amp-sidebar><p>Front page, news and sport of all the isles, every day of the year.</p></amp-sidebar>",
        "<p>Publié le 4 mars 2031 à 08h00, mis à jour à 09h15</p>",
        '<p style="display:none">Nobody sees this.</p>',
        '<ul><li><a href="/1">One story</a></li><li><a href="/2">Another story</a></li></ul>',
    ],
)
def test_furniture_is_no_part_of_the_text(beside: str) -> None:
    """
    Bars to share, lists of other stories, adverts and appeals are the page's.
    """
    assert texts(one(TEXT + beside)) == texts(one())


@pytest.mark.parametrize(
    "part",
    [
        "<h2>What changes</h2><p>Boats leave every two hours from now on.</p>",
        "<ul><li>Boats leave at noon.</li><li>Cars must be booked.</li></ul><p>So the office says, and so it is.</p>",
        "<blockquote><p>It is over.</p></blockquote>",
        "<table><tr><th>From</th><th>At</th></tr><tr><td>Aldery</td><td>0800</td></tr></table>",
        "<div>Text in a box of its own, without a paragraph around it.</div>",
    ],
)
def test_no_part_of_the_text_is_lost(part: str) -> None:
    """
    Headings, lists, quotes and tables are the text's own.
    """
    kept = " ".join(texts(one(TEXT + part)))
    sent = re.sub(r"<[^>]*>", " ", part).split()
    assert all(word in kept.split() for word in sent)


def test_what_happened_to_about_200_people_is_text() -> None:
    """
    Below a release "About Example" begins what is said of a company; in a report it may begin anything.
    """
    told = "<h2>About 200 people evacuated</h2><p>They left by boat in the night, police said, and are safe.</p>"
    assert texts(one(TEXT + told))[2] == "About 200 people evacuated"
    version = one(TEXT + "<h2>About Quillmark</h2><p>Quillmark makes lamps for bridges.</p>")
    assert version.notes == ("About Quillmark", "Quillmark makes lamps for bridges.")
    assert texts(version) == texts(one())


@pytest.mark.parametrize(
    "heading", ["More than 200 people died", "Other officials disagreed", "Latest in a line of storms"]
)
def test_a_heading_that_only_begins_like_a_list_of_links_is_text(heading: str) -> None:
    """
    "More stories" stands over links; "More than 200 people died" over the story's own last paragraph.
    """
    told = f"<div><h2>{heading}</h2><p>The harbour office said so on Tuesday night.</p></div>"
    assert texts(one(TEXT + told))[2:] == [heading, "The harbour office said so on Tuesday night."]


@pytest.mark.parametrize("box", ["<div class='x7'>{}</div>", "<table><tr><td>{}</td></tr></table>"])
def test_a_text_in_a_box_without_a_name_is_found_by_its_paragraphs(box: str) -> None:
    """
    Many pages name nothing; where the sentences stand together, there is the text.
    """
    menu = "<div class='x1'><a href='/1'>News</a><a href='/2'>Sport</a></div>"
    foot = "<div class='x9'><p>Written by nobody in particular.</p></div>"
    page = f"<html><head><title>Quay open again</title></head><body>{menu}<h1>Quay open again</h1>{box}{foot}"
    version = read(page.format(TEXT * 2).encode(), received=RECEIVED).versions[0]
    assert texts(version) == texts(one()) * 2


def test_a_text_parted_by_line_breaks_alone_is_found_whole() -> None:
    """
    Before there were styles, two line breaks ended a paragraph.
    """
    lines = re.findall(r"<p>(.*?)</p>", TEXT * 2)
    page = f"<html><head><title>Quay</title></head><body><a href=1>News</a><h1>Quay</h1><td>{'<br><br>'.join(lines)}"
    assert texts(read(page.encode(), received=RECEIVED).versions[0]) == lines


@pytest.mark.parametrize(
    "under",
    [
        "<figure><img src='/quay.jpg'><figcaption>The quay. (Photo: Ada Quill)</figcaption></figure>",
        "<div class='photo'><img src='/quay.jpg'><p>The quay.</p><span class='credit'>Ada Quill</span></div>",
        "<p><img src='/quay.jpg'></p><p class='caption'>The quay. © Ada Quill</p>",
        "<figure><img src='/quay.jpg'><span>Ada Quill</span><figcaption>The quay.</figcaption></figure>",
    ],
)
def test_what_stands_under_a_picture_is_its_caption_and_no_text(under: str) -> None:
    """
    A caption in the body would be read as a sentence of the story.
    """
    version = one(under + TEXT, "<base href='https://a.example/'>")
    assert [(media.caption, media.credit) for media in version.media] == [("The quay.", "Ada Quill")]
    assert texts(version) == texts(one())


@pytest.mark.parametrize(
    "signed", ["By Jane Tolling | 4 March 2031 9.15am GMT", "Jane Tolling posted Mar 4th 2031 7:30PM"]
)
def test_a_byline_is_a_name_and_nothing_after_it(signed: str) -> None:
    """
    Pages set the time and the buttons beside the name.
    """
    assert one(f"<p class='byline'>{signed}</p>{TEXT}").byline == "Jane Tolling"


@pytest.mark.parametrize(
    "signed",
    [
        "<div class='byline'><p>Jane Tolling</p><p>Aldery Press Writer</p></div>{}",
        "<p>By Jane Tolling</p><p>Aldery Press Writer</p>{}",
        "<p>By Jane Tolling<br>Aldery Press Writer</p>{}",
    ],
)
def test_what_the_writer_is_stands_beside_the_byline_and_not_in_the_text(signed: str) -> None:
    """
    NITF and ANPA have a field for the writer's title; on a page it is a line of its own.
    """
    version = one(signed.format(TEXT))
    assert (version.byline, version.more["byttl"]) == ("Jane Tolling", "Aldery Press Writer")
    assert texts(version) == texts(one())


@pytest.mark.parametrize(
    ("around", "kept"),
    [("<div>{}<b></b></div>", False), ("<p>It left at {} on time.</p>", True), ("<table><td>{}<td>Isle</table>", True)],
)
def test_a_time_goes_unless_it_is_part_of_a_sentence_or_a_table(around: str, kept: bool) -> None:
    """
    When a page was published has a field; when the boat leaves is news.
    """
    told = around.format("<time datetime='2031-03-04T09:15Z'>9.15 am</time>")
    assert any("9.15 am" in text for text in texts(one(told + TEXT))) is kept


@pytest.mark.parametrize(
    "line", ["FOR IMMEDIATE RELEASE", "For immediate release: March 4, 2031", "Zur sofortigen Veröffentlichung"]
)
def test_that_a_release_may_be_used_at_once_is_a_note(line: str) -> None:
    """
    It is said to the desk; readers need no leave.
    """
    version = one(f"<p>{line}</p>{TEXT}")
    assert (version.notes, texts(version)) == ((line,), texts(one()))


@pytest.mark.parametrize(
    ("shown", "hour"),
    [
        ("04.03.2031 – 10:00", 10),
        ("2031年3月4日 18時00分", 18),
        ("2031. 3. 4. 오후 5:00", 17),
        ("3/4/2031 10:00", None),
    ],
)
def test_a_time_in_figures_is_read_where_it_can_mean_one_day_only(shown: str, hour: int | None) -> None:
    """
    3/4 is in March or in April, as the page's country has it.
    """
    found = one(f"<p class='date'>{shown}</p>{TEXT}").issued
    assert found == (None if hour is None else datetime(2031, 3, 4, hour, tzinfo=UTC))


def test_links_of_a_text_are_whole_addresses() -> None:
    """
    Elsewhere than on its page, half an address leads nowhere.
    """
    version = one(
        "<p>The <a href='/notice'>notice of the harbour</a> is out.</p>" + TEXT, "<base href='https://a.example/'>"
    )
    assert 'href="https://a.example/notice"' in version.body[0].html


def test_half_a_base_begins_at_the_pages_own_address() -> None:
    """
    A base may itself be half an address, which the page's own makes whole.
    """
    head = "<base href='/news/'><link rel=canonical href='https://a.example/x/quay'>"
    version = one("<p>The <a href='b'>notice</a> is out.</p>" + TEXT, head)
    assert 'href="https://a.example/news/b"' in version.body[0].html


@pytest.mark.parametrize("head", ["<link rel=canonical href='https://[x'>", "<base href='https://[x'>"])
def test_an_address_that_is_none_does_not_stop_a_page(head: str) -> None:
    """
    What is broken in a page's head is no reason to miss its story.
    """
    assert texts(one("<p>The <a href='b'>notice</a> is out.</p>" + TEXT, head))[0] == "The notice is out."


@pytest.mark.parametrize("part", ["<figure>{}</figure>", "<div class='photo'>{}", "<div><section>{}", "<b>{}</b>"])
def test_time_grows_with_the_page_and_no_faster(part: str) -> None:
    """
    A page of ten thousand pictures in one frame must not hold up the wires.
    """
    inside = "<img src='https://a.example/i.jpg'><figcaption>c</figcaption>"
    took = []
    for many in (1000, 4000):
        page = f"<html><body><article><h1>Quay</h1>{TEXT}{part.format(inside * many)}".encode()
        start = process_time()
        read(page, received=RECEIVED)
        took.append(process_time() - start)
    assert took[1] < 10 * took[0] + 0.2


def test_the_next_article_on_the_page_is_not_this_one() -> None:
    """
    Pages without end load another story below the first.
    """
    page = (
        f"<html><body><main><article><h1>Quay open again</h1><div class='entry-content'>{TEXT}{TEXT}</div></article>"
        f"<article><h2>Bread is dear</h2><div class='entry-content'><p>{'Bread costs more than ever. ' * 9}</p></div>"
        "</article></main></body></html>"
    )
    version = read(page.encode(), received=RECEIVED).versions[0]
    assert not any("Bread" in text for text in texts(version))


def test_a_text_that_only_machines_are_given_is_read_from_there() -> None:
    """
    Some pages are drawn by scripts; their JSON-LD holds the text, and the desk is told that it came from there.
    """
    body = "The harbour office said that its quay is open again. " * 12
    told = f'{{"@type":"NewsArticle","headline":"Quay open","articleBody":"{body}\\n\\nSecond paragraph."}}'
    page = f'<html><head><script type="application/ld+json">{told}</script></head><body><div id="root"></div></body>'
    reading = read(page.encode(), received=RECEIVED)
    assert texts(reading.versions[0])[-1] == "Second paragraph."
    assert [problem.where for problem in reading.problems] == ["articleBody"]


def test_the_line_of_rights_below_a_text_is_its_notice() -> None:
    """
    It is the holder's word, and no sentence of the story.
    """
    version = one(TEXT + "<p>© 2031 The Aldery Courier. All rights reserved.</p>")
    assert (version.notice, texts(version)) == ("© 2031 The Aldery Courier. All rights reserved.", texts(one()))


def test_an_order_to_kill_is_no_empty_page() -> None:
    """
    A page that holds nothing but a kill is what the desk must see first.
    """
    page = "<html><body><article><h1>KILL: Quay open</h1><p>Please kill the story Quay-Open. It is wrong.</p></article>"
    reading = read(page.encode(), received=RECEIVED)
    assert reading.versions[0].status == "canceled"


def test_what_machines_may_not_do_is_told_in_usage() -> None:
    """
    A reservation against mining is a term like any other; to let itself be indexed is none.
    """
    head = '<meta name="robots" content="index, noai"><meta name="tdm-reservation" content="1">'
    assert one(head=head).usage == "robots: noai\ntdm-reservation: 1"


def test_a_page_that_is_unavailable_after_a_day_expires_then() -> None:
    """
    What robots must drop, readers should not find either.
    """
    head = '<meta name="robots" content="unavailable_after: 2031-04-01T00:00:00Z">'
    assert one(head=head).expires == datetime(2031, 4, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("head", "issued"),
    [
        ('<meta property="article:published_time" content="2031-03-04T08:30:00+01:00">', (7, 30)),
        ('<meta name="date" content="2031-03-04T08:30:00-05:00">', (13, 30)),
        ('<meta name="date" content="2031-03-04"><meta name="pubdate" content="2031-03-04T08:30:00Z">', (8, 30)),
        ('<script type="application/ld+json">{"@type":"Article","datePublished":"2031-03-04T09:00:00+02:00"}</script>',
         (7, 0)),
    ],
)  # fmt: skip
def test_a_time_keeps_its_zone(head: str, issued: tuple[int, int]) -> None:
    """
    Of several times for one moment, the one that tells its zone counts.
    """
    found = one(head=head).issued
    assert found == datetime(2031, 3, 4, *issued, tzinfo=UTC)


def test_a_time_in_words_is_read_with_its_zone() -> None:
    """
    Some wires print the moment of a release, and tell machines nothing.
    """
    version = one('<p class="date">March 04, 2031 08:30 AM Eastern Standard Time</p>' + TEXT)
    assert version.issued == datetime(2031, 3, 4, 13, 30, tzinfo=UTC)
    assert texts(version) == texts(one())


def test_torn_json_is_told_and_the_page_read() -> None:
    """
    What a page says to machines is often broken; what it shows to people seldom.
    """
    head = '<script type="application/ld+json">{"@type": "NewsArticle", </script>'
    page = f"<html><head><title>Quay open again</title>{head}</head><body><article>{TEXT}</article></body></html>"
    reading = read(page.encode(), received=RECEIVED)
    assert texts(reading.versions[0]) == texts(one())
    assert [problem.where for problem in reading.problems] == ["script[application/ld+json]"]


def test_a_withdrawal_is_a_kill_that_proves_nobody() -> None:
    """
    The wire is one that anybody can write: its kill is a recall until an editor has looked.
    """
    version = read((SAMPLES / "withdrawn.html").read_bytes(), received=RECEIVED).versions[0]
    assert (version.status, version.signals) == ("canceled", ("kill",))


@pytest.mark.skipif(not SEED.exists(), reason="the seed page is not here")
def test_the_networks_own_page_is_a_package() -> None:
    """
    The page that the first network printed, as HTML: a story, a backgrounder, a teaser and a footer.
    """
    lines = [f"<p>{line}</p>" for line in SEED.read_text().splitlines() if any(map(str.isalnum, line))]
    page = (
        f"<html><head><title>Iraq</title></head><body><table><tr><td>{''.join(lines)}</td></tr></table></body></html>"
    )
    reading = read(page.encode(), received=datetime(2020, 1, 16, 12, tzinfo=UTC))
    assert reading.package
    assert [version.role for version in reading.versions] == ["main", "backgrounder", "teaser"]
    assert reading.versions[0].headline == "Iraq denies resuming joint ops with US-led coalition"
    assert "Advertising does not imply endorsement" in reading.versions[0].more["footer"]
