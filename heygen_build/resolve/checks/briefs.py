"""The prompt guide's rules, told at the lines of a brief."""

from __future__ import annotations

from collections.abc import Iterator

from heygen_build.brief.finding import Finding
from heygen_build.brief.lint import lint
from heygen_build.diagnostics import Diagnostic, Label, Span
from heygen_build.resolve.checks.evidence import Evidence, error, span_in_text
from heygen_build.resolve.model import AgentBrief, Film
from heygen_build.source.model import Scalar


def brief_follows_the_guide(brief: AgentBrief, film: Film, evidence: Evidence) -> Iterator[Diagnostic]:
    """Rules P01 to P20 (agent-prompting.md)."""
    for found in lint(brief, film.aspect_ratio):
        place = Label(_span(brief, found, evidence))
        notes = (f"rule {found.rule} of the prompt guide",)
        yield Diagnostic(found.code, found.message, (place,), hint=found.hint, notes=notes, severity=found.severity)


def old_api_can_express(brief: AgentBrief, film: Film, evidence: Evidence) -> Iterator[Diagnostic]:
    """v1 takes a prompt, a look, a length and files (v1.md)."""
    if film.render.api != "v1":
        return
    way = Label(evidence.span("render", "api"), "asked for here")
    hint = "write `api: auto`, which takes v3"
    base = brief.origin.route
    given = {
        "voice": brief.voice,
        "style": brief.style.id if brief.style else None,
        "brand_kit": brief.brand_kit,
        "mode": brief.mode == "chat",
        "incognito": brief.incognito,
    }
    for key, value in given.items():
        if value:
            message = f"the Video Agent of v1 has nothing for `{key}`"
            yield error("HB0436", message, Label(evidence.span(*base, key)), way, hint=hint)


def _span(brief: AgentBrief, found: Finding, evidence: Evidence) -> Span:
    """The piece, the value, or in a short form the text around it; the key of a mapping, which may be long."""
    document, base = evidence.document, brief.origin.route
    route = (*base, *found.at)
    while len(route) > len(base) and document.node_at(route) is None:
        route = route[:-1]
    if found.text is not None:
        return span_in_text(document, route, found.text, found.start, found.end)
    return document.span_of(route) if isinstance(document.node_at(route), Scalar) else document.key_span(route)
