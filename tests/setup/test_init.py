from pathlib import Path

import pytest

from dateline.news.errors import NotAllowed
from dateline.setup.init import init
from dateline.setup.load import load, problems
from dateline.setup.setting import Setting
from dateline.setup.settings import SETTINGS


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    """A new newsroom folder."""
    init(tmp_path)
    return tmp_path


def test_a_new_folder_is_a_sound_newsroom(tmp_path: Path) -> None:
    """
    The first command after `init` must work.
    """
    init(tmp_path / "new" / "room")
    assert problems(tmp_path / "new" / "room") == ()
    house = load(tmp_path / "new" / "room").house
    assert [s.code for s in house.sources] == [
        "afp", "by-hand", "esa", "ians", "nasa", "own-desk", "pr-agency", "upi"
    ]  # fmt: skip
    assert [s.slug for s in house.sites[0].sections] == ["world", "space", "earth", "business"]
    assert house.sites[0].host == "example.localhost"


def test_nothing_is_licensed_before_the_owner_says_so(newsroom: Path) -> None:
    """
    Only what somebody takes in by hand, and so answers for, is free to use in a new newsroom.
    """
    confirmed = [li.name for li in load(newsroom).house.licences if not li.template]
    assert confirmed == ["own-responsibility"]


def test_by_hand_may_do_everything_on_its_own_responsibility(newsroom: Path) -> None:
    """
    A newsroom without a contract can be tried out with files of its own.
    """
    house = load(newsroom).house
    by_hand = house.source("by-hand")
    licence = house.licence(by_hand.licence) if by_hand else None
    assert licence is not None
    assert (licence.ground, licence.edit) == ("own", "free")
    assert set(licence.uses) == {"display", "teaser", "feed", "index", "archive", "versions", "store"}


def test_all_that_was_written_is_told(tmp_path: Path) -> None:
    """
    Whoever looks into the folder finds what the command named, and nothing else.
    """
    told = init(tmp_path)
    assert list(told) == sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file())
    assert {"newsroom.toml", "inbox/README.txt", "themes/README.txt"} <= set(told)
    assert (tmp_path / "data").is_dir()


def test_a_newsroom_is_never_written_over(newsroom: Path) -> None:
    """
    A second `init` by mistake must not cost anybody's settings.
    """
    (newsroom / "newsroom.toml").write_text('name = "Mine"\n')
    with pytest.raises(NotAllowed, match="a newsroom already"):
        init(newsroom)
    assert (newsroom / "newsroom.toml").read_text() == 'name = "Mine"\n'


def test_a_file_in_the_way_stops_it_before_anything_is_written(tmp_path: Path) -> None:
    """
    Half a newsroom would be worse than none.
    """
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/upi.toml").write_text("mine")
    with pytest.raises(NotAllowed, match=r"upi\.toml is in the way"):
        init(tmp_path)
    assert [p.name for p in tmp_path.rglob("*")] == ["sources", "upi.toml"]


def test_other_files_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    """
    A newsroom may live beside what is there, such as a repository's files.
    """
    (tmp_path / "notes.txt").write_text("mine")
    init(tmp_path)
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """
    The message says what stands there.
    """
    (tmp_path / "room").write_text("")
    with pytest.raises(NotAllowed, match="is a file"):
        init(tmp_path / "room")


def test_a_place_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    """
    The system's error reaches the owner in words.
    """
    (tmp_path / "file").write_text("")
    with pytest.raises(NotAllowed, match="name a folder you may write to"):
        init(tmp_path / "file" / "room")


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda s: f"{s.file}-{s.key}")
def test_every_setting_is_shown_in_a_new_folder(newsroom: Path, setting: Setting) -> None:
    """
    Owners learn what can be set from the files themselves, if only from a line that is commented out.
    """
    folder = setting.file.partition("/")[0]
    files = newsroom.glob(f"{folder}/*.toml") if "/" in setting.file else [newsroom / setting.file]
    written = [line.lstrip("# ") for file in files for line in file.read_text().splitlines()]
    assert any(line.startswith(f"{setting.name} = ") for line in written)
    assert not setting.table or f"[{setting.table}]" in {line.strip("[]").join("[]") for line in written}


def test_every_setting_in_a_new_folder_has_a_comment(newsroom: Path) -> None:
    """
    A file explains itself: above each setting, or above the first of a few that belong together, stands why.
    """
    bare = []
    for file in newsroom.rglob("*.toml"):
        seen: set[str] = set()
        words = "".join(file.read_text().split('"""')[0::2])
        for paragraph in words.split("\n\n"):
            keys = [line.partition(" = ")[0] for line in paragraph.splitlines() if " = " in line and line[0] != "#"]
            if not paragraph.lstrip("\n").startswith("#"):
                bare += [f"{file.name}: {key}" for key in keys if key not in seen]
            seen.update(keys)
    assert bare == []
