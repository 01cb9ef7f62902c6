"""Files that are sent to HeyGen: what they are by their bytes, and how large."""

from __future__ import annotations

from collections.abc import Iterator

from heygen_build.diagnostics import Diagnostic, Label, Span
from heygen_build.resolve.checks.evidence import Evidence, Shown, error, warning
from heygen_build.resolve.checks.facts import (
    AGENT_FILE_BYTES,
    AGENT_TYPES,
    AUDIO_TYPES,
    IMAGE_TYPES,
    VIDEO_TYPES,
    upload_limit,
)
from heygen_build.resolve.model import (
    AgentBrief,
    CinematicPicture,
    FileRef,
    Film,
    GeneratedPicture,
    ImageContent,
    ImagePicture,
    PhotoPicture,
    Presented,
    TemplateMedia,
    TemplatePicture,
    TemplateValue,
    VideoContent,
    VideoPicture,
)

_ENDINGS: dict[str, tuple[str, ...]] = {
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/webp": (".webp",),
    "image/gif": (".gif",),
    "video/mp4": (".mp4", ".m4v"),
    "video/webm": (".webm",),
    "video/quicktime": (".mov",),
    "audio/mpeg": (".mp3",),
    "audio/wav": (".wav",),
    "audio/mp4": (".m4a",),
    "audio/flac": (".flac",),
    "audio/ogg": (".ogg", ".oga"),
    "application/pdf": (".pdf",),
}


def uploads_are_accepted(shown: Shown) -> Iterator[Diagnostic]:
    """Type and size of what a scene sends to HeyGen (POST /v3/assets)."""
    yield from _refused(_uploads(shown))


def dubbing_files_are_accepted(film: Film, evidence: Evidence) -> Iterator[Diagnostic]:
    """Type and size of a dubbing of one's own (translate.md, assets.md); subtitles are known by their name."""
    for translation in film.translations:
        if translation.audio is not None:
            place = evidence.span(*translation.origin.route, "audio")
            yield from _refused(iter([(translation.audio, place, AUDIO_TYPES, "a dubbing of one's own")]))


def brief_files_are_accepted(brief: AgentBrief, film: Film, evidence: Evidence) -> Iterator[Diagnostic]:
    """Type and size of the files of a brief ([cli], [docs]); their number is a matter of shape (P02)."""
    yield from _refused(_of_brief(brief, evidence), most=AGENT_FILE_BYTES)


def _refused(
    uploads: Iterator[tuple[FileRef, Span, frozenset[str], str]], *, most: int | None = None
) -> Iterator[Diagnostic]:
    """`most` is the size (bytes) that a call takes, where it is less than HeyGen takes of each type."""
    for file, place, allowed, what in uploads:
        name = file.path.name
        if file.media_type not in allowed:
            message = f"HeyGen takes {listed(allowed)} for {what}, and `{name}` is {file.media_type}"
            yield error("HB0402", message, Label(place), hint="convert the file")
        elif file.size > (most or upload_limit(file.media_type)):
            limit = (most or upload_limit(file.media_type)) // 2**20
            message = f"`{name}` has {file.size / 2**20:.1f} MB, and HeyGen takes at most {limit} MB for {what}"
            yield error("HB0402", message, Label(place), hint="make the file smaller")


def endings_are_honest(shown: Shown) -> Iterator[Diagnostic]:
    """A file whose name says something else than its bytes works here, and misleads everybody else."""
    for file, place in _files(shown):
        endings, suffix = _ENDINGS.get(file.media_type), file.path.suffix.lower()
        if endings is not None and suffix not in endings:
            message = f"`{file.path.name}` is {file.media_type}, whatever its name says"
            yield warning("HB0460", message, Label(place), hint=f"rename it to `{file.path.stem}{endings[0]}`")


def listed(types: frozenset[str]) -> str:
    """Formats as people call them."""
    names = sorted(_ENDINGS.get(kind, (".srt",))[0].removeprefix(".").upper() for kind in types)
    return f"{', '.join(names[:-1])} or {names[-1]}"


def _uploads(shown: Shown) -> Iterator[tuple[FileRef, Span, frozenset[str], str]]:
    scene, span = shown.scene, shown.evidence.span
    route = scene.origin.route
    if scene.audio is not None and isinstance(shown.speaker, Presented):
        yield scene.audio.file, scene.audio.origin.span, AUDIO_TYPES, "sound that an avatar speaks to"
    if scene.audio is not None and isinstance(scene.picture, VideoPicture) and scene.picture.lipsync is not None:
        yield scene.audio.file, scene.audio.origin.span, AUDIO_TYPES, "sound that lips are moved to"
    if scene.face_swap is not None:
        yield scene.face_swap, span(*route, "face_swap"), IMAGE_TYPES, "faces"
    match scene.picture:
        case GeneratedPicture(reference_image=reference, tail_image=tail):
            for key, image in (("reference_image", reference), ("tail_image", tail)):
                if image is not None:
                    yield image, span(*route, "generate", key), IMAGE_TYPES, "pictures of generated clips"
        case CinematicPicture(references=references):
            for index, file in enumerate(references):
                yield file, span(*route, "cinematic", "references", index), IMAGE_TYPES | VIDEO_TYPES, "references"
        case TemplatePicture(variables=variables):
            yield from _of_template(variables)
        case VideoPicture(lipsync=lipsync, file=file) if lipsync is not None:
            yield file, span(*route, "video"), VIDEO_TYPES, "clips whose lips are moved"
        case VideoPicture(file=file) if scene.face_swap is not None:
            yield file, span(*route, "video"), VIDEO_TYPES, "clips in which a face is replaced"
        case ImagePicture() | VideoPicture() if shown.film.render.unit == "video" and shown.film.render.api != "v2":
            yield from _of_studio(shown, scene.picture)
        case _:
            return


def _of_studio(
    shown: Shown, picture: ImagePicture | VideoPicture
) -> Iterator[tuple[FileRef, Span, frozenset[str], str]]:
    """Pictures and clips of a film rendered whole. Those of other types are told by checks/studio."""
    scene, types = shown.scene, IMAGE_TYPES if isinstance(picture, ImagePicture) else VIDEO_TYPES
    if picture.file.media_type in types:
        yield picture.file, scene.picture_origin.span, types, "scenes of a studio job"
    if scene.audio is not None:
        yield scene.audio.file, scene.audio.origin.span, AUDIO_TYPES, "sound of a studio job"


def _of_template(variables: tuple[TemplateValue, ...]) -> Iterator[tuple[FileRef, Span, frozenset[str], str]]:
    """Pictures and films may stand in for each other, so the file has decided which of them it is."""
    allowed = {"image": IMAGE_TYPES, "video": VIDEO_TYPES, "audio": AUDIO_TYPES}
    for given in variables:
        if isinstance(given.value, TemplateMedia) and given.value.file is not None:
            yield given.value.file, given.origin.span, allowed[given.value.type], "variables of templates"


def _of_brief(brief: AgentBrief, evidence: Evidence) -> Iterator[tuple[FileRef, Span, frozenset[str], str]]:
    for index, used in enumerate(brief.files):
        yield used.file, evidence.span(*brief.origin.route, "files", index), AGENT_TYPES, "the Video Agent"


def _files(shown: Shown) -> Iterator[tuple[FileRef, Span]]:
    """Every file that a scene names itself."""
    scene, span = shown.scene, shown.evidence.span
    if scene.audio is not None:
        yield scene.audio.file, scene.audio.origin.span
    match scene.picture:
        case PhotoPicture(photo=file) | ImagePicture(file=file) | VideoPicture(file=file):
            yield file, scene.picture_origin.span
        case GeneratedPicture() | CinematicPicture() | TemplatePicture():
            yield from ((file, place) for file, place, _, _ in _uploads(shown))
        case _:
            pass  # the other kinds of pictures name no files in their scene
    for overlay in scene.overlays:
        if isinstance(overlay.content, ImageContent | VideoContent):
            key = "image" if isinstance(overlay.content, ImageContent) else "video"
            yield overlay.content.file, span(*overlay.origin.route, key)
