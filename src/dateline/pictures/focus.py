"""Where a picture's file says that people should look: faces, and what its supplier marked as its main part."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from lxml import etree

from dateline.pictures.values import Point

_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_REGIONS: Final = "{http://www.metadataworkinggroup.com/schemas/regions/}"
_AREA: Final = "{http://ns.adobe.com/xmp/sType/Area#}"
_IPTC: Final = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
#: IPTC's word for what a cut must keep.
_MAIN: Final = "http://cv.iptc.org/newscodes/imageregionrole/mainSubjectArea"
#: A packet is not longer than this, in bytes; and no picture shows more faces that were marked.
_LONGEST: Final = 1024 * 1024
_MOST: Final = 500


class _Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float


def focus_in(packet: bytes) -> Point | None:
    """
    The middle of what an XMP packet marks: the main subject, else all faces; None where it marks nothing.

    Args:
        packet: As the file has it; one that is no XML marks nothing.
    Source:
        IPTC Photo Metadata Standard 2023.1, Image Region; MWG guidelines 2.0, §5.9
    """
    parser = etree.XMLParser(no_network=True, resolve_entities=False, load_dtd=False)
    try:
        root = etree.fromstring(packet[:_LONGEST], parser) if packet.strip() else None
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None:
        return None
    boxes = [*_main(root)][:_MOST] or [*_faces(root)][:_MOST]
    if not boxes:
        return None
    left, top = min(b.left for b in boxes), min(b.top for b in boxes)
    right, bottom = max(b.right for b in boxes), max(b.bottom for b in boxes)
    return Point(round((left + right) / 2, 4), round((top + bottom) / 2, 4))


def _main(root: etree._Element) -> Iterator[_Box]:
    """The rectangles that IPTC's regions mark as the main subject."""
    for region in root.iter(f"{_IPTC}ImageRegion"):
        for one in region.iter(f"{_RDF}li"):
            bounds = one.find(f".//{_IPTC}RegionBoundary")
            if bounds is not None and any(_MAIN in (role.text or "") for role in one.iter()):
                yield from _box(bounds, _IPTC, ("rbX", "rbY", "rbW", "rbH", "rbUnit"), "relative", centred=False)


def _faces(root: etree._Element) -> Iterator[_Box]:
    for one in root.iter(f"{_REGIONS}RegionList"):
        for region in one.iter(f"{_RDF}li"):
            area = region.find(f".//{_REGIONS}Area")
            if area is not None and any(_told(e, _REGIONS, "Type") == "Face" for e in region.iter()):
                yield from _box(area, _AREA, ("x", "y", "w", "h", "unit"), "normalized", centred=True)


def _box(
    element: etree._Element, space: str, names: tuple[str, str, str, str, str], unit: str, *, centred: bool
) -> Iterator[_Box]:
    """The rectangle that an element tells in shares of the picture; none where it tells it otherwise."""
    told = [next(filter(None, (_told(e, space, name) for e in element.iter())), "") for name in names]
    try:
        x, y, wide, high = (float(word) for word in told[:4])
    except ValueError:
        return
    if told[4] != unit or not all(0 <= n <= 1 for n in (x, y, wide, high)):
        return
    left, top = (x - wide / 2, y - high / 2) if centred else (x, y)
    yield _Box(left, top, left + wide, top + high)


def _told(element: etree._Element, space: str, name: str) -> str:
    """What an element says under a name, as an attribute or as an element of its own."""
    if element.tag == f"{space}{name}":
        return (element.text or "").strip()
    return (element.get(f"{space}{name}") or "").strip()
