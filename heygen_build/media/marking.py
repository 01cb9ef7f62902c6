"""The mark that says what was made with AI: IPTC's digital source type, as XMP in films, sounds and stills.

XMP part 3 says where a packet lies in each kind of file; IPTC's photo and video metadata say what stands in it. WebM
has no place for a packet: there it is a tag.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import av
from PIL import Image, PngImagePlugin

from heygen_build.media.model import MediaError, SourceType

VOCABULARY = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_PROPERTY = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}DigitalSourceType"
_MP4_BOX = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_PNG_CHUNK = "XML:com.adobe.xmp"
_GIF_HEADER, _GIF_EXTENSION = 13, b"!\xff\x0bXMP DataXMP"
_GIF_TRAILER = b"\x01" + bytes(range(0xFF, -1, -1)) + b"\x00"
_WAV_CHUNK = b"_PMX"
MP3_TAG = "id3v2_priv.XMP"
"""What FFmpeg calls the private frame of ID3 that holds the packet of an MP3."""
_PACKET = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">
   <xmp:CreatorTool>heygen-build</xmp:CreatorTool>
   <Iptc4xmpExt:DigitalSourceType>{source}</Iptc4xmpExt:DigitalSourceType>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def packet(source: SourceType) -> bytes:
    """The XMP packet of a source type, UTF-8."""
    return _PACKET.format(source=f"{VOCABULARY}{source}").encode()


def mark_mp4(path: Path, source: SourceType) -> None:
    """Add the mark to a finished MP4, and read it back. Raises `MediaError` (`unmarked`) where it is not found there.

    The box goes to the end of the file, because there it moves nothing that the index points to.
    """
    text = packet(source)
    with path.open("ab") as file:
        file.write((8 + len(_MP4_BOX) + len(text)).to_bytes(4, "big") + b"uuid" + _MP4_BOX + text)
    if read_mark(path) != source:
        raise MediaError("unmarked", f"{path.name} does not hold the mark that was written into it")


def mark_gif(path: Path, source: SourceType) -> None:
    """Add the mark to a finished GIF, and read it back. Raises `MediaError` (`unmarked`) where it is not found there.

    The extension comes before the first picture: XMP part 3 ends it with bytes that lead readers who take the packet
    for blocks of data, each headed by its length, to its end.
    """
    content = path.read_bytes()
    start = _GIF_HEADER + (3 * 2 ** ((content[10] & 7) + 1) if content[10] & 0x80 else 0)
    path.write_bytes(content[:start] + _GIF_EXTENSION + packet(source) + _GIF_TRAILER + content[start:])
    if read_mark(path) != source:
        raise MediaError("unmarked", f"{path.name} does not hold the mark that was written into it")


def mark_wav(path: Path, source: SourceType) -> None:
    """Add the mark to a finished WAV, in a chunk after its sound, and read it back as the others do."""
    text = packet(source)
    text += b" " * (len(text) % 2)
    with path.open("rb+") as file:
        size = file.seek(0, os.SEEK_END)
        file.write(_WAV_CHUNK + len(text).to_bytes(4, "little") + text)
        file.seek(4)
        file.write((size + len(text)).to_bytes(4, "little"))
    if read_mark(path) != source:
        raise MediaError("unmarked", f"{path.name} does not hold the mark that was written into it")


def save_png(picture: Image.Image, path: Path, source: SourceType | None) -> None:
    """Write a PNG with its mark."""
    info = PngImagePlugin.PngInfo()
    if source is not None:
        info.add_itxt(_PNG_CHUNK, packet(source).decode())
    picture.save(path, format="PNG", optimize=True, pnginfo=info)


def save_jpeg(picture: Image.Image, path: Path, source: SourceType | None, *, quality: int) -> None:
    """Write a JPEG with its mark."""
    picture.save(
        path,
        format="JPEG",
        quality=quality,
        optimize=True,
        progressive=True,
        **({} if source is None else {"xmp": packet(source)}),
    )


def read_mark(path: Path) -> str | None:
    """The source type that an MP4, GIF, WAV, MP3, JPEG or PNG carries, without its vocabulary; None without a mark.

    Any XMP packet is read, whoever wrote it. Raises `MediaError` (`unmarked`) for one that is no XML.
    """
    text = read_packet(path)
    if not text:
        return None
    try:
        root = ElementTree.fromstring(text.strip().strip("\0"))
    except ElementTree.ParseError as error:
        raise MediaError("unmarked", f"the XMP of {path.name} cannot be read: {error}") from error
    values = [element.text for element in root.iter(_PROPERTY)]
    values += [element.get(_PROPERTY) for element in root.iter()]
    found = next((value for value in values if value), None)
    return found.removeprefix(VOCABULARY) if found else None


def read_packet(path: Path) -> str:
    """The XMP of an MP4, GIF, WAV, MP3, JPEG or PNG, as it is written there; empty where there is none."""
    with path.open("rb") as file:
        head = file.read(4)
    return next((read for begin, read in _READERS.items() if head.startswith(begin)), _film_packet)(path)


def _film_packet(path: Path) -> str:
    # FFmpeg reads Adobe's box, so that the mark is found by another program than the one that wrote it.
    with av.open(f"file:{path}", options={"export_xmp": "1"}, metadata_errors="replace") as container:
        return container.metadata.get("xmp") or _unescaped(container.metadata.get(MP3_TAG, ""))


def _unescaped(text: str) -> str:
    """A private frame as FFmpeg tells it: bytes that are no printable ASCII are written `\\x0a`."""
    data = re.sub(r"\\x([0-9a-f]{2})", lambda found: chr(int(found[1], 16)), text, flags=re.IGNORECASE)
    return data.encode("latin-1", "replace").decode("utf-8", "replace")


def _wav_packet(path: Path) -> str:
    """What stands in its chunk: each has a name and its size before it, and begins at an even byte."""
    with path.open("rb") as file:
        file.seek(12)
        while len(head := file.read(8)) == 8:
            size = int.from_bytes(head[4:], "little")
            if head[:4] == _WAV_CHUNK:
                return file.read(size).decode("utf-8", "replace")
            file.seek(size + size % 2, os.SEEK_CUR)
    return ""


def _still_packet(path: Path) -> str:
    with Image.open(path) as picture:
        found = picture.info.get("xmp") or picture.info.get(_PNG_CHUNK) or b""
    return found.decode("utf-8", "replace") if isinstance(found, bytes) else str(found)


def _gif_packet(path: Path) -> str:
    _, _, rest = path.read_bytes().partition(_GIF_EXTENSION)
    return rest.partition(_GIF_TRAILER)[0].decode("utf-8", "replace")


_READERS: dict[bytes, Callable[[Path], str]] = {
    b"\xff\xd8": _still_packet,
    b"\x89PNG": _still_packet,
    b"GIF8": _gif_packet,
    b"RIFF": _wav_packet,
}
