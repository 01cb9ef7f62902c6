"""What a build orders, and what a second one does not order again."""

from __future__ import annotations

from tests.workshop import Studio, outputs, ran


def test_a_first_build_orders_each_paid_step_exactly_once(studio: Studio) -> None:
    built = studio.build()
    assert built.artifacts.is_complete
    assert studio.orders() == {"videos": 2, "speech": 1, "assets": 1}
    assert studio.charged() == {"video": 2, "speech": 1}


def test_a_second_build_orders_nothing_and_writes_nothing(studio: Studio) -> None:
    studio.build()
    before = outputs(studio.folder / "dist")
    studio.forget_requests()
    built = studio.build()
    assert studio.orders() == {}
    assert ran(built) == []
    assert built.outputs is not None
    assert built.outputs.written == 0
    assert outputs(studio.folder / "dist") == before


def test_a_build_publishes_a_film_its_captions_a_poster_and_a_manifest(studio: Studio) -> None:
    studio.build()
    published = set(outputs(studio.folder / "dist"))
    assert published == {"film.mp4", "film.srt", "film.vtt", "film.jpg", "manifest.json"}
