"""Inputs that are nearly news: cut, repeated, nested, spliced, written in another charset than they say."""

import json
import re
from collections.abc import Callable, Sequence
from random import Random
from typing import Any, Final

from lxml import etree

#: Where one part of a text ends and the next begins, in whatever format.
_EDGES: Final = re.compile(rb"\r?\n|[<>{}\[\],;:\"']|\s")
#: Words that readers look for, and what has broken readers of other houses.
WORDS: Final = (
    b"\x00", b"\x01", b"\x02", b"\x03", b"\x04", b"\x0b", b"\x0c", b"\x11", b"\x1a", b"\x1f", b"\x7f", b"\x85",
    b"\xa0", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\x00\x00", b"\xed\xa0\x80",
    b"\xc3\x83\xc2\xa9", b"\xc3\xa2\xe2\x82\xac\xe2\x84\xa2", b"\xe2\x80\xa8", b"\xe2\x80\x8f",
    b"\xf0\x9f\x9a\xa2", b"\r", b"\r\n\r\n", b"\n\n", b"&#0;", b"&#xD800;", b"&#x110000;", b"&#99999999999;",
    b"&nbsp;", b"&x;", b"&amp;amp;", b"<![CDATA[", b"]]>", b"<!--", b"-->",
    b"<?xml version='1.0' encoding='utf-16'?>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
    b"<!DOCTYPE a SYSTEM 'a.dtd'>", b"<p>", b"</p>", b"<br/>", b"<b>", b"<table><tr><td>", b"<ul><li>",
    b"<a href='//[x'>", b"<img src='http://[::1'>", b"\\ud800", b"\\u0000", b"1e999", b"-1",
    b"99999999999999999999", b"NaN", b"null", b"true", b"[]", b"{}", b'""', b"0000-00-00T00:00:00Z",
    b"9999-12-31T23:59:59-23:59", b"0001-01-01T00:00:00+14:00", b"2031-02-30", b"29 FEB 2031",
    b"Mon, 99 Zzz 99999 99:99:99 +9999", b"20310304T090000+9999", b"00:00", b"24:00", b"GMT", b"EST",
    b"1600 GMT", b"EMBARGOED UNTIL", b"NOT FOR RELEASE BEFORE", b"FOR IMMEDIATE RELEASE", b"KILL",
    b"CORRECTION", b"EDS:", b"URGENT", b"ADVISORY", b"(MORE)", b"2 of 3", b"take 2", b"ends", b"BC-", b"AP-",
    b"Nov 31", b"By ", b"(AFP) - ", b"(Reuters) -- ", b"=?utf-8?B?", b"=?utf-8?Q?=FF?=", b"=?x?=",
    b"Content-Type: ", b"multipart/mixed; boundary=a", b"--a\n", b"base64", b"quoted-printable",
    b"message/rfc822", b"charset=utf-7", b"charset=idna", b"charset=\xff", b"\xc2\xb2", b"\xd9\xa3", b"%",
    b"%%", b"%s", b"{0}", b"://", b"http://[", b"http://a:b@c:99999999/", b"urn:", b"tag:", b"mailto:", b"\\",
    b"/", b"..",
)  # fmt: skip
_NUMBERS: Final = (b"0", b"-1", b"00", b"13", b"32", b"61", b"9999", b"99999", b"1" * 30, b"9" * 5000, b"1e400", b"")
_PAIRS: Final = ((b"[", b"]"), (b'{"a":', b"}"), (b"<b>", b"</b>"), (b"<div>", b"</div>"), (b"(", b")"))
_CHARSETS: Final = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be", "cp1252", "cp850", "cp500")


def mutated(data: bytes, random: Random, others: Sequence[bytes] = (), most: int = 1 << 20) -> bytes:
    """
    Change *data* in one to four places.

    Args:
        random: What decides; the same seed gives the same input.
        others: Inputs whose parts may be put in.
        most: The bytes that the outcome has at most.
    """
    for _ in range(random.choice((1, 1, 1, 2, 3, 4))):
        data = random.choice(_WAYS)(data, random, others)[:most]
    return data


def _span(data: bytes, random: Random) -> tuple[int, int]:
    """A part of *data*, mostly from one edge to another."""
    start = random.randrange(len(data) + 1)
    end = min(len(data), start + int(2 ** (random.random() * 9)))
    if random.random() < 0.8:
        if found := _EDGES.search(data, start):
            start = random.choice((found.start(), found.end()))
        if found := _EDGES.search(data, max(start + 1, end)):
            end = random.choice((found.start(), found.end()))
    return start, max(start, end)


def _insert(data: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    at, _end = _span(data, random)
    return data[:at] + random.choice(WORDS) * random.choice((1, 1, 1, 2, 40)) + data[at:]


def _put_for(data: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    start, end = _span(data, random)
    return data[:start] + random.choice(WORDS) + data[end:]


def _cut(data: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    start, end = _span(data, random)
    return data[:start] + data[end:]


def _tear(data: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    start, _end = _span(data, random)
    return data[:start] if random.random() < 0.7 else data[start:]


def _repeat(data: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    start, end = _span(data, random)
    times = random.choice((2, 3, 10, 250))
    return data[:start] + data[start:end] * times + data[end:]


def _move(data: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    start, end = _span(data, random)
    rest = data[:start] + data[end:]
    at, _end = _span(rest, random)
    return rest[:at] + data[start:end] + rest[at:]


def _splice(data: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    other = random.choice(others) if others else data
    start, end = _span(other, random)
    at, to = _span(data, random)
    return data[:at] + other[start:end] + data[random.choice((at, to)) :]


def _flip(data: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    changed = bytearray(data)
    for _place in range(random.choice((1, 1, 2, 8)) if data else 0):
        changed[random.randrange(len(data))] = random.choice((random.randrange(256), random.randrange(32)))
    return bytes(changed)


def _number(data: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    found = list(re.finditer(rb"\d+", data))
    if not found:
        return data
    one = random.choice(found)
    put = random.choice(
        (b"0", b"-1", b"00", b"13", b"32", b"61", b"9999", b"99999", b"1" * 30, b"9" * 5000, b"1e400", b"")
    )
    return data[: one.start()] + put + data[one.end() :]


def _recode(data: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    """Another charset, or one too many."""
    text = data.decode("utf-8", "replace")
    if random.random() < 0.3:
        return text.encode().decode("latin-1").encode()
    return text.encode(random.choice(_CHARSETS), "replace")


def _ends(data: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    return data.replace(b"\n", random.choice((b"\r", b"\r\n", b"\r\r\n", b"\x0b", b"", b" ", b"\n\n", b"\x1e")))


def _nest(data: bytes, random: Random, _: Sequence[bytes]) -> bytes:
    start, end = _span(data, random)
    opened, closed = random.choice(_PAIRS)
    times = random.choice((1, 5, 60, 250))
    return data[:start] + opened * times + data[start:end] + closed * times + data[end:]


def _tree(data: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    """What is XML or JSON stays so, with a part put elsewhere, doubled, emptied, or of another kind."""
    try:
        if data.lstrip()[:1] in (b"{", b"["):
            return json.dumps(_json(json.loads(data), random)).encode()
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except (ValueError, RecursionError, etree.XMLSyntaxError):
        return _splice(data, random, others)
    _xml(list(root.iter("*")), random)
    return etree.tostring(root)


def _word(random: Random) -> str:
    word = random.choice(WORDS).decode("utf-8", "ignore")
    return "".join(letter for letter in word if letter >= " " and letter not in "\x7f\ufffe\uffff")


def _xml(elements: list[etree._Element], random: Random) -> None:
    one, other = random.choice(elements), random.choice(elements)
    way = random.randrange(7)
    if way == 0 and one is not elements[0]:
        one.getparent().remove(one)  # type: ignore[union-attr]
    elif way == 1:
        one.text = _word(random)
    elif way == 2:
        one.tail = _word(random) if one is not elements[0] else None
    elif way == 3 and one.attrib:
        one.set(random.choice(one.keys()), _word(random))
    elif way == 4 and one.attrib:
        del one.attrib[random.choice(one.keys())]
    elif way == 5:
        one.append(etree.fromstring(etree.tostring(other, with_tail=False)))
    else:
        one.tag = other.tag


def _json(value: Any, random: Random) -> Any:
    """The *value* with one change, somewhere in it."""
    odd: tuple[Any, ...] = (
        None,
        True,
        0,
        -1,
        1e300,
        2**70,
        "",
        _word(random),
        [],
        {},
        [value],
        {"value": value},
        [[]],
        [None, 7, {}],
    )
    if isinstance(value, dict) and value:
        name = random.choice(list(value))
        if random.random() < 0.8:
            return value | {name: _json(value[name], random)}
        other = random.choice(list(value))
        return {key: one for key, one in value.items() if key != name} | {other: value[name]}
    if isinstance(value, list) and value and random.random() < 0.8:
        at = random.randrange(len(value))
        return [*value[:at], _json(value[at], random), *value[at + random.choice((0, 1, 1)) :]]
    return random.choice(odd)


_WAYS: Final[tuple[Callable[[bytes, Random, Sequence[bytes]], bytes], ...]] = (
    _insert, _insert, _put_for, _put_for, _cut, _cut, _tear, _repeat, _move, _splice, _splice, _flip, _number, _recode,
    _ends, _nest, _tree, _tree, _tree, _tree, _tree, _tree,
)  # fmt: skip
