"""What belongs to a film as a whole: captions, music, translations, tests, its way through the API."""

from __future__ import annotations

from dataclasses import dataclass

from heygen_build.media.model import CaptionStyle
from heygen_build.resolve.briefs import brief_of
from heygen_build.resolve.desk import Desk
from heygen_build.resolve.dubbing import translations_of
from heygen_build.resolve.filled import filled
from heygen_build.resolve.looks import style_of
from heygen_build.resolve.memo import names_of
from heygen_build.resolve.model import (
    AgentBrief,
    CaptionDesign,
    CaptionRules,
    Captions,
    Extras,
    FilmTests,
    Music,
    Range,
    RenderRoute,
    Translation,
    Visible,
)
from heygen_build.resolve.moments import when_of
from heygen_build.resolve.overlays import music_of
from heygen_build.resolve.scope import Place, Scope
from heygen_build.spec.models import (
    BurnInSpec,
    CaptionsSpec,
    DurationRangeSpec,
    LoudnessRangeSpec,
    ProjectSpec,
    TestsSpec,
    VisibleSpec,
)
from heygen_build.units import Length


@dataclass(frozen=True, slots=True)
class Whole:
    """The parts of a film that are not its scenes. Films with equal values share them."""

    captions: Captions
    music: Music | None
    loudness: float | None
    render: RenderRoute
    extras: Extras
    agent: AgentBrief | None
    translations: tuple[Translation, ...]
    tests: FilmTests | None


def names_read(spec: ProjectSpec) -> frozenset[str]:
    """The variables that `whole_of` reads: not those of the title and the path, which every film has of its own."""
    output = spec.output
    parts = (spec.captions, spec.music, spec.loudness, spec.render, spec.agent, spec.translations, spec.tests)
    return names_of(
        parts, output.contact_sheet, output.thumbnails, output.chapters, spec.avatars, spec.voices, spec.styles
    )


def whole_of(desk: Desk, scope: Scope) -> Whole:
    """Everything about a film but its scenes; what was wrong is on record, and absent."""
    spec, output, route = desk.spec, scope.at("output"), scope.at("render")
    return Whole(
        captions=_captions(desk, scope.at("captions"), spec.captions),
        music=music_of(desk, scope.at("music"), spec.music),
        loudness=scope.get(spec.loudness, ("loudness",)),
        render=filled(RenderRoute, (route, spec.render), unit_origin=route.at("unit").origin) or RenderRoute(),
        extras=Extras(
            contact_sheet=output.get(spec.output.contact_sheet, "contact_sheet") or False,
            thumbnails=output.get(spec.output.thumbnails, "thumbnails") or False,
            chapters=output.get(spec.output.chapters, "chapters") or False,
            transcript=tuple(spec.output.transcript.formats) if spec.output.transcript else (),
            export=tuple(spec.output.export),
        ),
        agent=brief_of(desk, scope.at("agent"), spec.agent),
        translations=translations_of(desk, scope.at("translations")),
        tests=_tests(desk, scope.at("tests"), spec.tests),
    )


def _captions(desk: Desk, place: Place, spec: CaptionsSpec) -> Captions:
    burn_in, rules = spec.burn_in, spec.rules
    design = CaptionDesign() if burn_in is None else _design(desk, place.at("burn_in"), burn_in)
    return Captions(
        tuple(dict.fromkeys(spec.sidecar)),
        None if burn_in is None else _caption_style(place.at("burn_in"), burn_in),
        design,
        track=place.get(spec.track, "track") or False,
        rules=filled(CaptionRules, (place.at("rules"), rules), is_own=bool(rules.model_fields_set)) or CaptionRules(),
        language=place.get(spec.language, "language"),
        file=desk.files.get(place, spec.file, "subtitles", "file"),
    )


def _caption_style(place: Place, spec: BurnInSpec) -> CaptionStyle:
    return CaptionStyle(position=place.get(spec.position, "position") or "bottom")


def _design(desk: Desk, place: Place, spec: BurnInSpec) -> CaptionDesign:
    size = Length(CaptionStyle().size * 100, "%")
    text = None if spec.text is None else style_of(desk, place.at("text"), spec.text, size=size, weight=600)
    return CaptionDesign(place.get(spec.style, "style") or "boxed", text, place.get(spec.highlight, "highlight"))


def _tests(desk: Desk, place: Place, spec: TestsSpec | None) -> FilmTests | None:
    if spec is None:
        return None
    visible = [_visible(desk, place.at("visible", index), item) for index, item in enumerate(spec.visible or ())]
    return filled(
        FilmTests,
        (place, spec),
        duration=_range(place.at("duration"), spec.duration),
        loudness=_range(place.at("loudness"), spec.loudness),
        visible=tuple(item for item in visible if item is not None),
    )


def _range(place: Place, spec: DurationRangeSpec | LoudnessRangeSpec | None) -> Range | None:
    return None if spec is None else filled(Range, (place, spec))


def _visible(desk: Desk, place: Place, spec: VisibleSpec) -> Visible | None:
    image = desk.files.get(place, spec.image, "picture", "image")
    return filled(Visible, (place, spec), image=image, at=when_of(place.at("at"), spec.at))
