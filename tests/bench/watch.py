"""From a save to the picture in the browser: python tests/bench/watch.py [saves] [how much longer the edited scene is].

Ten scenes are watched; one is edited again and again, as a person does: save, look, save. For each save it prints when
headless Chromium had painted the first picture of the new scene, and when the clip, and their distributions.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

SCENES, EDITED = 10, 5
_PROBE = """
() => {
  window.painted = {};
  window.known = new Set();
  const note = (name) => {
    const now = () => known.has(name) || (window.painted[name] ??= Date.now());
    requestAnimationFrame(() => requestAnimationFrame(now));
  };
  const still = document.getElementById('first');
  still.addEventListener('load', () => still.hidden || note(still.getAttribute('src')));
  for (const video of document.querySelectorAll('video')) {
    // The other element gets the next clip ready unseen.
    const seen = () => video.classList.contains('on') && note(video.getAttribute('src'));
    const frame = () => { seen(); video.requestVideoFrameCallback(frame); };
    new MutationObserver(() => video.readyState >= 2 && seen()).observe(video, { attributeFilter: ['class'] });
    video.requestVideoFrameCallback(frame);
  }
}
"""

_FORGET = """
async () => {
  const film = (await (await fetch('view')).json()).film;
  window.known = new Set([film.video, ...film.scenes.flatMap((scene) => [scene.picture.clip, scene.picture.first])]);
  window.painted = {};
}
"""


def project(words: str) -> str:
    lines = ["heygen_build: 1", "title: Ten scenes", "output: {path: dist/ten.mp4, resolution: 720p}"]
    lines += ["avatars: {host: {look: Abigail}}", "captions: {burn_in: true}", "defaults: {avatar: host}", "scenes:"]
    for number in range(1, SCENES + 1):
        said = words if number == EDITED else "our little film, and it says a few plain words about the product"
        lines.append(f"  - {{id: s{number}, script: 'This is scene number {number} of {said}.'}}")
    return "\n".join(lines) + "\n"


def measure(page: Page, path: Path, number: int, length: int) -> tuple[float, float]:
    """Seconds from a save to the first picture, and to the clip."""
    page.evaluate(_FORGET)
    path.write_text(project(f"save {number}, " + " and so on" * length))
    saved = time.time()
    page.wait_for_function("Object.keys(painted).some((one) => one.endsWith('.mp4'))", timeout=120_000)
    painted: dict[str, float] = page.evaluate("painted")
    clips = [at for name, at in painted.items() if name.endswith(".mp4")]
    page.wait_for_function("document.body.dataset.status === 'ready'", timeout=120_000)
    return min(painted.values()) / 1000 - saved, min(clips) / 1000 - saved


def told(name: str, found: list[float]) -> None:
    ordered = sorted(found)
    print(
        f"{name}: median {statistics.median(ordered):.2f} s, "
        f"90 % {ordered[int(0.9 * (len(ordered) - 1))]:.2f} s, all {' '.join(f'{one:.2f}' for one in ordered)}"
    )


def main() -> None:
    saves = int(sys.argv[1]) if len(sys.argv) > 1 else 12
    length = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    folder = Path(tempfile.mkdtemp(prefix="watch-bench-"))
    path = folder / "project.yaml"
    path.write_text(project("our little film"))
    command = [sys.executable, "-m", "heygen_build", "watch", str(path), "--open", "--quiet"]
    environ = {**os.environ, "HEYGEN_API_KEY": "", "PYTHONPATH": str(Path.cwd())}
    watcher = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environ, cwd=folder)
    try:
        assert watcher.stderr is not None
        address = next(found[0] for line in watcher.stderr if (found := re.search(r"http://\S+", line)))
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            page = browser.new_context(
                bypass_csp=True
            ).new_page()  # this program looks into the page by strings of code
            page.goto(address)
            page.wait_for_function("document.body.dataset.status === 'ready'", timeout=300_000)
            page.locator(f".card[data-index='{EDITED - 1}'] .thumb").click()
            page.evaluate(_PROBE)
            taken = [measure(page, path, number, length) for number in range(saves)]
            browser.close()
    finally:
        watcher.terminate()
        watcher.wait()
        shutil.rmtree(folder)
    told("save to first picture", [first for first, _ in taken])
    told("save to clip         ", [clip for _, clip in taken])


if __name__ == "__main__":
    main()
