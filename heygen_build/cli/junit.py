"""A build as JUnit XML, which every CI server reads: a suite, and a case for each step."""

from __future__ import annotations

from xml.etree import ElementTree

from heygen_build.diagnostics import Diagnostic
from heygen_build.pipeline import Built
from heygen_build.plan.model import Step


def render(built: Built) -> str:
    """The whole document. Reused steps are cases that passed; steps that were not started are skipped ones."""
    artifacts = built.artifacts
    failures = {failure.step.key: failure.diagnostic for failure in artifacts.failures}
    skipped = {step.key for step in artifacts.skipped}
    suite = ElementTree.Element("testsuite", name=str(built.planned.project.path))
    for decision in artifacts.decisions:
        case = _case(suite, decision.step, decision.reason)
        if decision.step.key in failures:
            _failure(case, failures[decision.step.key])
        elif decision.step.key in skipped:
            ElementTree.SubElement(case, "skipped", message="not started")
    for problem in built.problems:
        _failure(ElementTree.SubElement(suite, "testcase", classname="publish", name="files"), problem)
    counts = {"tests": len(suite), "failures": len(failures) + len(built.problems), "skipped": len(skipped)}
    for name, count in counts.items():
        suite.set(name, str(count))
    ElementTree.indent(suite)
    return ElementTree.tostring(suite, encoding="unicode", xml_declaration=True) + "\n"


def _case(suite: ElementTree.Element, step: Step, reason: str) -> ElementTree.Element:
    start = step.origin.span.start
    case = ElementTree.SubElement(suite, "testcase", classname=f"{step.kind}.{reason}", name=step.place)
    case.set("file", step.origin.span.file.path)
    case.set("line", str(start.line + 1))
    return case


def _failure(case: ElementTree.Element, told: Diagnostic) -> None:
    failure = ElementTree.SubElement(case, "failure", type=told.code, message=told.message)
    failure.text = "\n".join(filter(None, (told.hint, *told.notes)))
