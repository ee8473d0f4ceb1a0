"""E-mail into readings."""

import base64
import email
import quopri
import re
from datetime import UTC, datetime
from email import policy
from pathlib import Path

import msgspec
import pytest

from dateline.news.errors import WireError
from dateline.news.wire import Reading, Version
from dateline.wires.e_mail import reader as e_mail
from dateline.wires.read import read as door

RECEIVED = datetime(2020, 1, 16, 12, tzinfo=UTC)
SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.eml"))
SHARED = Path(__file__).resolve().parents[4] / "shared"
REAL = sorted(SHARED.glob("wires/email/*"))
PROSE = "The ferry between Port Aldery and the island of Skelling sailed again on Wednesday."
HEADS = "From: press@ferry.example\nDate: Thu, 16 Jan 2020 09:00:00 +0100\nMessage-ID: <1@ferry.example>\n"

read = e_mail.reader(door)


def whole(
    body: str | bytes = PROSE, *, subject: str = "Ferry sails", heads: str = "", charset: str = "utf-8"
) -> Reading:
    """The reading of a message with these parts."""
    data = body if isinstance(body, bytes) else body.encode(charset)
    return read(f"{HEADS}Subject: {subject}\n{heads}\n".encode() + data, received=RECEIVED)


def one(body: str | bytes = PROSE, *, subject: str = "Ferry sails", heads: str = "", charset: str = "utf-8") -> Version:
    """The one version of a message with these parts."""
    (version,) = whole(body, subject=subject, heads=heads, charset=charset).versions
    return version


def texts(version: Version) -> list[str]:
    """The words of its blocks."""
    return [block.text for block in version.body]


def multipart(kind: str, *parts: str) -> tuple[str, str]:
    """The header and the body of a message of several parts."""
    body = "".join(f"--=b\n{part}\n" for part in parts)
    return f'MIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary="=b"\n', f"{body}--=b--\n"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_reads_as_it_stands_beside_it(sample: Path) -> None:
    """
    A pair of files states what each part of a message means; adding a pair adds a test.
    """
    expected = msgspec.json.decode(sample.with_suffix(".json").read_bytes())
    reading = read(sample.read_bytes(), received=RECEIVED)
    assert msgspec.json.decode(msgspec.json.encode(reading)) == expected


@pytest.mark.parametrize(
    ("sent", "subject"),
    [
        ("=?utf-8?Q?Caf=C3=A9_au_port?=", "Café au port"),
        ("=?UTF-8?B?Q2Fmww==?= =?UTF-8?B?qSBvdXZlcnQ=?=", "Café ouvert"),
        ("=?iso-8859-1?q?Caf=E9?= am =?windows-1252?Q?Hafen_=96_neu?=", "Café am Hafen – neu"),
        ("=?koi8-r?B?8NLJ18XU?=", "Привет"),
        ("=?iso-2022-jp?B?GyRCPzdKOBsoQg==?=", "新文"),
        ("=?utf-8*fr?Q?Caf=C3=A9?=", "Café"),
        ("=?no-such?Q?plain?= words", "plain words"),
        ("=?utf-8?X?odd?=", "=?utf-8?X?odd?="),
        ("Crane\n  lifts\n\t60 tonnes", "Crane lifts 60 tonnes"),
        ("Fwd: RE: WG: Crane lifts", "Crane lifts"),
        ("[EXTERNAL] Crane lifts", "Crane lifts"),
    ],
)
def test_a_subject_is_read_whatever_was_done_to_it(sent: str, subject: str) -> None:
    """
    It is the headline, and mailers encode, fold and mark it.
    """
    assert one(subject=sent).headline == subject


@pytest.mark.parametrize(
    ("body", "claimed", "text", "told"),
    [
        ("Größe".encode(), "utf-8", "Größe", False),
        ("Größe".encode("cp1252"), "iso-8859-1", "Größe", False),
        ("Größe".encode("cp1252"), "utf-8", "Größe", True),
        ("Größe".encode(), "iso-8859-1", "Größe", True),
        ("Größe".encode(), "us-ascii", "Größe", False),
        ("Größe".encode("cp1252"), "no-such-charset", "Größe", True),
        ("“Größe”".encode("cp1252"), "iso-8859-1", "“Größe”", False),
        ("Привет всем".encode("koi8-r"), "koi8-r", "Привет всем", False),
        ("新しい文".encode("iso-2022-jp"), "iso-2022-jp", "新しい文", False),
        ("中文新闻".encode("gb18030"), "gb2312", "中文新闻", False),
        ("Größe".encode("utf-16"), "utf-16", "Größe", False),
        (b"Plain words", "rot13", "Plain words", False),
    ],
)
def test_a_charset_is_believed_only_where_it_is_true(body: bytes, claimed: str, text: str, told: bool) -> None:
    """
    Mailers claim charsets that they do not use; what was mended is told.
    """
    reading = whole(body, heads=f"Content-Type: text/plain; charset={claimed}\n")
    assert texts(reading.versions[0]) == [text]
    assert bool(reading.problems) == told


@pytest.mark.parametrize(
    ("coding", "body", "told"),
    [
        ("quoted-printable", quopri.encodestring(PROSE.replace("sailed", "“sailed”").encode()), False),
        ("base64", base64.encodebytes(PROSE.replace("sailed", "“sailed”").encode()), False),
        ("BASE64", base64.encodebytes(PROSE.replace("sailed", "“sailed”").encode()).rstrip(b"=\n"), False),
        ("base64", PROSE.replace("sailed", "“sailed”").encode(), True),
        ("8bit", PROSE.replace("sailed", "“sailed”").encode(), False),
        ("x-unheard-of", PROSE.replace("sailed", "“sailed”").encode(), False),
    ],
)
def test_a_transfer_encoding_is_taken_off(coding: str, body: bytes, told: bool) -> None:
    """
    Also one that broke off, or that the part does not have.
    """
    heads = f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: {coding}\n"
    reading = whole(body, heads=heads)
    assert texts(reading.versions[0]) == [PROSE.replace("sailed", "“sailed”")]
    if told:
        assert reading.problems


@pytest.mark.parametrize(
    ("plain", "html", "kept"),
    [
        ("Read this in HTML.", f"<p>{PROSE}</p>", PROSE),
        (PROSE, "<p>Click.</p>", PROSE),
        (PROSE, f"<p>{PROSE.replace('sailed', '<b>sailed</b>')}</p>", PROSE),
        (PROSE, "<img src='cid:x'>", PROSE),
    ],
)
def test_of_alternatives_the_one_with_most_of_the_text_is_read(plain: str, html: str, kept: str) -> None:
    """
    Some mailers send an empty page, some an excuse for words.
    """
    heads, body = multipart("alternative", f"Content-Type: text/plain\n\n{plain}", f"Content-Type: text/html\n\n{html}")
    assert texts(one(body, heads=heads)) == [kept]


def test_flowed_lines_are_made_whole() -> None:
    """
    A space at a line's end says that the paragraph goes on; without it the line ends.
    """
    body = "The ferry between Port Aldery and the island \nof Skelling sailed again.\n\nOne line\nanother line\n"
    assert texts(one(body, heads="Content-Type: text/plain; format=flowed\n"))[0] == (
        "The ferry between Port Aldery and the island of Skelling sailed again."
    )
    body = "The fer \nry sailed, and  \n the rest.\n"
    assert texts(one(body, heads="Content-Type: text/plain; format=flowed; delsp=yes\n")) == [
        "The ferry sailed, and the rest."
    ]


@pytest.mark.parametrize(
    "tail",
    [
        "-- \nJane Tolling\nFerry Office",
        "This e-mail is confidential and intended solely for the addressee.",
        "If you are not the intended recipient, please delete this message.",
        "Unsubscribe: https://ferry.example/leave",
        "You are receiving this email because you are a journalist.",
        "Sent from my iPhone",
        "Please consider the environment before printing this e-mail.",
        "Press contact: Jane Tolling, +44 20 5550 0101",
        "_______________________________________________\nPress mailing list\nhttps://ferry.example/list",
        "Diese E-Mail enthält vertrauliche Informationen.",
    ],
)
def test_what_the_sender_sets_below_a_text_is_for_the_desk(tail: str) -> None:
    """
    No reader of a news site wants to know how to leave a list.
    """
    version = one(f"{PROSE}\n\nFares stay as they are.\n\n{tail}\n")
    assert texts(version) == [PROSE, "Fares stay as they are."]
    assert " ".join(" ".join(version.notes).split()) in " ".join(tail.split())
    assert version.notes


@pytest.mark.parametrize(
    "news",
    [
        "Millions of readers unsubscribe from newspapers every year, a study found.",
        "The environment before the dam was built was a marsh, the office said.",
        "Contact with the ship was lost at noon, and found again at four.",
        "The letter was confidential, the minister said.",
        "Further information on the crash was not available.",
    ],
)
def test_news_about_such_things_is_news(news: str) -> None:
    """
    A footer speaks of the letter that it stands in.
    """
    assert texts(one(f"{PROSE}\n\n{news}\n")) == [PROSE, news]


def test_an_embargo_in_the_letter_holds_what_is_attached() -> None:
    """
    The words above it are meant for it.
    """
    heads, body = multipart(
        "mixed",
        "Content-Type: text/plain\n\nEMBARGOED until 1800 GMT Friday, January 17, 2020",
        'Content-Type: application/json; name="a.json"\nContent-Disposition: attachment; filename="a.json"\n\n'
        '{"uri":"urn:aldery:1","headlines":[{"value":"Tin found"}],"versionCreated":"2020-01-16T08:00:00Z",'
        '"bodies":[{"contentType":"text/plain","value":"Tin was found."}]}',
    )
    version = one(body, heads=heads)
    assert (version.item, version.headline) == ("urn:aldery:1", "Tin found")
    assert version.embargo == datetime(2020, 1, 17, 18, tzinfo=UTC)


def test_a_letter_that_is_a_wires_own_text_is_read_as_that() -> None:
    """
    Agencies send their formats by mail, attached or not.
    """
    head, text = "<hedline><hl1>Tin</hl1></hedline>", "<p>Found.</p>"
    nitf = f"<nitf><body><body.head>{head}</body.head><body.content>{text}</body.content></body></nitf>"
    version = one(nitf, heads="Content-Type: text/xml\n")
    assert (version.headline, texts(version)) == ("Tin", ["Found."])
    assert one(nitf).headline == "Tin"


def test_what_nobody_reads_is_told_and_listed() -> None:
    """
    The desk opens it, or asks for words.
    """
    pdf = 'Content-Type: application/pdf; name="a.pdf"\nContent-Transfer-Encoding: base64\n\nJVBERi0='
    heads, body = multipart("mixed", f"Content-Type: text/plain\n\n{PROSE}", pdf)
    reading = whole(body, heads=heads)
    assert [(p.where, p.what) for p in reading.problems] == [
        ("a.pdf", "attached, and not read: application/pdf, 5 bytes")
    ]
    assert reading.versions[0].more["attachments"] == "a.pdf (application/pdf, 5 bytes)"
    assert texts(reading.versions[0]) == [PROSE]


@pytest.mark.parametrize(
    ("heads", "subject"),
    [
        ("Auto-Submitted: auto-replied\n", "Re: ferry"),
        ("Precedence: auto_reply\n", "Re: ferry"),
        ("", "Out of Office: ferry"),
        ("", "Automatische Antwort: Fähre"),
        ("", "Undelivered Mail Returned to Sender"),
        ('Content-Type: multipart/report; report-type=delivery-status; boundary="x"\n', "Report"),
    ],
)
def test_what_a_machine_answers_is_no_story(heads: str, subject: str) -> None:
    """
    It is held, and the desk is told why.
    """
    body = f"--x\n\n{PROSE}\n--x--\n" if "boundary" in heads else PROSE
    reading = whole(body, heads=heads, subject=subject)
    assert "no story" in reading.versions[0].doubt
    assert reading.problems


@pytest.mark.parametrize("heads", ["Auto-Submitted: no\n", "Auto-Submitted: auto-generated\n", "Precedence: bulk\n"])
def test_what_a_program_sends_may_be_a_story(heads: str) -> None:
    """
    Newsletters and forms are sent by programs.
    """
    assert one(heads=heads).doubt == ""


def test_a_sender_who_wants_a_message_back_holds_it() -> None:
    """
    Mailers cannot take a letter back; editors can.
    """
    reading = whole('Jane Tolling would like to recall the message, "Ferry fares to rise".', subject="Recall: Ferry")
    assert [(n.action, n.slug) for n in reading.notices] == [("withhold", "ferry-fares-to-rise")]
    assert reading.versions[0].doubt


@pytest.mark.parametrize(
    ("heads", "issued", "told"),
    [
        ("Date: Thu, 16 Jan 2020 09:00:00 -0500\n", (14, 0), False),
        ("Date: 16 Jan 20 09:00 EST (Eastern)\n", (14, 0), False),
        ("Date: yesterday\nReceived: by mx.example; Thu, 16 Jan 2020 08:00:00 +0000\n", (8, 0), True),
        ("Received: by a; 16 Jan 2020 10:00:00 +0000\nReceived: by b;\n 16 Jan 2020 07:30:00 +0000\n", (7, 30), True),
        ("Date: yesterday\n", None, True),
        ("", None, True),
    ],
)  # fmt: skip
def test_a_date_that_cannot_be_read_is_replaced_and_told(
    heads: str, issued: tuple[int, int] | None, told: bool
) -> None:
    """
    The order of versions hangs on it; the first server's stamp is next best.
    """
    reading = read(f"From: a@b.example\nMessage-ID: <1@x>\nSubject: S\n{heads}\n{PROSE}".encode(), received=RECEIVED)
    when = reading.versions[0].issued
    assert (when and (when.hour, when.minute)) == issued
    assert bool(reading.problems) == told


def test_a_release_sent_again_is_a_version_and_answers_are_links() -> None:
    """
    The id is the sender's own; a letter that goes on from another names it.
    """
    version = one(heads="In-Reply-To: <0@ferry.example>\nReferences: <a@ferry.example>\n <0@ferry.example>\n")
    assert version.item == "1@ferry.example"
    assert [(link.rel, link.item) for link in version.links] == [
        ("previous", "0@ferry.example"),
        ("related", "a@ferry.example"),
    ]


def test_headers_without_a_field_are_kept_under_their_names() -> None:
    """
    Those that came twice line by line; how the letter travelled is in the delivery alone.
    """
    more = one(heads="X-Press-Code: 7\nX-Press-Code: =?utf-8?Q?acht_=C3=BC?=\nReceived: by x.example\n").more
    assert more["X-Press-Code"] == "7\nacht ü"
    assert more["From"] == "press@ferry.example"
    assert "Received" not in more


def test_a_mailbox_holds_several_messages() -> None:
    """
    Some programs keep mail in one file.
    """
    box = "".join(
        f"From a@b.example Thu Jan 16 09:0{n}:00 2020\n{HEADS}Subject: {n}\n\n{PROSE}\n>From here on.\n\n"
        for n in (1, 2)
    )
    reading = read(box.encode(), received=RECEIVED)
    assert [version.headline for version in reading.versions] == ["1", "2"]
    assert texts(reading.versions[1])[-1].endswith("From here on.")


@pytest.mark.parametrize(
    "body",
    [
        "[Headline] Pier to be mended\n[Slug] PIER-VOTE\n\nThe council voted on Wednesday.",
        "[Headline: Pier to be mended]\n[Slug: PIER-VOTE]\n\nThe council voted on Wednesday.",
        "*Headline:* Pier to be mended\n*Slug:* PIER-VOTE\n*Story:* The council voted on Wednesday.",
        "Headline: Pier to be mended\nSlugline: PIER-VOTE\nText:\n\nThe council voted on Wednesday.",
    ],
)
def test_a_form_is_read_field_by_field(body: str) -> None:
    """
    Forms differ in their marks, not in what they ask for.
    """
    version = one(body, subject="New submission")
    assert (version.headline, version.slug) == ("Pier to be mended", "PIER-VOTE")
    assert texts(version) == ["The council voted on Wednesday."]
    assert version.more["Subject"] == "New submission"


def test_a_text_in_a_form_keeps_its_paragraphs() -> None:
    """
    Forms that are sent as tables part them by line breaks.
    """
    rows = "<tr><td>Headline</td><td>Pier</td></tr><tr><td>Text</td><td>It is shut.<br><br>It opens in May.</td></tr>"
    version = one(f"<table>{rows}</table>", heads="Content-Type: text/html\n")
    assert (version.headline, texts(version)) == ("Pier", ["It is shut.", "It opens in May."])


def test_a_letter_that_only_speaks_of_fields_is_no_form() -> None:
    """
    A colon in the first line makes no form of a text.
    """
    body = f"Skelling: an island waits.\n\n{PROSE}"
    assert texts(one(body)) == ["Skelling: an island waits.", PROSE]


@pytest.mark.parametrize(
    "data", [b"", b"\n\n", b"no header at all", b"Subject:\n\n", b"From: a@b\n\n \n", b"\xff\xfe\x00"]
)
def test_what_holds_nothing_is_refused(data: bytes) -> None:
    """
    It is kept, and waits for a better reader.
    """
    with pytest.raises(WireError):
        read(data, received=RECEIVED)


@pytest.mark.parametrize(
    ("subject", "headline"),
    [
        ("Press release: Crane lifts 60 tonnes", "Crane lifts 60 tonnes"),
        ("[PRESS RELEASE] Crane lifts 60 tonnes", "Crane lifts 60 tonnes"),
        ("Pressemitteilung Nr. 7/2020: Kran hebt 60 Tonnen", "Kran hebt 60 Tonnen"),
        ("Communiqué de presse – La grue lève 60 tonnes", "La grue lève 60 tonnes"),
        ("FOR IMMEDIATE RELEASE | Crane lifts 60 tonnes", "Crane lifts 60 tonnes"),
        ("【プレスリリース】新しいクレーンが完成", "新しいクレーンが完成"),
        ("EMBARGOED until 00:01 GMT Friday 17 January: Crane lifts 60 tonnes", "Crane lifts 60 tonnes"),
        ("EMBARGO: 00:01 GMT, 17 January 2020 - Crane lifts 60 tonnes", "Crane lifts 60 tonnes"),
        ("[EMBARGO 17 January 2020, 00:01 GMT] Crane lifts 60 tonnes", "Crane lifts 60 tonnes"),
        ("Press releases are read by nobody", "Press releases are read by nobody"),
        ("Embargo on tin until summer: what it means", "Embargo on tin until summer: what it means"),
        ("CORRECTION: Crane lifts 60 tonnes", "CORRECTION: Crane lifts 60 tonnes"),
    ],
)
def test_a_subject_loses_what_a_release_calls_itself(subject: str, headline: str) -> None:
    """
    Readers want the headline; that it waits is for the desk, and holds it.
    """
    version = one(subject=subject)
    assert version.headline == headline
    if subject.strip("[").startswith(("EMBARGO",)):
        assert version.embargo == datetime(2020, 1, 17, 0, 1, tzinfo=UTC)
    assert version.more.get("Subject", headline) == subject


@pytest.mark.parametrize(
    "subject",
    ["Ferry Office: New ferry sails on Sunday", "PM 12/2020 New ferry sails on Sunday", "New ferry sails on Sun..."],
)
def test_the_headline_on_the_page_counts(subject: str) -> None:
    """
    Some set their name or a number before it, some programs cut it off.
    """
    version = one(
        f"New ferry sails on Sunday\n\nFor the first time\n\nSKELLING, Jan 16 (AFP) - {PROSE}", subject=subject
    )
    assert (version.headline, version.standfirst) == ("New ferry sails on Sunday", "For the first time")
    assert (version.more["Subject"], texts(version)) == (subject, [PROSE])


@pytest.mark.parametrize(
    "around",
    [
        "Kind regards,\nJane Tolling\nFerry Office",
        "Mit freundlichen Grüßen\n\nJane Tolling",
        "About Ferry Office\n\nThe Ferry Office runs two ferries.",
        "À propos du Ferry Office\nLe Ferry Office a deux bateaux.",
        "Notes to editors:\n\nThe ferry was built in 1904. It has two decks.\n\nPictures are on the pier.",
        "Rückfragen an:\nJane Tolling\npresse@ferry.example",
        "Контакты для СМИ: press@ferry.example",
        "媒体联系：李明 电话：010-55500100",
        "本件に関するお問い合わせ先\n広報部 03-5550-0100",
        "Pour ne plus recevoir nos communiqués, cliquez ici : https://ferry.example/non",
    ],
)
def test_what_ends_a_release_in_any_language_is_for_the_desk(around: str) -> None:
    """
    Who is to be called, who signs and what the company is are no part of its news.
    """
    version = one(f"{PROSE}\n\nFares stay as they are.\n\n{around}\n")
    assert texts(version) == [PROSE, "Fares stay as they are."]
    assert " ".join(" ".join(version.notes).split()) == " ".join(around.split())


@pytest.mark.parametrize(
    "news",
    [
        "About Skelling, nobody knows more than Jane Tolling.",
        "Best of all, the ferry is free on Sundays, the office said.",
        "Thanks to a mild winter the harbour stayed open.",
        "Notes to editors were found in the wreck, the police said.",
    ],
)
def test_news_that_begins_so_is_news(news: str) -> None:
    """
    A label stands alone on its line, and regards stand above a name.
    """
    assert texts(one(f"{PROSE}\n\n{news}\n\n{PROSE}")) == [PROSE, news, PROSE]


@pytest.mark.parametrize("news", ["High court rules on fares", "Hello Dolly comes back to the pier at Skelling"])
def test_a_text_that_begins_like_a_greeting_is_a_text(news: str) -> None:
    """
    A greeting is a word of its own, and ends with a mark where it is long.
    """
    assert texts(one(f"{news}\n\n{PROSE}")) == [news, PROSE]


@pytest.mark.parametrize("charset", ["koi8-r", "cp1251", "iso8859-7", "cp1256"])
def test_a_letter_that_names_no_charset_is_read_in_its_alphabet(charset: str) -> None:
    """
    Programs that send by themselves often name none, or say that it is ASCII.
    """
    words = {"iso8859-7": "Το πλοίο βρίσκεται από χθες στο λιμάνι", "cp1256": "السفينة في الميناء منذ يوم الثلاثاء"}
    body = words.get(charset, "Паром стоит в гавани со вторника, сообщил порт")
    reading = whole(body, heads="Content-Type: text/plain; charset=us-ascii\n", charset=charset)
    assert texts(reading.versions[0]) == [body]
    assert "read as" in reading.problems[0].what


def test_a_release_comes_from_whom_its_last_line_names() -> None:
    """
    That is whom the page has to credit.
    """
    version = one(f"{PROSE}\n\nFares stay as they are.\n\nSOURCE Skelling Ferries Ltd.")
    assert (version.credit, len(version.body)) == ("Skelling Ferries Ltd.", 2)


@pytest.mark.parametrize("mark", ["-------- Original Message --------\n", "", "________________________________\n"])
@pytest.mark.parametrize(("sign", "passed_on"), [("FW: ", True), ("RE: ", False)])
def test_an_answer_is_not_taken_for_what_it_answers(mark: str, sign: str, passed_on: bool) -> None:
    """
    The same head stands above a letter that is sent on and above one that is answered; the subject says which.
    """
    head = "From: Jane <jane@orbit.example>\nSent: 15 January 2020 09:00\nTo: Press <p@ferry.example>\nSubject: Fares\n"
    version = one(f"Fares stay as they are.\n\n{mark}{head}\n{PROSE}\n", subject=f"{sign}Fares")
    assert texts(version) == ([PROSE] if passed_on else ["Fares stay as they are."])
    assert ("forwarded From" in version.more, "quoted" in version.more) == (passed_on, not passed_on)


def _der(tag: int, *parts: bytes, endless: bool = False) -> bytes:
    """An element of BER, its length told or not."""
    inside = b"".join(parts)
    if endless:
        return bytes((tag, 0x80)) + inside + b"\0\0"
    return bytes((tag, 0x84)) + len(inside).to_bytes(4, "big") + inside


@pytest.mark.parametrize("endless", [False, True])
def test_a_letter_inside_its_signature_is_read(endless: bool) -> None:
    """
    Some mailers sign so; anybody can open it, with or without the certificate.
    """
    inner = f"Content-Type: text/plain; charset=utf-8\r\n\r\n{PROSE}\r\n".encode()
    octets = _der(0x24, *(_der(4, inner[at : at + 40]) for at in range(0, len(inner), 40)), endless=endless)
    data = _der(0x30, bytes.fromhex("06092a864886f70d010701"), _der(0xA0, octets, endless=endless), endless=endless)
    signed = _der(0x30, b"\2\1\1", _der(0x31), data, endless=endless)
    seal = _der(0x30, bytes.fromhex("06092a864886f70d010702"), _der(0xA0, signed, endless=endless), endless=endless)
    heads = "Content-Type: application/pkcs7-mime; name=smime.p7m\nContent-Transfer-Encoding: base64\n"
    reading = whole(base64.encodebytes(seal), heads=heads)
    assert (texts(reading.versions[0]), reading.problems) == ([PROSE], ())


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/pkcs7-mime; name=smime.p7m", "MIAGCSqGSIb3DQEHA6CA"),
        (
            "application/octet-stream; name=encrypted.asc",
            "-----BEGIN PGP MESSAGE-----\n\nhQ==\n-----END PGP MESSAGE-----",
        ),
        ("text/plain", "-----BEGIN PGP MESSAGE-----\n\nhQ==\n-----END PGP MESSAGE-----"),
    ],
)
def test_what_is_encrypted_is_told(kind: str, body: str) -> None:
    """
    The desk asks its sender for it in the clear; no reader sees the cipher.
    """
    reading = whole(body, heads=f"Content-Type: {kind}\n")
    assert "encrypted; ask its sender" in reading.problems[0].what
    assert reading.versions[0].body == ()


def test_a_page_from_right_to_left_says_so() -> None:
    """
    Few letters tell their language, most pages their direction.
    """
    assert (
        one('<html><body dir="rtl"><p>قالت الهيئة</p></body></html>', heads="Content-Type: text/html\n").direction
        == "rtl"
    )


# What agencies sent

_EXPECTED = {
    "core--charset_in_subject_email.txt": ("Google Apps News March 2015", "", "2015-02-19T06:18:40"),
    "core--composite_email.txt": ("single image test", "", "2015-03-03T00:27:36"),
    "core--googleform.txt": ("TEST NZ HEADER", "NZTEST", "2016-05-05T04:11:45"),
    "core--googleform1.txt": ("Arnold 'worried' about maroon-clad Roar", "Soc AL Roar", "2016-11-17T23:35:10"),
    "core--simple_email.txt": ("Test message 1234", "", "2015-02-19T06:18:40"),
}


def _runs(text: str) -> list[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return [tuple(words[n : n + 4]) for n in range(max(len(words) - 3, 1))]


@pytest.mark.skipif(not REAL, reason="no real files beside the repository")
def test_real_letters_are_read_whole() -> None:
    """
    Headline, slug, id, time and every run of four words; the library's own parser finds the text.
    """
    for path in REAL:
        data = path.read_bytes()
        reading = read(data, received=RECEIVED)
        (version,) = reading.versions
        parsed = email.message_from_bytes(data.lstrip(), policy=policy.compat32)
        assert version.item == str(parsed["message-id"]).strip("<> ")
        issued = version.issued.strftime("%Y-%m-%dT%H:%M:%S") if version.issued else ""
        assert (version.headline, version.slug, issued) == _EXPECTED[path.name]
        part = next(p for p in parsed.walk() if p.get_content_type() == "text/plain")
        payload = part.get_payload(decode=True)
        assert isinstance(payload, bytes)
        text = payload.decode("utf-8").partition("\n--")[0]
        if text.startswith("{"):
            text = "\n".join(msgspec.json.decode(text)["Body"])
        read_words = set(_runs(" ".join(texts(version))))
        wanted = _runs(text)
        assert sum(run in read_words for run in wanted) >= 0.999 * len(wanted), path.name
        assert reading.problems == ()
