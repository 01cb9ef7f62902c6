"""Seeds, and how they are broken: what people write, what attackers write, and everything between."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

from heygen_build.spec.templated import Target

ANY: Target[object] = Target(object)
CASES = Path(__file__).parent.parent / "diagnostics" / "cases"
EXAMPLES = Path(__file__).parent.parent.parent / "examples" / "projects"

VARIABLES: dict[str, object] = {
    "product": "Aurora",
    "price": 49,
    "ratio": 0.5,
    "live": True,
    "nothing": None,
    "features": [{"name": "Fast", "live": True}, {"name": "Small"}],
    "customer": {"id": "c17", "name": "Ada", "tags": ["a", "b"]},
}

YAML_PARTS = (
    "a: ", "b: ", "- ", "  ", "    ", "\n", "\n\n", "\t", "{", "}", "[", "]", ", ", ": ", ":", "#", " # c", "'",
    '"', "|\n", ">-\n", "|2-\n", "&x ", "*x", "<<: *x", "!!str ", "!t ", "? ", "---\n", "...\n", "%YAML 1.1\n",
    "{{ x }}", "{{", "}}", "{% if a %}", "{# c #}", "\\", "\\u0041", "\\x", "\r\n", "\r", "\x85", "\u2028",
    "\ufeff", "\xa0", "日本", "😀", "e\u0301", "\u202e", "\x00", "\x1b[2J", "~", "null", "true", "yes", "1e999",
    ".inf", "0x1F", "-", "=", "@", "`", "scenes:\n  - script: hi\n", "heygen_build: 1\n",
    "include: [project.yaml]\n", "include: [../../../etc/passwd]\n", "title: x\n", "matrix: {locale: [en]}\n",
    "for_each: ", "variables:\n", "<<<<<<< HEAD\n", "C:\\new", "[[[[[[[[", "{a: {a: {a: ", "- - - - - ", "9", "x",
    "&a [*a]", "'it's'",
)  # fmt: skip

TEMPLATE_PARTS = (
    "{{ ", " }}", "{% ", " %}", "{# ", " #}", "product", "price", "features", "customer", "nothing", "ratio",
    "missing", ".name", ".id", "['id']", "[0]", "[-1:]", " | ", "upper", "slug", "default('x')", "join(', ')",
    "length", "int", "float", "list", "map('upper')", "map(attribute='name')", "select('defined')", "batch(2)",
    "round(2)", "sort", "currency('en-US')", "number('de-DE')", "date('long', 'fr-FR')", "spell_number('en')",
    "pluralize", "duration", "pronounce('x')", "markdown_to_text", "replace('a', 'b' * 1000)", "format(1)",
    "tojson", "xmlattr", "groupby('name')", "if price", "else", "elif live", "endif", "for f in features",
    "for i in range(10 ** 9)", "endfor", "set x = 1", "set x", "endset", "macro m(n)", "endmacro", "m(1)",
    "{{ m(m) }}", "call", "raw", "endraw", "filter upper", "block b", "include 'x'", "import 'x' as y",
    "extends 'x'", "loop.index", "loop(features)", "recursive", "namespace()", "range(9)", "range(10 ** 12)",
    "dict(a=1)", "lipsum()", "cycler(1)", "self", "varargs", "caller()", "__class__", ".__class__", ".__mro__",
    ".__subclasses__()", ".__globals__", "['__init__']", "|attr('__class__')", ".format('{0.__class__}')",
    "'%s' % product", "'%99999999d' % 1", "'{:99999999}'.format(1)", "'a' * 10 ** 9", "10 ** 10 ** 10",
    "2 ** 9999999", "1 / 0", "1 // 0", "5 % 0", "-1", "not ", " and ", " or ", " in ", " is defined", " is none",
    " ~ ", " + ", " * ", " ** ", " == ", " < ", "(", ")", "[", "]", "{", "}", ",", ":", "'", '"', "\\", "\n", "  ",
    "Meet ", "日本 😀", "\x00", "1e999", "9", "True", "none", "((((((((((", "[[[[[[[[[[", "{{ '", "-%}", "{%- ",
    "+%}", "|", ".", "..", "1.2.3",
)  # fmt: skip


@cache
def project_seeds() -> tuple[str, ...]:
    """Every broken project of the manual and every example."""
    paths = [*sorted(CASES.glob("*/*.yaml")), *sorted(EXAMPLES.glob("*/*.yaml"))]
    return tuple(path.read_bytes().decode("utf-8", errors="replace") for path in paths)


@cache
def template_seeds() -> tuple[str, ...]:
    """Templates as they stand in projects, and the classic attacks."""
    written = [line.strip() for text in project_seeds() for line in text.splitlines() if "{{" in line or "{%" in line]
    return (*written, *ATTACKS)


ATTACKS = (
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ product.__init__.__globals__ }}",
    "{{ ('{0.__class__.__mro__}').format(product) }}",
    "{{ product | attr('__class__') }}",
    "{{ [].append.__self__ }}",
    "{{ 'a' * 10 ** 9 }}",
    "{{ ('a' * 1000000) * 1000000 }}",
    "{{ 'aaaa' | replace('a', 'a' * 100000) | replace('a', 'a' * 100000) }}",
    "{{ 9 ** 9 ** 9 ** 9 }}",
    "{{ range(10 ** 12) | list }}",
    "{{ range(10 ** 12) | sum }}",
    "{% for a in range(10 ** 6) %}{% for b in range(10 ** 6) %}{% endfor %}{% endfor %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% macro m(n) %}{{ m(n) }}{{ m(n) }}{% endmacro %}{{ m(1) }}",
    "{% set n = namespace(x='a') %}{% for i in range(1000) %}{% set n.x = n.x ~ n.x %}{% endfor %}{{ n.x | length }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ '%*d' % (1000000000, 1) }}",
    "{{ '{:>1000000000}'.format(1) }}",
    "{{ 'x'.ljust(1000000000) }}",
    "{{ 'x' | center(1000000000) }}",
    "{{ ([1] * 1000) | map('string') | join('x' * 100000) }}",
    "{{ dict(a=dict(b=1)) | tojson(indent=1000000000) }}",
    "{{ " + "(" * 200 + "1" + ")" * 200 + " }}",
    "{{ " + "[" * 5000 + " }}",
    "{{ " + "-" * 5000 + "1 }}",
    "{{ " + "1+" * 5000 + "1 }}",
    "{{ product" + " | upper" * 3000 + " }}",
    "{{ 'a' ~ " * 2000,
    "{% if 1 %}" * 500,
    "{{ " * 3000,
    "{{ '" + "a" * 100_000 + "' | wordwrap(1) }}",
    "{{ ('a' * 100000) | urlize }}",
    "{{ ('<' * 100000) | striptags }}",
    "{{ ('*' * 50000) | markdown_to_text }}",
    "{{ ('[' * 50000) | markdown_to_text }}",
    "{{ 10 ** 300 | int | spell_number('en') }}",
    "{{ lipsum.__globals__.os.popen('id').read() }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ features | map(attribute='__class__') | list }}",
    "{{ features | sort(attribute='name.__class__') }}",
    "{{ 'a'.missing or product }}",
)

VALUES = (
    "0", "-1", "1e308", "9" * 300, "true", "null", "''", "' '", "x", "日本 😀", '"\\0"', '"\\u202e"', "[]", "{}",
    "[x]", "{x: y}", "0s", "-5s", "1e9s", "99999999s", "24h", "00:00:00", "101%", "-1%", "0%", "1e99%", "48px", "-18dB",
    "99dB", "#fff", "#zzz", "red", "16:9", "0:0", "4k", "../../../etc/passwd", "/etc/passwd", ".", "..", "''", "a\\b",
    "file:///etc/passwd", "https://example.com/x.png", "x" * 5000, "'{{ product }}'", "'{{ missing }}'", "'{{ [] }}'",
    "'{{ {} }}'", "'{{ none }}'", "'{{ 1/0 }}'", "'{{ range(9) }}'", "'{{ 10 ** 400 }}'", "'{{ -5 }}'", "'{{ 0.1 }}'",
    "'{{ true }}'", "'{{ \"5s\" }}'", "'{% if true %}5s{% endif %}'", "'<break time=\"9999s\"/>'", "'[a](say:b)'",
    "'[a](say:'", "en-US", "xx-YY", "50%", "{word: Meet, nth: 999}", "[1, 2, 3]", "{from: no.csv, key: id}",
    "{from: project.yaml, key: id}", "2026-02-30", "nan", ".nan", ".inf", "&x 1", "!!str 5", "|-", "cut", "{fade: 1s}",
)  # fmt: skip

PROJECT_ATTACKS = (
    "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40)),
    "a: " + "[" * 5000,
    "a: " + "{a: " * 3000,
    "a:\n" + "- " * 5000 + "x\n",
    "".join(" " * n + f"a{n}:\n" for n in range(300)),
    "? " * 2000,
    "a: &a [*a]\n",
    "a: " + "!t " * 2000 + "x\n",
    "a: " + "&x " * 2000 + "x\n",
    "".join(f"k{n % 7}: {n}\n" for n in range(5000)),
    "a: " + '"' + "\\n" * 50_000 + "\n",
    "a: '" + "\n" * 50_000,
    "a: {{ " + "x | " * 5000 + "\n",
    "a: |\n" + "  {{ x }}\n" * 5000 + " bad\n",
    "scenes:\n" + "  - script: '{{'\n" * 500,
    "heygen_build: 1\ntitle: x\nscenes:\n" + "  - {}\n" * 2000,
    "a: b\n" * 3000 + "c: d: e\n",
    " " * 50_000 + "a: b: c\n",
    "a:" * 5000 + "\n",
    "- " + "a: " * 2000 + "\n",
    "[" + "a, " * 20_000 + "\n",
    "a: " + "\u2028" * 5000 + ": b\n",
)


_VALUE = re.compile(r"^(\s*(?:- )*[\w-]+: )(\S.*)$", re.MULTILINE)


def revalued(seed: str, random: Random) -> str:
    """A project that stays well-formed: one to three values become what nobody expects there."""
    text = seed
    for _ in range(random.randint(1, 3)):
        found = list(_VALUE.finditer(text))
        if not found:
            return text
        match = random.choice(found)
        text = text[: match.start(2)] + random.choice(VALUES) + text[match.end(2) :]
    return text


def mutate(seed: str, parts: tuple[str, ...], random: Random, other: str) -> str:
    """One to six small damages: parts put in, cut out, repeated, exchanged, or taken from another seed."""
    text = seed
    for _ in range(random.randint(1, 6)):
        text = random.choice(_DAMAGES)(text, parts, random, other)
    return text[:20_000]


def _insert(text: str, parts: tuple[str, ...], random: Random, other: str) -> str:
    at = random.randint(0, len(text))
    return text[:at] + random.choice(parts) + text[at:]


def _cut(text: str, parts: tuple[str, ...], random: Random, other: str) -> str:
    start = random.randint(0, len(text))
    return text[:start] + text[start + random.randint(1, 12) :]


def _repeat(text: str, parts: tuple[str, ...], random: Random, other: str) -> str:
    start = random.randint(0, len(text))
    return text[:start] + text[start : start + random.randint(1, 40)] * random.randint(2, 4) + text[start:]


def _exchange(text: str, parts: tuple[str, ...], random: Random, other: str) -> str:
    at = random.randint(0, max(len(text) - 1, 0))
    return text[:at] + chr(random.choice((random.randint(1, 127), random.randint(128, 0x2FFF)))) + text[at + 1 :]


def _splice(text: str, parts: tuple[str, ...], random: Random, other: str) -> str:
    return text[: random.randint(0, len(text))] + other[random.randint(0, len(other)) :]


def _line(text: str, parts: tuple[str, ...], random: Random, other: str) -> str:
    lines = text.split("\n")
    lines.insert(random.randint(0, len(lines)), random.choice(other.split("\n")))
    return "\n".join(lines)


_DAMAGES: tuple[Callable[[str, tuple[str, ...], Random, str], str], ...] = (
    _insert, _insert, _insert, _cut, _repeat, _exchange, _splice, _line,
)  # fmt: skip


def combined(parts: tuple[str, ...], random: Random) -> str:
    """Parts in any order: what no seed looks like."""
    return "".join(random.choice(parts) for _ in range(random.randint(1, 14)))
