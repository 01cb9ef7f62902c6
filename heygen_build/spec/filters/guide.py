"""Every filter and test with an example: what `heygen-build explain filters` prints. The examples are tests."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """`expression` gives `result`, both as a template writes them; `about` says what for."""

    name: str
    expression: str
    result: str
    about: str


_FOR_SCRIPTS = """
currency | 49 | currency("en-US", "USD", decimals=0) | "$49" | money; without a code, that of the locale's country
date | "2026-11-21" | date("long", "es") | "21 de noviembre de 2026" | full, long, medium, short, or a pattern
duration | 90 | duration("words", "en") | "1 minute and 30 seconds" | unit (`90s`, the default), clock (`1:30`), words
markdown_to_text | "**Fast** and [open](docs.md)" | markdown_to_text | "Fast and open" | the words of a text in Markdown
number | 1234.5 | number("de-DE") | "1.234,5" | `decimals=2` gives "1.234,50"
pluralize | 3 | pluralize("video", "videos") | "videos" | `locale=` with zero, two, few, many
pronounce | "HeyGen" | pronounce("Hey Jen") | "[HeyGen](say:Hey Jen)" | captions show one, voices say the other
slug | "Café Aurora!" | slug | "cafe-aurora" | a name for files and ids
spell_number | 49 | spell_number("en-US") | "forty-nine" | `form=` cardinal, ordinal or year
"""

_OF_JINJA = """
abs | -3 | abs | 3 | without the sign
attr | 3 | attr("real") | 3 | an attribute by its name
batch | [1, 2, 3] | batch(2) | [[1, 2], [3]] | lists of some items each
capitalize | "hello THERE" | capitalize | "Hello there" | one capital letter
center | "a" | center(3) | " a " | with blanks on both sides
count | [1, 2] | count | 2 | as `length`
d | missing | d("x") | "x" | as `default`
default | missing | default("x") | "x" | where a name has no value
dictsort | {"b": 1, "a": 2} | dictsort | [["a", 2], ["b", 1]] | pairs in order
e | "a & b" | e | "a &amp; b" | as `escape`
escape | "a & b" | escape | "a &amp; b" | for HTML
filesizeformat | 2000000 | filesizeformat | "2.0 MB" | bytes for people
first | [1, 2] | first | 1 | the first item
float | "1.5" | float | 1.5 | text as a number
forceescape | "a & b" | forceescape | "a &amp; b" | for HTML, also twice
format | "%02d" | format(7) | "07" | as printf
groupby | [{"n": 1}] | groupby("n") | [[1, [{"n": 1}]]] | items by a value of theirs
indent | "a\\nb" | indent(2) | "a\\n  b" | blanks before lines
int | "42" | int | 42 | text as a whole number
items | {"a": 1} | items | [["a", 1]] | pairs of keys and values
join | ["a", "b"] | join(", ") | "a, b" | one text
last | [1, 2] | last | 2 | the last item
length | "abc" | length | 3 | how many
list | "ab" | list | ["a", "b"] | as a list
lower | "ABC" | lower | "abc" | small letters
map | [{"n": 1}] | map(attribute="n") | [1] | a value or a filter of each item
max | [1, 3] | max | 3 | the largest
min | [1, 3] | min | 1 | the smallest
pprint | {"a": 1} | pprint | "{'a': 1}" | for looking at values
reject | [1, 2] | reject("odd") | [2] | items without what a test asks
rejectattr | [{"n": 1}] | rejectattr("n") | [] | items by a value of theirs
replace | "a-b" | replace("-", " ") | "a b" | other text
reverse | [1, 2] | reverse | [2, 1] | from the end
round | 1.25 | round(1) | 1.2 | fewer digits
safe | "<b>" | safe | "<b>" | no difference here
select | [1, 2] | select("odd") | [1] | items that pass a test
selectattr | [{"n": 1}] | selectattr("n") | [{"n": 1}] | items by a value of theirs
slice | [1, 2, 3] | slice(2) | [[1, 2], [3]] | as many lists
sort | [2, 1] | sort | [1, 2] | in order
string | 42 | string | "42" | as text
striptags | "<b>bold</b>" | striptags | "bold" | without HTML
sum | [1, 2] | sum | 3 | all together
title | "hello there" | title | "Hello There" | capital letters
tojson | {"a": [1]} | tojson | "{\\"a\\": [1]}" | as JSON
trim | "  a " | trim | "a" | without blanks around
truncate | "a much longer text" | truncate(10) | "a much..." | shorter
unique | [1, 1, 2] | unique | [1, 2] | each once
upper | "abc" | upper | "ABC" | capital letters
urlencode | "a b" | urlencode | "a%20b" | for addresses
urlize | "no link" | urlize | "no link" | links as HTML
wordcount | "one two" | wordcount | 2 | how many words
wordwrap | "one two" | wordwrap(4) | "one\\ntwo" | lines of a width
xmlattr | {"a": 1} | xmlattr | " a=\\"1\\"" | attributes of XML
"""

_TESTS = """
landscape | "16:9" is landscape | true | a ratio wider than high
language | "es-MX" is language("es") | true | a locale of a language
portrait | "9:16" is portrait | true | a ratio higher than wide
square | "1:1" is square | true | a ratio as wide as high
boolean | true is boolean | true | true or false
callable | range is callable | true | a function
defined | missing is defined | false | a name with a value
divisibleby | 9 is divisibleby(3) | true | without a rest
eq | 1 is eq(1) | true | equal; also `equalto`, `==`
equalto | 1 is equalto(1) | true | for `select`
escaped | "a" is escaped | false | of `escape`
even | 2 is even | true | divisible by two
false | false is false | true | `false` itself
filter | "slug" is filter | true | the name of a filter
float | 1.5 is float | true | a number with a fraction
ge | 2 is ge(1) | true | at least; also `>=`
greaterthan | 2 is greaterthan(1) | true | for `select`
gt | 2 is gt(1) | true | more; also `>`
in | 1 is in([1, 2]) | true | one of
integer | 2 is integer | true | a whole number
iterable | [1] is iterable | true | has items
le | 1 is le(2) | true | at most; also `<=`
lessthan | 1 is lessthan(2) | true | for `select`
lower | "abc" is lower | true | small letters
lt | 1 is lt(2) | true | less; also `<`
mapping | {"a": 1} is mapping | true | has keys
ne | 1 is ne(2) | true | not equal; also `!=`
none | none is none | true | null
number | 1.5 is number | true | any number
odd | 1 is odd | true | not divisible by two
sameas | true is sameas(true) | true | the same thing
sequence | [1] is sequence | true | has an order
string | "a" is string | true | text
test | "odd" is test | true | the name of a test
true | true is true | true | `true` itself
undefined | missing is undefined | true | a name without a value
upper | "ABC" is upper | true | capital letters
"""


def _examples(table: str) -> tuple[Example, ...]:
    """Rows of name, expression, result and purpose. The expression may hold `|`; the other cells do not."""
    found = []
    for line in table.strip().splitlines():
        name, rest = line.split("|", 1)
        expression, result, about = rest.rsplit("|", 2)
        found.append(Example(name.strip(), expression.strip(), result.strip(), about.strip()))
    return tuple(found)


FILTERS_FOR_SCRIPTS = _examples(_FOR_SCRIPTS)
FILTERS_OF_JINJA = _examples(_OF_JINJA)
TESTS = _examples(_TESTS)


def guide() -> str:
    """All tables as text, one example a line."""
    sections = (
        ("Filters for scripts", FILTERS_FOR_SCRIPTS),
        ("Filters of Jinja", FILTERS_OF_JINJA),
        ("Tests", TESTS),
    )
    return "\n\n".join("\n".join([f"{title}\n", *map(_line, rows)]) for title, rows in sections)


def _line(example: Example) -> str:
    return f"  {{{{ {example.expression} }}}}\n      {example.result}: {example.about}"
