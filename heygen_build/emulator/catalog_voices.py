"""The thirty voices. Languages are names, as the API has them; the draft's espeak-ng voice stands in `Timbre`."""

from __future__ import annotations

from heygen_build.emulator.catalog import Gender, Ownership, Timbre, Voice, stable_id

STARFISH = frozenset({"starfish"})
STARFISH_AND_ELEVEN = frozenset({"starfish", "elevenlabs"})
ELEVEN = frozenset({"elevenlabs"})
FISH = frozenset({"fish"})

CLONED_AT = 1_752_000_000

# A client of HeyGen's own pins this public voice by its id, so the emulator has it too (observed).
MARCIA = "05f19352e8f74b0392a8f411eba40de1"


def _voice(
    name: str,
    language: str,
    gender: Gender,
    timbre: Timbre,
    engines: frozenset[str] = STARFISH,
    *,
    pause: bool = True,
    locale: bool = False,
    type: Ownership = "public",
    id: str | None = None,
) -> Voice:
    private = type == "private"
    return Voice(
        id or stable_id("voice", language, name),
        name,
        language,
        gender,
        timbre,
        engines,
        type,
        pause,
        locale,
        status="complete" if private else None,
        created_at=CLONED_AT if private else None,
    )


VOICES = (
    _voice("Chill Brian", "English", "male", Timbre("en-us", "m3", 38, 158), STARFISH_AND_ELEVEN, locale=True),
    _voice("Abigail", "English", "female", Timbre("en-us", "Annie", 58, 165), locale=True),
    _voice("Marcia", "English", "female", Timbre("en-us", "f2", 50, 165), locale=True, id=MARCIA),
    _voice("Ivy", "English", "female", Timbre("en-gb", "f3", 60, 168), STARFISH_AND_ELEVEN, locale=True),
    _voice("Archer", "English", "male", Timbre("en-gb", "m1", 42, 160), locale=True),
    _voice("Callum", "English", "male", Timbre("en-gb-scotland", "m7", 40, 160)),
    _voice("Priya", "English", "female", Timbre("en-us", "f4", 62, 170), locale=True),
    _voice("Upbeat Milo", "English", "male", Timbre("en-us", "m2", 55, 178), ELEVEN, pause=False),
    _voice("Storyteller Ruth", "English", "female", Timbre("en-gb", "f1", 40, 148), FISH, pause=False),
    _voice("Marta", "Spanish", "female", Timbre("es", "f2", 55, 165), locale=True),
    _voice("Diego", "Spanish", "male", Timbre("es-419", "m3", 42, 165), locale=True),
    _voice("Lucía", "Spanish", "female", Timbre("es", "Annie", 64, 172), ELEVEN, pause=False),
    _voice("Anke", "German", "female", Timbre("de", "f2", 52, 160)),
    _voice("Jonas", "German", "male", Timbre("de", "m3", 40, 158), STARFISH_AND_ELEVEN),
    _voice("Camille", "French", "female", Timbre("fr", "f3", 56, 165), locale=True),
    _voice("Théo", "French", "male", Timbre("fr", "m1", 42, 165), locale=True),
    _voice("Giulia", "Italian", "female", Timbre("it", "f2", 58, 168)),
    _voice("Luca", "Italian", "male", Timbre("it", "m3", 44, 168), FISH, pause=False),
    _voice("Beatriz", "Portuguese", "female", Timbre("pt-br", "f2", 56, 168), locale=True),
    _voice("Tiago", "Portuguese", "male", Timbre("pt", "m1", 44, 165), locale=True),
    _voice("Sanne", "Dutch", "female", Timbre("nl", "f2", 55, 165)),
    _voice("Zofia", "Polish", "female", Timbre("pl", "f2", 55, 165)),
    _voice("Elif", "Turkish", "female", Timbre("tr", "f3", 57, 165)),
    _voice("Ananya", "Hindi", "female", Timbre("hi", "f2", 58, 160)),
    _voice("Layla", "Arabic", "female", Timbre("ar", "f2", 55, 155), pause=False),
    _voice("Haruto", "Japanese", "male", Timbre("ja", "m3", 45, 160)),
    _voice("Mei", "Chinese", "female", Timbre("cmn", "f2", 58, 160), locale=True),
    _voice("Minjun", "Korean", "male", Timbre("ko", "m1", 45, 160)),
    _voice("Multilingual Noa", "Multilingual", "female", Timbre("en-us", "f5", 54, 165), locale=True),
    _voice("Ada (my clone)", "English", "female", Timbre("en-gb", "f4", 48, 160), STARFISH, type="private"),
)

BY_NAME = {voice.name: voice for voice in VOICES}
