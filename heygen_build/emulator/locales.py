"""Which espeak-ng language stands for a language or locale of the API."""

from __future__ import annotations

import re
from dataclasses import replace

from heygen_build.emulator.catalog import Timbre, Voice
from heygen_build.emulator.wire import invalid

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")

# Locales that have a voice of their own; other locales speak their base language.
_LOCALES = {
    "en-us": "en-us",
    "en-gb": "en-gb",
    "en-au": "en-gb",
    "en-in": "en-gb",
    "es-mx": "es-419",
    "es-ar": "es-419",
    "es-us": "es-419",
    "pt-br": "pt-br",
    "fr-be": "fr-be",
    "fr-ch": "fr-ch",
    "zh-hk": "yue",
}
_LANGUAGES = {
    **{code: code for code in ("es", "de", "fr", "it", "pt", "nl", "pl", "tr", "hi", "ar", "ja", "ko", "sv", "da")},
    **{code: code for code in ("fi", "cs", "el", "hu", "ro", "uk", "ru", "id", "vi", "he", "bg", "hr", "sk", "ta")},
    "en": "en-us",
    "zh": "cmn",
    "yue": "yue",
    "no": "nb",
    "nb": "nb",
}


LANGUAGES = {
    "en": "English", "es": "Spanish", "de": "German", "fr": "French", "it": "Italian", "pt": "Portuguese",
    "nl": "Dutch", "pl": "Polish", "tr": "Turkish", "hi": "Hindi", "ar": "Arabic", "ja": "Japanese", "cmn": "Chinese",
    "ko": "Korean", "sv": "Swedish", "da": "Danish", "fi": "Finnish", "cs": "Czech", "el": "Greek", "ru": "Russian",
}  # fmt: skip
"""The names of languages, as the API writes them, by the first part of their espeak-ng code."""


def espeak_language(locale: str, param: str) -> str:
    """The espeak-ng language for a language or locale; 400 for what is none, or is not spoken here."""
    if not _TAG.fullmatch(locale):
        raise invalid(param, f"{param}: {locale!r} is not a language tag")
    language = _LOCALES.get(locale.lower()) or _LANGUAGES.get(locale.lower().partition("-")[0])
    if language is None:
        raise invalid(param, f"{param}: {locale} is not supported")
    return language


def speak_in(voice: Voice, locale: str | None, param: str) -> Timbre:
    """The voice's timbre in this locale. A voice without `support_locale` keeps its own language."""
    if locale is None:
        return voice.timbre
    language = espeak_language(locale, param)
    return replace(voice.timbre, language=language) if voice.support_locale else voice.timbre
