"""What XMP, IPTC's records and Exif tell of one picture, each fact asked for once and under all its names."""

from bisect import bisect_left
from typing import Final

from msgspec import Struct, field

from dateline.news.wire import Problem
from dateline.wires.charset import decoded
from dateline.wires.letters import fold
from dateline.wires.photo.iim import Datasets
from dateline.wires.photo.tiff import Tiff
from dateline.wires.photo.xmp import Properties, Value, chosen, flat

#: IPTC's own names of the datasets that pictures carry.
NAMES: Final = {
    3: "Object Type", 4: "Object Attribute", 5: "Object Name", 7: "Edit Status", 8: "Editorial Update", 10: "Urgency",
    12: "Subject Reference", 15: "Category", 20: "Supplemental Category", 22: "Fixture Identifier", 25: "Keywords",
    26: "Content Location Code", 27: "Content Location Name", 30: "Release Date", 35: "Release Time",
    37: "Expiration Date", 38: "Expiration Time", 40: "Special Instructions", 42: "Action Advised",
    45: "Reference Service", 47: "Reference Date", 50: "Reference Number", 55: "Date Created", 60: "Time Created",
    62: "Digital Creation Date", 63: "Digital Creation Time", 65: "Originating Program", 70: "Program Version",
    75: "Object Cycle", 80: "By-line", 85: "By-line Title", 90: "City", 92: "Sub-location", 95: "Province/State",
    100: "Country Code", 101: "Country Name", 103: "Original Transmission Reference", 105: "Headline", 110: "Credit",
    115: "Source", 116: "Copyright Notice", 118: "Contact", 120: "Caption/Abstract", 122: "Writer/Editor",
    130: "Image Type", 131: "Image Orientation", 135: "Language Identifier", 184: "Job ID",
}  # fmt: skip
#: What both tell and no field of ours is for.
_PAIRS: Final = {"photoshop:AuthorsPosition": 85, "photoshop:Source": 115, "photoshop:CaptionWriter": 122}
#: What software notes for itself, and nobody reads: settings, histories, colours.
_BOOKKEEPING: Final = (
    "crs:", "crss:", "aux:", "exif:", "exifEX:", "tiff:", "xmpMM:History", "xmpMM:DerivedFrom", "xmpMM:Ingredients",
    "xmpMM:Pantry", "xmpMM:Manifest", "xmpG", "xmpTPg:", "GIMP:", "pdf:", "illustrator:", "lr:", "darktable:",
    "photoshop:DocumentAncestors", "photoshop:TextLayers", "photoshop:ColorMode", "photoshop:ICCProfile",
    "photoshop:LegacyIPTCDigest", "photoshop:SidecarForExtension", "xmp:Thumbnails", "xmp:MetadataDate",
    "xmp:ModifyDate", "xmp:CreateDate", "MicrosoftPhoto:", "dc:format",
)  # fmt: skip
#: Datasets about the transmission's envelope, and Photo Mechanic's own.
_ENVELOPE: Final = frozenset({(2, 221), (2, 225), (2, 230), (2, 231), (2, 232)})
#: The most letters that a thing without a field may have.
_LONGEST: Final = 20_000


class Facts(Struct):
    """All that is told of a picture, and what of it was asked for."""

    xmp: Properties
    iim: Datasets
    exif: Tiff | None
    #: True where IPTC's records were changed after XMP was written.
    records_first: bool = False
    problems: list[Problem] = field(default_factory=list)
    #: What was told otherwise elsewhere, under its own name.
    more: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    used_datasets: set[tuple[int, int]] = field(default_factory=set)

    def words(self, name: str, dataset: int = 0) -> str:
        """
        A text: XMP's *name*, or the *dataset* of IPTC's record 2.

        Of two that say different things the one that was written later; the other is kept under its name. One that
        IPTC's limits have cut short says nothing different.
        """
        ours, theirs = chosen(self.values(name)).text, "\n".join(self.datasets(dataset))
        first, second = (theirs, ours) if self.records_first else (ours, theirs)
        if _begins(ours, theirs):
            return ours
        if first and second and fold(first) != fold(second):
            self.more[name if self.records_first else f"iptc:{NAMES.get(dataset, dataset)}"] = second
        return first or second

    def folded(self, name: str, dataset: int = 0) -> str:
        """The same in one line."""
        return fold(self.words(name, dataset))

    def lines(self, name: str, dataset: int = 0) -> list[str]:
        """Several texts, as `words`; of those in both places each once, whole."""
        ours = {fold(one.text): one.text for one in self.values(name) if one.text}
        known = sorted(ours)
        theirs = []
        for one in self.datasets(dataset):
            at = bisect_left(known, fold(one))
            theirs.append(ours[known[at]] if at < len(known) and known[at].startswith(fold(one)) else one)
        return list(dict.fromkeys((*theirs, *ours.values()) if self.records_first else (*ours.values(), *theirs)))

    def values(self, name: str) -> list[Value]:
        """The values of an XMP property; those in further languages stay to be kept."""
        self.used.add(name)
        values = self.xmp.get(name, [])
        if len(values) > 1 and any(one.language for one in values):
            best = chosen(values)
            for one in values:
                if one is not best and one.text and fold(one.text) != fold(best.text):
                    self.more[f"{name}@{one.language}"] = one.text
        return values

    def look(self, name: str) -> list[Value]:
        """The values of an XMP property of which not all is asked for: it is kept among the rest too."""
        return self.xmp.get(name, [])

    def datasets(self, number: int, record: int = 2) -> list[str]:
        """The values of a dataset."""
        self.used_datasets.add((record, number))
        return [one for one in self.iim.get((record, number), []) if one]

    def tag(self, number: int) -> str:
        """An Exif tag's words."""
        raw = self.exif.raw(number) if self.exif else b""
        return decoded(raw)[0].replace("\0", " ").strip() if raw else ""

    def rest(self) -> dict[str, str]:
        """What was told and not asked for, each under its source's name."""
        for name, dataset in _PAIRS.items():
            if words := self.words(name, dataset):
                self.more[name] = fold(words)
        found: dict[str, list[str]] = {name: [told] for name, told in self.more.items()}
        for name, values in self.xmp.items():
            if name not in self.used and not name.startswith(_BOOKKEEPING):
                for inner, words in flat(name, values):
                    found.setdefault(inner, []).append(fold(words))
        for (record, number), told in self.iim.items():
            if (record, number) not in self.used_datasets | _ENVELOPE and any(told):
                name = NAMES.get(number, f"2:{number:02}") if record == 2 else f"{record}:{number:02}"
                found.setdefault(f"iptc:{name}", []).extend(filter(None, told))
        return {name: "; ".join(dict.fromkeys(told))[:_LONGEST] for name, told in found.items() if any(told)}


def _begins(whole: str, part: str) -> bool:
    """True if *part* is the beginning of *whole*, or all of it."""
    return bool(part) and bool(whole) and fold(whole).startswith(fold(part))
