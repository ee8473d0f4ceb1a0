"""The ODRL test suite of SolidLab Research, where it lies beside the project; and how two reports compare."""

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Final

from rdflib import Graph, Namespace
from rdflib.namespace import RDF
from rdflib.term import Node

from dateline.licensing.terms import REPORT

SUITE: Final = Path(__file__).resolve().parents[3] / "shared" / "standards" / "odrl" / "test-suite"
CASES: Final = tuple(sorted((SUITE / "test_cases").glob("*.ttl")))
_EX: Final = Namespace("http://example.org/")


class Case:
    """One case: a policy, a request, a state of the world, and the report that is expected."""

    def __init__(self, path: Path) -> None:
        self.expected = Graph().parse(path)
        node = self.expected.value(None, RDF.type, _EX.TestCase)
        named = {key: str(self.expected.value(node, _EX[key])) for key in ("policy", "request", "sotw")}
        self.policy = _files("policies")[named["policy"]]
        self.request = _files("requests").get(named["request"])
        self.world = _files("sotw")[named["sotw"]]
        self.expected.remove((node, None, None))


@cache
def case(path: Path) -> Case:
    """The case in a file, read once."""
    return Case(path)


@cache
def _files(folder: str) -> dict[str, Graph]:
    graphs = [Graph().parse(path) for path in sorted((SUITE / folder).glob("*.ttl"))]
    return {str(node): graph for graph in graphs for node in set(graph.subjects(RDF.type))}


def is_tree(report: Graph) -> bool:
    """Whether each report in it is described, and linked from one other at most: then equal shapes are isomorphic."""
    links = Counter(report.objects(None, REPORT.premiseReport)) + Counter(report.objects(None, REPORT.ruleReport))
    made = _made(report)
    return all(links[node] <= 1 for node in made) and all(node in made for node in links)


def shapes(report: Graph) -> Counter[str]:
    """The reports that no other one holds, without the names of their nodes."""
    made = _made(report)
    held = {o for o in report.objects() if o in made}
    return Counter(_shape(report, node, made) for node in made - held)


def unlinked(report: Graph) -> Counter[str]:
    """Each report by itself, without the names of nodes and without its links to others."""
    links, made = {REPORT.premiseReport, REPORT.ruleReport}, _made(report)
    said = Graph()
    for triple in report:
        if triple[1] not in links:
            said.add(triple)
    return Counter(_shape(said, node, made) for node in made)


def _made(report: Graph) -> set[Node]:
    return {s for s, o in report.subject_objects(RDF.type) if str(o).startswith(str(REPORT))}


def _shape(report: Graph, node: Node, made: set[Node]) -> str:
    said = sorted(
        f"{p.n3()} {_shape(report, o, made) if o in made else o.n3()}" for p, o in report.predicate_objects(node)
    )
    return f"[{'; '.join(said)}]"
