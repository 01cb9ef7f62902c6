"use strict";
const LIVEKIT = "https://cdn.jsdelivr.net/npm/livekit-client@2/dist/livekit-client.umd.min.js";
const element = (id) => document.getElementById(id);
const screen_ = element("screen");
const TOPIC = "agent-control"; // where LiveAvatar listens for events
let items = [], room = null, roomToken = null, socket = null, queue = 0;

function paragraph(text) {
  const p = document.createElement("p");
  p.textContent = text;
  return p;
}

async function show() {
  const told = await (await fetch("lines")).json();
  element("film").textContent = told.film || "Rehearsal";
  told.notes.forEach((note) => element("notes").append(paragraph(note)));
  items = told.lines.map((line, number) => {
    const item = document.createElement("li"), who = document.createElement("span"), say = document.createElement("button");
    who.className = "who";
    who.textContent = ` ${line.scene}, ${line.look_name}`;
    say.textContent = "Speak";
    say.addEventListener("click", () => { queue += 1; speak(number).catch(tell); });
    item.append(line.text, who, say);
    element("lines").append(item);
    return item;
  });
  if (told.skipped.length) {
    element("skipped").textContent = `Not rehearsed, because no look of the catalog speaks there: ${told.skipped.join(", ")}`;
  }
}

async function speak(number) {
  items.forEach((item, index) => item.classList.toggle("now", index === number));
  element("state").textContent = "…";
  const mine = queue;
  const answer = await fetch(`say/${number}`, { method: "POST" });
  const told = await answer.json();
  if (queue !== mine) return false; // silenced, or another line was chosen meanwhile
  element("state").textContent = told.error || "";
  if (told.error) return false;
  if (told.clip) return playClip(told.clip);
  await watchRoom(told.room);
  await send(told.event);
  await new Promise((done) => setTimeout(done, told.seconds * 1000 + 500));
  return true;
}

function playClip(address) {
  return new Promise((done) => {
    screen_.src = address;
    screen_.onended = () => done(true);
    screen_.onerror = () => done(false);
    screen_.play().catch(() => { element("state").textContent = "Press play"; screen_.controls = true; });
  });
}

async function watchRoom(given) {
  if (!given || given.token === roomToken) return;
  if (!given.url) return openSocket(given);
  if (!window.LivekitClient) {
    await new Promise((done, fail) => {
      const script = document.createElement("script");
      script.src = LIVEKIT;
      script.onload = done;
      script.onerror = () => fail(new Error("LiveKit's script could not be loaded"));
      document.head.append(script);
    });
  }
  if (room) room.disconnect();
  room = new window.LivekitClient.Room();
  room.on("trackSubscribed", (track) => track.attach(screen_));
  await room.connect(given.url, given.token);
  roomToken = given.token;
}

function openSocket(given) {
  if (!given.socket) throw new Error("The session has no room that a page could show");
  return new Promise((done, fail) => {
    socket = new WebSocket(given.socket);
    socket.onopen = () => { roomToken = given.token; done(); };
    socket.onerror = () => fail(new Error("The session's socket could not be opened"));
  });
}

async function send(event) {
  if (!event) return;
  const text = JSON.stringify(event);
  if (room) await room.localParticipant.publishData(new TextEncoder().encode(text), { reliable: true, topic: TOPIC });
  else if (socket) socket.send(text);
}

element("all").addEventListener("click", async () => {
  const mine = ++queue;
  for (let number = 0; number < items.length && queue === mine; number += 1) {
    if (!(await speak(number).catch(tell))) return;
  }
});
element("hush").addEventListener("click", () => {
  queue += 1;
  screen_.pause();
  element("state").textContent = "";
  items.forEach((item) => item.classList.remove("now"));
  fetch("hush", { method: "POST" }).then((answer) => answer.json()).then((told) => send(told.event)).catch(tell);
});
function tell(wrong) {
  element("state").textContent = wrong instanceof TypeError ? "The rehearsal has ended" : String(wrong.message || wrong);
}

show().catch(tell);
