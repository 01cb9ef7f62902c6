"""What is wrong before the first paid build is said, and the key is not."""

from __future__ import annotations

import importlib
import json
import re
import shutil
import stat
from collections import namedtuple
from collections.abc import Callable
from email.utils import formatdate
from importlib import metadata
from pathlib import Path
from types import ModuleType

import jsonschema
import pytest

from heygen_build.backends import World
from heygen_build.cli.main import main
from heygen_build.cli.schemas import schema_texts
from heygen_build.doctor import account, machine
from heygen_build.emulator.faults import Answer
from heygen_build.heygen.transport import Transport, httpx
from heygen_build.media import fonts
from tests.cli.conftest import PROJECT, Said, Shell
from tests.workshop import CANARY, Studio

Usage = namedtuple("Usage", "total used free")


class Dated(httpx.AsyncBaseTransport):
    """A server that says what time it thinks it is."""

    def __init__(self, inner: Transport, now: float) -> None:
        self._inner, self._now = inner, now

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        answer = await self._inner.handle_async_request(request)
        answer.headers["Date"] = formatdate(self._now, usegmt=True)
        return answer


class Offline(httpx.AsyncBaseTransport):
    """No network."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no route")


def through(studio: Studio, monkeypatch: pytest.MonkeyPatch, transport: Callable[[], Transport]) -> None:
    monkeypatch.setattr(studio, "_transport", transport)


def statuses(said: Said) -> dict[str, str]:
    """By area; where an area has several findings, the last."""
    report = json.loads(said.out)
    jsonschema.validate(report, json.loads(schema_texts()["doctor.v1.json"]))
    return {found["area"]: found["status"] for found in report["findings"]}


def test_a_machine_that_is_ready_says_so_and_orders_nothing(shell: Shell) -> None:
    said = shell("doctor")
    assert said.code == 0
    assert "ready for paid builds" in said.err
    assert "PROBLEM" not in said.out
    assert {request.method for request in shell.studio.emulator.requests} == {"GET"}


def test_every_part_is_looked_at(shell: Shell) -> None:
    found = statuses(shell("doctor", "--json"))
    parts = {"python", "packages", "codecs", "fonts", "drafts", "other programs", "cache", "temporary files"}
    parts |= {"key", "HeyGen", "account", "balance", "limits", "project"}
    assert parts <= found.keys()
    assert json.loads(shell("doctor", "--json").out)["ready"]


def test_the_key_is_named_by_its_place_and_never_shown(shell: Shell) -> None:
    for words in (("doctor",), ("doctor", "--json")):
        said = shell(*words)
        assert "found in HEYGEN_API_KEY" in said.out
        assert CANARY not in said.out + said.err


def test_the_first_question_to_the_server_goes_without_the_key(shell: Shell) -> None:
    shell("doctor")
    assert [request.path for request in shell.studio.emulator.requests][:2] == ["/v3/users/me"] * 2


def test_without_a_key_drafts_are_ready(shell: Shell) -> None:
    shell.studio.environ.pop("HEYGEN_API_KEY")
    said = shell("doctor")
    assert said.code == 0
    assert "ready for free drafts" in said.err


@pytest.mark.parametrize("value", ["false", "0", ""])
def test_a_machine_that_says_it_is_no_ci_may_lack_a_key(shell: Shell, value: str) -> None:
    shell.studio.environ.pop("HEYGEN_API_KEY")
    shell.studio.environ["CI"] = value
    assert statuses(shell("doctor", "--json"))["key"] == "note"


def test_in_ci_a_missing_key_is_a_problem_unless_drafts_are_meant(shell: Shell) -> None:
    shell.studio.environ.pop("HEYGEN_API_KEY")
    shell.studio.environ["CI"] = "true"
    said = shell("doctor")
    assert (said.code, "[HB0612]" in said.out) == (3, True)
    assert shell("doctor", "--draft").code == 0


def test_a_key_that_cannot_be_one_is_exit_code_3(shell: Shell) -> None:
    shell.studio.environ["HEYGEN_API_KEY"] = "two words"
    said = shell("doctor")
    assert (said.code, "[HB0610]" in said.out) == (3, True)
    assert "two words" not in said.out


def test_a_refused_key_is_exit_code_3(shell: Shell) -> None:
    for _ in range(2):  # the greeting, and the question for the account
        shell.studio.emulator.script("GET", "/v3/users/me", Answer(401, "unauthorized", "Unauthorized"))
    said = shell("doctor")
    assert (said.code, "[HB0601]" in said.out) == (3, True)


def test_a_file_of_the_key_that_others_can_read_is_a_warning(shell: Shell) -> None:
    shell.studio.environ.pop("HEYGEN_API_KEY")
    folder = shell.studio.world.home / ".heygen"
    folder.mkdir(parents=True)
    (folder / "credentials").write_text(CANARY)
    (folder / "credentials").chmod(stat.S_IRUSR | stat.S_IROTH)
    assert statuses(shell("doctor", "--json"))["key"] == "warning"
    (folder / "credentials").chmod(stat.S_IRUSR)
    assert statuses(shell("doctor", "--json"))["key"] == "ok"


@pytest.mark.parametrize(
    ("ahead", "status", "text"),
    [
        (0, "ok", "agrees"),
        (50, "ok", "agrees"),
        (-7300, "warning", "2 hours behind"),
        (90, "warning", "1 minute ahead"),
    ],
)
def test_the_clock_is_held_against_the_date_of_the_server(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, ahead: float, status: str, text: str
) -> None:
    studio = shell.studio
    inner = studio._transport
    through(studio, monkeypatch, lambda: Dated(inner(), studio.time() - ahead))
    assert statuses(shell("doctor", "--json"))["clock"] == status
    assert text in shell("doctor").out


def test_a_machine_without_network_fails_with_a_key_and_not_without(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    through(shell.studio, monkeypatch, Offline)
    said = shell("doctor")
    assert (said.code, "offline: api.heygen.com cannot be reached" in said.out) == (1, True)
    shell.studio.environ.pop("HEYGEN_API_KEY")
    assert shell("doctor").code == 0


def test_offline_asks_nobody(shell: Shell) -> None:
    said = shell("doctor", "--offline")
    assert (said.code, shell.studio.emulator.requests) == (0, [])
    assert "HeyGen was not asked" in said.err


def test_an_address_that_would_give_the_key_away_is_refused(shell: Shell) -> None:
    shell.studio.environ["HEYGEN_BASE_URL"] = "http://example.com"
    said = shell("doctor")
    assert (said.code, "[HB0611]" in said.out) == (1, True)


def test_an_empty_wallet_is_a_warning(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account, "LITTLE_USD", 2000.0)
    assert statuses(shell("doctor", "--json"))["balance"] == "warning"


def test_a_project_with_a_mistake_is_a_problem_that_names_it(shell: Shell) -> None:
    shell.write(PROJECT.replace("Abigail", "Abigal"))
    said = shell("doctor")
    assert said.code == 1
    assert "no look called `Abigal` [HB0321]" in " ".join(said.out.split())


def test_a_folder_without_a_project_is_fine(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "project" not in statuses(shell("doctor", "--json"))


def test_a_project_that_is_not_there_is_told(shell: Shell) -> None:
    assert statuses(shell("doctor", "nothing.yaml", "--json"))["project"] == "problem"


def test_an_old_copy_of_the_schema_is_told(shell: Shell) -> None:
    shell("init", "new")
    assert "schema" not in statuses(shell("doctor", "new", "--json"))
    Path("new/project.schema.json").write_text("{}")
    assert "of another version" in shell("doctor", "new").out
    Path("new/project.schema.json").unlink()
    assert "which is not there" in " ".join(shell("doctor", "new").out.split())


def test_a_shared_cache_is_tried(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "bucket").mkdir()
    shell.write(f"{PROJECT}cache: {{remote: 'file://{tmp_path}/bucket'}}\n")
    assert statuses(shell("doctor", "--json"))["shared cache"] == "ok"
    (tmp_path / "file").write_text("")
    shell.write(f"{PROJECT}cache: {{remote: 'file://{tmp_path}/file'}}\n")
    said = shell("doctor", "--json")
    assert (said.code, statuses(said)["shared cache"]) == (0, "warning")


def test_a_cache_that_cannot_be_a_folder_is_a_problem(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    shell.studio.environ["HEYGEN_BUILD_CACHE"] = str(tmp_path / "file")
    said = shell("doctor", "--json")
    assert (said.code, statuses(said)["cache"]) == (1, "problem")


@pytest.mark.parametrize(("free", "status"), [(10, "problem"), (10**9, "warning"), (10**10, "ok")])
def test_a_full_disk_is_seen_coming(shell: Shell, monkeypatch: pytest.MonkeyPatch, free: int, status: str) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(10**12, 0, free))
    assert statuses(shell("doctor", "--json"))["cache"] == status


def test_the_cache_says_what_is_in_it(shell: Shell) -> None:
    assert "cache: empty" in " ".join(shell("doctor").out.split())
    assert shell("--yes", "-q").code == 0
    assert re.search(r"cache: \d results, \d+ MB", " ".join(shell("doctor").out.split()))


def test_looking_makes_no_folders(shell: Shell) -> None:
    shell("doctor")
    assert not shell.studio.cache.exists() or not list(shell.studio.cache.glob("results"))


def test_a_package_that_does_not_fit_is_named(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["av>=999", "no-such-package-at-all>=1", 'moto>=5; extra == "dev"']
    monkeypatch.setattr(metadata, "requires", lambda name: lines)
    said = shell("doctor")
    told = " ".join(said.out.split())
    assert said.code == 1
    assert "is installed, and >=999 is needed" in told
    assert "no-such-package-at-all is not installed" in told
    assert "moto" not in told


def test_a_package_that_cannot_be_loaded_is_named(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str) -> ModuleType:
        if name == "resvg_py":
            raise ImportError("libfoo.so.1: cannot open shared object file")
        return importlib.import_module(name)

    monkeypatch.setattr(machine, "import_module", refuse)
    said = shell("doctor")
    assert said.code == 1
    assert "resvg_py cannot be loaded: libfoo.so.1" in " ".join(said.out.split())


def test_fonts_of_east_asia_are_only_a_note(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "missing_glyphs", lambda text: {text} if text == "漢" else set())
    said = shell("doctor", "--json")
    assert (said.code, statuses(said)["fonts"]) == (0, "note")


def test_a_build_of_pyav_without_an_encoder_is_a_problem(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "_ENCODERS", {"libnothing": "mp4"})
    said = shell("doctor")
    assert (said.code, "lacks libnothing (mp4)" in said.out) == (1, True)


def test_lines_without_a_path_fit_the_terminal(shell: Shell) -> None:
    assert all(len(line) <= 80 or "/" in line for line in shell("doctor").out.splitlines())


def test_color_is_said_on_request(shell: Shell) -> None:
    assert "\x1b[32mok" in shell("doctor", "--color", "always").out
    assert "\x1b" not in shell("doctor").out


def test_a_broken_voice_of_drafts_is_a_warning(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    from heygen_build.draft import speech

    def silent(text: str, voice: object) -> None:
        raise speech.SpeechError("the worker does not start")

    monkeypatch.setattr(speech, "speak", silent)
    assert statuses(shell("doctor", "--json"))["drafts"] == "warning"


def test_the_world_of_the_command_line_is_enough(capsys: pytest.CaptureFixture[str], studio: Studio) -> None:
    made: list[World] = []

    def world() -> World:
        made.append(studio.world)
        return made[-1]

    assert main(["doctor", "--offline"], world=world) == 0
    assert len(made) == 1
