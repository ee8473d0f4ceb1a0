"""How much time and memory an input may take, and that no reader asks any address for anything."""

import os
import socket
from collections.abc import Iterator

import pytest
from tests.fuzz.reports import PARAGRAPH, WIRES, report
from tests.fuzz.rules import linear, obey, within_memory
from tests.fuzz.targets import BY_NAME

TORTURE = "DATELINE_TORTURE" in os.environ
XML = ("newsml-g2", "newsml-1", "nitf", "rss", "wxr", "html")
#: Parts of large deliveries, each of which took more than 20 times its size once, or is near to it.
SPOTS = (
    ("plain", " 2020\n"), ("plain", "The harbour office said.\n"), ("nitf", "<p>Last.</p>"), ("nitf", "<p>"),
    ("newsml-g2", "<embargoed/>"), ("newsml-1", "<p>7</p>"), ("rss", "<b>bold"), ("rss", "<item>"),
    ("rss", "<item></item>"), ("wxr", "<![CDATA["), ("wxr", "<wp:po>"), ("ninjs", "7,"), ("ninjs", '"x": {},'),
    ("json-feed", "},{"), ("ap-media", '"x",'), ("e-mail", "<td>7</td>"), ("e-mail", "-- \n"), ("html", "<td>7</td>"),
    ("html", '<a href="/">Home</a>'), ("iptc-7901", " said\r\n"), ("anpa-1312", "<\r\n^By ANN LEE=\r\n"),
)  # fmt: skip
#: What repeats in each, for the count of steps.
PARTS = (
    "{p}\n",
    "<p>{p}</p>\n",
    "<p>",
    "<b>x</b> ",
    "> {p}\n",
    "-- \n",
    "{{",
    '"x": [1], ',
    "&amp; ",
    "\n",
    "By A B\n",
)


def parted(wire: str) -> tuple[bytes, bytes]:
    """A report in a *wire* in two: what stands before its last paragraph, and from there on."""
    data = report(wire).encode()
    at = data.rindex(PARAGRAPH.encode())
    return data[:at], data[at:]


@pytest.mark.parametrize(("wire", "part"), SPOTS if TORTURE else SPOTS[::3])
def test_memory_is_bound_to_the_size(wire: str, part: str) -> None:
    """
    One odd delivery must not take the machine away from all other sources.
    """
    head, tail = parted(wire)
    within_memory(BY_NAME[wire], head + part.encode() * (2_000_000 // len(part)) + tail)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("wire", WIRES)
def test_twice_the_text_is_twice_the_work(wire: str, part: str) -> None:
    """
    A text ten times as long as usual is late by ten times nothing, and not by a hundred.
    """
    head, tail = parted(wire)
    inner = part.format(p=PARAGRAPH).encode()
    linear(BY_NAME[wire], head, inner, tail, size=60_000 if TORTURE else 6_000)


@pytest.fixture(scope="module")
def ear() -> Iterator[socket.socket]:
    """A port on loopback that hears whoever asks for something."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        yield server


@pytest.mark.parametrize("wire", XML)
@pytest.mark.parametrize(
    "opening",
    [
        "<!DOCTYPE {root} SYSTEM '{url}a.dtd'>",
        "<!DOCTYPE {root} PUBLIC '-//X//DTD X//EN' '{url}b.dtd'>",
        "<!DOCTYPE {root} [<!ENTITY x SYSTEM '{url}c'>]>",
        "<!DOCTYPE {root} [<!ENTITY % x SYSTEM '{url}d'> %x;]>",
        "<?xml-stylesheet href='{url}e.xsl' type='text/xsl'?>",
        "<?oasis-xml-catalog catalog='{url}f.xml'?>",
    ],
)
def test_no_reader_asks_for_what_a_document_names(wire: str, opening: str, ear: socket.socket) -> None:
    """
    Who sends a document must not learn when it is read, nor have our machine fetch for it.
    """
    url = f"http://127.0.0.1:{ear.getsockname()[1]}/"
    text = report(wire).replace("<!DOCTYPE html>\n", "")
    declared, _, rest = text.partition("?>\n") if text.startswith("<?xml") else ("", "", text)
    root = rest.lstrip("<").partition(">")[0].partition(" ")[0]
    include = f"<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='{url}i'/>"
    named = f"<link rel='stylesheet' href='{url}g'/><img src='{url}h'/>{include}"
    at = rest.index(PARAGRAPH)
    rest = f"{rest[:at]}&x; {named}{rest[at:]}"
    data = f"{declared + '?>' if declared else ''}{opening.format(root=root, url=url)}\n{rest}".encode()
    for target in (BY_NAME[wire], BY_NAME["door"]):
        reading = obey(target, data)
        assert reading is None or wire in (reading.format, "wxr", "rss")
    with pytest.raises(BlockingIOError):
        ear.accept()
