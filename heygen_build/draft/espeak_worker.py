"""The helper process that holds espeak-ng, because the library is GPL and because a crash in C must not end a build.

Run as `python espeak_worker.py LIBRARY DATA_FOLDER`; needs the standard library only. One request, one reply, until
stdin ends:

    request  u32 length, JSON {text, voice, rate, pitch, range}
    reply    u32 header length, u32 sound length, JSON {rate, words, phonemes} or {error}, 16-bit mono sound

`words` are [character, sample] and `phonemes` [sample, IPA]; characters count from 0. Numbers are little-endian.
"""

from __future__ import annotations

import _ctypes
import ctypes
import json
import os
import struct
import sys
from pathlib import Path
from typing import BinaryIO

# Values of speak_lib.h (espeak-ng 1.52).
OUTPUT_SYNCHRONOUS = 2
PHONEME_EVENTS, PHONEMES_AS_IPA, DONT_EXIT = 0x0001, 0x0002, 0x8000
RATE, VOLUME, PITCH, RANGE = 1, 2, 3, 4
CHARS_UTF8, END_PAUSE = 0x0001, 0x1000
POSITION_CHARACTER = 1
EVENT_END, EVENT_WORD, EVENT_PHONEME = 0, 1, 7


class Event(ctypes.Structure):
    """`espeak_EVENT`; `name` is the eight-byte arm of its union."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("identifier", ctypes.c_uint),
        ("character", ctypes.c_int),
        ("length", ctypes.c_int),
        ("milliseconds", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("name", ctypes.c_ubyte * 8),
    )


Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(Event))


class Engine:
    """One loaded library, good for one text. Everything it says arrives through `_hear`, while `speak` runs.

    Loaded anew each time (0.5 ms), because the phases and noise of its oscillators live in static variables that
    nothing resets: the second time, the same text would sound a little different.
    """

    def __init__(self, library: str) -> None:
        self._sound = bytearray()
        self._words: list[tuple[int, int]] = []
        self._phonemes: list[tuple[int, str]] = []
        self._library = ctypes.CDLL(library)
        options = PHONEME_EVENTS | PHONEMES_AS_IPA | DONT_EXIT
        self.rate = int(self._library.espeak_Initialize(OUTPUT_SYNCHRONOUS, 0, b".", options))
        if self.rate <= 0:
            raise RuntimeError(f"espeak-ng did not start: {self.rate}")
        self._callback = Callback(self._hear)
        self._library.espeak_SetSynthCallback(self._callback)

    def _hear(self, wave: ctypes._Pointer[ctypes.c_short], count: int, events: ctypes._Pointer[Event]) -> int:
        if count > 0:
            self._sound += ctypes.string_at(wave, count * 2)
        index = 0
        while events[index].type != EVENT_END:
            event = events[index]
            if event.type == EVENT_WORD:
                self._words.append((event.character - 1, event.sample))
            elif event.type == EVENT_PHONEME:
                name = bytes(event.name).split(b"\0")[0].decode("utf-8", "ignore")
                self._phonemes.append((event.sample, name))
            index += 1
        return 0

    def _choose(self, voice: str, rate: int, pitch: int, pitch_range: int) -> None:
        """The voice; without its region (`fr-fr`, `fr`) when espeak-ng does not tell regions of that language apart."""
        language, _, variant = voice.partition("+")
        names = [voice, f"{language.partition('-')[0]}+{variant}".rstrip("+")]
        if all(self._library.espeak_SetVoiceByName(name.encode()) != 0 for name in names):
            raise LookupError(f"espeak-ng has no voice {voice!r}")
        for parameter, value in ((RATE, rate), (VOLUME, 90), (PITCH, pitch), (RANGE, pitch_range)):
            self._library.espeak_SetParameter(parameter, value, 0)

    def speak(self, text: str, voice: str, rate: int, pitch: int, pitch_range: int) -> tuple[dict[str, object], bytes]:
        """The header and the sound of one reply."""
        self._choose(voice, rate, pitch, pitch_range)
        data = text.encode() + b"\0"
        code = self._library.espeak_Synth(data, len(data), 0, POSITION_CHARACTER, 0, CHARS_UTF8 | END_PAUSE, None, None)
        if code != 0:
            raise RuntimeError(f"espeak-ng failed with {code}")
        return {"rate": self.rate, "words": self._words, "phonemes": self._phonemes}, bytes(self._sound)

    def close(self) -> None:
        """Unloads the library, and with it all it remembers."""
        self._library.espeak_Terminate()
        if sys.platform == "win32":
            _ctypes.FreeLibrary(self._library._handle)
        else:
            _ctypes.dlclose(self._library._handle)


def answer(library: str, body: bytes) -> tuple[dict[str, object], bytes]:
    """The reply to one request; what espeak-ng refuses becomes `error`, so that the next one still finds a worker."""
    request = json.loads(body)
    engine = Engine(library)
    try:
        return engine.speak(request["text"], request["voice"], request["rate"], request["pitch"], request["range"])
    except (LookupError, RuntimeError) as error:
        return {"error": str(error)}, b""
    finally:
        engine.close()


def serve(library: str, requests: BinaryIO, replies: BinaryIO) -> None:
    """Answers until the other side closes its end."""
    while len(size := requests.read(4)) == 4:
        header, sound = answer(library, requests.read(struct.unpack("<I", size)[0]))
        head = json.dumps(header).encode()
        replies.write(struct.pack("<II", len(head), len(sound)) + head + sound)
        replies.flush()


if __name__ == "__main__":
    # Relative, because espeak-ng keeps its data path in a 160-byte buffer and virtual environments can be deeper.
    os.chdir(Path(sys.argv[2]).parent)
    serve(sys.argv[1], sys.stdin.buffer, sys.stdout.buffer)
