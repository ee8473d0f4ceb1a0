"""Sample pages with a town, a trade and agencies that do not exist."""

from msgspec.structs import replace

from dateline.sites.pages import (
    FOOT,
    Anchor,
    Backgrounder,
    Card,
    CollectionPage,
    Correction,
    CorrectionsPage,
    Dated,
    Day,
    DayLink,
    Facet,
    FacetLink,
    Feed,
    FrontPage,
    GonePage,
    Hint,
    Hit,
    HowPage,
    IndexPage,
    ListPage,
    MissingPage,
    Month,
    NavItem,
    OverPage,
    Page,
    Part,
    Passage,
    Picture,
    Post,
    Provenance,
    RiverDay,
    RiverPage,
    Row,
    Run,
    SearchPage,
    Shelf,
    Shell,
    Source,
    StoryPage,
    TextPage,
    Time,
    Told,
    ToldDay,
    WireItem,
)
from dateline.sites.render import Renderer

TODAY = "Thursday, January 16, 2020"
STORY = "/2020/01/16/vellmar-reopens-northern-lock-7f3k2q9m"

NAV = (
    NavItem("/", "Today"),
    NavItem("/ports/", "Ports"),
    NavItem("/rail/", "Rail & road"),
    NavItem("/crews/", "Crews"),
    NavItem("/weather/", "Weather"),
    NavItem("/law/", "Law"),
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
    links=FOOT,
    search="/search",
    feeds=(
        Feed("application/rss+xml", "", "/feed.xml"),
        Feed("application/atom+xml", "", "/atom.xml"),
        Feed("application/feed+json", "", "/feed.json"),
    ),
)


def _picture(name: str, width: int, height: int, alt: str, caption: str = "") -> Picture:
    sets = f"/pictures/{name}-{width // 2}.svg {width // 2}w, /pictures/{name}-{width}.svg {width}w"
    return Picture(
        src=f"/pictures/{name}-{width}.svg",
        width=width,
        height=height,
        alt=alt,
        sources=(Source("image/svg+xml", sets),),
        caption=caption,
        credit="Picture: Ysolde Marrack/Pelican",
        licence=Anchor("https://pelican.example/terms", "Terms"),
    )


LOCK = _picture(
    "lock", 1600, 1067, "A lock gate half open at first light", "The north gate on its new rail, at first light."
)
DREDGER = _picture("dredger", 480, 320, "A dredger at anchor")


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
    nav=(NavItem("/", "اليوم"), NavItem("/ports/", "الموانئ", here=True), NavItem("/crews/", "البحارة")),
    style="/style-00000000.css",
    accent="#0f5c6e",
    accent_dark="#7cc4d4",
    title="المرسى",
    links=(Anchor("/about", "من نحن"), Anchor("/privacy", "الخصوصية")),
    search="/search",
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


_CARDS = Renderer()


def _cards(*cards: Card, tag: str = "h3") -> tuple[str, ...]:
    return tuple(_CARDS.card(card, tag) for card in cards)


def _pictured() -> FrontPage:
    """A front with pictures and a collection, its cards set beforehand."""
    lead = replace(LEAD, picture=LOCK, mark="")
    seconds = (replace(SECONDS[0], picture=DREDGER), *SECONDS[1:])
    river = _river("15")
    first = replace(DAYS[0], cards=(), cards_html=_cards(replace(river[0], picture=DREDGER), *river[1:]))
    return FrontPage(
        shell=replace(SHELL, nav=(replace(NAV[0], here=True), *NAV[1:]), frame=_CARDS.frame(SHELL)),
        today=TODAY,
        lead_html=_CARDS.card(lead, more=True, lead=True),
        seconds_html=tuple(_CARDS.card(card, more=True) for card in seconds),
        days=(first, DAYS[1]),
        collections=(
            Shelf(
                title="The winter that would not freeze",
                href="/collection/winter/",
                cards_html=_cards(*(replace(c, kicker="", mark="") for c in (SECONDS[1], river[2], SECONDS[4]))),
            ),
        ),
    )


def _numbered() -> ListPage:
    return ListPage(
        shell=replace(SHELL, title="Dredging — The Tideline", nav=NAV),
        kicker="Topic",
        title="Dredging",
        intro="What keeps the channels deep: the ships, the contracts and the mud.",
        days=DAYS,
        position="Page 3 of this topic, from the oldest",
        older=Anchor("/topic/dredging/page-2", "Page 2, older"),
        newer=Anchor("/topic/dredging/page-4", "Page 4, newer"),
        newest=Anchor("/topic/dredging/", "The newest"),
        feeds=(
            Anchor("/topic/dredging/feed.xml", "RSS"),
            Anchor("/topic/dredging/atom.xml", "Atom"),
            Anchor("/topic/dredging/feed.json", "JSON Feed"),
        ),
        beside=(Anchor("/topic/harbours/", "Harbours"), Anchor("/topic/salvage/", "Salvage")),
    )


def _issues() -> IndexPage:
    names = ("Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Monday")

    def month(name: str, year: int, number: int, last: int) -> Month:
        return Month(
            title=f"{name} {year}",
            days=tuple(
                DayLink(href=f"/{year}/{number:02}/{n:02}/", words=str(n), title=f"{names[n % 7]}, {name} {n}, {year}")
                for n in range(last, 0, -1)
            ),
        )

    return IndexPage(
        shell=replace(SHELL, title="Previous issues — The Tideline"),
        title="Previous issues",
        intro="Every day on which something was published here.",
        years=(NavItem("/days/", "2020", here=True), NavItem("/days/2019/", "2019")),
        months=(month("January", 2020, 1, 16), month("December", 2019, 12, 31)),
    )


def _collection() -> CollectionPage:
    return CollectionPage(
        shell=replace(SHELL, title="The winter that would not freeze — The Tideline"),
        title="The winter that would not freeze",
        intro="A mild season, told by those who had planned for ice.",
        byline="Kept by Ottoline Farrow",
        updated=EVENING,
        cards_html=_cards(replace(SECONDS[0], picture=DREDGER), SECONDS[1], *_river("14"), tag="h2"),
    )


def _timeline() -> CollectionPage:
    steps = (
        ("1887", "1887", "<p>A contractor from upriver builds the first lock in oak.</p>"),
        ("1925-03", "March 1925", "<p>Steel gates replace the oak. They are too wide by the breadth of a hand.</p>"),
        ("2020-01-05", "Jan 5, 2020", "<p>A wheel cracks in the second hour of a hard frost.</p>"),
        ("2020-01-16", "Jan 16, 2020", _CARDS.card(LEAD)),
    )
    return CollectionPage(
        shell=replace(SHELL, title="The lock at Vellmar — The Tideline"),
        kind="timeline",
        title="The lock at Vellmar, from oak to steel",
        intro="A hundred and thirty-three years of gates that nearly fitted.",
        steps=tuple(Dated(when=Time(iso, words), html=html) for iso, words, html in steps),
    )


def _wire() -> RiverPage:
    def item(minute: int, code: str, source: str, headline: str, first: str = "", **more: str) -> WireItem:
        when = Time(f"2020-01-16T11:{minute:02}:00Z", f"12:{minute:02}")
        return WireItem(code=code, source=source, when=when, headline=headline, first=first, **more)

    items = (
        item(58, "PEL", "Pelican Press", "Vellmar lock reopens", "First barges through before breakfast, port says …"),
        item(41, "BRW", "Brackwater News", "URGENT: towage tariff stands, court rules", mark="flash"),
        item(
            30,
            "PEL",
            "Pelican Press",
            "Correction: lock weighs three hundred tonnes",
            "In the item of 12:05, “Vellmar lock reopens”, please read three hundred …",
            mark="correction",
            href=STORY,
        ),
        item(5, "PORT", "", "Passages for Friday", "The northern lock takes vessels up to nine metres of beam …"),
    )
    return RiverPage(
        shell=replace(SHELL, title="The wire — The Tideline", noindex=True),
        title="The wire",
        intro="What the agencies send, as they send it. Nobody here has edited or checked any of it.",
        days=(RiverDay(title=TODAY, items=items), RiverDay(title="Wednesday, January 15, 2020", items=items[:2])),
        older=Anchor("/river/page-8", "Older"),
    )


def _live() -> StoryPage:
    story = _story()
    posts = (
        Post(
            id="post-3",
            when=EVENING,
            headline="Forty-one are down to nine",
            body_html=("<p>The last of the coasters went through with the evening tide, says the harbour master.</p>",),
            source="Pelican",
        ),
        Post(
            id="post-2",
            when=NOON,
            body_html=("<p>A tug has taken position at the south gate, in case.</p>", "<p>Nobody says of what.</p>"),
        ),
        Post(
            when=Time("2020-01-16T07:10:00+01:00", "Jan 16, 2020, 07:10"),
            headline="The gate moves",
            body_html=("<p>It moves.</p>", "<h2>How it sounded</h2>", "<p>Like a tram.</p>"),
            source="Pelican",
        ),
    )
    return replace(
        story,
        live="live",
        posts=posts,
        body_html=story.body_html[:1],
        corrections=(),
        backgrounders=(),
        updated=EVENING,
    )


def _package() -> StoryPage:
    """A story with all that a story can have."""
    story = _story()
    return replace(
        story,
        shell=replace(
            story.shell,
            robots="max-image-preview:large",
            social=(("og:type", "article"), ("og:title", story.headline), ("og:site_name", "The Tideline")),
            data='{"@context":"https://schema.org","@type":"NewsArticle","headline":"A </script> in a headline"}',
        ),
        reading_time="4 min",
        picture=LOCK,
        package="The lock at Vellmar",
        package_parts=(
            NavItem(STORY, "The lock reopens", here=True),
            NavItem("/2020/01/16/foundry-5aaaaaaa", "The foundry that cast the wheel"),
            NavItem("/2020/01/16/law-5bbbbbbb", "Who pays, and by which law"),
        ),
        topics=(Anchor("/topic/harbours/", "Harbours"), Anchor("/topic/shipping/", "Shipping")),
        places=(Anchor("/place/vellmar/", "Vellmar"),),
        address="https://tideline.example" + STORY,
        related_html=_cards(replace(SECONDS[0], picture=DREDGER), *SECONDS[1:4]),
    )


def _search() -> SearchPage:
    return SearchPage(
        shell=replace(SHELL, title="Search — The Tideline", noindex=True),
        title="Search",
        kept=(("sort", "newest"),),
        query='lock "northern gate" sorce:pelican',
        found="214 articles",
        remarks=("“sorce:” is no field; it was read as a word.",),
        meant=(Anchor("/search?q=lock+source%3Apelican", "lock source:pelican"),),
        hits=(
            Hit(
                href=STORY,
                kicker="Locks",
                headline=(Run("Vellmar reopens its northern "), Run("lock", True), Run(" after eleven days")),
                runs=(Run("… the "), Run("northern gate", True), Run(" left its rail and shut the only deep way …")),
                byline="by Ottoline Farrow with Pelican Press",
                when=NOON,
            ),
            Hit(
                href="/2020/01/15/foundry-3aaaaaaa",
                site="The Millrace",
                headline=(Run("The ninth foundry"),),
                runs=(Run("… a wheel for the "), Run("lock", True), Run(" in four days …")),
                when=NOON,
            ),
        ),
        facets=(
            Facet(
                title="Section",
                links=(
                    FacetLink(href="/search?q=lock&section=ports", words="Ports", count=120),
                    FacetLink(href="/search?q=lock", words="Law", count=31, here=True),
                ),
            ),
            Facet(title="Year", links=(FacetLink(href="/search?q=lock&year=2020", words="2020", count=214),)),
        ),
        orders=(
            NavItem("/search?q=lock", "By relevance", here=True),
            NavItem("/search?q=lock&by=date", "Newest first"),
        ),
        wider=Anchor("https://bellweather.example/search?q=lock", "The same in the whole network"),
        older=Anchor("/search?q=lock&page=2", "More"),
    )


def _asked_nothing() -> SearchPage:
    return SearchPage(
        shell=replace(SHELL, title="Search — The Tideline", noindex=True),
        title="Search",
        hints=(
            Hint("/search?q=%22northern+gate%22", "“northern gate”", "these words, in this order"),
            Hint("/search?q=source%3Apelican", "source:pelican", "what Pelican Press sent"),
            Hint("/search?q=2020-01", "date:2020-01", "one month"),
        ),
    )


def _corrections() -> CorrectionsPage:
    return CorrectionsPage(
        shell=replace(SHELL, title="Corrections — The Tideline"),
        title="Corrections",
        intro="What we got wrong and put right, and what was taken back, newest first.",
        days=(
            ToldDay(
                title=TODAY,
                told=(
                    Told(
                        when=EVENING,
                        mark="corrected",
                        article=Anchor(STORY, LEAD.headline),
                        words="An earlier version said that the gate weighs thirty tonnes; it weighs three hundred.",
                    ),
                    Told(when=NOON, mark="removed", words="An article was taken back by order of its source."),
                ),
            ),
        ),
        years=(Anchor("/corrections/2019", "2019"),),
    )


def pages() -> dict[str, Page]:
    """One page a template, what differs from them in one way, and one with words that do not end."""
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
            older=Anchor("/ports/page-3", "Older: January 13"),
            newer=Anchor("/ports/", "Newer"),
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
        "pictured": _pictured(),
        "numbered": _numbered(),
        "days": _issues(),
        "collection": _collection(),
        "timeline": _timeline(),
        "wire": _wire(),
        "live": _live(),
        "package": _package(),
        "search": _search(),
        "asked-nothing": _asked_nothing(),
        "found-nothing": replace(_asked_nothing(), query="unobtainable", found="0 articles"),
        "corrections": _corrections(),
        "missing": MissingPage(
            shell=replace(elsewhere, title="Not found — The Tideline"),
            title="Not found",
            sentences=("There is no page at this address.", "The search and the sections lead to all that is here."),
            cards_html=_cards(*SECONDS[:4]),
        ),
        "over": OverPage(
            shell=elsewhere,
            headline="Pilots of the Anselm roads vote for shorter winter watches",
            summary="Nine hours, not twelve, from the first night of frost …",
            credit="Credit: Pelican Press",
            sentence="Pelican may still offer the whole text; our time to show it is over.",
            source="https://pelican.example/pilots",
        ),
        "terms": TextPage(
            shell=elsewhere,
            title="Privacy",
            effective="In force since Nov 1, 2019",
            notices=(Anchor("/privacy/2020-03-01", "From Mar 1, 2020 another text holds"),),
            paragraphs=("We keep what a server must keep to answer, and nothing else.",),
            passages=(
                Passage(title="What is kept", paragraphs=("The address that asked, for seven days.",)),
                Passage(
                    title="Whom to ask",
                    paragraphs=("Write, and you are answered within a week.",),
                    links=(Anchor("mailto:desk@tideline.example", "desk@tideline.example"),),
                ),
            ),
            earlier=(Anchor("/privacy/2018-05-25", "May 25, 2018 to Oct 31, 2019"),),
        ),
        "arabic": _arabic(),
        "narrow": _narrow(),
    }
