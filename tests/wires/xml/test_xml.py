"""The XML parser: what it mends, what it refuses, and how soon."""

import resource
import time
from pathlib import Path

import pytest

from dateline.news.errors import WireError
from dateline.wires import xml
from dateline.wires.xml import parse


def told(data: bytes) -> list[str]:
    """The problems of a document, in words."""
    return [problem.what for problem in parse(data, format="test").problems]


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf<a>caf\xc3\xa9</a>",
        b"  \n<?xml version='1.0'?><a>caf\xc3\xa9</a>",
        "<?xml version='1.0' encoding='utf-16'?><a>café</a>".encode("utf-16"),
        "<?xml version='1.0' encoding='utf-16'?><a>café</a>".encode("utf-16-be"),
        "<?xml version='1.0' encoding='UTF-16LE'?><a>café</a>".encode("utf-16-le"),
        "<a>café</a>".encode("utf-32"),
        b"<?xml version='1.0' encoding='iso-8859-1'?><a>caf\xe9</a>",
        b"<?xml version='1.0' encoding='iso-8859-15'?><a>caf\xe9</a>",
        b"<?xml version='1.0' encoding='us-ascii'?><a>caf&#233;</a>",
        b"<?xml version='1.0' encoding='cp850'?><a>caf\x82</a>",
        b"<a>caf&eacute;</a>",
        b"<!DOCTYPE a SYSTEM 'http://nowhere.example/a.dtd'><a>caf&eacute;</a>",
    ],
)
def test_every_charset_is_read_without_a_word(data: bytes) -> None:
    """
    A sound document gives no problem, whatever it is written in.
    """
    parsed = parse(data, format="test")
    assert (xml.text(parsed.root), parsed.problems) == ("café", ())


@pytest.mark.parametrize(
    ("data", "text", "problem"),
    [
        (b"<?xml version='1.0' encoding='utf-8'?><a>caf\xe9 \x93ol\xc3\xa9\x94\x81</a>", "café “olé”", "Windows-1252"),
        ("<?xml version='1.0' encoding='iso-8859-1'?><a>café</a>".encode(), "café", "is UTF-8"),
        ("<?xml version='1.0' encoding='utf-16'?><a>café</a>".encode(), "café", "declares utf-16"),
        ("<?xml version='1.0' encoding='no-such'?><a>café</a>".encode(), "café", "declares no-such"),
        (b"<?xml version='1.0' encoding='idna'?><a>t</a>", "t", "declares idna"),
        (b"<?xml version='1.0' encoding='unicode_escape'?><a>\\d</a>", "\\d", "declares unicode_escape"),
        (b"<?xml version='1.0' encoding='euc-jp'?><a>a\xff</a>", "a\ufffd", "other bytes"),
        ("\ufeff<a>t".encode("utf-16-le") + b"\x00\xd8" + "</a>".encode("utf-16-le"), "t\ufffd", "not utf-16-le"),
        (b"<a>n\x00ul \x0bbell\x07</a>", "nul bell", "3 control characters"),
        (b"<a>n&#0;ul &#x1; &#99999999;</a>", "nul", "3 references"),
        (b"<a>R&D, AT&T &bogus; &amp;</a>", "R&D, AT&T &bogus; &", "3 references"),
    ],
)
def test_what_is_mended_is_told(data: bytes, text: str, problem: str) -> None:
    """
    The desk sees the text, and that the source has a fault to mend.
    """
    parsed = parse(data, format="test")
    assert xml.text(parsed.root) == text
    assert len(parsed.problems) == 1 and problem in parsed.problems[0].what


def test_references_inside_character_data_are_left_alone() -> None:
    """
    HTML inside CDATA is read later, by the HTML reader.
    """
    parsed = parse(b"<a>&nbsp;<![CDATA[&nbsp;&#0; &x]]><!-- &y --></a>", format="test")
    assert parsed.root.text == "\xa0&nbsp;&#0; &x"
    assert parsed.problems == ()


@pytest.mark.parametrize(
    ("data", "where", "what"),
    [
        (b"", "line 1, column 1", "empty"),
        (b" \n", "line 1, column 1", "empty"),
        (b"no markup", "line 1, column 1", "Start tag"),
        (b"<a>\n<b>cut of", "line 2", "Premature end"),
        (b"<a><b></a>", "line 1", "mismatch"),
        (b"<a/><b/>", "line 1, column 5", "Extra content"),
        (b"<x:a/>", "line 1", "prefix"),
        (b"<!-- only a comment -->", "line 1", "tag"),
        (b"<a>\n\n<![CDATA[<a>", "line 3", "CData"),
    ],
)
def test_what_is_not_xml_is_refused_with_its_place(data: bytes, where: str, what: str) -> None:
    """
    The one who mends the feed needs the line and the column.
    """
    with pytest.raises(WireError) as caught:
        parse(data, format="test")
    assert caught.value.format == "test"
    assert caught.value.where.startswith(where)
    assert what.lower() in caught.value.what.lower()
    assert "\n" not in caught.value.what


def test_no_message_repeats_the_document() -> None:
    """
    A killed text must not live on in a log.
    """
    with pytest.raises(WireError) as caught:
        parse(b"<a><![CDATA[a secret name", format="test")
    assert "secret" not in str(caught.value)


_LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 12))


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        b'<!DOCTYPE a [<!ENTITY l0 "ha">' + _LAUGHS + b"]><a>&l11;</a>",
        b'<!DOCTYPE a [<!-- <a --><!ENTITY l0 "ha">' + _LAUGHS + b']><a b="&l11;">&l11;</a>',
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        b'<!DOCTYPE a [<!ENTITY % p SYSTEM "http://nowhere.example/"> %p;]><a/>',
        b'\n<!DOCTYPE a PUBLIC "x" "y" [\n<!ENTITY x "y">]><a/>',
    ],
)
def test_entities_are_refused(data: bytes) -> None:
    """
    No wire needs them; they read files of the machine, and fill its memory.
    """
    with pytest.raises(WireError, match="declares entities"):
        parse(data, format="test")


def test_no_dtd_is_opened(tmp_path: Path) -> None:
    """
    A document must not make us open a file or an address of its choice, not even its own DTD.
    """
    dtd = tmp_path / "a.dtd"
    dtd.write_text('<!ENTITY x "from the file"><!ATTLIST a b CDATA "from the file">')
    parsed = parse(f'<!DOCTYPE a SYSTEM "{dtd.as_uri()}"><a>&x;</a>'.encode(), format="test")
    assert (xml.text(parsed.root), dict(parsed.root.attrib)) == ("&x;", {})


def test_words_about_entities_in_a_text_are_words() -> None:
    """
    A report on XML is still a report.
    """
    parsed = parse(b"<!DOCTYPE a SYSTEM 'x'><a><![CDATA[<!ENTITY is a word]]></a>", format="test")
    assert xml.text(parsed.root) == "<!ENTITY is a word"


@pytest.mark.parametrize(
    ("what", "data"),
    [
        ("deep", b"<a>" * 100_000),
        ("deep and whole", b"<a>" * 230 + b"</a>" * 230),
        ("50 MB of one tag", b"<a>" * (50 * 1024 * 1024 // 3)),
        ("flat", b"<r>" + b"<a/>" * 1_500_000 + b"</r>"),
        ("attributes", b"<r " + b"a='' " * 1_500_000 + b"/>"),
        ("ampersands", b"<r>" + b"&" * 2_000_000 + b"</r>"),
        ("open sections", b"<r>&" + b"<![CDATA[" * 900_000),
        ("open comments", b"<r>&" + b"<!--" * 900_000),
        ("one long text", b"<r>" + b"x" * 12_000_000 + b"</r>"),
        ("one long name", b"<" + b"x" * 12_000_000),
        ("doctypes", b"<!DOCTYPE a [" * 500_000),
    ],
)
def test_mischief_is_refused_at_once(what: str, data: bytes) -> None:
    """
    One bad delivery must not keep the others waiting, nor take the machine's memory.
    """
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter()
    with pytest.raises(WireError):
        parse(data, format="test")
    assert time.perf_counter() - began < 1.0, what
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400_000, what


def test_elements_are_found_in_any_namespace() -> None:
    """
    Agencies send the same element with and without its namespace.
    """
    root = parse(b'<a xmlns:p="urn:p"><p:b><c>1</c></p:b><b><p:c>2</p:c></b></a>', format="test").root
    assert [xml.text(one) for one in xml.find_all(root, "b/c")] == ["1", "2"]
    assert xml.text(xml.find(root, "b")) == "1"
    assert xml.text(xml.find(root, "d")) == ""
    assert [xml.local(one) for one in xml.descendants(root, "c")] == ["c", "c"]
    children, inside = xml.children(root), xml.inside(root)
    assert (list(children), list(inside)) == (["b"], ["b", "c"])
    assert (len(children["b"]), xml.texts(inside, "c")) == (2, ["1", "2"])
    assert xml.text(xml.first(inside, "c")) == "1"
    assert xml.first(children, "c") is None


@pytest.mark.parametrize("depth", [xml.DEEPEST, xml.DEEPEST + 1])
def test_depth_is_counted_to_the_element(depth: int) -> None:
    """
    What is allowed is read, also where each of its elements holds but one other.
    """
    data = b"<a>" * (depth - 1) + b"<a/>" + b"</a>" * (depth - 1)
    if depth <= xml.DEEPEST:
        assert len(list(parse(data, format="test").root.iter())) == depth
    else:
        with pytest.raises(WireError, match="nest more than 200 deep"):
            parse(data, format="test")


@pytest.mark.parametrize("data", [b"<a>caf&#233; &#x2019;n&amp;t</a>", b"<a>&#8217;&#x1F600;</a>"])
def test_characters_by_their_numbers_need_no_mending(data: bytes) -> None:
    """
    Agencies write quotes and accents so; nothing is wrong with that.
    """
    assert told(data) == []
