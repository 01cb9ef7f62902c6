"""All arms of `POST /v3/videos`: from a body to the terms on which its job is taken. Batches take the same bodies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from heygen_build.emulator import frames, prices
from heygen_build.emulator.checks import Accepted, check_watermark
from heygen_build.emulator.cinematic import (
    MOST_IMAGES,
    MOST_VIDEOS,
    PRICE,
    CinematicBody,
    CinematicOrder,
    decided_seconds,
    read_cinematic,
)
from heygen_build.emulator.inputs import IMAGES, VIDEOS, find_file
from heygen_build.emulator.kinds import VIDEO
from heygen_build.emulator.orders import Recording, Saying, Sound
from heygen_build.emulator.reader import Reader
from heygen_build.emulator.scenes import Backdrop, OwnSound, Person, SceneOrder, ScenesOrder, Silence
from heygen_build.emulator.studio_body import (
    AvatarScene,
    ImageScene,
    StudioBody,
    StudioScene,
    VideoScene,
    read_studio,
)
from heygen_build.emulator.tasks import Terms
from heygen_build.emulator.video_body import VideoBody, read_video
from heygen_build.emulator.wire import Problem, invalid
from heygen_build.emulator.world import World

ARMS = ("avatar", "image", "cinematic_avatar", "studio")
_CLIP_SECONDS = 10.0
"""What a video scene is reserved for: how long it is, is only known once it was opened."""


def terms_of(world: World, body: Reader) -> Terms:
    """Checks in HeyGen's order: the shape of the request, then what it names."""
    match body.need_choice("type", *ARMS):
        case "cinematic_avatar":
            return _cinematic(world, read_cinematic(body))
        case "studio":
            return _studio(world, read_studio(body))
        case arm:
            video = read_video(body, arm)
            return _talking(video, world.examiner.accept(video))


def _talking(body: VideoBody, accepted: Accepted) -> Terms:
    return Terms(
        VIDEO,
        accepted.order,
        accepted.what,
        usd_per_second=accepted.usd_per_second,
        estimate=accepted.estimate,
        title=body.title,
        output_format=body.output_format,
        callback_id=body.callback_id,
        callback_url=body.callback_url,
    )


def _cinematic(world: World, body: CinematicBody) -> Terms:
    looks = [world.examiner.look(look_id) for look_id in body.looks]
    files = [find_file(item, world.state, world.folder, IMAGES | VIDEOS) for item in body.references]
    videos = [path for path in files if path.suffix in (".mp4", ".webm")]
    images = [path for path in files if path not in videos]
    if len(videos) > MOST_VIDEOS or len(images) + len(looks) > MOST_IMAGES:
        raise invalid("references", f"at most {MOST_VIDEOS} videos, and {MOST_IMAGES} images with the looks")
    order = CinematicOrder(
        body.prompt,
        tuple(look.photo or look.costume for look in looks),
        *frames.size(body.aspect, body.resolution, None),
        seconds=decided_seconds(body),
        backdrop=images[0] if images else None,
        mark=world.config.mark,
    )
    return Terms(VIDEO, order, "cinematic_avatar", usd=PRICE, estimate=PRICE, title=body.title)


def _studio(world: World, body: StudioBody) -> Terms:
    check_watermark(body.watermark)
    scenes = [_scene(world, scene) for scene in body.scenes]
    rates = [rate for _, rate in scenes if rate] or [prices.video_rate("avatar_iv", "studio_avatar", body.resolution)]
    order = ScenesOrder(
        tuple(scene for scene, _ in scenes),
        *frames.size(body.aspect, body.resolution, None),
        subtitles=body.caption,
        burned_in=body.caption_style is not None,
        mark=world.config.mark,
    )
    return Terms(
        VIDEO,
        order,
        f"studio {body.resolution}",
        usd_per_second=max(rates),
        estimate=max(rates) * sum(map(_seconds, order.scenes)),
        title=body.title,
        callback_id=body.callback_id,
        callback_url=body.callback_url,
    )


def _scene(world: World, scene: StudioScene) -> tuple[SceneOrder, float]:
    """What is drawn, and the price of a second of it; 0 for scenes for which no page states one."""
    with _at(scene.where):
        match scene:
            case AvatarScene(body=body):
                return _speaker(world.examiner.accept(body))
            case ImageScene():
                picture = find_file(scene.source, world.state, world.folder, IMAGES)
                return SceneOrder(_still_sound(world, scene), Backdrop(file=picture)), 0.0
            case VideoScene():
                clip = find_file(scene.source, world.state, world.folder, VIDEOS)
                return SceneOrder(OwnSound(clip, scene.volume), Backdrop(file=clip, is_clip=True)), 0.0


def _speaker(accepted: Accepted) -> tuple[SceneOrder, float]:
    order = accepted.order
    background = order.background
    behind = Backdrop(file=background) if isinstance(background, Path) else Backdrop(background)
    person = Person(order.costume, order.photo)
    return SceneOrder(order.sound, behind, person), accepted.usd_per_second


def _still_sound(world: World, scene: ImageScene) -> Sound | Silence:
    if scene.sound is None:
        return Silence(scene.seconds or 0.0)
    return world.examiner.sound_of(scene.sound, scene.settings, None)


def _seconds(scene: SceneOrder) -> float:
    match scene.sound:
        case Saying(text=text, speed=speed):
            return prices.spoken_seconds(text, speed)
        case Silence(seconds=seconds):
            return seconds
        case Recording() | OwnSound():
            return _CLIP_SECONDS


@contextmanager
def _at(where: str) -> Iterator[None]:
    """Problems inside name their field by its whole path."""
    try:
        yield
    except Problem as problem:
        if problem.param is not None and not problem.param.startswith(where):
            problem.param = f"{where}{problem.param}"
        raise
