"""`watch-jobs` and the webhook options, as they are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from heygen_build.cli import parser
from heygen_build.emulator.faults import Answer
from tests.workshop import Studio

if TYPE_CHECKING:
    from tests.cli.conftest import Shell


def interrupted(shell: Shell, studio: Studio) -> None:
    """A build that ordered its video and could not wait for it."""
    studio.emulator.script("GET", "/v3/videos/*", Answer(403, "forbidden", "not now"))
    assert shell("project.yaml", "--yes").code == 1
    studio.forget_requests()


def test_open_jobs_are_collected_and_the_film_is_finished(shell: Shell, studio: Studio) -> None:
    interrupted(shell, studio)
    said = shell("watch-jobs", "project.yaml")
    assert (said.code, said.out.strip()) == (0, "dist/film.mp4")
    assert "waiting for hook/video" in said.err
    assert "1 job collected" in said.told
    assert studio.orders()["videos"] == 0


def test_what_was_never_ordered_is_left_to_a_build(shell: Shell, studio: Studio) -> None:
    said = shell("watch-jobs", "project.yaml")
    assert (said.code, said.out) == (0, "")
    assert "no job of this project is open; 1 more to order with `heygen-build project.yaml`" in said.told
    assert not studio.emulator.charges


def test_when_all_is_there_the_film_is_named(shell: Shell, studio: Studio) -> None:
    assert shell("project.yaml", "--yes").code == 0
    said = shell("watch-jobs", "project.yaml", "--quiet")
    assert (said.code, said.out.strip(), said.err) == (0, "dist/film.mp4", "")


def test_a_job_that_failed_is_a_failure(shell: Shell, studio: Studio) -> None:
    interrupted(shell, studio)
    studio.emulator.script("GET", "/v3/videos/*", Answer(403, "forbidden", "still not"))
    said = shell("watch-jobs", "project.yaml")
    assert said.code == 1
    assert "error[HB0602]" in said.err
    assert "1 of 1 jobs failed" in said.told


def test_an_address_that_heygen_cannot_call_ends_the_build_before_it_orders(shell: Shell, studio: Studio) -> None:
    for words in (["--listen", "0"], ["--webhook-url", "http://hooks.example/"], ["--callbacks"]):
        said = shell("project.yaml", "--yes", *words)
        assert (said.code, "error[HB0621]" in said.err) == (2, True)
    assert not studio.emulator.charges


def test_a_port_that_is_taken_ends_the_build_before_it_orders(shell: Shell, studio: Studio) -> None:
    said = shell("project.yaml", "--yes", "--webhook-url", "https://hooks.example/", "--listen", "192.0.2.1:9")
    assert (said.code, "error[HB0613]" in said.err) == (1, True)
    assert not studio.emulator.charges


def test_a_draft_calls_nobody(shell: Shell, studio: Studio) -> None:
    said = shell("project.yaml", "--draft", "--listen", "0")
    assert said.code == 0
    assert "listening" not in said.err


@pytest.mark.parametrize(
    ("text", "address"),
    [("8788", ("127.0.0.1", 8788)), ("0.0.0.0:80", ("0.0.0.0", 80)), ("[::1]:0", ("::1", 0)), (":9", ("127.0.0.1", 9))],
)
def test_an_address_to_listen_on_is_a_port_or_a_host_and_a_port(text: str, address: tuple[str, int]) -> None:
    parsed = parser.parse(["build", "--listen", text])
    assert isinstance(parsed, parser.Arguments)
    assert parsed.listen == address


@pytest.mark.parametrize("text", ["here", "65536", "host:", "-1"])
def test_other_words_are_no_address(shell: Shell, text: str) -> None:
    assert shell("build", f"--listen={text}").code == 2
