"""A build as JUnit XML, which every CI server reads: a suite, and a case for each step."""

from __future__ import annotations

from xml.etree import ElementTree

from heygen_build.cli.build_report import reasons_of
from heygen_build.diagnostics import BuildError, Diagnostic
from heygen_build.execute.shortage import BEYOND
from heygen_build.pipeline import Built, Planned
from heygen_build.plan.model import Step


def render(built: Built) -> str:
    """The whole document. Reused steps are cases that passed; steps that were not started are skipped ones."""
    artifacts = built.artifacts
    failures = {failure.step.key: failure.diagnostic for failure in artifacts.failures}
    skipped = reasons_of(built)
    suite = ElementTree.Element("testsuite", name=str(built.planned.project.path))
    for decision in artifacts.decisions:
        case = _case(suite, decision.step, decision.reason)
        if decision.step.key in failures:
            _failure(case, failures[decision.step.key])
        elif decision.step.key in skipped:
            ElementTree.SubElement(case, "skipped", message=f"not started: {skipped[decision.step.key]}")
    for problem in built.problems:
        classname, name = ("money", "agreement") if problem.code == BEYOND else ("publish", "files")
        _failure(ElementTree.SubElement(suite, "testcase", classname=classname, name=name), problem)
    failed = _verdicts(suite, built)
    return _text(suite, failures=len(failures) + len(built.problems) + failed, skipped=len(skipped))


def render_tests(built: Built) -> str:
    """The document of the project's own tests alone, and of what kept films from being tested."""
    suite = ElementTree.Element("testsuite", name=str(built.planned.project.path))
    told = [*(failure.diagnostic for failure in built.artifacts.failures), *built.problems]
    for problem in told:
        _failure(ElementTree.SubElement(suite, "testcase", classname="publish", name="files"), problem)
    return _text(suite, failures=len(told) + _verdicts(suite, built), skipped=0)


def refusal(planned: Planned, error: BuildError) -> str:
    """The document of a build that was not agreed to: nothing was started."""
    suite = ElementTree.Element("testsuite", name=str(planned.project.path))
    running = [decision for decision in planned.decisions if decision.runs]
    for decision in running:
        ElementTree.SubElement(_case(suite, decision.step, decision.reason), "skipped", message="not started")
    for found in error.diagnostics:
        _failure(ElementTree.SubElement(suite, "testcase", classname="money", name="agreement"), found)
    return _text(suite, failures=len(error.diagnostics), skipped=len(running))


def _text(suite: ElementTree.Element, *, failures: int, skipped: int) -> str:
    for name, count in {"tests": len(suite), "failures": failures, "skipped": skipped}.items():
        suite.set(name, str(count))
    ElementTree.indent(suite)
    return ElementTree.tostring(suite, encoding="unicode", xml_declaration=True) + "\n"


def _case(suite: ElementTree.Element, step: Step, reason: str) -> ElementTree.Element:
    start = step.origin.span.start
    case = ElementTree.SubElement(suite, "testcase", classname=f"{step.kind}.{reason}", name=step.place)
    case.set("file", step.origin.span.file.path)
    case.set("line", str(start.line + 1))
    return case


def _verdicts(suite: ElementTree.Element, built: Built) -> int:
    """A case for each test of the project; gives how many failed."""
    for verdict in built.verdicts:
        span = verdict.diagnostic.labels[0].span
        case = ElementTree.SubElement(suite, "testcase", classname=f"tests.{verdict.film}", name=verdict.name)
        case.set("file", span.file.path)
        case.set("line", str(span.start.line + 1))
        if not verdict.passed:
            _failure(case, verdict.diagnostic)
    return sum(not verdict.passed for verdict in built.verdicts)


def _failure(case: ElementTree.Element, told: Diagnostic) -> None:
    failure = ElementTree.SubElement(case, "failure", type=told.code, message=told.message)
    failure.text = "\n".join(filter(None, (told.hint, *told.notes)))
