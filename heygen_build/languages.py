"""The languages that HeyGen dubs into, as names with the codes that it answers (translate.md, "Language handling").

A snapshot of `LANGUAGES_DATE`, put together from HeyGen's published list: the API's own list decides
(`GET /v3/video-translations/languages`), this one serves the emulator.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from heygen_build.diagnostics.suggest import did_you_mean

LANGUAGES_DATE = "2026-11-21"

_ARABIC = (
    "Algeria DZ", "Bahrain BH", "Egypt EG", "Iraq IQ", "Jordan JO", "Kuwait KW", "Lebanon LB", "Libya LY",
    "Morocco MA", "Oman OM", "Qatar QA", "Saudi Arabia SA", "Syria SY", "Tunisia TN", "United Arab Emirates AE",
    "Yemen YE", "Mauritania MR", "Palestine PS", "Sudan SD",
)  # fmt: skip
_SPANISH = (
    "Argentina AR", "Bolivia BO", "Chile CL", "Colombia CO", "Costa Rica CR", "Cuba CU", "Dominican Republic DO",
    "Ecuador EC", "El Salvador SV", "Equatorial Guinea GQ", "Guatemala GT", "Honduras HN", "Mexico MX", "Nicaragua NI",
    "Panama PA", "Paraguay PY", "Peru PE", "Puerto Rico PR", "Spain ES", "United States US", "Uruguay UY",
    "Venezuela VE",
)  # fmt: skip
_ENGLISH = (
    "Australia AU", "Canada CA", "Hong Kong SAR HK", "India IN", "Ireland IE", "Kenya KE", "New Zealand NZ",
    "Nigeria NG", "Philippines PH", "Singapore SG", "South Africa ZA", "Tanzania TZ", "United Kingdom GB",
    "United States US",
)  # fmt: skip
_OTHERS = (
    "Afrikaans/South Africa/af-ZA", "Albanian/Albania/sq-AL", "Amharic/Ethiopia/am-ET", "Armenian/Armenia/hy-AM",
    "Azerbaijani/Azerbaijan/az-AZ", "Bangla/Bangladesh/bn-BD", "Basque/Spain/eu-ES", "Bengali/India/bn-IN",
    "Bosnian/Bosnia and Herzegovina/bs-BA", "Bulgarian/Bulgaria/bg-BG", "Burmese/Myanmar/my-MM",
    "Catalan/Spain/ca-ES", "Chinese/Cantonese, Traditional/zh-HK", "Chinese/Mandarin, Simplified/zh-CN",
    "Chinese/Taiwanese Mandarin, Traditional/zh-TW", "Croatian/Croatia/hr-HR", "Czech/Czechia/cs-CZ",
    "Danish/Denmark/da-DK", "Dutch/Belgium/nl-BE", "Dutch/Netherlands/nl-NL", "Estonian/Estonia/et-EE",
    "Filipino/Philippines/fil-PH", "Finnish/Finland/fi-FI", "French/Belgium/fr-BE", "French/Canada/fr-CA",
    "French/France/fr-FR", "French/Switzerland/fr-CH", "Galician/Spain/gl-ES", "Georgian/Georgia/ka-GE",
    "German/Austria/de-AT", "German/Germany/de-DE", "German/Switzerland/de-CH", "Greek/Greece/el-GR",
    "Gujarati/India/gu-IN", "Hebrew/Israel/he-IL", "Hindi/India/hi-IN", "Hungarian/Hungary/hu-HU",
    "Icelandic/Iceland/is-IS", "Indonesian/Indonesia/id-ID", "Irish/Ireland/ga-IE", "Italian/Italy/it-IT",
    "Japanese/Japan/ja-JP", "Javanese/Indonesia/jv-ID", "Kannada/India/kn-IN", "Kazakh/Kazakhstan/kk-KZ",
    "Khmer/Cambodia/km-KH", "Korean/Korea/ko-KR", "Lao/Laos/lo-LA", "Latvian/Latvia/lv-LV",
    "Lithuanian/Lithuania/lt-LT", "Macedonian/North Macedonia/mk-MK", "Malay/Malaysia/ms-MY",
    "Malayalam/India/ml-IN", "Maltese/Malta/mt-MT", "Marathi/India/mr-IN", "Mongolian/Mongolia/mn-MN",
    "Nepali/Nepal/ne-NP", "Norwegian Bokmål/Norway/nb-NO", "Pashto/Afghanistan/ps-AF", "Persian/Iran/fa-IR",
    "Polish/Poland/pl-PL", "Portuguese/Brazil/pt-BR", "Portuguese/Portugal/pt-PT", "Romanian/Romania/ro-RO",
    "Russian/Russia/ru-RU", "Serbian/Serbia/sr-RS", "Sinhala/Sri Lanka/si-LK", "Slovak/Slovakia/sk-SK",
    "Slovenian/Slovenia/sl-SI", "Somali/Somalia/so-SO", "Sundanese/Indonesia/su-ID", "Swahili/Kenya/sw-KE",
    "Swahili/Tanzania/sw-TZ", "Swedish/Sweden/sv-SE", "Tamil/India/ta-IN", "Tamil/Malaysia/ta-MY",
    "Tamil/Singapore/ta-SG", "Tamil/Sri Lanka/ta-LK", "Telugu/India/te-IN", "Thai/Thailand/th-TH",
    "Turkish/Türkiye/tr-TR", "Ukrainian/Ukraine/uk-UA", "Urdu/India/ur-IN", "Urdu/Pakistan/ur-PK",
    "Uzbek/Uzbekistan/uz-UZ", "Vietnamese/Vietnam/vi-VN", "Welsh/United Kingdom/cy-GB", "Zulu/South Africa/zu-ZA",
)  # fmt: skip
_USUAL = (
    "Spanish (Spain)", "Chinese (Mandarin, Simplified)", "French (France)", "German (Germany)",
    "English (United States)", "Japanese (Japan)", "Korean (Korea)",
)  # fmt: skip
"""What is meant by a language alone ([skills-may]). Portuguese has no usual one."""


def _listed() -> dict[str, str]:
    found = {"Arabic": "ar"}
    for language, code, places in (("Arabic", "ar", _ARABIC), ("English", "en", _ENGLISH), ("Spanish", "es", _SPANISH)):
        for place in places:
            name, _, country = place.rpartition(" ")
            found[f"{language} ({name})"] = f"{code}-{country}"
    for row in _OTHERS:
        language, place, code = row.split("/")
        found[f"{language} ({place})"] = code
    return dict(sorted(found.items()))


LANGUAGES: Mapping[str, str] = MappingProxyType(_listed())
"""Codes by name, in alphabetical order."""


def nearest(name: str, offered: Sequence[str]) -> tuple[str, ...]:
    """The names of a list that somebody may have meant: spelled alike, the usual variant first, or of that language."""
    plain = name.strip().casefold()
    same = [offer for offer in offered if offer.casefold() == plain]
    if same:
        return tuple(same)
    variants = [
        offer for offer in offered if offer.casefold().startswith(f"{plain} (") or f"({plain}" in offer.casefold()
    ]
    if variants:
        return tuple(sorted(variants, key=lambda offer: (offer not in _USUAL, offer))[:3])
    return tuple(did_you_mean(name, offered))
