"""Items as machines are told of them: one with all that an article can have, one with nothing but what it must."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st
from msgspec.structs import replace

from dateline.news.story import CorrectionNote
from dateline.news.wire import Named, Subject
from dateline.sites.machines.feeds import Channel
from dateline.sites.machines.item import Author, Image, Item, Supplied
from dateline.sites.pages import Backgrounder

START = datetime(2020, 1, 16, 10, 0, tzinfo=UTC)
HOME = "https://www.tideline.example/"
TOPICS = "http://cv.iptc.org/newscodes/mediatopic/"

BARE = Item(
    id="art-7f3k2q9m",
    site="The Tideline",
    home=HOME,
    url=f"{HOME}2020/01/16/quay-opens-7f3k2q9m",
    canonical=f"{HOME}2020/01/16/quay-opens-7f3k2q9m",
    headline="Quay opens",
    byline="Pelican",
    published=START,
    changed=START,
    language="en-AU",
)
FULL = replace(
    BARE,
    summary="Forty barges & one tug had been waiting.",
    html='<p>Forty barges &amp; one tug had <a href="/2020/01/15/waiting-00000000">been waiting</a>.</p>'
    '<figure><img src="/pictures/0a-960.jpg" srcset="/pictures/0a-480.jpg 480w, /pictures/0a-960.jpg 960w" alt="">'
    "</figure>",
    byline="by Staff Writers with Pelican",
    authors=(Author("Ada Example"), Author("Pelican", "organisation")),
    dateline="Port Anselm (Pelican) Jan 16, 2020",
    credit="Credit: Pelican",
    rights=("Pelican text: copyright Pelican Press.", "Used under a subscription."),
    supplied=(
        Supplied(
            source="Pelican", full_name="Pelican Press", holder="Pelican Press", address="urn:newsml:pel.example:q:1"
        ),
        Supplied(source="Survey", full_name="the Anselm Survey", address="https://survey.example/quay"),
    ),
    changed=START + timedelta(hours=1),
    expires=START + timedelta(days=28),
    version=2,
    words=210,
    section="Ports",
    topics=(Subject(TOPICS, "20000294", "sea transport"), Subject(code="harbour", name="Harbours & quays")),
    places=(Named("place", "Port Anselm", latitude=-12.5, longitude=130.25), Named("place", "Brackwater")),
    corrections=(CorrectionNote(START + timedelta(hours=1), "There were forty barges, not fourteen.", "desk"),),
    image=Image(
        url=f"{HOME}pictures/0a-960.jpg",
        width=960,
        height=640,
        type="image/jpeg",
        alt="A tug at the quay",
        credit="Jo Doe/Pelican",
        licence="Used under a subscription.",
    ),
    backgrounders=(Backgrounder(headline="Quays since 1887", body_html=("<p>The first was of wood.</p>",)),),
)
CHANNEL = Channel(
    site="The Tideline",
    title="The Tideline: Ports",
    home=f"{HOME}ports/",
    address=f"{HOME}ports/feed.xml",
    description="Ports on The Tideline, newest first.",
    language="en-AU",
    hub="https://hub.example/",
    rights="Copyright 2009–2020 Bellweather Press Ltd.",
)

#: Letters that break what is made without care: of markup, of other scripts, of none, and those that XML forbids.
LETTERS = st.text(
    st.sampled_from("ab <>&'\"]\\/\n\t\r\x00\x01\x0b\x0c\x1b\x1f\x7f\x85\u2028\u2029\ufffe\udc80אب‏\u202e日🚢é")
)
WORDS = LETTERS | st.text(max_size=40) | st.sampled_from(["]]>", "</script>", "<!--", "&amp;", "&#0;", "\\u003c"])


def said(text: str) -> list[str]:
    """The words of a text, without letters that no reader would see or miss."""
    kept = "".join(c for c in text if c.isspace() or (ord(c) >= 0x20 and not 0xD800 <= ord(c) < 0xE000))
    return kept.replace("\ufffe", "").replace("\uffff", "").split()
