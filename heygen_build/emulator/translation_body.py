"""The shapes of translation and proofreading orders (translate.md), and what there is to draw for each language."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from heygen_build.emulator import prices
from heygen_build.emulator.catalog import Timbre
from heygen_build.emulator.footage import DubOrder, Line
from heygen_build.emulator.inputs import SOUNDS, VIDEOS, find_file
from heygen_build.emulator.kinds import TRANSLATION
from heygen_build.emulator.locales import espeak_language
from heygen_build.emulator.reader import Reader
from heygen_build.emulator.routes_lipsyncs import FRAME_RATES, LATEST, linked, switched_on
from heygen_build.emulator.subtitles import read_lines
from heygen_build.emulator.tasks import Terms
from heygen_build.emulator.video_body import AssetInput
from heygen_build.emulator.wire import Problem, invalid
from heygen_build.emulator.world import World
from heygen_build.languages import LANGUAGES

SUBTITLES = frozenset({"application/x-subrip"})
_PITCH, _VARIANT = 45, "m3"
# Said where nobody knows the words. Languages that are missing here say it in English, with an English voice.
_SENTENCES = {
    "ar": "هذه دبلجة تجريبية.", "da": "Dette er en testoversættelse.", "de": "Dies ist eine Probevertonung.",
    "en": "This is a draft dub.", "es": "Este es un doblaje de prueba.", "fi": "Tämä on koejälkiäänitys.",
    "fr": "Ceci est un doublage d'essai.", "hi": "यह एक परीक्षण डबिंग है।", "it": "Questo è un doppiaggio di prova.",
    "ja": "これはテスト用の吹き替えです。", "ko": "이것은 시험 더빙입니다.", "nl": "Dit is een proefnasynchronisatie.",
    "pl": "To jest próbny dubbing.", "pt": "Esta é uma dublagem de teste.", "ru": "Это пробный дубляж.",
    "sv": "Detta är en provdubbning.", "tr": "Bu bir deneme dublajıdır.", "uk": "Це пробний дубляж.",
    "zh": "这是试用配音。",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """What is dubbed, and how: the parts that translations and proofreading sessions share."""

    clip: Path
    languages: tuple[str, ...]
    mode: str
    title: str | None


def read_translation(world: World, body: Reader) -> list[Terms]:
    """The terms of each language of `POST /v3/video-translations`."""
    source, stretches = _source(world, body), switched_on(body, "enable_dynamic_duration")
    captions, audio_only = body.flag("enable_caption"), body.flag("translate_audio_only")
    audio, lines = _optional(world, body, "audio", SOUNDS), _lines(world, body)
    role = body.choice("srt_role", "input", "output")
    _read_through(body)
    callback_url, callback_id = body.text("callback_url"), body.text("callback_id")
    body.end()
    return [
        Terms(
            TRANSLATION,
            dub(world, source.clip, language, _spoken(lines, role, language), audio, stretches, captions),
            what=f"translation {'audio' if audio_only else source.mode}",
            usd_per_second=prices.TRANSLATION_AUDIO if audio_only else prices.TRANSLATION[source.mode],
            title=source.title,
            callback_url=callback_url,
            callback_id=callback_id,
            facts={"language": language, "output_language": LANGUAGES[language], "audio_only": audio_only},
        )
        for language in source.languages
    ]


def dub(
    world: World,
    clip: Path,
    language: str,
    lines: tuple[Line, ...] | None,
    audio: Path | None,
    stretches: bool,
    captions: bool,
) -> DubOrder:
    """What to draw."""
    timbre, sentence = _voice(language)
    return DubOrder(clip, timbre, language, sentence, lines, audio, stretches, captions, world.config.mark)


def pseudo(lines: tuple[Line, ...], language: str) -> tuple[Line, ...]:
    """The original's lines, marked with the language they would be in: nobody here translates."""
    return tuple(Line(line.start, line.end, f"[{language}] {line.text}") for line in lines)


def read_source(world: World, body: Reader) -> Source:
    """The parts of `POST …/proofreads` that matter here; raises for a missing title, which only that call needs."""
    source = _source(world, body)
    if not source.title:
        body.refuse("title", "is required")
    for name in ("enable_video_stretching", "enable_speech_enhancement", "disable_music_track", "keep_the_same_format"):
        body.flag(name)
    body.whole("speaker_num", 1, 100)
    for name in ("brand_glossary_id", "brand_voice_id", "folder_id"):
        body.text(name)
    return source


def read_lines_of(world: World, asset: AssetInput) -> tuple[Line, ...]:
    """The subtitles that an input names; 400 for a file that holds none."""
    try:
        return read_lines(find_file(asset, world.state, world.folder, SUBTITLES))
    except ValueError as wrong:
        raise invalid(asset.param, f"{asset.param}: the subtitles cannot be read: {wrong}") from wrong


def _source(world: World, body: Reader) -> Source:
    video = linked(body, "video")
    languages = tuple(_language(body, name) for name in body.items("output_languages", 1, 100))
    mode = body.choice("mode", "speed", "precision", nullable=False) or "speed"
    return Source(find_file(video, world.state, world.folder, VIDEOS), languages, mode, body.text("title"))


def _language(body: Reader, name: object) -> str:
    if not isinstance(name, str):
        body.refuse("output_languages", "must hold names of languages")
    found = next((listed for listed in LANGUAGES if listed.casefold() == name.casefold()), None)
    if found is None:
        body.refuse("output_languages", f"{name} is not a supported language")
    return found


def _optional(world: World, body: Reader, name: str, accepted: frozenset[str]) -> Path | None:
    if not body.given(name):
        body.raw(name)
        return None
    return find_file(linked(body, name), world.state, world.folder, accepted)


def _lines(world: World, body: Reader) -> tuple[Line, ...] | None:
    if not body.given("srt"):
        body.raw("srt")
        return None
    return read_lines_of(world, linked(body, "srt"))


def _spoken(lines: tuple[Line, ...] | None, role: str | None, language: str) -> tuple[Line, ...] | None:
    return lines if lines is None or role == "output" else pseudo(lines, language)


def _read_through(body: Reader) -> None:
    """Fields that are checked and change nothing in the picture."""
    for name in ("disable_music_track", "enable_speech_enhancement", "enable_watermark", "keep_the_same_format"):
        body.flag(name)
    for name in ("input_language", "brand_glossary_id", "brand_voice_id", "folder_id"):
        body.text(name)
    body.whole("speaker_num", 1, 100)
    body.choice("fps_mode", *FRAME_RATES)
    start, end = body.number("start_time", 0, LATEST), body.number("end_time", 0, LATEST)
    if start is not None and end is not None and end <= start:
        body.refuse("end_time", "must be later than start_time")
    stock = body.record("stock_voice_config")
    if stock is not None:
        stock.flag("use_stock_voice")
        stock.items("preferred_stock_voice_ids", 0, 100)
        stock.end()


def _voice(language: str) -> tuple[Timbre, str]:
    code = LANGUAGES[language]
    base = code.partition("-")[0]
    try:
        spoken = espeak_language(code, "output_languages")
    except Problem:
        spoken, base = "en-us", "en"
    sentence = _SENTENCES.get(base)
    if sentence is None:
        spoken, sentence = "en-us", f"This is a draft dub in {language.partition(' (')[0]}."
    return Timbre(spoken, _VARIANT, _PITCH), sentence
