"""Passwords, sessions and tokens."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from tests.postgres import Server, postgres

from dateline.desk import tables
from dateline.desk.accounts import AT_MOST, IDLE, SHUT, TRIES, Accounts
from dateline.desk.drafts import Drafts, Overtaken, Words
from dateline.desk.intake import View
from dateline.desk.once import LONGEST, Answer, Once
from dateline.desk.people import Person
from dateline.desk.views import Views
from dateline.news.blocks import paragraph
from dateline.news.errors import LedgerError, NotAllowed

__all__ = ["postgres"]

ADA = Person(id="ada", name="Ada Example", role="editor", sites=("orbit",))
OWNER = Person(id="olive", name="Olive Example", role="owner")
PASSWORD = "seven quiet herons"


class Now:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def later(self, by: timedelta) -> None:
        """Let time go by."""
        self.moment += by


@pytest.fixture
def now() -> Now:
    """A Monday morning."""
    return Now()


@pytest.fixture(params=("a file", "PostgreSQL"))
def engine(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Tables of their own, where a newsroom may have them."""
    server: Server | None = request.getfixturevalue("postgres") if request.param == "PostgreSQL" else None
    url = server.lend() if server else None
    opened = tables.open_tables(tmp_path, url)
    yield opened
    opened.dispose()
    if server and url:
        server.give_back(url)


@pytest.fixture
def accounts(engine: Engine, now: Now) -> Accounts:
    """An owner and an editor."""
    made = Accounts(engine, now)
    made.add(OWNER, PASSWORD)
    made.add(ADA, PASSWORD)
    return made


def test_a_right_password_opens_a_session(accounts: Accounts) -> None:
    """The session is that person's, with all that they may."""
    opened = accounts.log_in("ada", PASSWORD, "192.0.2.7")
    assert accounts.session(opened.secret) == opened.session
    assert (opened.session.person, opened.session.scopes) == (ADA, None)
    assert len(opened.session.csrf) > 20


@pytest.mark.parametrize(("id", "password"), [("ada", "wrong"), ("nobody", PASSWORD), ("", "")])
def test_a_wrong_one_says_nothing_of_what_was_wrong(accounts: Accounts, id: str, password: str) -> None:
    """Who guesses does not learn which names there are."""
    with pytest.raises(NotAllowed, match="the name or the password is wrong"):
        accounts.log_in(id, password, "192.0.2.7")


def test_after_many_wrong_passwords_the_right_one_waits_too(accounts: Accounts, now: Now) -> None:
    """Nobody guesses on and on; after a while the right one opens again."""
    for n in range(TRIES):
        with pytest.raises(NotAllowed, match="is wrong"):
            accounts.log_in("ada", "wrong", f"192.0.2.{n}")
    with pytest.raises(NotAllowed, match="too many wrong passwords; try again in 10 min"):
        accounts.log_in("ada", PASSWORD, "198.51.100.1")
    assert accounts.log_in("olive", PASSWORD, "198.51.100.1").session.person == OWNER
    now.later(SHUT)
    assert accounts.log_in("ada", PASSWORD, "198.51.100.1").session.person == ADA


def test_one_address_does_not_try_all_names(accounts: Accounts) -> None:
    """Wrong passwords count for the address as well."""
    for n in range(TRIES):
        with pytest.raises(NotAllowed, match="is wrong"):
            accounts.log_in(f"name{n}", "wrong", "192.0.2.7")
    with pytest.raises(NotAllowed, match="too many"):
        accounts.log_in("ada", PASSWORD, "192.0.2.7")


def test_a_session_that_nobody_uses_ends(accounts: Accounts, now: Now) -> None:
    """Who goes home is logged out before the next shift; who works on is not."""
    secret = accounts.log_in("ada", PASSWORD, "").secret
    now.later(IDLE - timedelta(minutes=5))
    assert accounts.session(secret) is not None
    now.later(IDLE - timedelta(minutes=5))
    assert accounts.session(secret) is not None
    now.later(IDLE)
    assert accounts.session(secret) is None


def test_a_session_ends_at_last(accounts: Accounts, now: Now) -> None:
    """However much it is used."""
    secret = accounts.log_in("ada", PASSWORD, "").secret
    for _ in range(int(AT_MOST / timedelta(hours=6)) - 1):
        now.later(timedelta(hours=6))
        assert accounts.session(secret) is not None
    now.later(timedelta(hours=6))
    assert accounts.session(secret) is None


def test_who_logs_out_is_out(accounts: Accounts) -> None:
    """That session is nobody's from then on; others of theirs go on."""
    one, other = (accounts.log_in("ada", PASSWORD, "").secret for _ in range(2))
    accounts.log_out(one)
    assert accounts.session(one) is None
    assert accounts.session(other) is not None


@pytest.mark.parametrize(
    "changed",
    [
        Person(id="ada", name="Ada Example", role="reader", sites=("orbit",)),
        Person(id="ada", name="Ada Example", role="editor", sites=("reef",)),
        Person(id="ada", name="Ada Example", role="editor", sites=("orbit",), active=False),
    ],
)
def test_who_may_less_logs_in_anew(accounts: Accounts, changed: Person) -> None:
    """What was taken away is gone at once, in open browsers too."""
    secret = accounts.log_in("ada", PASSWORD, "").secret
    accounts.change(changed)
    assert accounts.session(secret) is None


def test_who_may_more_goes_on(accounts: Accounts) -> None:
    """An open session has what was given at once."""
    secret = accounts.log_in("ada", PASSWORD, "").secret
    more = Person(id="ada", name="Ada Example", role="duty-editor")
    accounts.change(more)
    session = accounts.session(secret)
    assert session is not None
    assert session.person == more


def test_a_new_password_ends_the_sessions_of_the_old(accounts: Accounts) -> None:
    """Whoever had learnt the old one is out."""
    secret = accounts.log_in("ada", PASSWORD, "").secret
    accounts.change(ADA, "another long password")
    assert accounts.session(secret) is None
    with pytest.raises(NotAllowed, match="wrong"):
        accounts.log_in("ada", PASSWORD, "")


def test_there_is_always_an_owner(accounts: Accounts) -> None:
    """Nobody locks everybody out."""
    with pytest.raises(NotAllowed, match="Olive Example is the only owner"):
        accounts.change(Person(id="olive", name="Olive Example", role="editor"))
    with pytest.raises(NotAllowed, match="only owner"):
        accounts.change(Person(id="olive", name="Olive Example", role="owner", active=False))


@pytest.mark.parametrize("id", ["Ada", "a b", "", "-", "rule:x", "dateline", "ä", "a/b"])
def test_an_id_is_a_plain_word(accounts: Accounts, id: str) -> None:
    """It stands in the ledger for good, beside what the program calls itself."""
    with pytest.raises(NotAllowed, match=r"choose another id|is no id"):
        accounts.add(Person(id=id, name="Somebody", role="editor"))


def test_an_id_is_given_once(accounts: Accounts) -> None:
    """What the first one did stays theirs."""
    with pytest.raises(NotAllowed, match="somebody has the id ada already"):
        accounts.add(ADA)


def test_a_short_password_is_refused(accounts: Accounts) -> None:
    """With what would do."""
    with pytest.raises(NotAllowed, match="10 letters or more"):
        accounts.add(Person(id="bo", name="Bo", role="reader"), "short")


def test_no_secret_lies_in_the_tables(accounts: Accounts, engine: Engine) -> None:
    """Who steals the file can be nobody."""
    secret, token = accounts.log_in("ada", PASSWORD, "").secret, accounts.give(ADA, "a script", ("see",))
    with engine.connect() as db:
        kept = repr([db.execute(text(f"SELECT * FROM {name}")).all() for name in tables.people.metadata.tables])
    assert not [s for s in (PASSWORD, secret, token, token.removeprefix("dateline_")) if s in kept]


def test_a_token_may_what_it_was_made_for(accounts: Accounts, now: Now) -> None:
    """It names its person and what it may do, until its end."""
    token = accounts.give(ADA, "a script", ("see", "take"), until=now() + timedelta(days=1))
    session = accounts.bearer(token)
    assert session is not None
    assert (session.person, session.scopes, session.csrf) == (ADA, ("see", "take"), "")
    now.later(timedelta(days=1))
    assert accounts.bearer(token) is None


def test_a_token_that_is_taken_back_is_nobodys(accounts: Accounts) -> None:
    """Only whose it is takes it back, by the beginning of its digest."""
    token = accounts.give(ADA, "a script", ("see",))
    (listed,) = accounts.tokens(ADA)
    assert (listed.name, listed.scopes, listed.used) == ("a script", ("see",), None)
    assert not accounts.revoke(OWNER, listed.id)
    assert accounts.revoke(ADA, listed.id)
    assert accounts.bearer(token) is None
    assert accounts.tokens(ADA) == ()


def test_a_token_without_a_purpose_is_refused(accounts: Accounts) -> None:
    """Somebody must be able to tell later what it is for."""
    with pytest.raises(NotAllowed, match="say what the token is for"):
        accounts.give(ADA, " ", ("see",))


def test_who_has_left_has_no_tokens(accounts: Accounts) -> None:
    """Their programs stop with them."""
    token = accounts.give(ADA, "a script", ("see",))
    accounts.change(Person(id="ada", name="Ada Example", role="editor", active=False))
    assert accounts.bearer(token) is None


def test_tables_that_cannot_be_opened_are_told_in_words(tmp_path: Path) -> None:
    """With the file's name."""
    (tmp_path / "desk.db").write_bytes(b"this is no database" * 100)
    with pytest.raises(LedgerError, match=r"desk\.db: the desk's tables cannot be opened"):
        tables.open_tables(tmp_path, None)


def test_drafts_views_and_answers_are_kept_by_either_database(engine: Engine) -> None:
    """
    What is typed, saved or sent twice does not hang on where a newsroom keeps it.
    """
    drafts, words = Drafts(engine), Words("Lamp", (paragraph("The lamp is out."),))
    drafts.put("art-1", words, base=1, number=0, person="ada")
    with pytest.raises(Overtaken) as late:
        drafts.put("art-1", words, base=1, number=0, person="olive")
    assert (late.value.number, late.value.kept and late.value.kept.person) == (1, "ada")
    assert [kept.person for kept in drafts.aside("art-1")] == ["olive"]
    assert drafts.leave("art-1", number=1, person="ada", aside=True) == 2
    once, answer = Once(engine), Answer(200, ((b"etag", b"1"),), b"{}")
    assert once.begin("ada", "k" * LONGEST, b"asked") is None
    once.keep("ada", "k" * LONGEST, answer)
    assert once.begin("ada", "k" * LONGEST, b"asked") == answer
    views = Views(engine)
    views.keep("ada", "v" * 80, View(words="harbour"))
    views.keep("ada", "v" * 80, View(words="lamp"))
    assert [(named.name, named.view.words) for named in views.all("ada")] == [("v" * 80, "lamp")]


def test_a_name_of_any_length_is_refused_like_any_other(accounts: Accounts) -> None:
    """A database that counts letters must not let the answer tell that nobody can be called so."""
    for name in ("a" * 3000, "\x00", "🌊" * 200):
        with pytest.raises(NotAllowed, match="password"):
            accounts.log_in(name, PASSWORD, "2001:db8:1111:2222:3333:4444:5555:6666")
