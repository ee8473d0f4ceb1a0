"""What a reader process loads."""

import subprocess
import sys

import msgspec
from tests.app.running import environment

#: The rooms of the house that it may load, and of these only what it asks for.
ROOMS = {"clock", "doors", "generations", "ledger", "news", "readers", "sites"}
DOORS = {"dateline.doors", "dateline.doors.addresses"}
#: What makes pages, reads wires or finds words, and takes memory; and PostgreSQL's driver, where the ledger is a file.
HEAVY = {"PIL", "httpx", "lxml", "minijinja", "nh3", "obstore", "psycopg", "rdflib", "rich", "tantivy", "trafilatura"}
ASKED = "import sys, dateline.readers.__main__; import msgspec; print(msgspec.json.encode(list(sys.modules)).decode())"


def test_a_reader_process_loads_what_gives_out_pages_and_no_more() -> None:
    """
    Its memory is its own, once for each process; and what is not loaded cannot keep it from beginning again at once.
    """
    done = subprocess.run([sys.executable, "-c", ASKED], env=environment(), capture_output=True, check=True)
    loaded = set(msgspec.json.decode(done.stdout, type=list[str]))
    ours = {name for name in loaded if name.startswith("dateline.")}
    assert {name.split(".")[1] for name in ours} == ROOMS
    assert {name for name in ours if name.startswith("dateline.doors")} == DOORS
    assert not HEAVY & {name.partition(".")[0] for name in loaded}
    assert not {name for name in ours if name.startswith("dateline.sites.render")}
