"""All checks, and how they are run over many films without doing anything twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from heygen_build.diagnostics import Diagnostic
from heygen_build.resolve.checks import (
    briefs,
    durations,
    films,
    fitting,
    footage,
    lettering,
    moments,
    old_apis,
    old_settings,
    overlays,
    shots,
    starfish,
    studio,
    text,
    transitions,
    uploads,
    voices,
)
from heygen_build.resolve.checks.evidence import Evidence, Shown, locale_of
from heygen_build.resolve.model import AgentBrief, AgentPicture, Film, Scene

Check: TypeAlias = Callable[[Shown], Iterator[Diagnostic]]
FilmCheck: TypeAlias = Callable[[Film, Evidence], Iterator[Diagnostic]]
BriefCheck: TypeAlias = Callable[[AgentBrief, Film, Evidence], Iterator[Diagnostic]]

CHECKS: tuple[Check, ...] = (
    voices.pauses_are_understood,
    voices.pauses_are_useful,
    voices.locale_fits,
    voices.language_fits_the_film,
    voices.pace_can_be_followed,
    starfish.speech_that_comes_first_has_a_voice,
    starfish.speech_is_short_enough,
    starfish.settings_are_heard,
    starfish.speed_is_possible,
    durations.scene_is_short_enough,
    durations.sound_is_short_enough,
    durations.speech_fits_the_clip,
    footage.moved_lips_keep_their_pace,
    footage.faces_are_replaced_in_whole_pictures,
    uploads.uploads_are_accepted,
    uploads.endings_are_honest,
    shots.cinematic_prompt_is_short_enough,
    shots.cinematic_shot_is_possible,
    shots.generated_ratio_is_known,
    shots.resolution_is_offered,
    shots.template_has_the_ratio,
    text.captions_have_room,
    text.captions_can_be_read,
    text.card_can_be_read,
    text.card_has_room,
    text.links_stand_in_scripts,
    lettering.fonts_are_installed,
    lettering.letters_can_be_drawn,
    moments.words_are_said,
    overlays.overlays_have_time,
    overlays.sounds_start_in_their_scene,
    overlays.overlays_are_in_the_safe_area,
    overlays.overlays_stand_out,
    fitting.texts_are_shown_whole,
)
"""Checks of one scene in its film."""
FILM_CHECKS: tuple[FilmCheck, ...] = (
    films.job_has_few_scenes,
    films.transparent_film_has_no_backgrounds,
    studio.studio_can_express,
    films.route_has_a_future,
    old_apis.old_apis_can_express,
    old_settings.settings_have_their_api,
    old_settings.tests_are_free,
    films.dubbed_films_have_no_captions_in_them,
    uploads.dubbing_files_are_accepted,
    films.title_has_no_links,
    lettering.format_carries_captions,
    transitions.transitions_fit_their_scenes,
)
BRIEF_CHECKS: tuple[BriefCheck, ...] = (
    briefs.brief_follows_the_guide,
    briefs.old_api_can_express,
    uploads.brief_files_are_accepted,
)


@dataclass(slots=True)
class Checks:
    """One for a project. A scene that many films share is checked once for each kind of frame."""

    evidence: Evidence
    _known: dict[tuple[object, ...], tuple[Scene, tuple[Diagnostic, ...]]] = field(default_factory=dict)

    def film(self, film: Film) -> Iterator[Diagnostic]:
        """Everything that is wrong with a film, or questionable: as a whole, and scene by scene."""
        for check in FILM_CHECKS:
            yield from check(film, self.evidence)
        if film.agent is not None:
            yield from self._brief(film.agent, film)
        # Made once for all scenes, because the text of captions is long.
        frame = tuple(map(str, (film.aspect_ratio, film.resolution, film.captions, locale_of(film))))
        for scene in film.scenes:
            yield from self._scene(scene, film, frame)

    def _brief(self, brief: AgentBrief, film: Film) -> Iterator[Diagnostic]:
        for check in BRIEF_CHECKS:
            yield from check(brief, film, self.evidence)

    def _scene(self, scene: Scene, film: Film, frame: tuple[str, ...]) -> tuple[Diagnostic, ...]:
        key = (id(scene), *frame)
        if key not in self._known:
            shown = Shown(scene, film, self.evidence)
            found = tuple(diagnostic for check in CHECKS for diagnostic in check(shown))
            if isinstance(scene.picture, AgentPicture):
                found += tuple(self._brief(scene.picture.brief, film))
            # The scene is kept, because its identity is only good while it lives.
            self._known[key] = (scene, found)
        return self._known[key][1]
