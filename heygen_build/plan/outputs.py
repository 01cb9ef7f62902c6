"""What a film says about itself: its chapters, and how much of it was made with AI."""

from __future__ import annotations

from heygen_build.media.model import SourceType
from heygen_build.plan.drawing import Drawing
from heygen_build.plan.model import PlannedScene
from heygen_build.plan.requests import ChapterMark, MeasureRequest
from heygen_build.resolve.model import (
    AgentPicture,
    AvatarPicture,
    CardPicture,
    CinematicPicture,
    Film,
    GeneratedPicture,
    NewAvatarPicture,
    PhotoPicture,
    Scene,
    TemplatePicture,
    VideoPicture,
)
from heygen_build.script.spoken import shown_text

_TRAINED = AvatarPicture | NewAvatarPicture | PhotoPicture | GeneratedPicture | CinematicPicture | AgentPicture
_TITLE_COLUMNS = 48


def chapters_of(film: Film, scenes: tuple[PlannedScene, ...]) -> tuple[ChapterMark, ...] | None:
    """A chapter for each scene, where the project asks for chapters."""
    if not film.extras.chapters:
        return None
    marks, clip = [], 0
    for planned, scene in zip(scenes, film.scenes, strict=True):
        clip += planned.span[0] == 0.0
        marks.append(ChapterMark(clip=clip, title=scene_title(scene), share=planned.span[0]))
    return tuple(marks)


def scene_title(scene: Scene) -> str:
    """What people call a scene: the text of a card, the id the project gave it, else the words it begins with."""
    if isinstance(scene.picture, CardPicture):
        card = " · ".join(" ".join(line.split()) for line in scene.picture.text.splitlines() if line.strip())
        if 0 < len(card) <= _TITLE_COLUMNS:
            return card
    number = scene.id.removeprefix("scene-")
    if number == scene.id or scene.speech is None:
        return _spelled(scene.id)
    return _beginning(shown_text(scene.speech.script, scene.speech.pronunciations))


def source_type(film: Film) -> SourceType:
    """IPTC's digital source type of a film. A draft carries that of the film it stands for."""
    trained = [_is_trained(scene) for scene in film.scenes]
    if not any(trained) and not any(scene.speech for scene in film.scenes):
        return "composite"
    own = (film.music, *(part for scene in film.scenes for part in _own(scene)))
    is_whole = all(trained) and not any(own)
    return "trainedAlgorithmicMedia" if is_whole else "compositeWithTrainedAlgorithmicMedia"


def plan_measures(drawing: Drawing, film: Film, step: str, prefix: str) -> str | None:
    """The key of the step that measures what the tests of a film ask about; None where they ask for nothing of it."""
    tests = film.tests
    if tests is None or (tests.loudness, tests.max_black, tests.max_frozen) == (None, None, None):
        return None
    request = MeasureRequest(
        loudness=True if tests.loudness else None,
        black=tests.max_black,
        frozen=tests.max_frozen,
    )
    return drawing.add(f"{prefix}film/measures", request, tests.origin, "local measuring", needs={"film": step})


def _is_trained(scene: Scene) -> bool:
    picture = scene.picture
    is_synced = isinstance(picture, VideoPicture) and picture.lipsync is not None
    moved = scene.presenter is not None or scene.face_swap is not None or is_synced
    return moved or isinstance(picture, _TRAINED | TemplatePicture)


def _own(scene: Scene) -> tuple[object, ...]:
    """What of a scene no model made: material of the user, and what is drawn here."""
    is_own = not isinstance(scene.picture, _TRAINED)
    return (is_own, scene.audio, scene.overlays, scene.sounds, scene.music, scene.face_swap)


def _spelled(name: str) -> str:
    """`02-how-it-works` as `How it works`."""
    words = name.replace("_", "-").split("-")
    if len(words) > 1 and words[0].isdigit():
        words = words[1:]
    text = " ".join(filter(None, words))
    return text[:1].upper() + text[1:]


def _beginning(text: str) -> str:
    sentence = " ".join(text.split())
    if len(sentence) <= _TITLE_COLUMNS:
        return sentence.rstrip(".")
    return f"{sentence[:_TITLE_COLUMNS].rsplit(' ', 1)[0].rstrip(' ,;:.')} …"
