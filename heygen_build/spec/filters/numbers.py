"""Numbers, money, dates and durations as people of a locale read or say them.

Everything comes from the CLDR data of babel and the rules of num2words. Nothing asks a clock or the environment.
"""

from __future__ import annotations

import datetime as dt

from heygen_build.spec.filters.arguments import (
    choice_of,
    digits_of,
    locale_of,
    number_of,
    present,
    shown,
    text_of,
)
from heygen_build.spec.filters.problem import BadArgument
from heygen_build.units import UnitError, parse_duration

_CURRENCIES_OF = dt.date(2026, 1, 1)
"""Countries change their money; films must not, because a library looked at the clock."""
_LARGEST_SPELLED = 10**15
_NAMED_DATES = ("full", "long", "medium", "short")


def currency(value: object, locale: object = None, code: object = None, decimals: object = None) -> str:
    """An amount of money. Without a `code`, the currency of the locale's country."""
    from babel.numbers import format_currency, is_currency

    amount, place, digits = number_of("currency", value), locale_of("currency", locale), digits_of("currency", decimals)
    chosen = _currency_of(place.territory, locale) if code is None else text_of("currency", code, "a code")
    if not is_currency(chosen):
        raise BadArgument(f'`currency` takes the code of a currency such as "USD", not "{chosen}"')
    if digits is None:
        return format_currency(amount, chosen, locale=place)
    return format_currency(
        round(amount, digits),
        chosen,
        _with_digits(place.currency_formats["standard"].pattern, digits),
        place,
        currency_digits=False,
    )


def _with_digits(pattern: str, digits: int) -> str:
    return pattern.replace("0.00", "0" + ("." + "0" * digits if digits else ""))


def _currency_of(territory: str | None, locale: object) -> str:
    from babel.numbers import get_territory_currencies

    if territory is not None:
        found = get_territory_currencies(territory, _CURRENCIES_OF, _CURRENCIES_OF)
        if len(found) == 1:
            return str(found[0])
    raise BadArgument(
        f'`currency` needs a code, because "{locale}" has no money of its own: currency("{locale}", "EUR")'
    )


def number(value: object, locale: object = None, decimals: object = None) -> str:
    """A number with the marks of a locale between its digits."""
    from babel.numbers import format_decimal

    amount, place, digits = number_of("number", value), locale_of("number", locale), digits_of("number", decimals)
    if digits is None:
        return format_decimal(amount, locale=place)
    return format_decimal(amount, _with_digits("#,##0.00", digits), place)


def date(value: object, format: object = None, locale: object = None) -> str:
    """A date written as `2026-11-21`. `format` is full, long, medium or short, or a pattern such as `d MMMM`."""
    from babel.dates import format_date

    if format is None:
        raise BadArgument('`date` needs a format and a locale: date("long", "en-US")')
    form, place = text_of("date", format, "a format"), locale_of("date", locale)
    if form not in _NAMED_DATES and not set(form) & set("GyMLdEecQqwD"):
        raise BadArgument(f'`date` takes {", ".join(_NAMED_DATES)} or a pattern such as "d MMMM y", not "{form}"')
    try:
        return format_date(_day(value), form, place)
    except (KeyError, AttributeError, ValueError) as error:
        if isinstance(error, BadArgument):
            raise
        raise BadArgument(f'`date` cannot use the pattern "{form}": it asks for more than a day') from error


def _day(value: object) -> dt.date:
    if isinstance(present(value), str):
        try:
            return dt.date.fromisoformat(str(value)[:10])
        except ValueError:
            pass  # told below, together with values of other kinds
    raise BadArgument(f'`date` takes a day such as "2026-11-21", and {shown(value)} is none')


def spell_number(value: object, locale: object = None, form: object = "cardinal") -> str:
    """A number in words: cardinal (forty-nine), ordinal (forty-ninth) or year (nineteen ninety-nine)."""
    from num2words import CONVERTER_CLASSES, num2words

    amount, place = number_of("spell_number", value), locale_of("spell_number", locale)
    kind = choice_of("spell_number", form, ("cardinal", "ordinal", "year"))
    if abs(amount) >= _LARGEST_SPELLED:
        raise BadArgument(f"`spell_number` takes numbers below {_LARGEST_SPELLED:,}")
    if kind != "cardinal" and not isinstance(amount, int):
        raise BadArgument(f"`spell_number` takes a whole number for its {kind} form, not {amount}")
    names = (f"{place.language}_{place.territory}", place.language)
    name = next((name for name in names if name in CONVERTER_CLASSES), None)
    if name is None:
        raise BadArgument(f'`spell_number` knows no number words of "{locale}"')
    try:
        return str(num2words(amount, lang=name, to=kind)).strip()  # type: ignore[no-untyped-call]  # it has no types
    except (NotImplementedError, TypeError, IndexError, KeyError, AttributeError) as error:
        raise BadArgument(f'`spell_number` knows no {kind} form of {amount} in "{locale}"') from error


def duration(value: object, form: object = "unit", locale: object = None) -> str:
    """Seconds as the project writes them (unit: `90s`), as a clock shows them (`1:30`), or in words of a locale."""
    seconds = _seconds(value)
    kind = choice_of("duration", form, ("unit", "clock", "words"))
    if kind == "words":
        return _in_words(round(seconds), locale)
    if kind == "unit":
        return f"{round(seconds, 3):.3f}".rstrip("0").rstrip(".") + "s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}" if minutes < 60 else f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


def _seconds(value: object) -> float:
    if isinstance(present(value), str):
        try:
            return parse_duration(str(value))
        except UnitError:
            raise BadArgument(f"`duration` takes seconds or a text such as `1.5s`, not {shown(value)}") from None
    seconds = float(number_of("duration", value))
    if not 0 <= seconds < 1e9:
        raise BadArgument(f"`duration` takes seconds from 0, not {shown(value)}")
    return seconds


def _in_words(seconds: int, locale: object) -> str:
    from babel.lists import format_list
    from babel.units import format_unit

    place = locale_of("duration", locale)
    parts = (
        (seconds // 3600, "duration-hour"),
        (seconds // 60 % 60, "duration-minute"),
        (seconds % 60, "duration-second"),
    )
    given = [format_unit(amount, unit, "long", locale=place) for amount, unit in parts if amount]
    return format_list(given or [format_unit(0, "duration-second", "long", locale=place)], "standard", place)
