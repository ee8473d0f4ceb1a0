"""One report in every wire whose bytes are text, to be written in charsets right and wrong."""

from typing import Final

HEADLINE: Final = "Café à Zürich rouvre"
PARAGRAPH: Final = "Le café du port a rouvert mercredi à Zürich après la tempête, a dit la mairie."
#: ``{h}`` is the headline, ``{b}`` a paragraph, ``{cs}`` the charset that it says it is in.
_REPORTS: Final = {
    "newsml-g2": (
        '<?xml version="1.0" encoding="{cs}"?>\n'
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1" version="1" '
        'standard="NewsML-G2" standardversion="2.35" xml:lang="fr">\n'
        '<itemMeta><itemClass qcode="ninat:text"/><provider literal="X"/>'
        '<versionCreated>2031-03-04T08:00:00Z</versionCreated><pubStatus qcode="stat:usable"/>'
        "</itemMeta>\n"
        "<contentMeta><headline>{h}</headline></contentMeta>\n"
        '<contentSet><inlineXML contenttype="application/xhtml+xml"><html '
        'xmlns="http://www.w3.org/1999/xhtml"><body><p>{b}</p></body></html></inlineXML>'
        "</contentSet></newsItem>\n"
    ),
    "newsml-1": (
        '<?xml version="1.0" encoding="{cs}"?>\n'
        "<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>x.example</ProviderId>"
        '<DateId>20310304</DateId><NewsItemId>1</NewsItemId><RevisionId PreviousRevision="0" '
        'Update="N">1</RevisionId>'
        "<PublicIdentifier>urn:newsml:x.example:20310304:1:1</PublicIdentifier></NewsIdentifier>"
        '</Identification><NewsManagement><NewsItemType FormalName="News"/>'
        "<FirstCreated>20310304T080000Z</FirstCreated>"
        '<ThisRevisionCreated>20310304T080000Z</ThisRevisionCreated><Status FormalName="Usable"/>'
        "</NewsManagement><NewsComponent>\n"
        "<NewsLines><HeadLine>{h}</HeadLine></NewsLines><ContentItem><DataContent><p>{b}</p>"
        "</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>\n"
    ),
    "nitf": (
        '<?xml version="1.0" encoding="{cs}"?>\n'
        '<nitf><head><docdata><doc-id id-string="1"/></docdata></head>\n'
        "<body><body.head><hedline><hl1>{h}</hl1></hedline></body.head>\n"
        "<body.content><p>{b}</p></body.content></body></nitf>\n"
    ),
    "ninjs": (
        '{{"uri": "urn:x:1", "versioncreated": "2031-03-04T08:00:00Z",\n'
        ' "headline": "{h}",\n'
        ' "body_html": "<p>{b}</p>"}}\n'
    ),
    "ap-media": (
        '{{"api_version": "2.2", "data": {{"item": {{"altids": {{"itemid": "1", "etag": "1_1"}}, '
        '"version": 1, "type": "text", "pubstatus": "usable", "signals": ["newscontent"],\n'
        ' "headline": "{h}",\n'
        ' "body_html": "<p>{b}</p>"}}}}}}\n'
    ),
    "json-feed": (
        '{{"version": "https://jsonfeed.org/version/1.1", "title": "X",\n'
        ' "items": [{{"id": "1", "title": "{h}",\n'
        ' "content_html": "<p>{b}</p>"}}]}}\n'
    ),
    "rss": (
        '<?xml version="1.0" encoding="{cs}"?>\n'
        '<rss version="2.0"><channel><title>X</title><link>http://x.example/</link>'
        "<description>X</description>\n"
        "<item><guid>http://x.example/1</guid><title>{h}</title>\n"
        "<description>{b}</description></item></channel></rss>\n"
    ),
    "iptc-7901": (
        "\x01abc001 4 i 12  abc 001\r\n"
        "\r\n"
        "Port/\r\n"
        "\x02{h}\r\n"
        "\r\n"
        "     {b}\r\n"
        "\r\n"
        "     {b}\r\n"
        "\x03040900 mar 31\r\n"
        "\x04"
    ),
    "anpa-1312": (
        "\x16\x16\x01a0001\x1f\r\n"
        "r i \x13Port\x14 03-04 0050\r\n"
        "\x02^BC-Port,50<\r\n"
        "^{h}<\r\n"
        "^By ANN LEE=\r\n"
        "\t{b}\r\n"
        "\t{b}\r\n"
        "\x03\r\n"
        "\x04"
    ),
    "e-mail": (
        "From: press@x.example\n"
        "Message-ID: <1@x.example>\n"
        "MIME-Version: 1.0\n"
        "Date: Tue, 04 Mar 2031 08:00:00 +0000\n"
        "Subject: =?utf-8?Q?Caf=C3=A9_=C3=A0_Z=C3=BCrich_rouvre?=\n"
        "Content-Type: text/plain; charset={cs}\n"
        "\n"
        "{b}\n"
    ),
    "html": (
        "<!DOCTYPE html>\n"
        '<html><head><meta charset="{cs}"><title>{h}</title></head>\n'
        "<body><article><h1>{h}</h1>\n"
        "<p>{b}</p><p>{b}</p></article></body></html>\n"
    ),
    "wxr": (
        '<?xml version="1.0" encoding="{cs}"?>\n'
        '<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>X</title>'
        "<wp:wxr_version>1.2</wp:wxr_version>\n"
        "<item><title>{h}</title><guid>http://x.example/?p=1</guid><content:encoded>"
        "<![CDATA[<p>{b}</p>]]></content:encoded><wp:post_id>1</wp:post_id>"
        "<wp:post_date_gmt>2031-03-04 08:00:00</wp:post_date_gmt><wp:status>publish</wp:status>"
        "<wp:post_type>post</wp:post_type></item></channel></rss>\n"
    ),
    "plain": (
        "{h}\n"
        "\n"
        "{b}\n"
        "\n"
        "{b}\n"
    ),
}  # fmt: skip
#: Those that say which charset they are in.
SAYS: Final = tuple(name for name, told in _REPORTS.items() if "{cs}" in told)
#: Those whose control bytes mean something, and those whose line ends are all that parts them.
TELEGRAMS: Final = ("iptc-7901", "anpa-1312")
WIRES: Final = tuple(_REPORTS)


def report(wire: str, charset: str = "utf-8") -> str:
    """The report in a *wire* that says it is in a *charset*."""
    return _REPORTS[wire].format(cs=charset, h=HEADLINE, b=PARAGRAPH)
