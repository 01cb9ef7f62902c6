"""Dubbed versions of the finished film: their languages, files and paths."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from heygen_build.diagnostics.suggest import did_you_mean_text
from heygen_build.languages import nearest
from heygen_build.resolve.desk import Desk
from heygen_build.resolve.filled import filled
from heygen_build.resolve.model import FileRef, Translation
from heygen_build.resolve.scope import Place
from heygen_build.source.witness import looked_at
from heygen_build.spec.models import TranslationSpec

OUTSIDE = "lies outside the project's folder"


def translations_of(desk: Desk, place: Place) -> tuple[Translation, ...]:
    """Those that are right; what was wrong is on record."""
    made = [_translation(desk, place.at(index), spec) for index, spec in enumerate(desk.spec.translations)]
    return tuple(translation for translation in made if translation is not None)


def _translation(desk: Desk, place: Place, spec: TranslationSpec) -> Translation | None:
    if not _is_offered(desk, place, spec):
        return None
    proofread = _proofread_path(place, spec)
    return filled(
        Translation,
        (place, spec),
        output=_output(place, spec),
        proofread=proofread,
        corrected=_corrected(desk, place, spec, proofread),
        srt=desk.files.get(place, spec.srt, "subtitles", "srt"),
        audio=desk.files.get(place, spec.audio, "audio", "audio"),
        glossary=_glossary(desk, place, spec),
    )


def _is_offered(desk: Desk, place: Place, spec: TranslationSpec) -> bool:
    """Whether HeyGen's list has the language under exactly this name; without a list nobody knows."""
    name, offered = place.get(spec.language, "language"), desk.catalog.languages
    if name is None or not offered or name in offered:
        return True
    meant = nearest(name, offered)
    some = f"it offers {len(offered)} languages, such as {_alternatives(offered[:3])}"
    hint = f"write {_alternatives(meant)}" if meant else some
    place.error("HB0336", f"HeyGen does not dub into `{name}`", "language", hint=hint)
    return False


def _alternatives(names: tuple[str, ...]) -> str:
    quoted = [f"`{name}`" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"


def _glossary(desk: Desk, place: Place, spec: TranslationSpec) -> str | None:
    """The id of a glossary that is named by its name or id."""
    wanted, offered = place.get(spec.glossary, "glossary"), desk.catalog.glossaries
    if wanted is None or offered is None:
        return wanted
    found = next((glossary for glossary in offered if wanted in (glossary.id, glossary.name)), None)
    if found is not None:
        return found.id
    names = [glossary.name for glossary in offered]
    hint = did_you_mean_text(wanted, names) or (f"it has {', '.join(names[:5])}" if names else "it has none")
    place.error("HB0337", f"the account has no glossary `{wanted}`", "glossary", hint=hint)
    return None


def _output(place: Place, spec: TranslationSpec) -> Path | None:
    """Where the dubbed film goes, relative to the project's folder; empty for a place beside the film."""
    text = place.get(spec.path, "path")
    if text is None:
        return Path() if spec.path is None else None
    path = PurePosixPath(text)
    if path.is_absolute() or ".." in path.parts:
        place.error("HB0317", f"the output `{text}` {OUTSIDE}", "path", hint="write dist/…")
        return None
    return Path(path)


def _proofread_path(place: Place, spec: TranslationSpec) -> Path | None:
    """The file that a first build writes, and that people correct from then on."""
    text = place.get(spec.proofread, "proofread")
    if text is None:
        return None
    path = PurePosixPath(text)
    if path.is_absolute() or ".." in path.parts or path.suffix.lower() != ".srt":
        why = OUTSIDE if path.suffix.lower() == ".srt" else "is no subtitle file"
        place.error("HB0317", f"`{text}` {why}", "proofread", hint="write translations/es.srt")
        return None
    return place.scope.folder_of(place.at("proofread").route) / text


def _corrected(desk: Desk, place: Place, spec: TranslationSpec, path: Path | None) -> FileRef | None:
    """The same file, once it is there."""
    if path is None:
        return None
    looked_at(path)
    if not path.exists():
        return None
    return desk.files.get(place, spec.proofread, "subtitles", "proofread")
