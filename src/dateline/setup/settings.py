"""Every setting of a newsroom folder, as one table: reading, its messages and the documentation all follow it."""

from typing import Final, Literal

from dateline.news import house
from dateline.setup import kinds
from dateline.setup.contrast import DARK_PAPER, PAPER
from dateline.setup.export_settings import EXPORTS
from dateline.setup.licence_settings import LICENCES
from dateline.setup.setting import PLACES, WORDS, File, Setting

#: The tables that may stand several times, under ``[[name]]``; all others stand once, under ``[name]``.
REPEATED: Final = frozenset({"feeds", "sections", "exceptions", "texts", "collections", "exports", "purges"})
#: The tables that their file must have.
NEEDED: Final = frozenset({"entity", "readership", "sections", "texts"})

_NEWSROOM: tuple[Setting, ...] = (
    Setting("newsroom.toml", "name", kinds.text("Meridian Network"), "The network's name, as printed."),
    Setting(
        "newsroom.toml",
        "keep_pages",
        kinds.whole(90, 0, 36_500),
        "Days for which the bodies of pages are kept; after that only their digests prove what stood there.",
        "90",
    ),
    Setting(
        "newsroom.toml",
        "home",
        kinds.code("orbit"),
        "The site that stands for the network, by its code; trust.txt says so.",
        "none: the first site",
    ),
    Setting(
        "newsroom.toml",
        "clock.start",
        kinds.moment(),
        "The moment at which a clock of the newsroom's own starts; for demonstrations.",
        "none: the world's clock",
    ),
)

_SOURCES: tuple[Setting, ...] = (
    Setting("sources/CODE.toml", "name", kinds.text("AFP"), "The source as readers know it."),
    Setting(
        "sources/CODE.toml", "full_name", kinds.text("Agence France-Presse"), "Its full name, for credits and footers."
    ),
    Setting(
        "sources/CODE.toml",
        "kind",
        kinds.one_of(house.SourceKind, "agency"),
        "What kind of sender it is; decides the words that name the origin of a text.",
    ),
    Setting("sources/CODE.toml", "licence", kinds.code("afp"), "The licence its texts come under: licences/NAME.toml."),
    Setting(
        "sources/CODE.toml",
        "credits",
        kinds.many(kinds.text("AFP"), words="a list of names", example='["AFP"]'),
        "Other names by which datelines and credits mean this source.",
        "[]",
    ),
    Setting(
        "sources/CODE.toml",
        "updates",
        kinds.one_of(Literal["auto", "propose"], "propose"),
        "What an update does to a page that shows the text unchanged: put in at once, or proposed to the desk.",
        '"propose"',
    ),
    Setting(
        "sources/CODE.toml",
        "canonical",
        kinds.one_of(Literal["home", "source"], "home"),
        "Where its articles' canonical links lead: to their home site, or to the source's page where it names one.",
        '"home"',
    ),
    Setting(
        "sources/CODE.toml",
        "search_engines",
        kinds.switch(),
        "False: no search engine is led to its texts, whatever the licence allows.",
        "true",
    ),
    Setting(
        "sources/CODE.toml",
        "retention",
        kinds.whole(365, 1, 36_500),
        "Days for which what it sends stays in the ledger, counted from receipt; then it is erased.",
        "none: as long as the licence lets it",
    ),
    Setting(
        "sources/CODE.toml",
        "feeds.url",
        kinds.address("https://feeds.example/news.xml"),
        "An address to collect from.",
    ),
    Setting(
        "sources/CODE.toml",
        "feeds.every",
        kinds.whole(300, 1, 2_678_400),
        "Seconds between two looks at that address when all is well.",
        "300",
    ),
    Setting(
        "sources/CODE.toml",
        "imap.host",
        kinds.host("imap.example.org"),
        "The server of a mailbox that the source writes to.",
    ),
    Setting(
        "sources/CODE.toml",
        "imap.port",
        kinds.whole(993, 1, 65_535),
        "Its port: 993 for TLS, mostly 143 otherwise.",
        "993",
    ),
    Setting(
        "sources/CODE.toml",
        "imap.security",
        kinds.one_of(Literal["tls", "starttls", "none"], "tls"),
        "TLS from the first byte on, after a greeting, or none, for a server on this machine.",
        '"tls"',
    ),
    Setting(
        "sources/CODE.toml",
        "imap.user",
        kinds.text("newsdesk@orbit.example"),
        "The account's name there.",
    ),
    Setting(
        "sources/CODE.toml",
        "imap.password_env",
        kinds.text("DESK_MAIL_PASSWORD", blank=True),
        "The environment variable that holds the password; empty: it is in a file.",
        '""',
    ),
    Setting(
        "sources/CODE.toml",
        "imap.password_file",
        kinds.text("secrets/mail", blank=True),
        "The file whose first line is the password, relative to the newsroom folder.",
        '""',
    ),
    Setting(
        "sources/CODE.toml",
        "imap.oauth",
        kinds.switch(),
        "True where the password is an OAuth 2.0 access token; it is read anew for each connection.",
        "false",
    ),
    Setting(
        "sources/CODE.toml",
        "imap.folder",
        kinds.text("INBOX"),
        "The folder that is polled.",
        '"INBOX"',
    ),
    Setting(
        "sources/CODE.toml",
        "imap.move_to",
        kinds.text("Recorded", blank=True),
        "The folder that recorded messages are moved to; empty: they stay, and are marked as seen.",
        '""',
    ),
    Setting(
        "sources/CODE.toml",
        "imap.ca_file",
        kinds.text("secrets/ca.pem", blank=True),
        "Certificates to trust in place of the system's, relative to the newsroom folder; empty: the system's.",
        '""',
    ),
    Setting(
        "sources/CODE.toml",
        "imap.every",
        kinds.whole(60, 1, 2_678_400),
        "Seconds between two looks at that mailbox when all is well.",
        "60",
    ),
)

_SITE: tuple[Setting, ...] = (
    Setting("sites/CODE.toml", "name", kinds.text("Orbit Desk"), "The site's name, as printed."),
    Setting(
        "sites/CODE.toml", "tagline", kinds.text("Space, for those who fly it", blank=True), "A few words under it."
    ),
    Setting(
        "sites/CODE.toml", "language", kinds.language("en"), "The language of its pages, as a BCP 47 code.", '"en"'
    ),
    Setting("sites/CODE.toml", "host", kinds.host("www.orbit.example"), "The public name of its machine."),
    Setting(
        "sites/CODE.toml",
        "timezone",
        kinds.zone("Australia/Sydney"),
        "The time zone that decides the site's days.",
        '"UTC"',
    ),
    Setting(
        "sites/CODE.toml",
        "territories",
        PLACES,
        "Where its readers are, if the machine before it lets in no others; empty: anywhere.",
        "[]",
    ),
    Setting("sites/CODE.toml", "accent", kinds.colour("#8a1c1c", PAPER), "The brand's colour on paper.", '"#8a1c1c"'),
    Setting(
        "sites/CODE.toml",
        "accent_dark",
        kinds.colour("#e5908a", DARK_PAPER),
        "The brand's colour in dark mode.",
        '"#e5908a"',
    ),
    Setting("sites/CODE.toml", "since", kinds.whole(1995, 1000, 9999), "The year the copyright line begins with."),
    Setting("sites/CODE.toml", "about", kinds.prose("Orbit Desk reports on space."), "The page that says who we are."),
    Setting(
        "sites/CODE.toml",
        "work",
        kinds.prose("A person reads each report before it appears.", blank=True),
        "The page that says how we work; empty: the program's own account of it.",
        '""',
    ),
    Setting("sites/CODE.toml", "contact", kinds.mail("desk@orbit.example"), "The desk's e-mail address.", '""'),
    Setting(
        "sites/CODE.toml",
        "ads",
        kinds.many(kinds.seller(), words="a list of lines of ads.txt", example=f"[{kinds.seller().example}]"),
        "The lines of ads.txt: who may sell the site's advertising; empty: nobody.",
        "[]",
    ),
    Setting(
        "sites/CODE.toml",
        "api",
        kinds.switch(),
        "True where published items may be read as data (ninjs), as licences let them be handed on.",
        "false",
    ),
    Setting(
        "sites/CODE.toml",
        "river",
        kinds.switch(),
        "True where readers see the raw wire, as far as licences have the use river.",
        "false",
    ),
    Setting(
        "sites/CODE.toml",
        "texts.page",
        kinds.one_of(house.Policy, "privacy"),
        "Which page it is a wording of: readers' data, cookies, the site's use. Each needs one.",
    ),
    Setting(
        "sites/CODE.toml",
        "texts.effective",
        kinds.day(),
        "The day from which it holds: a later one is announced, earlier ones stay readable.",
    ),
    Setting("sites/CODE.toml", "texts.text", kinds.prose("We keep no record of what you read."), "The wording."),
    Setting(
        "sites/CODE.toml", "entity.name", kinds.text("Orbit Press Ltd"), "The legal person that publishes the site."
    ),
    Setting("sites/CODE.toml", "entity.jurisdiction", kinds.text("Australia"), "The law it stands under."),
    Setting("sites/CODE.toml", "entity.place", kinds.text("Sydney, Australia"), "Its seat."),
    Setting(
        "sites/CODE.toml",
        "entity.address",
        kinds.text("1 Example Street, Sydney NSW 2000", blank=True),
        "A street or mail address, for readers and courts.",
        '""',
    ),
    Setting(
        "sites/CODE.toml",
        "readership.whom",
        kinds.text("people who build and fly satellites"),
        'For whom the site is made, in words that follow "for".',
    ),
    Setting("sites/CODE.toml", "readership.topics", WORDS, "What these readers want to know about.", "[]"),
    Setting("sites/CODE.toml", "sections.slug", kinds.slug("launch"), "The section's word in addresses."),
    Setting("sites/CODE.toml", "sections.title", kinds.text("Launch"), "Its title."),
    Setting(
        "sites/CODE.toml",
        "sections.kicker",
        kinds.text("Launch", blank=True),
        "The small capitals above its headlines; empty: the title.",
        '""',
    ),
    Setting("sites/CODE.toml", "sections.topics", WORDS, "Words or codes of subjects that belong in it.", "[]"),
    Setting("sites/CODE.toml", "collections.slug", kinds.word("moon-race"), "The collection's word in addresses."),
    Setting("sites/CODE.toml", "collections.title", kinds.text("The race to the Moon"), "Its title."),
    Setting(
        "sites/CODE.toml",
        "collections.intro",
        kinds.text("All that we reported on it since 2019.", blank=True),
        "One sentence on what is in it.",
        '""',
    ),
    Setting(
        "sites/CODE.toml",
        "collections.kind",
        kinds.one_of(Literal["list", "timeline"], "list"),
        "How it is shown: newest first, or as a timeline from the oldest on.",
        '"list"',
    ),
)

#: All settings, in the order of the documentation.
SETTINGS: Final[tuple[Setting, ...]] = _NEWSROOM + _SOURCES + LICENCES + _SITE + EXPORTS


def settings(file: File, table: str = "") -> dict[str, Setting]:
    """The settings that stand in the *table* of the *file*, by name."""
    return {s.name: s for s in SETTINGS if s.file == file and s.table == table}


def tables(file: File) -> tuple[str, ...]:
    """The tables that the *file* may have."""
    return tuple(dict.fromkeys(s.table for s in SETTINGS if s.file == file and s.table))
