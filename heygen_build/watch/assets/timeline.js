// The timeline: one row for each kind of thing, all on the same scale.
import { el } from "./dom.js";

const THIN = 2; // percent of the film
const TRACKS = ["scenes", "speech", "captions", "overlays", "effects", "music"];

export function drawTimeline(place, film) {
  place.replaceChildren();
  if (!film) return;
  const { captions, overlays, effects, music } = film;
  const rows = { scenes: film.scenes.map(sceneBlock), captions, overlays, effects, music };
  for (const name of TRACKS) {
    if (name === "speech") place.append(waveform(film));
    else if (rows[name].length) place.append(track(name, rows[name], film.seconds));
  }
  for (const one of film.transitions) place.querySelector('[data-track="scenes"]').append(turn(one, film.seconds));
  place.append(el("div", { id: "head" }));
}

export function moveHead(place, share) {
  const head = place.querySelector("#head");
  const row = place.querySelector(".track");
  if (head && row) head.style.left = `${row.offsetLeft + share * row.offsetWidth}px`;
}

function sceneBlock(scene) {
  return { label: scene.id, start: scene.start, end: scene.start + scene.seconds };
}

// Where one scene becomes the next: half of it on each side of the cut.
function turn(transition, seconds) {
  const made = el("i", { title: transition.label });
  made.style.left = `${(transition.start / seconds) * 100}%`;
  made.style.width = `${((transition.end - transition.start) / seconds) * 100}%`;
  return made;
}

function track(name, blocks, seconds) {
  const row = el("div", { class: "track", "data-track": name }, el("b", {}, name));
  for (const block of blocks) {
    const text = block.label ?? block.text;
    const share = ((block.end - block.start) / seconds) * 100;
    // In a sliver there is no room for words, only for its color.
    const span = el("span", { title: text, class: share < THIN ? "thin" : null }, share < THIN ? "" : text);
    span.style.left = `${(block.start / seconds) * 100}%`;
    span.style.width = `${share}%`;
    row.append(span);
  }
  return row;
}

function waveform(film) {
  const canvas = el("canvas", { width: 1600, height: 68, "aria-hidden": "true" });
  const row = el("div", { class: "track", "data-track": "speech" }, el("b", {}, "speech"), canvas);
  const pen = canvas.getContext("2d");
  pen.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("color") || "#888";
  pen.globalAlpha = 0.45;
  for (const scene of film.scenes) {
    const peaks = scene.picture.peaks;
    peaks.forEach((peak, index) => {
      const at = scene.start + (index / peaks.length) * scene.seconds;
      const width = Math.max(1, (scene.seconds / peaks.length / film.seconds) * canvas.width - 0.5);
      const height = Math.max(1, (peak / 100) * canvas.height);
      pen.fillRect((at / film.seconds) * canvas.width, (canvas.height - height) / 2, width, height);
    });
  }
  return row;
}
