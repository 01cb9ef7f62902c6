"""A short project for each kind of remote step: what trouble meets, and where the requests of the step go."""

from __future__ import annotations

import io
import wave
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from PIL import Image

from tests.workshop import Studio, sample

HEAD = "heygen_build: 1\ntitle: Faults\navatars: {host: {look: Abigail}}\nvoices: {calm: {name: Ivy}}\n"
VOICE = "heygen_build: 1\ntitle: Faults\nvoices: {calm: {name: Ivy}}\n"
PHOTO = HEAD.replace("{look: Abigail}", "{photo: face.png}")
OFFICE = HEAD.replace("Abigail", "Abigail Office Front")
SAYS_HI = "scenes: [{avatar: host, script: Hi., voice: calm}]\n"
CARD = "heygen_build: 1\ntitle: Faults\nscenes: [{card: Hi, hold: 400ms}]\n"
SUBTITLES = "1\n00:00:00,000 --> 00:00:00,300\nHallo.\n"
SIDE_FILE = "/files/*.srt"
VIDEO_FILE = "/files/*/video.*"
EXECUTIONS = "/v1/workflows/executions"
LANGUAGES = "/v3/video-translations"
PROOFREADS = f"{LANGUAGES}/proofreads"
AN_ID = "[!lp]*"
"""No `languages`, no `proofreads`."""
V1_STATUS = "/v1/video_status.get"


@dataclass(frozen=True)
class Sample:
    """A project, and patterns of the requests that order the step, ask for it, and fetch its file and the subtitles
    beside it; "" for none.

    `ready` is what happens in the project before the trouble.
    """

    project: str
    order: str
    status: str = ""
    file: str = ""
    side: str = ""
    method: str = "POST"
    ready: Callable[[Studio], None] = lambda studio: None
    anew: Mapping[str, str] = field(default_factory=dict)
    """Trouble after which something is rightly made again, by the kind of job: its plan shows the price."""


def prepare(studio: Studio, given: Sample) -> None:
    """Write the project and everything that any of them names, and do what has to be done first."""
    studio.write(given.project)
    film, _ = sample()
    Image.new("RGB", (600, 600), "teal").save(studio.folder / "face.png")
    (studio.folder / "screen.mp4").write_bytes(film)
    (studio.folder / "voice.wav").write_bytes(_recording(31))
    given.ready(studio)


def _recording(seconds: int) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(seconds * 16_000))
    return out.getvalue()


def _correct(studio: Studio) -> None:
    """The session is opened and its subtitles are corrected: the next build dubs."""
    assert studio.build().artifacts.is_complete
    (studio.folder / "de.srt").write_text(SUBTITLES)


_PROOFREAD = CARD + "translations: [{language: German (Germany), proofread: de.srt}]\n"
_CROWD = HEAD + "defaults: {avatar: host}\nscenes:\n" + "".join(f"  - script: Part {n}.\n" for n in range(20))

SAMPLES = {
    "video": Sample(HEAD + SAYS_HI, "/v3/videos", "/v3/videos/*", VIDEO_FILE, SIDE_FILE),
    "speech": Sample(
        VOICE + "scenes: [{card: {text: Hi}, script: Hi., voice: calm}]\n", "/v3/voices/speech", file="/files/speech/*"
    ),
    "upload": Sample(PHOTO + SAYS_HI, "/v3/assets"),
    "made_upload": Sample(HEAD + "render: {speech: audio_first}\n" + SAYS_HI, "/v3/assets"),
    "batch": Sample(_CROWD, "/v3/videos/batches", "/v3/videos/batches/*", VIDEO_FILE),
    "studio": Sample(HEAD + "render: {unit: video}\n" + SAYS_HI, "/v3/videos", "/v3/videos/*", VIDEO_FILE),
    "cinematic": Sample(
        HEAD + "scenes: [{cinematic: {prompt: They walk., avatars: [host], duration: 8s}}]\n",
        "/v3/videos",
        "/v3/videos/*",
        VIDEO_FILE,
    ),
    "look": Sample(
        HEAD.replace("{look: Abigail}", "{create: {photo: face.png, name: Me}}") + SAYS_HI,
        "/v3/avatars",
        "/v3/avatars/looks/*",
    ),
    "voice_clone": Sample(
        HEAD.replace("{name: Ivy}", "{clone: {file: voice.wav, language: de}}") + SAYS_HI,
        "/v3/voices/clone",
        "/v3/voices/*",
    ),
    "voice_design": Sample(HEAD.replace("{name: Ivy}", "{design: {prompt: warm and calm}}") + SAYS_HI, "/v3/voices"),
    "sound_search": Sample(
        CARD + "music: {search: calm piano}\n", "/v3/audio/sounds", file="/files/sounds/*", method="GET"
    ),
    "generate": Sample(VOICE + "scenes: [{generate: {prompt: A coast}}]\n", EXECUTIONS, f"{EXECUTIONS}/*", VIDEO_FILE),
    "face_swap": Sample(
        VOICE + "scenes: [{video: screen.mp4, face_swap: face.png}]\n", EXECUTIONS, f"{EXECUTIONS}/*", VIDEO_FILE
    ),
    "lipsync": Sample(
        VOICE + "scenes: [{video: screen.mp4, lipsync: true, audio: voice.wav}]\n",
        "/v3/lipsyncs",
        "/v3/lipsyncs/*",
        VIDEO_FILE,
    ),
    "translation": Sample(
        CARD + "translations: [{language: Spanish (Spain), captions: true}]\n",
        LANGUAGES,
        f"{LANGUAGES}/{AN_ID}",
        "/files/*translations/*.mp4",
        SIDE_FILE,
    ),
    "proofread": Sample(_PROOFREAD, PROOFREADS, f"{PROOFREADS}/*", "/files/*.srt"),
    "proofread_dub": Sample(
        _PROOFREAD,
        f"{PROOFREADS}/*/generate",
        f"{LANGUAGES}/{AN_ID}",
        "/files/*translations/*.mp4",
        ready=_correct,
        anew={"404": "proofread"},
    ),
    "template": Sample(
        HEAD + "scenes: [{template: {name: Welcome, variables: {customer: Ben, logo: face.png, host: host}}}]\n",
        "/v3/templates/*",
        "/v3/videos/*",
        VIDEO_FILE,
    ),
    "agent": Sample(
        HEAD + "agent: {prompt: A film about rain., avatar: host}\n",
        "/v3/video-agents",
        "/v3/video-agents/*",
        VIDEO_FILE,
    ),
    "old_template": Sample(
        CARD.replace("scenes: [{card: Hi, hold: 400ms}]", "render: {api: v2}")
        + "scenes: [{template: {name: Classic intro, variables: {name: Ben}}}]\n",
        "/v2/template/*/generate",
        V1_STATUS,
        VIDEO_FILE,
    ),
    "old_upload": Sample(PHOTO + "render: {api: v2}\n" + SAYS_HI, "/v1/talking_photo"),
    "old_video": Sample(
        OFFICE + "render: {api: v2}\n" + SAYS_HI, "/v2/video/generate", V1_STATUS, VIDEO_FILE, "/files/*.ass"
    ),
    "old_photo_video": Sample(
        PHOTO.replace("face.png", "face.png, motion: nods") + "render: {api: v2}\n" + SAYS_HI,
        "/v2/video/av4/generate",
        V1_STATUS,
        VIDEO_FILE,
    ),
    "old_alpha": Sample(
        OFFICE + "render: {api: v1}\nscenes: [{image: face.png, presenter: host, voice: calm, script: Hi.}]\n",
        "/v1/video.webm",
        V1_STATUS,
        VIDEO_FILE,
    ),
    "old_agent": Sample(
        HEAD + "render: {api: v1}\nagent: {script: Rain., duration: 30s, avatar: host}\n",
        "/v1/video_agent/generate",
        V1_STATUS,
        VIDEO_FILE,
    ),
}
"""By the kind of step; `batch` is the kind `video`, twenty at once."""
