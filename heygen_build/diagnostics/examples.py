"""Wrong and right lines for the pages of codes that are about what stands in a project file.

A test checks each pair: the wrong lines get the code, the right ones get nothing. Lines that every project needs
(`heygen_build`, a `title`, a scene) are left out where they say nothing.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """Lines of a project file."""

    wrong: str
    right: str


EXAMPLES: dict[str, Example] = {
    "HB0110": Example("captions: {sidecar: [srt, vtt}", "captions: {sidecar: [srt, vtt]}"),
    "HB0111": Example("output:\n\tposter: true", "output:\n  poster: true"),
    "HB0112": Example(
        "variables: {product: Aurora}\ntitle: {{ product }} launch",
        'variables: {product: Aurora}\ntitle: "{{ product }} launch"',
    ),
    "HB0113": Example("title: Aurora\ntitle: Aurora One", "title: Aurora One"),
    "HB0114": Example("variables: {2026: Aurora}", 'variables: {year: "2026"}'),
    "HB0115": Example("title: !new Aurora", 'title: "!new Aurora"'),
    "HB0116": Example("variables: {one: *pause}", "variables: {one: &pause 300ms, two: *pause}"),
    "HB0118": Example(
        "variables:\n  base: &base {name: Ada}\n  first: {<<: *base, city: Paris}",
        "variables:\n  first: {name: Ada, city: Paris}",
    ),
    "HB0120": Example("title: Aurora\n---\ntitle: Borealis", "title: Aurora"),
    "HB0122": Example("variables: {price: !!int many}", "variables: {price: 49}"),
    "HB0123": Example("title: Aurora: the film", 'title: "Aurora: the film"'),
    "HB0124": Example("title:Aurora", "title: Aurora"),
    "HB0125": Example("title: 'It's Aurora'", 'title: "It\'s Aurora"'),
    "HB0126": Example("output:\n    poster: true\n  fps: 25", "output:\n  poster: true\n  fps: 25"),
    "HB0127": Example(
        'variables:\n  logo: {type: path, default: "C:\\new\\logo.png"}',
        "variables:\n  logo: {type: path, default: media/logo.png}",
    ),
    "HB0128": Example("<<<<<<< HEAD\ntitle: Aurora\n=======\ntitle: Aurora One\n>>>>>>> feature", "title: Aurora One"),
    "HB0129": Example(
        "variables: {live: true}\nscenes:\n  {% if live %}\n  - {card: Live, hold: 2s}\n  {% endif %}",
        'variables: {live: true}\nscenes:\n  - {card: Live, hold: 2s, when: "{{ live }}"}',
    ),
    "HB0130": Example("include: brand.yaml", "include: [brand.yaml]"),
    "HB0201": Example("titel: Aurora", "title: Aurora"),
    "HB0203": Example("output: {poster: yes}", "output: {poster: true}"),
    "HB0204": Example("output: {resolution: 1080}", "output: {resolution: 1080p}"),
    "HB0205": Example("scenes:\n  - {card: Hello, hold: 3 sec}", "scenes:\n  - {card: Hello, hold: 3s}"),
    "HB0207": Example("scenes: []", "scenes:\n  - {card: Hello, hold: 3s}"),
    "HB0208": Example(
        "variables: {first-name: Ada}",
        "variables: {first_name: Ada}",
    ),
    "HB0209": Example("title:", "title: Aurora"),
    "HB0210": Example("heygen_build: 2", "heygen_build: 1"),
    "HB0211": Example(
        "scenes:\n  - {card: Hello, image: tour.png, hold: 3s}",
        "scenes:\n  - {card: Hello, hold: 3s}",
    ),
    "HB0213": Example("scenes:\n  - {card: Hello}", "scenes:\n  - {card: Hello, hold: 3s}"),
    "HB0301": Example('title: "{{ product"', 'title: "{{ product }}"\nvariables: {product: Aurora}'),
}
