"""What checks look at, and how they point at places of the document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from heygen_build.diagnostics import Diagnostic, Label, Span
from heygen_build.resolve.catalog import Catalog, CatalogVoice
from heygen_build.resolve.model import Film, Picture, Scene, Voice
from heygen_build.source.locate import span_in_scalar
from heygen_build.source.model import Route, Scalar, SourceDocument


@dataclass(frozen=True, slots=True)
class Evidence:
    """The document and the catalog that a project was resolved from."""

    document: SourceDocument
    catalog: Catalog
    _voices: dict[str, CatalogVoice] = field(init=False)

    def __post_init__(self) -> None:
        # Accounts list thousands of voices, and every scene asks for one.
        object.__setattr__(self, "_voices", {voice.id: voice for voice in self.catalog.voices})

    def span(self, *route: str | int) -> Span:
        """The value at a route, or its nearest ancestor that was written."""
        return self.document.span_of(route)

    def first_written(self, *routes: Route) -> Span:
        """The value at the first of several routes that exists: a scene's own, then the default."""
        written = (route for route in routes if self.document.node_at(route) is not None)
        return self.document.span_of(next(written, routes[-1]))

    def listed(self, voice: Voice | None) -> CatalogVoice | None:
        """The voice as the catalog describes it; None for one that has to be made first."""
        return self._voices.get(voice.voice_id) if voice is not None else None

    def in_script(self, scene: Scene, start: int, end: int) -> Span:
        """A piece of a scene's script."""
        assert scene.speech is not None, "only scenes with a script have pieces of it"
        return span_in_text(self.document, scene.speech.origin.route, scene.speech.script, start, end)


@dataclass(frozen=True, slots=True)
class Shown:
    """A scene with its film and the evidence."""

    scene: Scene
    film: Film
    evidence: Evidence

    @property
    def speaker(self) -> Picture:
        """The picture that HeyGen renders speaking: of the presenter, where one stands over the scene's own."""
        return self.scene.presenter.picture if self.scene.presenter is not None else self.scene.picture

    def written(self, key: str) -> Span:
        """What the scene says under a key, or else the project's default."""
        return self.evidence.first_written((*self.scene.origin.route, key), ("defaults", key), self.scene.origin.route)


def locale_of(film: Film) -> str | None:
    """What a film's cell of the matrix says under `locale`: the value, or the key of its row."""
    value = film.cell.get("locale")
    if isinstance(value, Mapping):
        return dict(part.partition("=")[::2] for part in film.name.split(",")).get("locale")
    return value if isinstance(value, str) else None


def span_in_text(document: SourceDocument, route: Route, text: str, start: int, end: int) -> Span:
    """The place in the file of `text[start:end]`, where `text` is what the value at a route gave.

    Where templates moved it, the same piece is looked for in what was written; where it is not there, or there twice,
    the whole value is the place.
    """
    node = document.node_at(route)
    if not isinstance(node, Scalar) or not isinstance(node.value, str):
        return document.span_of(route)
    written, piece = node.value, text[start:end]
    if written[start:end] == piece and written[:start] == text[:start]:
        return span_in_scalar(node, start, end)
    if piece and written.count(piece) == 1:
        found = written.index(piece)
        return span_in_scalar(node, found, found + len(piece))
    return node.span


def warning(
    code: str, message: str, *labels: Label, hint: str | None = None, notes: tuple[str, ...] = ()
) -> Diagnostic:
    return Diagnostic(code, message, labels, hint=hint, notes=notes, severity="warning")


def error(code: str, message: str, *labels: Label, hint: str | None = None, notes: tuple[str, ...] = ()) -> Diagnostic:
    return Diagnostic(code, message, labels, hint=hint, notes=notes)
