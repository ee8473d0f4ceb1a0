"""Sample pages with a town, a trade and agencies that do not exist."""

import pytest
from msgspec.structs import replace

from dateline.sites.pages import (
    Anchor,
    Backgrounder,
    Card,
    Correction,
    Day,
    FrontPage,
    GonePage,
    HowPage,
    ListPage,
    NavItem,
    Page,
    Part,
    Provenance,
    Row,
    Shell,
    StoryPage,
    TextPage,
    Time,
)

TODAY = "Thursday, January 16, 2020"
STORY = "/2020/01/16/vellmar-reopens-northern-lock-7f3k2q9m"

NAV = (
    NavItem("/", "Today"),
    NavItem("/ports", "Ports"),
    NavItem("/rail", "Rail & road"),
    NavItem("/crews", "Crews"),
    NavItem("/weather", "Weather"),
    NavItem("/law", "Law"),
)

SHELL = Shell(
    site="tideline",
    name="The Tideline",
    tagline="Ports, locks and the people who work them",
    language="en",
    nav=NAV,
    style="/style-00000000.css",
    accent="#0f5c6e",
    accent_dark="#7cc4d4",
    canonical="https://tideline.example" + STORY,
    title="The Tideline",
    description="News of ports and shipping, and where each word of it comes from.",
    network=(
        Anchor("https://millrace.example/", "The Millrace"),
        Anchor("https://lampfield.example/", "Lampfield Energy"),
        Anchor("https://quarry.example/", "Quarry & Kiln"),
    ),
    network_name="Also from Bellweather Press",
    credits=(
        "The story, paragraphs 1 to 7, is Copyright 2020 Pelican Press, used under a subscription until Feb 13, 2020.",
        "The backgrounder is our own work; anyone may share it with a line that names us.",
    ),
    copyright="Copyright 2009–2020 Bellweather Press Ltd, Port Anselm. Advertising implies no endorsement.",
)


def _time(iso: str, words: str) -> Time:
    return Time(iso, words)


NOON = _time("2020-01-16T12:05:00+01:00", "Jan 16, 2020, 12:05")
EVENING = _time("2020-01-16T18:40:00+01:00", "Jan 16, 2020, 18:40")

LEAD = Card(
    href=STORY,
    kicker="Locks",
    headline="Vellmar reopens its northern lock after eleven days, and the queue begins to move",
    summary="Forty-one barges had been waiting in the roads since a gate left its rail. The harbour master says the "
    "last of them will be through by Sunday, if the frost holds off.",
    byline="by Ottoline Farrow with Pelican Press",
    dateline="Vellmar (Pelican) Jan 16, 2020",
    when=NOON,
    mark="corrected",
)
SECONDS = (
    Card(
        href="/2020/01/16/pilots-2aaaaaaa",
        kicker="Crews",
        headline="Pilots of the Anselm roads vote for shorter winter watches",
        summary="Nine hours, not twelve, from the first night of frost to the last.",
        dateline="Port Anselm (Pelican) Jan 16, 2020",
        when=NOON,
    ),
    Card(
        href="/2020/01/16/grain-2bbbbbbb",
        kicker="Ports",
        headline="Grain terminal at Little Sound to run on its own turbines",
        summary="The owners promise full power by the spring tides; the town council would like to see a contract.",
        byline="Staff Writers",
        when=NOON,
        mark="disputed",
    ),
    Card(
        href="/2020/01/16/tariff-2ccccccc",
        kicker="Law",
        headline="Court lets the towage tariff stand",
        summary="Judges at Corran found nothing secret in a price that hangs on the office door.",
        dateline="Corran (Brackwater News) Jan 16, 2020",
    ),
    Card(
        href="/2020/01/16/ferry-2ddddddd",
        kicker="Crews",
        headline="Ferry cook finds lost manifest of 1911 behind the galley stove",
        dateline="Skerrow (Pelican) Jan 16, 2020",
        mark="own report",
    ),
    Card(
        href=None,
        kicker="Weather",
        headline="Ice outlook: thin in the sounds, none in the roads",
        summary="The full text is at its home site.",
        when=NOON,
    ),
    Card(href="/2020/01/16/cranes-2eeeeeee", kicker="Ports", headline="Two cranes, one berth and a very long argument"),
)


def _river(day: str) -> tuple[Card, ...]:
    return (
        Card(
            href=f"/2020/01/{day}/dredger-{day}aaaaaa",
            kicker="Ports",
            headline="Dredger Patience is back on station, a week before she was hoped for",
            summary="Her crew replaced a bearing at sea that the yard had said could only be changed in dock.",
            dateline=f"Little Sound (Pelican) Jan {day}, 2020",
        ),
        Card(
            href=f"/2020/01/{day}/freight-{day}bbbbbb",
            kicker="Rail & road",
            headline="Night freights return to the quay line",
            byline="by Ottoline Farrow",
            when=_time(f"2020-01-{day}T09:00:00+01:00", f"Jan {day}, 2020, 09:00"),
        ),
        Card(
            href=f"/2020/01/{day}/survey-{day}cccccc",
            kicker="Law",
            headline="Survey of moorings finds three that nobody admits to owning",
            summary="The register names a company dissolved before the buoys were made.",
            dateline=f"Corran (Brackwater News) Jan {day}, 2020",
            mark="since then",
        ),
    )


DAYS = (
    Day(title="Wednesday, January 15, 2020", href="/2020/01/15", cards=_river("15")),
    Day(title="Tuesday, January 14, 2020", href="/2020/01/14", cards=_river("14")),
)

BODY = (
    "<p>The northern lock at Vellmar opened again at first light on Thursday, eleven days after one of its two gates "
    "left the rail and shut the only deep way between the river and the sea. Four barges loaded with gravel went "
    "through before breakfast.</p>",
    "<p>“Nobody cheered, because everybody was cold,” said Isaura Penhallow, who is harbour master there. “But I saw "
    'a good many hands in the air.” The port keeps <a href="https://vellmar.example/queue">a list of the waiting '
    "ships</a>, and updates it by the hour.</p>",
    '<figure><img src="/media/lock.svg" width="1200" height="675" alt="A lock gate half open, seen from the quay">'
    "<figcaption>The north gate on its new rail. Picture: Port of Vellmar</figcaption></figure>",
    "<h2>What broke</h2>",
    "<p>The gate weighs three hundred tonnes and runs on two steel wheels, each as tall as a child of ten. One of "
    "them cracked on January 5, in the second hour of a hard frost; the other followed when the first had let it "
    "down. Divers found the pieces within a day. Finding a foundry took rather longer.</p>",
    "<blockquote><p>We asked nine foundries. Eight laughed, and the ninth asked for a drawing.</p></blockquote>",
    "<h2>Who waited</h2>",
    "<p>At the worst of it the roads held forty-one vessels, by the port’s own count:</p>",
    "<table><caption>Vessels in the roads at noon</caption><thead><tr><th>Day</th><th>Barges</th><th>Coasters</th>"
    "<th>Longest wait</th></tr></thead><tbody><tr><td>January 8</td><td>12</td><td>3</td><td>3 days</td></tr>"
    "<tr><td>January 12</td><td>27</td><td>8</td><td>7 days</td></tr><tr><td>January 15</td><td>31</td><td>10</td>"
    "<td>10 days</td></tr></tbody></table>",
    "<ul><li>Gravel and sand for the new quay at Corran, which now runs a fortnight late.</li>"
    "<li>Winter wheat, most of it already sold.</li></ul>",
    "<p>The port will not say yet what the repair has cost, nor who is to pay for it.</p>",
)

BACKGROUND = Backgrounder(
    headline="A lock that was never meant to last: Vellmar since 1887",
    byline="Staff Writers",
    dateline="Vellmar, Jan 16, 2020",
    body_html=(
        "<p>The lock that failed this month is the third on the spot, and the first that was not built in a hurry.</p>",
        "<h2>1887: timber</h2>",
        "<p>A contractor from upriver builds the first lock in oak, on the understanding that a stone one will follow "
        "within five years. It stands for thirty-eight.</p>",
        "<h2>1925: the wide gate</h2>",
        "<p>Steel gates replace the oak. They are too wide for the chamber by the breadth of a hand, and the chamber "
        "is cut to fit them.</p>",
        "<p>For the next forty years every ship’s master in the sound knows the scar by its own name, and steers by it "
        "in fog.</p>",
        "<h2>1968: wheels and rails, and what came of them</h2>",
        "<p>The present lock opens, with gates that roll sideways. The makers promise fifty years.</p>",
    ),
)

TEASERS = (
    Card(
        href="/2020/01/15/foundry-3aaaaaaa",
        headline="The ninth foundry: how a shop of six cast a wheel in four days",
        summary="When the drawing arrived, it was on a paper napkin, and it was upside down. The pattern maker turned "
        "it round and …",
        dateline="Upper Ferne (Pelican) Jan 15, 2020",
    ),
    Card(href=None, headline="Timetable of passages, Friday to Sunday", summary="Subject to frost."),
)


def _story() -> StoryPage:
    return StoryPage(
        shell=replace(SHELL, title="Vellmar reopens its northern lock — The Tideline"),
        kicker="Locks",
        headline="Vellmar reopens its northern lock after eleven days, and the queue begins to move",
        standfirst="Forty-one vessels waited in the roads while six people at a small foundry cast a new wheel.",
        byline="by Ottoline Farrow with Pelican Press",
        dateline="Vellmar (Pelican) Jan 16, 2020",
        origin="With a press release of the Port of Vellmar",
        credit="Credit: Port of Vellmar/Quay Office",
        published=NOON,
        updated=EVENING,
        provenance=Provenance(
            source="Pelican",
            version="our revision 1 of version 2",
            share="84% wire text",
            until="until Feb 13, 2020",
            how=Anchor(STORY + "/how", "How we know"),
        ),
        corrections=(
            Correction(EVENING, "An earlier version said that the gate weighs thirty tonnes; it weighs three hundred."),
        ),
        body_html=BODY,
        backgrounders=(BACKGROUND,),
        teasers=TEASERS,
        home=Anchor("https://millrace.example" + STORY, "The Millrace"),
    )


def _how() -> HowPage:
    return HowPage(
        shell=replace(SHELL, title="How we know — The Tideline", noindex=True),
        story=Anchor(STORY, "Vellmar reopens its northern lock after eleven days, and the queue begins to move"),
        rows=(
            Row(
                what="Our revision 1",
                kind="correction",
                issued=EVENING,
                words=412,
                share="84% wire text",
                note="The weight of the gate was wrong by a nought.",
                current=True,
            ),
            Row(what="Version 2 from Pelican", kind="update", issued=NOON, received=NOON, words=398),
            Row(
                what="Version 1 from Pelican",
                issued=_time("2020-01-16T07:10:00+01:00", "Jan 16, 2020, 07:10"),
                received=_time("2020-01-16T07:11:00+01:00", "Jan 16, 2020, 07:11"),
                words=64,
                wording_html=("<p>The lock at Vellmar is open again, the port says. More follows.</p>",),
            ),
        ),
        parts=(
            Part(
                what="the story, paragraphs 1–7",
                source="Pelican",
                holder="Pelican Press",
                terms="subscription, online, 28 days",
                until="until Feb 13, 2020",
                because="licence pelican-web, clause “sites”",
            ),
            Part(
                what="the backgrounder",
                source="our desk",
                holder="Bellweather Press Ltd",
                terms="our own work",
                until="no end",
                because="written here",
            ),
        ),
        desk=("Chosen by the duty editor on Jan 16, 2020, 11:52.", "Three paragraphs were cut; one was added."),
    )


ARABIC = Shell(
    site="marsa",
    name="المرسى",
    tagline="أخبار الموانئ والسفن",
    language="ar",
    direction="rtl",
    nav=(NavItem("/", "اليوم"), NavItem("/ports", "الموانئ", here=True), NavItem("/crews", "البحارة")),
    style="/style-00000000.css",
    accent="#0f5c6e",
    accent_dark="#7cc4d4",
    title="المرسى",
    links=(Anchor("/about", "من نحن"), Anchor("/privacy", "الخصوصية")),
    copyright="جميع الحقوق محفوظة ٢٠٢٠",
)


def _arabic() -> StoryPage:
    story = _story()
    return replace(
        story,
        shell=ARABIC,
        kicker="الموانئ",
        headline="ميناء فلمار يعيد فتح قفله الشمالي بعد أحد عشر يوما",
        standfirst="انتظرت إحدى وأربعون سفينة في الخارج حتى صنع ستة عمال عجلة جديدة.",
        byline="هيئة التحرير",
        dateline="فلمار، ١٦ يناير ٢٠٢٠",
        body_html=(
            "<p>فتح القفل الشمالي عند الفجر يوم الخميس، ومرت أربع سفن محملة بالحصى قبل الفطور.</p>",
            "<h2>ما الذي انكسر</h2>",
            "<p>تزن البوابة ثلاثمئة طن وتسير على عجلتين من الفولاذ، وقد انكسرت إحداهما في برد شديد.</p>",
        ),
    )


def _narrow() -> StoryPage:
    """What breaks a phone's page: a word without an end, a table without one either, and addresses."""
    word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
    cells = "".join(f"<td>column {n} of the long table</td>" for n in range(14))
    return replace(
        _story(),
        kicker=word,
        headline=f"The {word} meets",
        standfirst=word,
        byline=word,
        dateline=word,
        credit=word,
        corrections=(Correction(NOON, word),),
        body_html=(
            f"<h2>{word}</h2>",
            f"<p>https://vellmar.example/{word}</p>",
            f"<table><tbody><tr>{cells}</tr></tbody></table>",
            f"<pre>{word}</pre>",
            f"<ul><li>{word}</li></ul>",
        ),
        backgrounders=(Backgrounder(headline=word, byline=word, body_html=(f"<h2>{word}</h2>", f"<p>{word}</p>")),),
        teasers=(Card(href="/x", kicker=word, headline=word, summary=word, dateline=word, mark=word),),
        home=Anchor("https://millrace.example/x", word),
        shell=replace(SHELL, name=word, tagline=word, credits=(word,), copyright=word, network_name=word),
    )


@pytest.fixture(scope="session")
def samples() -> dict[str, Page]:
    """One page a template, an empty front, a page from right to left, and one with words that do not end."""
    home = replace(SHELL, nav=(NavItem("/", "Today", here=True), *NAV[1:]), canonical="https://tideline.example/")
    elsewhere = replace(SHELL, canonical=None, noindex=True)
    return {
        "front": FrontPage(shell=home, today=TODAY, lead=LEAD, seconds=SECONDS, days=DAYS),
        "empty": FrontPage(shell=home, today=TODAY, lead=None, seconds=(), days=()),
        "list": ListPage(
            shell=replace(SHELL, title="Ports — The Tideline"),
            title="Ports",
            intro="Berths, cranes and everything that waits for them.",
            days=DAYS,
            older=Anchor("/ports/2020/01/13", "Older: January 13"),
            newer=Anchor("/ports", "Newer"),
        ),
        "day": ListPage(
            shell=SHELL,
            title=TODAY,
            days=(Day(title=TODAY, href="/2020/01/16", cards=(LEAD, *SECONDS)),),
            older=Anchor("/2020/01/15", "Wednesday, January 15, 2020"),
        ),
        "story": _story(),
        "how": _how(),
        "text": TextPage(
            shell=elsewhere,
            title="About us",
            paragraphs=(
                "The Tideline prints what happens in ports. Every story says who sent it to us, and in which version.",
                "We take in reports of two agencies and of the ports themselves. An editor chooses each of them for "
                "what it tells people who work on the water, and puts a name to the choice.",
            ),
            effective="In force since Nov 1, 2019",
        ),
        "gone": GonePage(
            shell=elsewhere,
            title="This story was taken back",
            sentences=(
                "A story stood here until Jan 17, 2020, 08:30.",
                "It was removed at the request of the agency that had sent it.",
            ),
        ),
        "arabic": _arabic(),
        "narrow": _narrow(),
    }
