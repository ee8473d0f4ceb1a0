"""The newsroom's own settings, as values: who sends, what may be done with it, who publishes where."""

from datetime import date, datetime
from functools import cached_property
from typing import Literal

from msgspec import Struct

#: What kind of sender: decides the words for the origin ("From a press release of X").
SourceKind = Literal["agency", "space-agency", "public-domain", "press-release", "own", "by-hand"]

#: What a text may be used for; a use that a licence does not list is refused: a page of its own, a few words that lead
#: to it, our feeds, search engines and our own search, the page after the day it was published on, earlier versions
#: beside it, the raw wire shown as it comes, letters to readers, handing it on, other languages, mining by machines,
#: keeping it once it may not be shown any more.
Use = Literal[
    "display",
    "teaser",
    "feed",
    "index",
    "archive",
    "versions",
    "river",
    "newsletter",
    "syndicate",
    "translate",
    "mine",
    "store",
]
#: ``free``: our words may replace theirs; ``cut``: only leave out; ``none``: to the letter.
Editing = Literal["free", "cut", "none"]
#: What carries the use: a contract, the absence of a right, our own authorship, or nothing but the exceptions of a law.
Ground = Literal["licence", "public-domain", "own", "exception"]
#: The way by which readers are reached.
Channel = Literal["web", "feed", "newsletter", "api"]
#: The pages whose wordings hold from a day on.
Policy = Literal["privacy", "cookies", "terms"]
#: How bodies are packed, by the endings of their files.
Packing = Literal["gz", "br", "zst"]
#: What a page shows once its text may not be shown any more.
After = Literal["nothing", "headline", "teaser"]


class Exemption(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A law that allows what no licence does, such as fair dealing for reporting news."""

    #: The jurisdiction, as sites name theirs: ``Australia``.
    law: str
    #: What the law calls it: ``fair dealing``.
    name: str
    #: For what it allows the use: ``reporting news``.
    purpose: str
    uses: tuple[Use, ...]
    #: Words of the text, at most.
    excerpt: int = 40
    #: Where it is written: ``Copyright Act 1968, s 42``.
    reference: str = ""


class Finding(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """That a text is in the public domain is something that somebody found out."""

    #: Where it holds: ``United States``; empty: everywhere.
    law: str = ""
    #: In one sentence: ``A work of the government of the United States (17 U.S.C. 105)``.
    words: str
    #: Where that can be looked up.
    source: str = ""


class Pictures(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What a holder lets us do with the pictures that come with its texts."""

    uses: tuple[Use, ...] = ()
    #: True where a picture may be shown beside another story than the one it came with.
    alone: bool = False
    #: True where a part of a picture may be shown for the whole.
    crop: bool = False


class Duties(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What a holder asks of us in return."""

    #: True: the dateline, or the byline, stays as it came, also on an edited text.
    dateline: bool = False
    byline: bool = False
    #: Minutes within which a kill must have reached every output; None: nothing is said.
    kill_within: int | None = None
    #: True: readers are told where a text was taken back or corrected.
    notify: bool = False


class Licence(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What a holder lets us do with a text."""

    #: Its name in the newsroom folder: ``licences/NAME.toml``.
    name: str
    #: Who holds the rights, as printed in the footer.
    holder: str
    ground: Ground = "licence"
    #: One sentence for the reader: under which terms the text stands here.
    terms: str
    uses: tuple[Use, ...]
    edit: Editing = "none"
    #: How much of the text a feed may carry.
    feed: Literal["excerpt", "full"] = "excerpt"
    #: Words of a teaser or feed excerpt, at most.
    excerpt: int = 40
    #: Codes of the sites that may use it; empty: all.
    sites: tuple[str, ...] = ()
    #: Where its readers may be, as ISO 3166 codes: ``AU``; empty: anywhere.
    territories: tuple[str, ...] = ()
    #: The ways by which it may reach readers; empty: all.
    channels: tuple[Channel, ...] = ()
    #: Days of use; None: no end.
    days: int | None = None
    #: What they are counted from: the moment the source issued the text, or that of our publishing it.
    days_from: Literal["issue", "publication"] = "issue"
    #: The contract's last moment; UTC. None: open.
    until: datetime | None = None
    #: The contract's last day, which ends with the site's day. None: open.
    last_day: date | None = None
    #: Days for which we may keep its words, counted from receipt; None: as long as we like.
    keep: int | None = None
    after: After = "nothing"
    #: What must be printed beside the text, such as ``Credit: {source}``; empty: nothing but the byline.
    credit: str = ""
    #: Names in credits that mean this holder; another name there means somebody whose material this does not cover.
    credited: tuple[str, ...] = ()
    pictures: Pictures = Pictures()
    duties: Duties = Duties()
    finding: Finding | None = None
    exceptions: tuple[Exemption, ...] = ()
    #: Where the terms are written down: a contract's number, a page, a finding.
    reference: str = ""
    #: True for a template that the owner has not yet confirmed: it refuses every use.
    template: bool = False
    #: Digest of the file's bytes: a confirmation holds for these words only.
    digest: str = ""


class Feed(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """An address to poll."""

    url: str
    #: Seconds between polls when all is well.
    every: int = 300


class Mailbox(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A mailbox that a source writes to, polled over IMAP."""

    host: str
    port: int = 993
    #: TLS from the first byte on, after a greeting in the clear, or none, for a server on this machine.
    security: Literal["tls", "starttls", "none"] = "tls"
    user: str
    #: The environment variable that holds the password; empty: it is in a file.
    password_env: str = ""
    #: The file whose first line is the password, relative to the newsroom folder.
    password_file: str = ""
    #: True where the password is an OAuth 2.0 access token (XOAUTH2), which is read anew for each connection.
    oauth: bool = False
    folder: str = "INBOX"
    #: The folder that recorded messages are moved to; empty: they stay, and are marked as seen.
    move_to: str = ""
    #: Certificates to trust in place of the system's, relative to the newsroom folder; empty: the system's.
    ca_file: str = ""
    #: Seconds between polls when all is well.
    every: int = 60


class Source(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Somebody who sends us text."""

    #: Short and unchanging; the first part of its stories' ids.
    code: str
    #: As the reader knows it: ``AFP``.
    name: str
    kind: SourceKind
    #: In full, for credits and footers: ``Agence France-Presse``.
    full_name: str
    #: The licence's name.
    licence: str
    #: Names by which datelines and credits mean this source, beside its own: ``("AFP", "afp")``.
    credits: tuple[str, ...] = ()
    feeds: tuple[Feed, ...] = ()
    #: None: it writes to no mailbox of ours.
    imap: Mailbox | None = None
    #: What an update by the source does to a page that shows its text unchanged.
    updates: Literal["auto", "propose"] = "propose"
    #: Where an article's canonical link leads: to its home site, or to the source's own page where it names one.
    canonical: Literal["home", "source"] = "home"
    #: False: no search engine is led to its texts, whatever their licence allows.
    search_engines: bool = True
    #: Days for which its words stay in the ledger, counted from receipt; None: as long as its licence lets them.
    retention: int | None = None


class Section(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A part of a site."""

    #: The word in its address.
    slug: str
    title: str
    #: The small capitals above a headline; empty: the title.
    kicker: str = ""
    #: Words or codes of subjects that belong here.
    topics: tuple[str, ...] = ()


class Entity(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The legal person that publishes a site and answers for it."""

    name: str
    #: The law it stands under: ``Australia``.
    jurisdiction: str
    #: Its seat: ``Sydney, Australia``.
    place: str
    #: A street or mail address for readers and courts.
    address: str = ""


class Readership(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """For whom a site is made."""

    #: In words that follow "for": ``people who build and fly satellites``.
    whom: str
    topics: tuple[str, ...] = ()


class Text(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A wording of one of the pages that readers rely on, from its day on; the earlier ones stay readable."""

    page: Policy
    #: The first of the site's days on which it holds.
    effective: date
    #: Paragraphs of plain text, blank lines between.
    text: str


class Collection(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Articles that editors keep together under an address of their own."""

    #: The word in its address.
    slug: str
    title: str
    #: One sentence on what is in it; empty: none.
    intro: str = ""
    #: As cards, newest first; or as a list of days, oldest first.
    kind: Literal["list", "timeline"] = "list"


class Export(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A place that a site's pages are sent to, as files or as objects."""

    #: A folder, relative to the newsroom's; or ``s3://BUCKET/PREFIX``.
    to: str
    #: In a folder, packed files stand beside each text; a store keeps texts in the first of these packings.
    packed: tuple[Packing, ...] = ()
    #: The address of a store that is not Amazon's; empty: Amazon's.
    endpoint: str = ""
    region: str = "us-east-1"
    #: The environment variables that hold the name of the store's key, and its secret.
    key_env: str = "AWS_ACCESS_KEY_ID"
    secret_env: str = "AWS_SECRET_ACCESS_KEY"
    #: The file whose first two lines are these, relative to the newsroom folder; empty: they are in the environment.
    credentials_file: str = ""


class Purge(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A cache that is told which addresses have changed."""

    url: str
    #: ``json``: one POST with all addresses; ``purge``: a request with the method PURGE for each.
    style: Literal["json", "purge"] = "json"
    #: The environment variable that holds the secret that calls are signed with; empty: they are not.
    secret_env: str = ""


class Site(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One site of the network."""

    #: Its name in the newsroom folder and in addresses: ``orbit``.
    code: str
    name: str
    tagline: str
    #: BCP 47.
    language: str = "en"
    #: The public host, such as ``www.orbit.example``.
    host: str
    #: IANA name; decides the site's days.
    timezone: str = "UTC"
    #: Where its readers are, as ISO 3166 codes, if the machine before it lets in no others; empty: anywhere.
    territories: tuple[str, ...] = ()
    sections: tuple[Section, ...]
    #: The brand's colour on paper, ``#rrggbb``, and in dark mode.
    accent: str = "#8a1c1c"
    accent_dark: str = "#e5908a"
    #: The year the copyright line begins with.
    since: int
    entity: Entity
    readership: Readership
    #: The page that says who we are: paragraphs of plain text, blank lines between.
    about: str
    #: The page that says how we work; empty: the program's own account of it.
    work: str = ""
    #: The pages on readers' data, cookies and the site's use, each in all its wordings.
    texts: tuple[Text, ...]
    contact: str = ""
    #: The lines of ads.txt: who may sell its advertising; empty: nobody.
    ads: tuple[str, ...] = ()
    collections: tuple[Collection, ...] = ()
    #: True where published items may be read as data, under ``/api/``.
    api: bool = False
    #: True where readers see the raw wire, as far as licences have the use ``river``.
    river: bool = False
    exports: tuple[Export, ...] = ()
    purges: tuple[Purge, ...] = ()
    #: The WebSub hub that is told of changed feeds; empty: none.
    hub: str = ""

    def section(self, slug: str) -> Section | None:
        """The section of that *slug*; None if there is none."""
        return next((s for s in self.sections if s.slug == slug), None)


class House(Struct, frozen=True, omit_defaults=True, kw_only=True, dict=True):
    """Everything that `dateline apply` puts in force."""

    #: The network's name, as printed: ``Meridian Network``.
    name: str
    sources: tuple[Source, ...] = ()
    licences: tuple[Licence, ...] = ()
    sites: tuple[Site, ...] = ()
    #: The moment the newsroom's own clock starts at; None: the world's clock.
    clock: datetime | None = None
    #: Days for which page bodies are kept by digest.
    keep_pages: int = 90
    #: Code of the site that stands for the network; None: the first.
    home: str | None = None

    def source(self, code: str) -> Source | None:
        """The source of that *code*; None if there is none."""
        return self._sources.get(code)

    def credited(self, name: str) -> Source | None:
        """The source that a dateline or credit means by *name*; None if it is none of ours."""
        return self._names.get(name.casefold())

    def licence(self, name: str) -> Licence | None:
        """The licence of that *name*; None if there is none."""
        return self._licences.get(name)

    def site(self, code: str) -> Site | None:
        """The site of that *code*; None if there is none."""
        return self._sites.get(code)

    def standing_for_all(self) -> Site | None:
        """The site that stands for the network; None if there is none."""
        return self.site(self.home) if self.home else next(iter(self.sites), None)

    # Each is asked some dozen times for each page.

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return {s.code: s for s in reversed(self.sources)}

    @cached_property
    def _licences(self) -> dict[str, Licence]:
        return {li.name: li for li in reversed(self.licences)}

    @cached_property
    def _sites(self) -> dict[str, Site]:
        return {s.code: s for s in reversed(self.sites)}

    @cached_property
    def _names(self) -> dict[str, Source]:
        """Of two sources that bear a name, the first."""
        pairs = ((name, s) for s in self.sources for name in (s.name, s.full_name, *s.credits))
        found: dict[str, Source] = {}
        for name, source in pairs:
            found.setdefault(name.casefold(), source)
        return found
