"""Captions as a track of their own in an MP4, which players show when they are asked to."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import av
from av.container import OutputContainer
from av.packet import Packet
from av.stream import Stream
from av.subtitles.stream import SubtitleStream

from heygen_build.media.model import Cue, Subtitles

_BASE = 1000
# The encoder opens only with the header of a script; players take the style of the track from their own settings.
_HEADER = b"[Script Info]\nScriptType: v4.00+\n\n[V4+ Styles]\nFormat: Name\nStyle: Default\n\n[Events]\n"
# ISO 639-2, as MP4 names languages; of those with two codes, the terminological one.
_PAIRS = """
af:afr am:amh ar:ara az:aze bg:bul bn:ben bs:bos ca:cat cs:ces cy:cym da:dan de:deu el:ell en:eng es:spa et:est eu:eus
fa:fas fi:fin fil:fil fr:fra ga:gle gl:glg gu:guj he:heb hi:hin hr:hrv hu:hun hy:hye id:ind is:isl it:ita ja:jpn jv:jav
ka:kat kk:kaz km:khm kn:kan ko:kor lo:lao lt:lit lv:lav mk:mkd ml:mal mn:mon mr:mar ms:msa mt:mlt my:mya nb:nob ne:nep
nl:nld no:nor pl:pol ps:pus pt:por ro:ron ru:rus si:sin sk:slk sl:slv so:som sq:sqi sr:srp su:sun sv:swe sw:swa ta:tam
te:tel th:tha tr:tur uk:ukr ur:urd uz:uzb vi:vie zh:zho zu:zul
"""
_LANGUAGES = dict(pair.split(":") for pair in _PAIRS.split())


def add_subtitles(film: OutputContainer, subtitles: Subtitles) -> SubtitleStream:
    """A track for captions, before anything is written."""
    stream = film.add_stream("mov_text")
    assert isinstance(stream, SubtitleStream)
    stream.codec_context.subtitle_header = _HEADER
    stream.time_base = Fraction(1, _BASE)
    stream.metadata["language"] = language_code(subtitles.language)
    return stream


def write_subtitles(film: OutputContainer, stream: SubtitleStream, cues: Iterable[Cue]) -> None:
    """The captions, in order; between two of them an empty one, because in this format each lasts until the next."""
    end = 0
    for cue in cues:
        start, stop = max(round(cue.start * _BASE), end), round(cue.end * _BASE)
        if stop <= start:
            continue
        if start > end:
            film.mux_one(_packet(stream, "", end, start))
        film.mux_one(_packet(stream, cue.text, start, stop))
        end = stop


def language_code(locale: str | None) -> str:
    """The code of three letters for a BCP-47 locale; `und` where it is not known."""
    return _LANGUAGES.get((locale or "").replace("_", "-").split("-")[0].casefold(), "und")


def _packet(stream: SubtitleStream, text: str, start: int, stop: int) -> Packet[Stream]:
    data = text.encode()
    packet = av.Packet(len(data).to_bytes(2, "big") + data)
    packet.stream = stream
    packet.time_base = Fraction(1, _BASE)
    packet.pts = packet.dts = start
    packet.duration = stop - start
    return packet
