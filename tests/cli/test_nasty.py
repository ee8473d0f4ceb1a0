"""Nothing that can be typed, and nothing that can lie in a folder, shows anybody a traceback."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.app.running import Said, Terminal, environment, process

from dateline import __version__

GARBAGE = b"\x7fELF" + bytes(range(256)) * 64


@pytest.fixture(scope="module")
def nasty(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of things that are not what they should be; newsroom ``n`` is sound."""
    folder = tmp_path_factory.mktemp("nasty")
    for name in ("n", "ledger", "torn", "store", "sites", "clock"):
        shutil.copytree(template, folder / name)
    (folder / "ledger" / "data" / "ledger.db").write_bytes(GARBAGE)
    torn = folder / "torn" / "data" / "ledger.db"
    torn.write_bytes(torn.read_bytes()[: torn.stat().st_size // 2])
    (folder / "store" / "data" / "sites" / "example" / "000001.db").write_bytes(GARBAGE)
    (folder / "clock" / "data" / "clock.json").write_bytes(GARBAGE)
    shutil.rmtree(folder / "sites" / "data" / "sites")
    (folder / "sites" / "data" / "sites").write_text("a file")
    (folder / "data-file").mkdir()
    (folder / "data-file" / "newsroom.toml").write_text('name = "x"\n')
    (folder / "data-file" / "data").write_text("a file")
    (folder / "toml-folder" / "newsroom.toml").mkdir(parents=True)
    (folder / "binary.toml").mkdir()
    (folder / "binary.toml" / "newsroom.toml").write_bytes(GARBAGE)
    (folder / "binary.dat").write_bytes(GARBAGE)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "folder.xml").mkdir()
    (folder / "latin.txt").write_bytes("Café\n\nLampes du quai\n".encode("latin-1"))
    (folder / "good.txt").write_text("Lamps\n\nThey are lit again.\n\nFrom Monday.\n")
    (folder / os.fsdecode(b"bad\xffname.txt")).write_text("Lamps\n\nThey are lit again.\n\nFrom Monday.\n")
    os.mkfifo(folder / "pipe")
    (folder / "loop").symlink_to(folder / "loop")
    return folder


#: Command lines as typed in the folder, and the status each ends with.
LINES = {
    "": 2,
    "no-such-command": 2,
    "--no-such-option": 2,
    "--help": 0,
    "init": 2,
    "init n": 2,
    "init good.txt": 2,
    "init good.txt/below": 2,
    "init /proc/nowhere": 2,
    "init loop": 2,
    "check": 2,
    "check --newsroom nowhere": 2,
    "check --newsroom good.txt": 2,
    "check --newsroom loop": 2,
    "check --newsroom toml-folder": 1,
    "check --newsroom binary.toml": 1,
    "check --newsroom data-file": 2,
    "check --newsroom ledger": 2,
    "check --newsroom torn": 2,
    "check --newsroom clock": 2,
    "check --newsroom store": 1,
    "apply --newsroom binary.toml": 2,
    "apply --newsroom ledger": 2,
    "apply --newsroom toml-folder": 2,
    "stories --newsroom ledger": 2,
    "stories --newsroom torn": 2,
    "stories --newsroom clock --json": 2,
    "stories --newsroom n --now tomorrow": 2,
    "stories --newsroom n --status nonsense": 2,
    "show --newsroom n": 2,
    "show --newsroom n x": 2,
    "kill --newsroom ledger x --reason y": 2,
    "read": 2,
    "read nowhere.txt": 1,
    "read binary.dat": 1,
    "read empty.txt": 1,
    "read folder.xml": 0,
    "read pipe": 1,
    "read loop": 1,
    "read latin.txt": 0,
    "read /dev/null": 1,
    "read n/data/ledger.db": 1,
    "ingest --newsroom n binary.dat": 1,
    "ingest --newsroom n folder.xml pipe": 1,
    "ingest --newsroom n nowhere.txt": 1,
    "ingest --newsroom ledger good.txt": 2,
    "ingest --newsroom torn good.txt": 2,
    "reread --newsroom n 0": None,
    "reread --newsroom n 99999999999999999999999": None,
    "reread --newsroom n one": 2,
    "confirm --newsroom n nobody": 2,
    "build --newsroom n --site nowhere": 2,
    "build --newsroom n --export good.txt": 2,
    "build --newsroom n --export /proc/nowhere": 2,
    "build --newsroom store": 0,
    "build --newsroom sites": 2,
    "stories --newsroom sites": 0,
    "run --newsroom n --port 99999": 2,
    "run --newsroom n --port -1": 2,
    "run --newsroom n --port ten": 2,
    "run --newsroom n --host 256.256.256.256": 2,
    "run --newsroom ledger --port 0": 2,
    "demo --once --dir n": 2,
    "demo --once --dir good.txt": 2,
    "demo --port 99999 --dir demo": 2,
    "bench nothing": 2,
}


@pytest.mark.parametrize("line", LINES)
def test_no_command_line_ends_in_a_traceback(
    nasty: Path, line: str, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Each is done, or refused in words, with the status that says which.
    """
    monkeypatch.chdir(nasty)
    said = terminal(*line.split())
    quiet(said)
    assert LINES[line] in (said.status, None), said.out + said.err
    assert said.status < 2 or not line or said.err.strip()


#: The same in a process of its own: what Python prints at its very start or end is seen there alone.
ALONE = {
    "show --newsroom n bad\udcff": 2,
    "kill --newsroom n x --reason bad\udcff": 2,
    "read bad\udcffname.txt": 0,
    "ingest --newsroom n bad\udcffname.txt": 0,
    "ingest --newsroom n --source bad\udcff good.txt": 2,
    "": 2,
    "--help": 0,
    "check --newsroom ledger": 2,
    "read binary.dat": 1,
}


@pytest.mark.parametrize("line", ALONE)
@pytest.mark.uncounted
def test_no_process_ends_in_a_traceback(nasty: Path, line: str) -> None:
    """
    Also not at its end, when Python lets go of what it holds.
    """
    said = process(*line.split(), cwd=nasty)
    quiet(said)
    assert said.status == ALONE[line]


@pytest.mark.parametrize("line", ["stories --newsroom n", "read good.txt", "--help"])
@pytest.mark.uncounted
def test_a_reader_that_has_gone_is_no_error(nasty: Path, line: str) -> None:
    """
    ``dateline stories | head -1``: who has seen enough closes the pipe, and that is not worth a word.
    """
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as gone:
        said = process(*line.split(), cwd=nasty, stdout=gone)
    quiet(said)
    assert said.err == ""


@pytest.mark.uncounted
def test_a_full_disk_is_told(nasty: Path) -> None:
    """
    What cannot be written is said; the status tells a script that the answer is not whole.
    """
    with Path("/dev/full").open("wb") as full:
        said = process("stories", "--newsroom", "n", "--json", cwd=nasty, stdout=full)
    quiet(said)
    assert said.status == 2
    assert "No space left" in said.err


@pytest.mark.uncounted
def test_a_terminal_of_another_age_gets_words_too(nasty: Path) -> None:
    """
    A screen that knows ASCII alone is told so, where a word will not go on it.
    """
    (nasty / "cafe.txt").write_text("Lamps at the café\n\nThey are lit again.\n\nFrom Monday.\n", encoding="utf-8")
    quiet(process("read", "cafe.txt", cwd=nasty, env={"PYTHONIOENCODING": "ascii"}))


@pytest.mark.uncounted
def test_standard_input_that_is_no_text_is_refused(nasty: Path) -> None:
    """
    Bytes in another encoding are not guessed at where a person's words are to be published.
    """
    came = process("ingest", "good.txt", "--newsroom", "n", "--source", "qui", "--json", cwd=nasty)
    id = came.json[0]["items"][0]["story"]
    assert process("take", id, "--newsroom", "n", cwd=nasty).status == 0
    with (nasty / "latin.txt").open("rb") as latin:
        said = process("edit", id, "--newsroom", "n", "--text", "-", cwd=nasty, stdin=latin)
    quiet(said)
    assert said.status == 2
    assert "UTF-8" in said.err


@pytest.mark.uncounted
def test_the_program_runs_as_a_module_and_by_its_name(tmp_path: Path) -> None:
    """
    ``python -m dateline`` and ``dateline`` are the same program.
    """
    script = Path(sys.executable).with_name("dateline")
    for line in ([sys.executable, "-m", "dateline", "version"], [str(script), "version"]):
        done = subprocess.run(line, env=environment(), cwd=tmp_path, capture_output=True, text=True, check=True)
        assert done.stdout.strip() == __version__


def quiet(said: Said) -> None:
    """That a command ended as commands end."""
    assert said.status in (0, 1, 2), said.out + said.err
    for words in ("Traceback", "Exception ignored", 'File "'):
        assert words not in said.out + said.err


#: Command lines with a word that is empty, as where a variable is not set.
EMPTY = (
    ("read", ""),
    ("ingest", "--newsroom", "n", ""),
    ("init", ""),
    ("stories", "--newsroom", ""),
    ("build", "--newsroom", "n", "--export", ""),
    ("build", "--newsroom", "n", "--site", ""),
    ("demo", "--once", "--dir", ""),
    ("scenario", ""),
    ("licence", "import", "--newsroom", "n", ""),
    ("licence", "confirm", "--newsroom", "n", ""),
    ("rights", "--newsroom", "n", "--simulate", ""),
    ("prove", "--newsroom", "n", "example:/", "--bytes", ""),
    ("prove", "--newsroom", "n", ""),
    ("audit", "--newsroom", "n", ""),
    ("show", "--newsroom", "n", "", "--json"),
    ("kill", "--newsroom", "n", "", "--reason", "x"),
    ("erase", "--newsroom", "n", "", "--reason", "x"),
    ("take", "--newsroom", "n", "x", "--site", ""),
)


@pytest.mark.parametrize("words", EMPTY, ids=" ".join)
def test_nothing_at_all_is_not_the_folder_we_are_in(
    nasty: Path, words: tuple[str, ...], terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    ``dateline ingest "$FILE"`` without a FILE would take in whatever lies around.
    """
    monkeypatch.chdir(nasty)
    said = terminal(*words)
    assert said.status == 2
    assert 'was given as ""' in said.err
    assert said.out == ""


def test_a_folder_without_files_is_said_to_be_empty(
    nasty: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    No line of JSON is the right answer, and silence the wrong one.
    """
    monkeypatch.chdir(nasty)
    assert "folder.xml: there is no file to read" in terminal.done("read", "folder.xml").err
