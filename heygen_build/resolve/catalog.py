"""The looks and voices an account can use, as far as names and checks need them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from heygen_build.resolve.model import Engine, LookType


@dataclass(frozen=True, slots=True)
class CatalogLook:
    """A look (v3 GET /v3/avatars/looks). `usable` is false while it is trained, failed or waits for consent."""

    id: str
    name: str
    type: LookType
    group_id: str | None
    default_voice_id: str | None
    engines: tuple[Engine, ...]
    orientation: str | None
    usable: bool
    status: str | None
    gender: str = ""
    tags: tuple[str, ...] = ()
    image: str | None = None
    film: str | None = None
    """Links to previews."""

    @property
    def private(self) -> bool:
        """Only looks of the account itself have a status (v3 looks)."""
        return self.status is not None


@dataclass(frozen=True, slots=True)
class CatalogVoice:
    """A voice (v3 GET /v3/voices). `starfish`: it can speak without a picture (POST /v3/voices/speech)."""

    id: str
    name: str
    language: str
    gender: str
    pauses: bool
    locales: bool
    starfish: bool
    private: bool = False
    preview: str | None = None
    """A link to a sample, which may be no web address (speech)."""


@dataclass(frozen=True, slots=True)
class CatalogGroup:
    """A group of the account's own (v3 GET /v3/avatars), which a new look may join."""

    id: str
    name: str
    status: str | None = None
    consent: str | None = None


@dataclass(frozen=True, slots=True)
class CatalogStyle:
    """A style of the Video Agent (v3 GET /v3/video-agents/styles); `aspect_ratio` such as `16:9` where it fixes one."""

    id: str
    name: str
    aspect_ratio: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CatalogBrandKit:
    """A brand kit of the account (v3 GET /v3/brand-kits)."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class CatalogVariable:
    """A variable of a template. `text` is the default of a text; `has_default`: it may be left out."""

    name: str
    type: str
    text: str | None
    has_default: bool


@dataclass(frozen=True, slots=True)
class CatalogScene:
    """A scene of a template: its script with placeholders, and the names of its variables."""

    id: str
    script: str
    variables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CatalogTemplate:
    """A template of the account (v3 and v2 have lists of their own). Without details, only its name is known.

    `revision` changes when the template is edited: it is a pin, and part of the key of what is rendered.
    """

    id: str
    name: str
    api: Literal["v3", "v2"]
    aspect_ratio: str | None = None
    revision: str = ""
    variables: tuple[CatalogVariable, ...] = ()
    scenes: tuple[CatalogScene, ...] = ()
    is_detailed: bool = False

    def variable(self, name: str) -> CatalogVariable | None:
        return next((variable for variable in self.variables if variable.name == name), None)


@dataclass(frozen=True, slots=True)
class CatalogGlossary:
    """A brand glossary of the account (v3 GET /v3/brand-glossaries)."""

    id: str
    name: str


CatalogItem: TypeAlias = CatalogLook | CatalogVoice


@dataclass(frozen=True, slots=True)
class Catalog:
    looks: tuple[CatalogLook, ...] = ()
    voices: tuple[CatalogVoice, ...] = ()
    styles: tuple[CatalogStyle, ...] = ()
    brand_kits: tuple[CatalogBrandKit, ...] = ()
    groups: tuple[CatalogGroup, ...] = ()
    templates: tuple[CatalogTemplate, ...] = ()
    """Only for projects that use templates; never kept, because they are edited elsewhere."""
    languages: tuple[str, ...] = ()
    glossaries: tuple[CatalogGlossary, ...] | None = None
    """Only for projects that are dubbed, see `account_dubbing`. None, or no language: nobody asked."""

    def look(self, look_id: str) -> CatalogLook | None:
        return next((look for look in self.looks if look.id == look_id), None)

    def voice(self, voice_id: str) -> CatalogVoice | None:
        return next((voice for voice in self.voices if voice.id == voice_id), None)
