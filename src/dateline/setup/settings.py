"""Every setting of a newsroom folder, as one table: reading, its messages and the documentation all follow it."""

from typing import Final, Literal

from msgspec import Struct

from dateline.news import house
from dateline.setup import kinds
from dateline.setup.contrast import DARK_PAPER, PAPER
from dateline.setup.kinds import Kind

#: A file of the folder, or the files of one of its subfolders; CODE and NAME are the file's name without ``.toml``.
File = Literal["newsroom.toml", "sources/CODE.toml", "licences/NAME.toml", "sites/CODE.toml"]

#: The tables that may stand several times, under ``[[name]]``; all others stand once, under ``[name]``.
REPEATED: Final = frozenset({"feeds", "sections", "exceptions"})
#: The tables that their file must have.
NEEDED: Final = frozenset({"entity", "readership", "sections"})


class Setting(Struct, frozen=True):
    """One key of one file."""

    file: File
    #: With its table, where it stands in one: ``entity.name``, ``sections.slug``.
    key: str
    kind: Kind
    #: What it decides, for the owner.
    meaning: str
    #: What holds without it, as TOML or in words; None: it must be written.
    default: str | None = None

    @property
    def table(self) -> str:
        """The table that it stands in; empty: before all tables."""
        return self.key.rpartition(".")[0]

    @property
    def name(self) -> str:
        """The key alone, as written in its table."""
        return self.key.rpartition(".")[2]


_SITES = kinds.many(kinds.code("orbit"), words="a list of sites' codes", example='["orbit"]')
_WORDS = kinds.many(kinds.text("space"), words="a list of words", example='["space", "launch"]')
_PLACES = kinds.many(kinds.territory("AU"), words="a list of countries", example='["AU", "NZ"]')
_USES = kinds.many(kinds.one_of(house.Use, "display"), words="a list of uses", example='["display", "teaser"]')

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

_LICENCES: tuple[Setting, ...] = (
    Setting(
        "licences/NAME.toml", "holder", kinds.text("Agence France-Presse"), "Who holds the rights; stands in footers."
    ),
    Setting(
        "licences/NAME.toml",
        "ground",
        kinds.one_of(house.Ground, "licence"),
        "What carries the use: a contract, the absence of a right, or our own authorship.",
        '"licence"',
    ),
    Setting(
        "licences/NAME.toml",
        "terms",
        kinds.text("All rights reserved; shown here under licence."),
        "One sentence for readers: under which terms the text stands here.",
    ),
    Setting(
        "licences/NAME.toml",
        "uses",
        _USES,
        "What the text may be used for; what is not listed is refused (docs/licences.md has all uses).",
    ),
    Setting(
        "licences/NAME.toml",
        "edit",
        kinds.one_of(house.Editing, "cut"),
        "How far the text may be changed: not at all, by leaving out, or freely.",
        '"none"',
    ),
    Setting(
        "licences/NAME.toml",
        "feed",
        kinds.one_of(Literal["excerpt", "full"], "excerpt"),
        "How much of the text a feed of ours may carry.",
        '"excerpt"',
    ),
    Setting(
        "licences/NAME.toml",
        "excerpt",
        kinds.whole(40, 1, 1_000),
        "Words of a teaser or an excerpt in a feed, at most.",
        "40",
    ),
    Setting("licences/NAME.toml", "sites", _SITES, "Codes of the sites that may use the text; empty: all.", "[]"),
    Setting(
        "licences/NAME.toml",
        "days",
        kinds.whole(30, 1, 36_500),
        "Days of use.",
        "none: no end",
    ),
    Setting(
        "licences/NAME.toml",
        "days_from",
        kinds.one_of(Literal["issue", "publication"], "publication"),
        "What the days are counted from: the moment the source issued the text, or that of its publication on a site.",
        '"issue"',
    ),
    Setting("licences/NAME.toml", "until", kinds.moment(), "The contract's last moment.", "none: open"),
    Setting(
        "licences/NAME.toml",
        "last_day",
        kinds.day(),
        "The contract's last day; it ends at midnight of each site's time zone.",
        "none: open",
    ),
    Setting(
        "licences/NAME.toml",
        "territories",
        _PLACES,
        "Where its readers may be; a site that cannot keep others out may not use the text. Empty: anywhere.",
        "[]",
    ),
    Setting(
        "licences/NAME.toml",
        "channels",
        kinds.many(kinds.one_of(house.Channel, "web"), words="a list of channels", example='["web", "feed"]'),
        "The ways by which the text may reach readers: web, feed, newsletter, api; empty: all.",
        "[]",
    ),
    Setting(
        "licences/NAME.toml",
        "keep",
        kinds.whole(30, 1, 36_500),
        "Days for which its words may be kept, counted from receipt; then they are shown no more, and are erased.",
        "none: as long as we like",
    ),
    Setting(
        "licences/NAME.toml",
        "after",
        kinds.one_of(house.After, "headline"),
        "What a page shows once the time is over: nothing, the headline and a link to the source, or a teaser as well.",
        '"nothing"',
    ),
    Setting(
        "licences/NAME.toml",
        "credited",
        kinds.many(kinds.text("NASA"), words="a list of names", example='["NASA", "JPL-Caltech"]'),
        "Names in credits that mean this holder; material that credits another is not covered.",
        "[]",
    ),
    Setting(
        "licences/NAME.toml",
        "credit",
        kinds.text("Credit: {source}", blank=True),
        "What must be printed beside the text; {source} stands for the source's name.",
        '""',
    ),
    Setting(
        "licences/NAME.toml",
        "reference",
        kinds.text("contract of 1 March 2026", blank=True),
        "Where the terms are written down; for the newsroom, never printed.",
        '""',
    ),
    Setting(
        "licences/NAME.toml",
        "template",
        kinds.switch(),
        "True until the owner has confirmed these terms; every use is refused as long.",
        "false",
    ),
    Setting(
        "licences/NAME.toml",
        "pictures.uses",
        _USES,
        "What the pictures that come with a text may be used for; without it nothing.",
        "[]",
    ),
    Setting(
        "licences/NAME.toml",
        "pictures.alone",
        kinds.switch(),
        "True where a picture may stand beside another story than the one it came with.",
        "false",
    ),
    Setting("licences/NAME.toml", "duties.dateline", kinds.switch(), "True: the dateline stays as it came.", "false"),
    Setting(
        "licences/NAME.toml", "duties.byline", kinds.switch(), "True: the writer stays named as they came.", "false"
    ),
    Setting(
        "licences/NAME.toml",
        "duties.kill_within",
        kinds.whole(30, 1, 10_080),
        "Minutes within which a kill must have reached every output; a use that cannot be taken back is refused.",
        "none: at once is what we do",
    ),
    Setting(
        "licences/NAME.toml",
        "duties.notify",
        kinds.switch(),
        "True: readers are told where a text was taken back or corrected; a use that cannot tell them is refused.",
        "false",
    ),
    Setting(
        "licences/NAME.toml",
        "finding.words",
        kinds.text("A work of the government of the United States (17 U.S.C. 105)"),
        "Why the text is in the public domain, in one sentence.",
    ),
    Setting(
        "licences/NAME.toml",
        "finding.law",
        kinds.text("United States", blank=True),
        "The law under which it is: no use on sites that publish elsewhere, unless `words` say worldwide; empty: any.",
        '""',
    ),
    Setting(
        "licences/NAME.toml",
        "finding.source",
        kinds.text("https://www.law.example/17/105", blank=True),
        "Where that can be looked up.",
        '""',
    ),
    Setting(
        "licences/NAME.toml",
        "exceptions.law",
        kinds.text("Australia"),
        "The law that allows what the holder does not, on sites whose publisher stands under it and read nowhere else.",
    ),
    Setting("licences/NAME.toml", "exceptions.name", kinds.text("fair dealing"), "What that law calls it."),
    Setting("licences/NAME.toml", "exceptions.purpose", kinds.text("reporting news"), "For what it allows it."),
    Setting("licences/NAME.toml", "exceptions.uses", _USES, "The uses that it allows."),
    Setting(
        "licences/NAME.toml",
        "exceptions.excerpt",
        kinds.whole(40, 1, 1_000),
        "Words of the text, at most.",
        "40",
    ),
    Setting(
        "licences/NAME.toml",
        "exceptions.reference",
        kinds.text("Copyright Act 1968, s 42", blank=True),
        "Where it is written.",
        '""',
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
        _PLACES,
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
        "sites/CODE.toml", "privacy", kinds.prose("We keep no record of what you read."), "The page on readers' data."
    ),
    Setting(
        "sites/CODE.toml", "terms", kinds.prose("You may read and quote these pages."), "The page on the site's use."
    ),
    Setting("sites/CODE.toml", "contact", kinds.mail("desk@orbit.example"), "The desk's e-mail address.", '""'),
    Setting(
        "sites/CODE.toml", "effective", kinds.day(), "The day from which privacy and terms hold.", "none: not printed"
    ),
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
    Setting("sites/CODE.toml", "readership.topics", _WORDS, "What these readers want to know about.", "[]"),
    Setting("sites/CODE.toml", "sections.slug", kinds.slug("launch"), "The section's word in addresses."),
    Setting("sites/CODE.toml", "sections.title", kinds.text("Launch"), "Its title."),
    Setting(
        "sites/CODE.toml",
        "sections.kicker",
        kinds.text("Launch", blank=True),
        "The small capitals above its headlines; empty: the title.",
        '""',
    ),
    Setting("sites/CODE.toml", "sections.topics", _WORDS, "Words or codes of subjects that belong in it.", "[]"),
)

#: All settings, in the order of the documentation.
SETTINGS: Final[tuple[Setting, ...]] = _NEWSROOM + _SOURCES + _LICENCES + _SITE


def settings(file: File, table: str = "") -> dict[str, Setting]:
    """The settings that stand in the *table* of the *file*, by name."""
    return {s.name: s for s in SETTINGS if s.file == file and s.table == table}


def tables(file: File) -> tuple[str, ...]:
    """The tables that the *file* may have."""
    return tuple(dict.fromkeys(s.table for s in SETTINGS if s.file == file and s.table))
