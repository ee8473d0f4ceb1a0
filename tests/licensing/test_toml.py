"""A licence as a file of the newsroom folder."""

import tomllib
from datetime import date, datetime
from pathlib import Path

import msgspec
from hypothesis import given
from tests.licensing.licences import licences

from dateline.licensing.rightsml import Refusal
from dateline.licensing.toml import toml
from dateline.licensing.writing import plain
from dateline.news.house import Exemption, Finding, Licence, Pictures
from dateline.setup.init import init
from dateline.setup.load import load, problems


def single(licence: Licence) -> Licence:
    """The licence with each text on one line, as files have it."""

    def narrowed(value: object) -> object:
        match value:
            case str():
                return " ".join("".join(c if c.isprintable() else " " for c in value).split())
            case list() | tuple():
                return [narrowed(one) for one in value]
            case dict():
                return {key: narrowed(one) for key, one in value.items()}
        return value

    return msgspec.convert(narrowed(msgspec.to_builtins(licence, builtin_types=(datetime, date))), Licence)


@given(licences)
def test_a_file_holds_the_licence_as_a_template(licence: Licence) -> None:
    """
    What came from outside allows nothing before the owner has compared it with the contract.
    """
    table = tomllib.loads(toml(licence))
    read = msgspec.convert({**table, "name": licence.name}, Licence)
    assert read.template
    assert plain(read) == plain(single(licence))


def test_the_newsroom_folder_takes_the_file(tmp_path: Path) -> None:
    """
    `dateline licence import` writes a file that `dateline apply` accepts as it is.
    """
    licence = Licence(
        name="pelican",
        holder='Pelican "PNA" News',
        terms="Shown under contract.",
        uses=("display", "feed"),
        edit="cut",
        excerpt=25,
        territories=("AU", "NZ"),
        channels=("web",),
        days=30,
        days_from="publication",
        keep=60,
        after="headline",
        credited=("PNA",),
        pictures=Pictures(uses=("display",)),
        finding=Finding(words="A work of a government"),
        exceptions=(Exemption(law="Australia", name="fair dealing", purpose="reporting news", uses=("teaser",)),),
        reference="contract P-7",
        template=True,
    )
    init(tmp_path)
    (tmp_path / "licences" / "pelican.toml").write_text(toml(licence), encoding="utf-8")
    assert [str(p) for p in problems(tmp_path)] == []
    loaded = load(tmp_path).house.licence("pelican")
    assert loaded is not None
    assert plain(loaded) == plain(licence)


def test_what_the_file_cannot_say_stands_above_it() -> None:
    """
    The owner sees beside the terms what the agency wrote and we could not take over.
    """
    licence = Licence(name="pelican", holder="Pelican", terms="T.", uses=())
    text = toml(licence, [Refusal("permission: odrl:print", "no use of ours\nholder = 'Somebody'")])
    assert "#   permission: odrl:print: no use of ours holder = 'Somebody'" in text.splitlines()
    assert tomllib.loads(text)["holder"] == "Pelican"
