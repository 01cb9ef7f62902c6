"""A filled template: values are checked against the template's variables and become the order of its scenes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from heygen_build.emulator.catalog import Look
from heygen_build.emulator.catalog_templates import PLACEHOLDER, Template, TemplateScene, TemplateVariable
from heygen_build.emulator.checks import find_voice, pauses
from heygen_build.emulator.inputs import IMAGES, SOUNDS, find_file
from heygen_build.emulator.locales import speak_in
from heygen_build.emulator.orders import Recording, Saying
from heygen_build.emulator.previews import look_preview
from heygen_build.emulator.reader import Reader
from heygen_build.emulator.scenes import Backdrop, Person, PlayStyle, SceneOrder, ScenesOrder, SceneSound, Silence
from heygen_build.emulator.sniff import sniff
from heygen_build.emulator.video_body import LONGEST_SCRIPT, AssetInput
from heygen_build.emulator.wire import Problem, invalid
from heygen_build.emulator.world import World

LONGEST_TEXT = 10_000
SILENT_SCENE_SECONDS = 2.0
VIDEOS = frozenset({"video/mp4", "video/webm"})
_PREVIEW = re.compile(r"/files/looks/([^/]+)/preview\.jpg")


@dataclass(frozen=True, slots=True)
class Filled:
    """A value for a variable, as the drawing needs it: a text, a file with how it lies, a look, or a voice."""

    text: str = ""
    file: Path | None = None
    is_clip: bool = False
    fit: str = "cover"
    play_style: PlayStyle = "freeze"
    look: Look | None = None
    voice_id: str | None = None
    locale: str | None = None


@dataclass(frozen=True, slots=True)
class TemplateBody:
    """A request that can be drawn. `script` is all that is said, for the price."""

    order: ScenesOrder
    script: str
    title: str | None
    callback_id: str | None
    callback_url: str | None
    folder_id: str | None


def read_template(world: World, template: Template, body: Reader) -> TemplateBody:
    """Raises the `Problem` of the first field that is wrong (templates, "Variable payloads")."""
    values = _defaults(world, template) | _values(world, template, body.record("variables", nullable=False), body)
    scenes = _scenes(template, body)
    width, height = _size(template, body.record("dimension"))
    orders = tuple(_scene(world, scene, values) for scene in scenes)
    fps = body.number("fps", 25, 60, 25.0)
    if fps not in (25, 30, 60):
        body.refuse("fps", "must be 25, 30 or 60")
    caption = body.flag("caption")
    styled = body.record("subtitles")
    if styled is not None:
        styled.need_text("preset_name")
    order = ScenesOrder(
        orders, width, height, int(fps), subtitles=True, burned_in=caption or styled is not None, mark=world.config.mark
    )
    for name in ("reorder_music", "keep_text_vertically_centered", "include_gif", "enable_sharing"):
        body.flag(name)
    body.text("brand_voice_id")
    said = " ".join(scene.sound.text for scene in orders if isinstance(scene.sound, Saying))
    return TemplateBody(
        order, said, body.text("title"), body.text("callback_id"), body.text("callback_url"), body.text("folder_id")
    )


def _scenes(template: Template, body: Reader) -> list[TemplateScene]:
    ids = body.items("scene_ids", 0, 100)
    if not ids:
        return list(template.scenes)
    found = [template.scene(scene_id) if isinstance(scene_id, str) else None for scene_id in ids]
    for index, scene in enumerate(found):
        if scene is None:
            raise invalid("scene_ids", f"scene_ids[{index}]: {ids[index]} is not a scene of this template")
    return [scene for scene in found if scene is not None]


def _size(template: Template, dimension: Reader | None) -> tuple[int, int]:
    if dimension is None:
        return template.size
    width, height = dimension.whole("width", 128, 4096), dimension.whole("height", 128, 4096)
    if width is None or height is None or width % 2 or height % 2:
        raise invalid("dimension", "dimension: width and height must be even numbers between 128 and 4096")
    wide, high = template.size
    if abs(width / height - wide / high) > 0.02:
        raise invalid("dimension", f"dimension: must match the template's aspect ratio {template.aspect_ratio}")
    return width, height


def _defaults(world: World, template: Template) -> dict[str, Filled]:
    return {name: _default(world, variable) for name, variable in template.variables.items()}


def _default(world: World, variable: TemplateVariable) -> Filled:
    look = world.catalog.look(variable.default or "")
    match variable.type:
        case "text":
            return Filled(text=variable.default or "")
        case "voice":
            return Filled(voice_id=variable.default)
        case "character":
            return Filled(look=look)
        case _:
            return Filled(file=look_preview(look, world.folder / "previews") if look else None)


def _values(world: World, template: Template, given: Reader | None, body: Reader) -> dict[str, Filled]:
    if given is None:
        body.refuse("variables", "is required")
    if not given.names:
        body.refuse("variables", "must hold at least one variable")
    values: dict[str, Filled] = {}
    for name in given.names:
        variable = template.variables.get(name)
        if variable is None:
            given.refuse(name, "is not a variable of this template")
        record = given.record(name, nullable=False)
        assert record is not None, "record() refuses null"
        values[name] = _value(world, variable, record)
    return values


def _value(world: World, variable: TemplateVariable, record: Reader) -> Filled:
    record.text("name")
    kind = record.need_choice("type", "text", "image", "video", "audio", "voice", "character")
    if kind != variable.type and {kind, variable.type} != {"image", "video"}:
        record.refuse("type", f"must be {variable.type}")
    properties = record.record("properties", nullable=False)
    if properties is None:
        record.refuse("properties", "is required")
    match kind:
        case "text":
            return Filled(text=properties.text("content", longest=LONGEST_TEXT, nullable=False) or "")
        case "voice":
            voice = find_voice(world.catalog, properties.need_text("voice_id"), properties.param("voice_id"))
            return Filled(voice_id=voice.id, locale=properties.text("locale"))
        case "character":
            return _character(world, properties)
        case _:
            return _media(world, kind, properties)


def _character(world: World, properties: Reader) -> Filled:
    character_id = properties.need_text("character_id")
    properties.choice("type", "avatar", "talking_photo")
    look = world.catalog.look(character_id)
    if look is None:
        param = properties.param("character_id")
        raise Problem(404, "avatar_not_found", f"Avatar {character_id} not found", param=param)
    return Filled(look=look)


def _media(world: World, kind: str, properties: Reader) -> Filled:
    url, asset_id = properties.text("url"), properties.text("asset_id")
    if bool(url) == bool(asset_id):
        properties.refuse("url", "exactly one of url and asset_id is required")
    accepted = SOUNDS if kind == "audio" else IMAGES if kind == "image" else VIDEOS
    asset = AssetInput(
        "url" if url else "asset_id", url or asset_id or "", properties.param("url" if url else "asset_id")
    )
    file = _preview(world, asset) or find_file(asset, world.state, world.folder, accepted)
    fit = properties.choice("fit", "contain", "cover", "crop", "none")
    style: PlayStyle = properties.choice("play_style", "fit_to_scene", "freeze", "loop", "once") or "freeze"  # type: ignore[assignment]
    properties.number("volume", 0, 1)
    return Filled(file=file, is_clip=sniff(file.read_bytes()) in VIDEOS, fit=fit or "cover", play_style=style)


def _preview(world: World, asset: AssetInput) -> Path | None:
    """The pictures that are the templates' own defaults, which clients send back as they read them."""
    match = _PREVIEW.fullmatch(urlsplit(asset.value).path) if asset.kind == "url" else None
    look = world.catalog.look(match[1]) if match else None
    return look_preview(look, world.folder / "previews") if look else None


def _scene(world: World, scene: TemplateScene, values: Mapping[str, Filled]) -> SceneOrder:
    behind, picture = _slot(values, scene.behind), _slot(values, scene.picture)
    look = _slot(values, scene.presenter).look
    headline = _written(scene.headline, values) if scene.headline else None
    person = Person(costume=look.costume) if look and not look.photo else Person(photo=look.photo) if look else None
    if person is not None and picture.file is not None:
        person = replace(person, x=0.22, scale=0.85)
    fit = "contain" if behind.fit in ("contain", "none") else "cover"
    return SceneOrder(
        sound=_sound(world, scene, values),
        backdrop=Backdrop(scene.color, behind.file, fit, behind.play_style, behind.is_clip),  # type: ignore[arg-type]
        person=person,
        headline=headline,
        picture=picture.file,
    )


def _sound(world: World, scene: TemplateScene, values: Mapping[str, Filled]) -> SceneSound:
    sound = _slot(values, scene.sound)
    if sound.file is not None:
        return Recording(sound.file)
    script = _written(scene.script, values)
    if len(script) > LONGEST_SCRIPT:
        raise invalid("variables", f"the script of scene {scene.id} would be longer than {LONGEST_SCRIPT} characters")
    if not script.strip():
        return Silence(SILENT_SCENE_SECONDS)
    narrator, presenter = _slot(values, scene.narrator), _slot(values, scene.presenter).look
    first = world.catalog.voices[0].id
    voice = find_voice(world.catalog, narrator.voice_id or (presenter.default_voice_id if presenter else first), None)
    return Saying(pauses(script, voice), speak_in(voice, narrator.locale, "variables.locale"))


def _slot(values: Mapping[str, Filled], name: str | None) -> Filled:
    return values.get(name, Filled()) if name else Filled()


def _written(text: str, values: Mapping[str, Filled]) -> str:
    return PLACEHOLDER.sub(lambda match: values[match[1]].text, text)
