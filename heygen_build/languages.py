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
    """The names of a list that somebody may have meant, the usual variant of a language first.

    A language may be called by its code (`es`, `pt-BR`), in another language (`Spanisch`, `Deutsch`), or misspelled.
    """
    plain = name.strip().casefold()
    same = [offer for offer in offered if offer.casefold() == plain]
    if same:
        return tuple(same)
    if coded := _of_code(plain.replace("_", "-"), offered):
        return coded
    return _variants(plain, offered) or _variants(_in_english(plain, offered), offered) or _alike(name, offered)


def _of_code(code: str, offered: Sequence[str]) -> tuple[str, ...]:
    """The offer of `pt-br`, or those of `pt`; for a country that is not offered (`de-LU`) those of the language."""
    codes = {offer: LANGUAGES[offer].casefold() for offer in offered if offer in LANGUAGES}
    exact = tuple(offer for offer, known in codes.items() if known == code and "-" in code)
    if exact:
        return exact
    found = [offer for offer, known in codes.items() if known.partition("-")[0] == code.partition("-")[0]]
    return tuple(sorted(found, key=_usual_first)[:3])


def _usual_first(offer: str) -> tuple[bool, str]:
    return offer not in _USUAL, offer


def _variants(plain: str, offered: Sequence[str]) -> tuple[str, ...]:
    """The offers of a language or a country, at most three."""
    if not plain:
        return ()
    found = [offer for offer in offered if offer.casefold().startswith(f"{plain} (") or f"({plain}" in offer.casefold()]
    return tuple(sorted(found, key=_usual_first)[:3])


def _alike(name: str, offered: Sequence[str]) -> tuple[str, ...]:
    """What is spelled alike: a language first, because a name with its country is mostly the country."""
    languages = sorted({offer.partition(" (")[0] for offer in offered})
    near = did_you_mean(name.partition("(")[0].strip(), languages, limit=1)
    whole = did_you_mean(name, offered)
    if "(" in name and whole:
        return tuple(whole)
    return (_variants(near[0].casefold(), offered) if near else ()) or tuple(whole)


_FOREIGN = ("de", "es", "fr", "it", "pt", "nl", "pl", "ja", "zh")
"""Languages in which people write the names of languages, besides the language itself."""


def _in_english(plain: str, offered: Sequence[str]) -> str:
    """The English name of a language that is called in another language; empty for what is none."""
    from babel import Locale  # here, because its data is only needed after a mistake

    codes = {LANGUAGES[offer].partition("-")[0]: offer for offer in offered if offer in LANGUAGES}
    for code, offer in codes.items():
        locale = Locale.parse(code)
        called = [locale.get_language_name(other) or "" for other in (code, *_FOREIGN)]
        names = {name.partition(" (")[0].casefold() for name in called}
        if plain in names:
            return offer.partition(" (")[0].casefold()
    return ""
