// The panels beside the player: storyboard, plan, problems, compare.
import { $, clock, el, usd } from "./dom.js";

let current = -1;

export function drawStoryboard(place, film, seek) {
  current = -1;
  if (!film) return place.replaceChildren(nothing("The storyboard appears when the project can be read."));
  place.replaceChildren(...film.scenes.map((scene, index) => card(scene, index, seek)));
}

function card(scene, index, seek) {
  const still = scene.picture.still ?? scene.picture.first;
  const picture = still
    ? el("img", { src: still, alt: "", loading: "lazy" })
    : el("span", {}, scene.status === "working" ? "drawing…" : "no picture yet");
  const thumb = el("button", { class: "thumb", type: "button", "aria-label": `Go to scene ${scene.id}`, onclick: () => seek(index) }, picture);
  const meta = [scene.kind, scene.look, scene.voice, `${scene.exact ? "" : "≈ "}${scene.seconds.toFixed(1)} s`, usd(scene.usd)];
  const heading = el(
    "h3",
    {},
    el("a", { href: scene.place.href, title: `Open ${scene.place.text}` }, scene.id),
    scene.status === "reused" ? null : el("span", { class: `badge ${scene.status}` }, scene.status),
    el("span", { class: "quiet" }, clock(scene.start)),
  );
  return el(
    "article",
    { class: "card", "data-index": index, "data-text": `${scene.id} ${scene.script} ${meta.join(" ")}`.toLowerCase() },
    thumb,
    el(
      "div",
      {},
      heading,
      scene.script ? el("p", {}, scene.script) : el("p", { class: "quiet" }, "no speech"),
      el("div", { class: "meta" }, ...meta.filter(Boolean).map((word) => el("span", {}, word))),
    ),
  );
}

export function markCurrent(index) {
  if (index === current) return;
  current = index;
  for (const old of document.querySelectorAll(".card.current, .track span.current")) old.classList.remove("current");
  document.querySelector(`.card[data-index="${index}"]`)?.classList.add("current");
  document.querySelectorAll('.track[data-track="scenes"] span')[index]?.classList.add("current");
}

export function filterScenes(place, text) {
  const wanted = text.trim().toLowerCase();
  for (const one of place.querySelectorAll(".card")) one.hidden = Boolean(wanted) && !one.dataset.text.includes(wanted);
}

export function drawPlan(place, view) {
  const plan = view.plan;
  if (!plan) return place.replaceChildren(nothing("The plan appears when the project can be read."));
  if (!plan.orders.length) return place.replaceChildren(nothing("A paid build would order nothing now."));
  const rows = plan.orders.map((order) =>
    el(
      "tr",
      {},
      el("td", {}, el("a", { href: order.place.href }, order.step), el("div", { class: "quiet" }, order.route)),
      el("td", { class: "number" }, order.seconds === null ? "" : order.seconds.toFixed(1)),
      el("td", { class: "number" }, usd(order.usd)),
    ),
  );
  const unknown = plan.unknown ? ` and ${plan.unknown} without a known price` : "";
  const budget = plan.budget_usd === null ? "" : ` · budget ${usd(plan.budget_usd)}`;
  place.replaceChildren(
    el("p", { class: "sum" }, `A paid build would order ${plan.orders.length}: ${usd(plan.usd)}${unknown}${budget}`),
    el("div", { class: "scroll" }, el("table", {}, head("order", "seconds", "price"), el("tbody", {}, ...rows))),
    el("p", { class: "quiet" }, `Prices of ${plan.prices_of}. Drafts are free.`),
  );
}

function head(...names) {
  return el("thead", {}, el("tr", {}, ...names.map((name, index) => el("th", { class: index ? "number" : null, scope: "col" }, name))));
}

export function drawProblems(place, problems) {
  if (!problems.length) return place.replaceChildren(nothing("No problems."));
  place.replaceChildren(...problems.map(problem));
}

function problem(found) {
  const lines = found.text.split("\n").slice(1).join("\n").trimEnd();
  const where = found.place
    ? el(
        "div",
        { class: "place" },
        el("a", { href: found.place.href }, found.place.text),
        el("button", { type: "button", onclick: (event) => copy(event.currentTarget, found.place.text) }, "Copy"),
      )
    : null;
  return el(
    "article",
    { class: `problem ${found.severity}` },
    el("h3", {}, `${found.severity} ${found.code}: ${found.message}`),
    where,
    lines ? el("pre", { tabindex: "0" }, lines) : null,
  );
}

async function copy(button, text) {
  await navigator.clipboard.writeText(text);
  button.textContent = "Copied";
  setTimeout(() => (button.textContent = "Copy"), 1200);
}

export function drawCompare(place) {
  place.replaceChildren(nothing("Save a change to compare it with what was before."));
}

function nothing(text) {
  return el("p", { class: "nothing" }, text);
}

export { $ };
