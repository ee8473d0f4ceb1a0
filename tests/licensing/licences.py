"""Any licence that a newsroom may have, for properties."""

from datetime import UTC, date, datetime
from typing import Any, Final, get_args

from hypothesis import strategies as st

from dateline.licensing.countries import code
from dateline.news.house import (
    After,
    Channel,
    Duties,
    Editing,
    Exemption,
    Finding,
    Ground,
    Licence,
    Pictures,
    Use,
)

_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
COUNTRIES: Final = [a + b for a in _LETTERS for b in _LETTERS if code(a + b)]
texts: Final = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=20)
names: Final = st.from_regex(r"[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,5})?", fullmatch=True)


def _word(literal: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(get_args(literal))


def _some(one: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(one, max_size=4).map(tuple)


uses: Final = _some(_word(Use))
days: Final = st.none() | st.integers(1, 36_500)

licences: Final[st.SearchStrategy[Licence]] = st.builds(
    Licence,
    name=names,
    holder=texts,
    ground=_word(Ground),
    terms=texts,
    uses=uses,
    edit=_word(Editing),
    feed=st.sampled_from(["excerpt", "full"]),
    excerpt=st.integers(1, 1_000),
    sites=_some(names),
    territories=_some(st.sampled_from(COUNTRIES)),
    channels=_some(_word(Channel)),
    days=days,
    days_from=st.sampled_from(["issue", "publication"]),
    until=st.none() | st.datetimes(datetime.fromisoformat("1900-01-01"), timezones=st.just(UTC)),
    last_day=st.none() | st.dates(date(1900, 1, 1)),
    keep=days,
    after=_word(After),
    credit=texts,
    credited=_some(texts),
    pictures=st.builds(Pictures, uses=uses, alone=st.booleans(), crop=st.booleans()),
    duties=st.builds(
        Duties,
        dateline=st.booleans(),
        byline=st.booleans(),
        kill_within=st.none() | st.integers(0, 10_080),
        notify=st.booleans(),
    ),
    finding=st.none() | st.builds(Finding, law=texts, words=texts, source=texts),
    exceptions=_some(
        st.builds(
            Exemption,
            law=texts,
            name=texts,
            purpose=texts,
            uses=uses,
            excerpt=st.integers(1, 1_000),
            reference=texts,
        )
    ),
    reference=texts,
    template=st.booleans(),
    digest=texts,
)
