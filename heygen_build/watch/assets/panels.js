// The panels beside the player: storyboard, plan, problems, compare.
import { $, clock, el, usd } from "./dom.js";

let current = -1;
const stills = new Map(); // the last picture of each scene: it stays until there is a new one

export function drawStoryboard(place, film, seek) {
  forgetCurrent();
  if (!film) return place.replaceChildren(nothing("The storyboard appears when the project can be read."));
  const known = new Map([...place.querySelectorAll(".card")].map((one) => [one.drawn, one]));
  const cards = film.scenes.map((scene, index) => {
    // A card that stays as it is keeps the keyboard's focus and is not drawn again.
    const drawn = JSON.stringify([index, scene]);
    const one = known.get(drawn) ?? card(scene, index, seek);
    one.drawn = drawn;
    return one;
  });
  if (cards.length !== place.children.length || cards.some((one, index) => one !== place.children[index])) {
    const focused = document.activeElement?.closest?.(".card")?.dataset.index;
    place.replaceChildren(...cards);
    if (focused !== undefined) cards[focused]?.querySelector(".thumb").focus({ preventScroll: true });
  }
}

function card(scene, index, seek) {
  const fresh = scene.picture.still ?? scene.picture.first;
  if (fresh) stills.set(scene.id, fresh);
  const still = fresh ?? stills.get(scene.id);
  const picture = still
    ? el("img", { class: fresh ? null : "old", src: still, alt: "", loading: "lazy" })
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

function forgetCurrent() {
  current = -1;
}

export function markCurrent(index) {
  if (index === current) return;
  current = index;
  for (const old of document.querySelectorAll(".card.current, .track span.current")) {
    old.classList.remove("current");
    old.removeAttribute("aria-current");
  }
  const card = document.querySelector(`.card[data-index="${index}"]`);
  card?.classList.add("current");
  card?.setAttribute("aria-current", "true");
  // In a narrow window that would push the player out of sight.
  if (card?.checkVisibility() && matchMedia("(min-width: 861px)").matches) card.scrollIntoView({ block: "nearest" });
  document.querySelectorAll('.track[data-track="scenes"] span')[index]?.classList.add("current");
}

export function filterScenes(place, text) {
  const wanted = text.trim().toLowerCase();
  for (const one of place.querySelectorAll(".card")) one.hidden = Boolean(wanted) && !one.dataset.text.includes(wanted);
}

const COUNTED = "Counted as if nothing were paid for yet, because no account was asked.";

export function drawPlan(place, view) {
  const plan = view.plan;
  if (!plan) return place.replaceChildren(nothing("The plan appears when the project can be read."));
  if (!plan.orders.length) {
    const why = plan.knows_account ? "everything that is paid for is there." : "nothing in it is paid for.";
    return place.replaceChildren(nothing(`A paid build would order nothing now: ${why}`));
  }
  const rows = plan.orders.map((order) =>
    el(
      "tr",
      {},
      el(
        "td",
        {},
        el("a", { href: order.place.href, title: `Open ${order.place.text}` }, order.step),
        el("div", { class: "quiet" }, plan.knows_account ? `${order.route} · ${why(order)}` : order.route),
      ),
      el("td", { class: "number" }, order.seconds === null ? "" : order.seconds.toFixed(1)),
      el("td", { class: "number" }, usd(order.usd)),
    ),
  );
  const unknown = plan.unknown ? ` and ${plan.unknown} without a known price` : "";
  const budget = plan.budget_usd === null ? "" : ` · budget ${usd(plan.budget_usd)}`;
  const isOld = view.status === "broken";
  place.replaceChildren(
    isOld ? el("p", { class: "quiet" }, "As of the last save that could be read:") : "",
    el("p", { class: "sum" }, `A paid build would order ${plan.orders.length}: ${usd(plan.usd)}${unknown}${budget}`),
    el("div", { class: "scroll" }, el("table", {}, head("order", "seconds", "price"), el("tbody", {}, ...rows))),
    el("p", { class: "quiet" }, `Prices of ${plan.prices_of}. Drafts are free. ${plan.knows_account ? "" : COUNTED}`),
  );
}

function why(order) {
  const fields = order.changes.map((change) => change.field).filter((field) => !field.startsWith("needs."));
  return fields.length ? `${order.why}: ${fields.slice(0, 3).join(", ")}` : order.why;
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

export function drawCompare(place, view) {
  const drawn = JSON.stringify([view.compares, view.trouble]);
  if (place.drawn === drawn) return; // clips that are looked at go on
  place.drawn = drawn;
  const trouble = view.trouble ? [el("p", { class: "nothing" }, view.trouble)] : [];
  if (!view.compares.length) {
    return place.replaceChildren(...(trouble.length ? trouble : [nothing("Save a change to compare it with what was before.")]));
  }
  place.replaceChildren(...view.compares.map(comparison), ...trouble);
}

function comparison(found) {
  const price = turned(usd(found.usd_before), usd(found.usd_after));
  const length = turned(`${found.seconds_before.toFixed(1)} s`, `${found.seconds_after.toFixed(1)} s`);
  const same = found.scenes.length ? `${found.same} more ${found.same === 1 ? "is" : "are"} as before` : "Nothing differs.";
  return el(
    "section",
    { class: "comparison", "aria-label": `Compared with ${found.basis}` },
    el("h2", {}, `Since ${found.basis}`),
    el("p", { class: "meta" }, `all scenes ordered anew: ${price} · length: ${length}`),
    ...found.scenes.map(change),
    el("p", { class: "quiet" }, same),
  );
}

function turned(before, after) {
  return before === after ? `${after} as before` : `${before} → ${after}`;
}

function change(one) {
  const canPlay = one.before?.picture.clip && one.after?.picture.clip;
  return el(
    "article",
    { class: "change" },
    el(
      "div",
      { class: "head" },
      el("h3", {}, one.id, " ", el("span", { class: `badge ${one.kind}` }, one.kind), priceChange(one)),
      canPlay ? el("button", { type: "button", onclick: playBoth, "aria-label": `Play both: ${one.id}` }, "Play both") : null,
    ),
    el("div", { class: "sides" }, side("before", one.before), side("after", one.after)),
    one.words.some((run) => run.text.trim()) ? el("p", { class: "words" }, ...one.words.map(words)) : null,
  );
}

function priceChange(one) {
  const before = one.before ? one.before.usd : 0;
  const after = one.after ? one.after.usd : 0;
  if (before === after) return null;
  if (before === null || after === null) return el("span", { class: "quiet" }, ` ${usd(before)} → ${usd(after)}`);
  return el("span", { class: "quiet" }, ` ${after > before ? "+" : "−"}${usd(Math.abs(after - before))}`);
}

function side(name, scene) {
  const picture = scene?.picture;
  const shown = picture?.clip
    ? el(
        "button",
        { type: "button", "aria-label": `Play ${scene.id} ${name}`, onclick: (event) => toggle(event.currentTarget.firstChild) },
        el("video", { src: picture.clip, poster: picture.still, preload: "metadata", playsinline: true }),
      )
    : el("div", { class: "none" }, picture?.first ? el("img", { src: picture.first, alt: "" }) : scene ? "no picture yet" : "—");
  return el("figure", {}, shown, el("figcaption", { class: "quiet" }, scene ? `${name} · ${scene.seconds.toFixed(1)} s` : name));
}

function toggle(video) {
  if (video.paused) play(video);
  else video.pause();
}

function play(video) {
  video.play().catch(() => {
    // The next save took the clip away, or the browser wants a click first.
  });
}

// Both from their first frame at once, with the sound of what is new.
function playBoth(event) {
  const videos = [...event.currentTarget.closest(".change").querySelectorAll("video")];
  videos.forEach((video, index) => {
    video.currentTime = 0;
    video.muted = index < videos.length - 1;
    play(video);
  });
}

function words(run) {
  const tag = { same: "span", cut: "del", come: "ins" }[run.kind];
  return el(tag, {}, run.text);
}

function nothing(text) {
  return el("p", { class: "nothing" }, text);
}

export { $ };
