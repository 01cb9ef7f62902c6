"""The program itself: Python, packages, codecs, fonts, and the voice of drafts. Asks nobody outside of this machine."""

from __future__ import annotations

import platform
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module, metadata

from heygen_build import __version__
from heygen_build.doctor.finding import Finding

OLDEST_PYTHON = (3, 11)
_DISTRIBUTION = "heygen-build"
_NATIVE = ("av", "numpy", "PIL", "PIL._imaging", "blake3", "yaml", "pydantic_core", "resvg_py", "obstore", "aiohttp")
"""Modules with parts in C or Rust: installed is not enough, their libraries must fit this machine."""
_ENCODERS = {
    "libx264": "mp4",
    "aac": "the sound of mp4",
    "libvpx-vp9": "webm, also with alpha",
    "libopus": "the sound of webm",
    "gif": "gif",
    "libmp3lame": "mp3",
    "pcm_s16le": "wav",
    "mov_text": "subtitle tracks",
}
_DECODERS = ("h264", "hevc", "vp8", "vp9", "av1", "aac", "mp3", "opus")
"""What HeyGen, phones and screen recorders deliver."""
_SCRIPTS = {
    "Latin": "ä",
    "Greek": "λ",
    "Cyrillic": "ж",
    "Arabic": "ع",
    "Hebrew": "ש",
    "Devanagari": "ह",
    "emoji": "🙂",
}
_EAST_ASIAN = {"Chinese": "漢", "Japanese": "あ", "Korean": "한"}


def machine_findings() -> Iterator[Finding]:
    """Everything about the program on this machine."""
    yield _python()
    yield from _packages()
    yield from _media()
    yield from _fonts()
    yield _speech()
    yield Finding(
        "other programs", "none is needed: no ffmpeg, no Node, no Chromium (`watch --open` opens your browser)"
    )


def _python() -> Finding:
    wanted = ".".join(map(str, OLDEST_PYTHON))
    told = f"{platform.python_implementation()} {platform.python_version()}, {platform.system()} {platform.machine()}"
    if sys.version_info >= OLDEST_PYTHON:
        return Finding("python", f"{told}; heygen-build {__version__}")
    return Finding("python", told, "problem", f"heygen-build needs Python {wanted} or newer")


def _packages() -> Iterator[Finding]:
    """Whether what was declared is installed in a fitting version, and can be loaded."""
    try:
        declared = metadata.requires(_DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        yield Finding("packages", "heygen-build runs from its sources, and is not installed", "note")
        declared = []
    unfit = [told for line in declared if (told := _unfit(line))]
    broken = [told for name in _NATIVE if (told := _unloadable(name))]
    hint = "install heygen-build again, into a virtual environment of its own: python -m venv"
    yield from (Finding("packages", told, "problem", hint) for told in (*unfit, *broken))
    if declared and not unfit and not broken:
        yield Finding("packages", f"{len(_needed(declared))} packages are there and can be loaded")


def _needed(declared: list[str]) -> list[str]:
    from packaging.requirements import Requirement

    parsed = map(Requirement, declared)
    return [one.name for one in parsed if one.marker is None or one.marker.evaluate({"extra": ""})]


def _unfit(line: str) -> str:
    """What is wrong with a package of a line such as `av>=15`; empty for nothing, and for one of an extra."""
    from packaging.requirements import Requirement

    wanted = Requirement(line)
    if wanted.marker is not None and not wanted.marker.evaluate({"extra": ""}):
        return ""
    try:
        found = metadata.version(wanted.name)
    except metadata.PackageNotFoundError:
        return f"{wanted.name} is not installed"
    fits = wanted.specifier.contains(found, prereleases=True)
    return "" if fits else f"{wanted.name} {found} is installed, and {wanted.specifier} is needed"


def _unloadable(name: str) -> str:
    try:
        import_module(name)
    except (ImportError, OSError) as error:  # OSError: a library of the system that is missing or too old
        return f"{name} cannot be loaded: {str(error).splitlines()[0] if str(error) else type(error).__name__}"
    return ""


def _media() -> Iterator[Finding]:
    if _unloadable("av") or _unloadable("PIL.features"):
        return  # told already
    from PIL import features

    lacking = [f"{name} ({what})" for name, what in _ENCODERS.items() if not _has_codec(name, "w")]
    lacking += [f"reading {name}" for name in _DECODERS if not _has_codec(name, "r")]
    hint = "install the wheels of `av` from PyPI: pip install --force-reinstall --only-binary :all: av"
    if lacking:
        yield Finding("codecs", f"this build of PyAV lacks {', '.join(lacking)}", "problem", hint)
    else:
        yield Finding("codecs", "H.264, VP9 with alpha, AAC, Opus, MP3 and GIF are written; HEVC and AV1 are read")
    if not features.check("raqm"):
        told = "this build of Pillow cannot shape text (raqm), which overlays and captions need"
        yield Finding("fonts", told, "problem", "pip install --force-reinstall --only-binary :all: pillow")


def _has_codec(name: str, mode: str) -> bool:
    import av.codec

    try:
        av.codec.Codec(name, "w" if mode == "w" else "r")
    except av.codec.codec.UnknownCodecError:
        return False
    return True


def _fonts() -> Iterator[Finding]:
    from heygen_build.media.fonts import families, missing_glyphs

    if next(families(), None) is None:
        yield Finding("fonts", "no font is installed", "problem", "pip install --force-reinstall manimgx-fonts")
        return
    lacking = [script for script, letter in _SCRIPTS.items() if missing_glyphs(letter)]
    if lacking:
        hint = "pip install --force-reinstall manimgx-fonts"
        yield Finding("fonts", f"there is no font for {', '.join(lacking)}", "problem", hint)
    else:
        yield Finding("fonts", f"{', '.join(_SCRIPTS)}")
    absent = [script for script, letter in _EAST_ASIAN.items() if missing_glyphs(letter)]
    if absent:
        hint = "needed only for films in these languages: pip install 'heygen-build[cjk]'"
        yield Finding("fonts", f"there is no font for {', '.join(absent)}", "note", hint)
    else:
        yield Finding("fonts", ", ".join(_EAST_ASIAN))


def _speech() -> Finding:
    from heygen_build.draft.speech import DraftVoice, SpeechError, speak

    try:
        spoken = speak("Ready.", DraftVoice(language="en-us"))
    except (SpeechError, OSError, subprocess.SubprocessError) as error:
        hint = "pip install --force-reinstall espeakng-loader; paid builds do not need it"
        return Finding("drafts", f"the voice of drafts does not speak: {error}", "warning", hint)
    return Finding("drafts", f"the voice of drafts speaks ({len(spoken.words)} word said)")
