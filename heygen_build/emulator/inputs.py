"""From an asset input to a file on disk. The emulator reaches no other host: only its own links can be fetched."""

from __future__ import annotations

import base64
import binascii
import re
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from heygen_build.emulator.jobs import Made, Render
from heygen_build.emulator.sniff import EXTENSIONS, sniff
from heygen_build.emulator.state import State
from heygen_build.emulator.video_body import AssetInput
from heygen_build.emulator.wire import Problem, invalid

IMAGES = frozenset({"image/png", "image/jpeg"})
SOUNDS = frozenset({"audio/wav", "audio/mpeg", "video/mp4", "video/webm"})
VIDEOS = frozenset({"video/mp4", "video/webm"})
ARCHIVES = frozenset({"application/zip"})

_OWN_ASSET = re.compile(r"/files/assets/([0-9a-f]{32})/")
_OWN_SPEECH = re.compile(r"/files/speech/([0-9a-f]{32})\.wav")
_OWN_JOB = re.compile(r"/files/(\w+)s/(\w+)/(\w+)\.\w+")


def find_file(asset: AssetInput, state: State, folder: Path, accepted: frozenset[str]) -> Path:
    """The file an input names. 404 `asset_not_found`, 400 `download_failed`, or 400 for a type not in `accepted`."""
    if asset.kind == "base64":
        path = _decoded(asset, folder / "inline")
    elif asset.kind == "asset_id":
        path = _uploaded(asset.value, state, asset.param)
    else:
        path = _linked(asset, state, folder)
    mime = sniff(path.read_bytes())
    if mime not in accepted:
        raise invalid(asset.param, f"{asset.param}: {mime or 'this file type'} cannot be used here")
    return path


def _uploaded(asset_id: str, state: State, param: str) -> Path:
    asset = state.assets.get(asset_id)
    if asset is None:
        raise Problem(404, "asset_not_found", f"Asset {asset_id} not found", param=param)
    return asset.path


def _linked(asset: AssetInput, state: State, folder: Path) -> Path:
    path = urlsplit(asset.value).path
    own_asset, own_speech, own_job = _OWN_ASSET.match(path), _OWN_SPEECH.fullmatch(path), _OWN_JOB.fullmatch(path)
    if own_asset and own_asset[1] in state.assets:
        return state.assets[own_asset[1]].path
    if own_speech and own_speech[1] in state.speeches:
        return folder / "drawings" / state.speeches[own_speech[1]]
    made = _drawn(state, own_job) if own_job else None
    if made is not None:
        return folder / "drawings" / made
    message = f"Failed to download {asset.value}: the emulator fetches nothing but its own links"
    raise Problem(400, "download_failed", message, param=asset.param)


def _drawn(state: State, place: re.Match[str]) -> str | None:
    """The file of a finished job behind its link (`tasks.file_path`)."""
    job = state.job(place[2], place[1])
    return None if job is None or not isinstance(job.outcome, Render | Made) else job.outcome.files.get(place[3])


def _decoded(asset: AssetInput, folder: Path) -> Path:
    try:
        content = base64.b64decode(asset.value, validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise invalid(asset.param, f"{asset.param}: is not base64") from wrong
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / (sha256(content).hexdigest()[:32] + EXTENSIONS.get(sniff(content) or "", ".bin"))
    path.write_bytes(content)
    return path
