"""Rules of single routes: cinematic shots, generated clips, the Video Agent, 4K."""

from __future__ import annotations

from collections.abc import Iterator

from heygen_build.diagnostics import Diagnostic, Label, Span
from heygen_build.resolve.checks.evidence import Shown, error, warning
from heygen_build.resolve.checks.facts import (
    CINEMATIC_IMAGES,
    CINEMATIC_RATIOS,
    CINEMATIC_VIDEOS,
    GENERATED_RATIOS,
    PROMPT_CHARACTERS,
)
from heygen_build.resolve.model import AvatarPicture, CinematicPicture, GeneratedPicture, PhotoPicture, TemplatePicture


def cinematic_prompt_is_short_enough(shown: Shown) -> Iterator[Diagnostic]:
    """1 to 10,000 characters ([cli])."""
    if isinstance(shown.scene.picture, CinematicPicture):
        place = shown.evidence.span(*shown.scene.origin.route, "cinematic", "prompt")
        yield from _too_long(shown.scene.picture.prompt, place)


def _too_long(prompt: str, place: Span) -> Iterator[Diagnostic]:
    if len(prompt) > PROMPT_CHARACTERS:
        message = f"the prompt has {len(prompt):,} characters, and HeyGen takes {PROMPT_CHARACTERS:,}"
        yield error("HB0412", message, Label(place), hint="say less: the last instructions weigh most anyway")


def cinematic_shot_is_possible(shown: Shown) -> Iterator[Diagnostic]:
    """v3 create-video, `cinematic_avatar`: looks, references, ratio and resolution ([cli])."""
    picture, film, span = shown.scene.picture, shown.film, shown.evidence.span
    if not isinstance(picture, CinematicPicture):
        return
    route = (*shown.scene.origin.route, "cinematic")
    for index, presenter in enumerate(picture.presenters):
        if isinstance(presenter, PhotoPicture):
            message = "a cinematic shot shows looks, and this presenter is a photo"
            yield error(
                "HB0411", message, Label(span(*route, "avatars", index)), hint="`create` an avatar from the photo"
            )
    yield from _too_many_references(shown, picture)
    if film.aspect_ratio not in CINEMATIC_RATIOS:
        message = f"cinematic shots have the ratios {', '.join(CINEMATIC_RATIOS)}, and the film has {film.aspect_ratio}"
        yield error("HB0411", message, Label(span(*route)), Label(span("output", "aspect_ratio"), "the film's ratio"))
    if film.resolution == "4k":
        message = "cinematic shots have 720p or 1080p, and the film has 4k"
        yield error(
            "HB0411", message, Label(span(*route)), Label(span("output", "resolution"), "the film's resolution")
        )


def _too_many_references(shown: Shown, picture: CinematicPicture) -> Iterator[Diagnostic]:
    place = Label(shown.evidence.span(*shown.scene.origin.route, "cinematic", "references"))
    kinds = [file.media_type.partition("/")[0] for file in picture.references]
    videos, images = kinds.count("video"), kinds.count("image") + len(picture.presenters)
    if videos > CINEMATIC_VIDEOS:
        message = f"a cinematic shot takes {CINEMATIC_VIDEOS} videos as references, and here are {videos}"
        yield error("HB0411", message, place, hint="choose the best ones")
    if images > CINEMATIC_IMAGES:
        message = f"a cinematic shot takes {CINEMATIC_IMAGES} pictures, looks included, and here are {images}"
        yield error("HB0411", message, place, hint="choose the best ones")


def generated_ratio_is_known(shown: Shown) -> Iterator[Diagnostic]:
    """The workflow API is known to take three ratios ([skills])."""
    picture = shown.scene.picture
    if (
        isinstance(picture, GeneratedPicture)
        and (picture.aspect_ratio or shown.film.aspect_ratio) not in GENERATED_RATIOS
    ):
        route = (*shown.scene.origin.route, "generate")
        place = shown.evidence.first_written((*route, "aspect_ratio"), route)
        ratio = picture.aspect_ratio or shown.film.aspect_ratio
        message = f"clips are generated in {', '.join(GENERATED_RATIOS)}, not in {ratio}"
        hint = "write `aspect_ratio: 16:9` under `generate`; the film then shows the middle of the clip"
        yield error("HB0417", message, Label(place), hint=hint)


def resolution_is_offered(shown: Shown) -> Iterator[Diagnostic]:
    """4K is in the schema of v3 and missing from the newest prices; Avatar III has it for video looks only."""
    picture = shown.speaker
    if shown.film.resolution != "4k" or not isinstance(picture, AvatarPicture):
        return
    place = Label(shown.evidence.span("output", "resolution"))
    if picture.engine == "avatar_iii" and picture.look_type == "photo_avatar":
        message = f"Avatar III renders photo looks such as `{picture.look_name}` in 720p or 1080p only"
        yield error("HB0413", message, place, hint="choose another engine, or `resolution: 1080p`")
    else:
        message = "HeyGen may refuse 4K: its newest price page lists 720p and 1080p only"
        yield warning("HB0457", message, place, hint="`resolution: 1080p` is safe")


def template_has_the_ratio(shown: Shown) -> Iterator[Diagnostic]:
    """A template is rendered in its own ratio (v3 templates, `dimension`), and then cut to the frame."""
    picture, film = shown.scene.picture, shown.film
    if isinstance(picture, TemplatePicture) and picture.aspect_ratio not in (None, film.aspect_ratio):
        message = f"the template `{picture.template_name}` is {picture.aspect_ratio}, and the film {film.aspect_ratio}"
        place = Label(shown.scene.picture_origin.span)
        yield warning("HB0467", message, place, hint="its edges are cut off; make the film in the template's ratio")
