"""What an account can dub: asked only for projects that want it, because the lists are HeyGen's to change."""

from __future__ import annotations

from dataclasses import replace

from heygen_build.heygen.client import HeyGen
from heygen_build.resolve.catalog import Catalog, CatalogGlossary
from heygen_build.spec.models import ProjectSpec


async def with_dubbing(client: HeyGen, spec: ProjectSpec, catalog: Catalog) -> Catalog:
    """The catalog with the languages that HeyGen offers, and the account's glossaries where one is named."""
    if not spec.translations:
        return catalog
    languages = await client.translations.languages()
    if all(translation.glossary is None for translation in spec.translations):
        return replace(catalog, languages=languages)
    listed = client.translations.glossaries()
    glossaries = tuple([CatalogGlossary(found.brand_glossary_id, found.name) async for found in listed])
    return replace(catalog, languages=languages, glossaries=glossaries)
