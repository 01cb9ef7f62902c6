// The page of watch mode. It keeps no state of its own worth saving: everything shown comes from `view`.
import { Player } from "./player.js";
import { drawTimeline, moveHead } from "./timeline.js";
import { drawStoryboard, drawPlan, drawProblems, drawCompare, filterScenes, markCurrent } from "./panels.js";
import { $, clock } from "./dom.js";

let view = null;
let chosen = sessionStorage.getItem("film"); // by its name: the number of a film changes with the matrix
const player = new Player($("v0"), $("v1"), $("first"), onTime);

// One question at a time, and one more for everything that changed meanwhile: answers cannot overtake each other.
let asking = null;
let again = false;
async function refresh() {
  again = true;
  asking ??= ask().finally(() => (asking = null));
  return asking;
}

async function ask() {
  while (again) {
    again = false;
    const answer = await fetch(chosen === null ? "view" : `view?film=${encodeURIComponent(chosen)}`);
    if (!answer.ok) throw new Error(`the watcher answered ${answer.status}`);
    show(await answer.json());
  }
}

function show(next) {
  view = next;
  const film = view.film;
  document.title = `${symbol(view.status)} ${film ? film.title : "heygen-build"}`;
  $("title").textContent = film ? film.title : "heygen-build";
  $("project").textContent = view.project;
  showStatus();
  showCells();
  $("veil").hidden = view.status !== "building";
  $("file").hidden = !(film && film.video);
  if (film && film.video) {
    $("file").href = film.video;
    $("file").download = film.output.split("/").at(-1);
  }
  if (film) {
    $("stage").style.aspectRatio = `${film.width} / ${film.height}`;
    $("length").textContent = clock(film.seconds);
    $("timeline").setAttribute("aria-valuemax", film.seconds.toFixed(2));
  }
  player.load(film);
  showEmpty(film);
  drawTimeline($("timeline"), film);
  drawStoryboard($("storyboard"), film, (index) => player.seekScene(index));
  drawPlan($("plan"), view);
  drawProblems($("problems"), view.problems);
  drawCompare($("compare"), view);
  const errors = view.problems.filter((problem) => problem.severity === "error").length;
  count("tab-problems", view.problems.length);
  count("tab-compare", view.compares.reduce((sum, one) => sum + one.scenes.length, 0));
  count("tab-plan", view.plan ? view.plan.orders.length : 0);
  showTrouble(errors > 0 && view.status === "broken");
  filterScenes($("storyboard"), $("search").value);
  onTime(player.time, player.index);
}

// What the player says while it has no picture.
function showEmpty(film) {
  const isSound = film && ["wav", "mp3"].includes(film.format);
  const isSeen = film && (film.video || film.scenes.some((scene) => scene.picture.clip || scene.picture.first));
  $("empty").hidden = Boolean(isSeen && !isSound);
  $("timeline").hidden = !film;
  if (isSound) $("empty").textContent = "This film has no picture: it is only listened to.";
  else if (film) $("empty").textContent = "The first pictures are being drawn…";
  else if (view.status === "broken") $("empty").textContent = "The film appears here when its mistakes are mended.";
  else $("empty").textContent = "Reading the project…";
}

// A mistake comes to the front once, and what was looked at before comes back when it is mended.
let interrupted = null;
function showTrouble(isBroken) {
  if (isBroken && interrupted === null) {
    interrupted = document.querySelector('[role="tab"][aria-selected="true"]').getAttribute("aria-controls");
    select("problems");
  } else if (!isBroken && interrupted !== null) {
    if (!$("problems").hidden) select(interrupted);
    interrupted = null;
  }
}

function symbol(status) {
  return { ready: "●", building: "◌", broken: "✖", partly: "✖", gone: "✖" }[status] ?? "○";
}

// Films that nobody looks at follow when the one that is looked at is made.
function others() {
  const left = view.films.filter((film) => !film.is_made).length;
  return left ? `${left} other film${left === 1 ? "" : "s"} to follow` : "";
}

function showStatus(word = view.status) {
  document.body.dataset.status = word;
  const build = view.build;
  const words = {
    waiting: "starting…",
    building: build.total ? `building ${build.done}/${build.total}` : "reading…",
    ready: [build.seconds === null ? "ready" : `${view.backend === "draft" ? "draft " : ""}ready in ${build.seconds.toFixed(1)} s`, others()].filter(Boolean).join(" · "),
    partly: "partly built: see Problems",
    broken: "cannot be built: see Problems",
    gone: "the watcher has stopped; trying again…",
  };
  $("status").lastElementChild.textContent = words[word];
  tell(word);
}

// What a screen reader says: each turn of events once, and not every step of a build.
function tell(word) {
  const errors = view.problems.filter((problem) => problem.severity === "error").length;
  const words = {
    waiting: "starting",
    building: "building",
    ready: "draft ready",
    partly: `partly built, ${errors} problem${errors === 1 ? "" : "s"}`,
    broken: `cannot be built, ${errors} problem${errors === 1 ? "" : "s"}`,
    gone: "the watcher has stopped",
  };
  if ($("told").textContent !== words[word]) $("told").textContent = words[word];
}

function showCells() {
  const select = $("cells");
  select.parentElement.hidden = view.films.length < 2;
  const names = view.films.map((film) => [film.name, film.is_made ? film.name : `${film.name} · not made yet`]);
  const drawn = JSON.stringify(names);
  if (select.dataset.drawn !== drawn) {
    select.dataset.drawn = drawn;
    select.replaceChildren(...names.map(([name, text]) => new Option(text, name)));
  }
  if (view.film) select.value = view.film.name;
}

// The film that is looked at is made first.
function tellChosen() {
  if (chosen !== null) fetch(`pick?film=${encodeURIComponent(chosen)}`, { method: "POST" }).catch(() => showStatus("gone"));
}

function count(id, number) {
  const tab = $(id);
  tab.querySelector(".count")?.remove();
  if (!number) return;
  const badge = document.createElement("span");
  badge.className = "count";
  badge.textContent = String(number);
  tab.append(badge);
}

function onTime(time, index) {
  $("clock").textContent = clock(time);
  $("timeline").setAttribute("aria-valuenow", time.toFixed(2));
  const scene = view?.film?.scenes[index]?.id;
  $("timeline").setAttribute("aria-valuetext", scene ? `${clock(time)}, scene ${scene}` : clock(time));
  $("play").textContent = player.playing ? "❚❚" : "▶";
  $("play").setAttribute("aria-label", player.playing ? "Pause" : "Play");
  if (view && view.film) {
    moveHead($("timeline"), time / Math.max(view.film.seconds, 0.001));
    markCurrent(index);
  }
}

function select(name) {
  for (const tab of document.querySelectorAll('[role="tab"]')) {
    const on = tab.getAttribute("aria-controls") === name;
    tab.setAttribute("aria-selected", String(on));
    tab.tabIndex = on ? 0 : -1;
    $(tab.getAttribute("aria-controls")).hidden = !on;
  }
}

function keys(event) {
  if (event.target.matches("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (event.target.matches('[role="tab"]') && ["ArrowLeft", "ArrowRight"].includes(event.key)) return moveTab(event);
  const actions = {
    " ": () => player.toggle(),
    ArrowLeft: () => player.seekScene(player.index - 1),
    ArrowRight: () => player.seekScene(player.index + 1),
    Home: () => player.seek(0),
    End: () => player.seekScene(player.scenes.length - 1),
    ",": () => player.step(-1),
    ".": () => player.step(1),
    l: () => $("loop").click(),
    "/": () => $("search").focus(),
  };
  const action = actions[event.key];
  if (!action || (event.key === " " && event.target.matches("button, a"))) return;
  event.preventDefault();
  action();
}

function moveTab(event) {
  const tabs = [...document.querySelectorAll('[role="tab"]')];
  const step = event.key === "ArrowRight" ? 1 : -1;
  const next = tabs[(tabs.indexOf(event.target) + step + tabs.length) % tabs.length];
  event.preventDefault();
  next.focus();
  next.click();
}

function timelineSeek(event) {
  if (!view || !view.film) return;
  const scenes = $("timeline").querySelector(".track");
  const box = scenes.getBoundingClientRect();
  player.seek(((event.clientX - box.left) / box.width) * view.film.seconds);
}

function listen() {
  const events = new EventSource("events");
  events.addEventListener("open", tellChosen);
  events.addEventListener("view", () => refresh().catch(() => showStatus("gone")));
  events.onerror = () => view && showStatus("gone");
}

$("play").onclick = () => player.toggle();
$("back").onclick = () => player.step(-1);
$("forth").onclick = () => player.step(1);
$("loop").onchange = () => (player.looping = $("loop").checked);
$("cells").onchange = () => {
  chosen = $("cells").value;
  sessionStorage.setItem("film", chosen);
  tellChosen();
  refresh().catch(() => showStatus("gone"));
};
$("search").oninput = () => filterScenes($("storyboard"), $("search").value);
$("timeline").onpointerdown = (event) => {
  $("timeline").setPointerCapture(event.pointerId);
  timelineSeek(event);
};
$("timeline").onpointermove = (event) => event.buttons && timelineSeek(event);
$("theme").onclick = () => {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const now = document.documentElement.dataset.theme ?? (dark ? "dark" : "light");
  document.documentElement.dataset.theme = now === "dark" ? "light" : "dark";
  redraw();
};
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);

// The waveform is pixels, which do not follow the colors of the page by themselves.
function redraw() {
  if (!view) return;
  drawTimeline($("timeline"), view.film);
  markCurrent(-1);
  onTime(player.time, player.index);
}
addEventListener("resize", () => onTime(player.time, player.index));
for (const tab of document.querySelectorAll('[role="tab"]')) tab.onclick = () => select(tab.getAttribute("aria-controls"));
document.addEventListener("keydown", keys);
listen();
