"""The settings of a licence."""

from typing import Final, Literal

from dateline.news import house
from dateline.setup import kinds
from dateline.setup.setting import PLACES, SITES, USES, Setting

LICENCES: Final[tuple[Setting, ...]] = (
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
        USES,
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
    Setting("licences/NAME.toml", "sites", SITES, "Codes of the sites that may use the text; empty: all.", "[]"),
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
        PLACES,
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
        USES,
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
    Setting(
        "licences/NAME.toml",
        "pictures.crop",
        kinds.switch(),
        "True where a part of a picture may be shown for the whole, as lists do.",
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
    Setting("licences/NAME.toml", "exceptions.uses", USES, "The uses that it allows."),
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
