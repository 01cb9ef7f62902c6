"""Free speech for drafts: what is said, when each word is said, and what the mouth does meanwhile."""

from __future__ import annotations

from heygen_build.draft import sound, timing, visemes
from heygen_build.draft.engine import ENGINE, Request, Utterance
from heygen_build.draft.model import DraftVoice, Mouth, MouthShape, Samples, Speech, SpeechError
from heygen_build.draft.script import Script, parse
from heygen_build.draft.timing import Insertion, Shift
from heygen_build.media.model import Word

__all__ = ["DraftVoice", "Mouth", "MouthShape", "Samples", "Speech", "SpeechError", "speak"]

_NOTHING_TO_SAY_SECONDS = 0.4
_PITCH_RANGE = 62  # a little livelier than espeak-ng's 50
_SLOWEST, _FASTEST = 80, 450  # words a minute espeak-ng can do (speak_lib.h)


def speak(text: str, voice: DraftVoice, *, speed: float = 1.0) -> Speech:
    """Says `text`. The same text and voice give the same samples; odd characters are skipped, never an error.

    `<break time="0.5s"/>` adds exactly that silence. `words` hold every blank-separated piece of the text as written
    (each character for Chinese and Japanese). Raises `SpeechError` for a broken engine or an unknown language.
    """
    script = parse(text, voice.language)
    if not script.speakable:
        return _silent(script)
    utterance = ENGINE.speak(_request(script, voice, speed))
    if not utterance.sound:
        return _silent(script)
    return _assembled(script, utterance)


def _request(script: Script, voice: DraftVoice, speed: float) -> Request:
    name = f"{voice.language}+{voice.variant}" if voice.variant else voice.language
    rate = min(max(round(voice.words_per_minute * speed), _SLOWEST), _FASTEST)
    return Request(script.spoken, name, rate, min(max(voice.pitch, 0), 99), _PITCH_RANGE)


def _silent(script: Script) -> Speech:
    seconds = _NOTHING_TO_SAY_SECONDS + sum(pause.seconds for pause in script.pauses)
    share = seconds / max(len(script.tokens), 1)
    words = tuple(Word(token.text, index * share, (index + 1) * share) for index, token in enumerate(script.tokens))
    return Speech(sound.to_samples(sound.silence(seconds)), words, (Mouth(0.0, "rest"),))


def _assembled(script: Script, utterance: Utterance) -> Speech:
    take = sound.polish(utterance.sound, utterance.rate)
    clock = timing.clock(script, utterance, take.offset)
    places = timing.pause_places(script, clock)
    wave, cuts = sound.with_pauses(take.wave, places)
    shift = Shift(tuple(Insertion(at, cut, length) for (at, length), cut in zip(places, cuts, strict=True)))
    shapes = visemes.mouths(timing.moved_phonemes(clock, shift), shift.end(clock.end))
    return Speech(sound.to_samples(wave), timing.words(script, clock, shift), shapes)
