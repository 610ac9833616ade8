/**
 * The page of the door. The list is on this device: a search asks nobody, and a reload without
 * network finds everything as it was. Other doors are heard of by the live channel.
 */

import "../push/live.js";
import { onSnapshot } from "../push/live.js";
import { arm } from "../web/js/bell.js";
import { open } from "../web/js/dialog.js";
import { get, keepPage, put, tidy } from "../web/js/kept.js";
import { say } from "../web/js/toast.js";
import { codeIn } from "./codes.js";
import { book, changed, doorName, key, nameThisDoor, news, notes, onAnswer, scanned, sender, tap, until } from "./desk.js";
import { drawCount, drawRows, sentence, since } from "./rows.js";
import "./scan.js";
import "./walk_in.js";

const door = document.getElementById("door");
const search = document.getElementById("search");
const JITTER_MS = 500;
const SAVE_MS = 1000;
const CALM_MS = 8000;
// Who is here is asked for at every arrival, names and remarks once in a while.
const WHOLE_MS = 5 * 60 * 1000;
// The second tap of a double tap comes within this.
const DOUBLE_MS = 500;

let which = new URLSearchParams(location.search).get("show") === "here" ? "here" : "expected";

// --- Showing ---

// Who comes at another door meanwhile changes colour, not place: nothing moves under a finger. The
// list is made anew when somebody types, and when nobody has touched the page for a while.
let shown = [];
let calm = 0;

function choose() {
  shown = book.look(search.value, which).map(({ id }) => id);
  draw();
}

function draw() {
  if (!book.ready) return;
  door.dataset.ready = "";
  const found = shown.map((id) => book.guests.get(id) ?? book.guests.get(book.became.get(id))).filter(Boolean);
  if (!found.length) shown = book.look(search.value, which).map(({ id }) => id);
  drawRows(book, found.length ? found : shown.map((id) => book.guests.get(id)), search.value, which, notes);
  drawCount(book);
  for (const tab of document.querySelectorAll("[data-show]")) {
    if (!search.value && tab.dataset.show === which) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
}

function drawState() {
  const { state, waiting } = sender;
  door.dataset.waiting = waiting;
  const pill = document.getElementById("offline");
  const away = state !== "ready" && state !== "sending";
  const some = pill.dataset.saySome.replace("{n}", waiting);
  pill.textContent = [away ? pill.dataset.say : "", away && waiting ? some : ""].filter(Boolean).join(" · ");
  if (pill.hidden === false && !away && !waiting) say(sentence("Sent"), "success");
  pill.hidden = !away;
  if (state === "signed-out") news.pin(sentence("SignIn"), { href: door.dataset.signIn, words: sentence("ToSignIn") });
  if (state === "forbidden") news.pin(sentence("Forbidden"));
  if (!away) news.unpin();
}

// --- The list, and who is here ---

let asking = false;
let again = false;
let wholeAt = 0;

async function ask() {
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  const whole = !book.ready || Date.now() - wholeAt > WHOLE_MS;
  const told = await found(whole);
  asking = false;
  if (told) {
    changed();
    sender.send();
  }
  if (again) {
    again = false;
    setTimeout(ask, Math.random() * JITTER_MS);
  }
}

/** Whether what the server says was heard: the whole list, or who is here. */
async function found(whole) {
  const { settled } = book;
  const said = await json(whole ? door.dataset.book : door.dataset.arrivals);
  if (said === null) return false;
  // A tap was answered meanwhile: this may have been said before it.
  if (settled !== book.settled) again = true;
  else if (whole) {
    book.fill(said);
    wholeAt = Date.now();
  } else if (said.version !== book.version) return found(true);
  else book.arrive(said.here);
  return true;
}

async function json(url) {
  try {
    const response = await fetch(url, { cache: "no-store", signal: AbortSignal.timeout?.(10_000) });
    return response.ok && !response.redirected ? await response.json() : null;
  } catch {
    return null;
  }
}

let saving = 0;

function save() {
  saving ||= setTimeout(() => {
    saving = 0;
    if (book.ready) put(key, book.kept(), until);
  }, SAVE_MS);
}

// --- What happens on the page ---

let touched = null;
let touchedAt = -Infinity;

document.addEventListener("submit", (event) => {
  // It would land on what has just come under the finger, and undo, or print a badge.
  if (touched?.contains(event.target) && performance.now() < touchedAt + DOUBLE_MS) {
    event.preventDefault();
    return;
  }
  const form = event.target.closest("[data-does]");
  if (!form || !book.ready) return;
  event.preventDefault();
  touched = form.closest("[data-guest]");
  touchedAt = performance.now();
  arm();
  const row = form.closest("[data-guest]");
  // A walk-in that wasn't sent yet goes by the name of her tap.
  const guest = book.guests.get(Number(row.dataset.guest)) ?? book.guests.get(row.dataset.guest);
  const standing = guest && book.standing.get(guest.id);
  if (!guest || typeof guest.id === "string") return;
  if (form.dataset.does === "in" && !standing) tap("in", { guest: guest.id });
  if (form.dataset.does === "undo" && standing) tap("undo", { guest: guest.id, of: standing.tap });
  next();
}, true);

/** The next one is at the door: what was typed is marked, so that typing takes its place. */
function next() {
  if (!search.value) return;
  search.focus({ preventScroll: true });
  search.select();
}

search.addEventListener("input", () => {
  notes.clear();
  choose();
});

for (const touch of ["pointerdown", "keydown", "wheel", "touchmove"]) {
  addEventListener(touch, wait, { passive: true });
}

function wait() {
  clearTimeout(calm);
  calm = setTimeout(() => {
    if (!search.value) choose();
    wait();
  }, CALM_MS);
}

wait();

search.form.addEventListener("submit", async (event) => {
  if (!book.ready) return;
  event.preventDefault();
  arm();
  const code = codeIn(search.value);
  if (code) {
    search.value = "";
    const found = await scanned(code);
    show(found.guest, found.before);
    document.dispatchEvent(new CustomEvent("door:scanned", { detail: found }));
    return;
  }
  const found = book.look(search.value, which);
  if (found.length === 1 && search.value.trim() && !book.standing.has(found[0].id)) {
    tap("in", { guest: found[0].id });
  }
  next();
});

/** Whom a hand scanner has read stands there alone, with what there is to know. */
function show(guest, before) {
  notes.clear();
  if (guest) search.value = guest.name;
  if (guest && before) notes.set(guest.id, since(before));
  choose();
  next();
}

// A badge that this device didn't know: the server has found whose it is.
onAnswer((made, answer, guest) => {
  if (made.code && !document.querySelector("dialog[open]")) show(guest, answer.said === "already" && answer.here);
});

for (const tab of document.querySelectorAll("[data-show]")) {
  tab.addEventListener("click", (event) => {
    if (!book.ready) return;
    event.preventDefault();
    which = tab.dataset.show;
    search.value = "";
    notes.clear();
    choose();
  });
}

// Whatever is typed while nothing is being filled in goes into the search: a hand scanner, too.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog[open]")) return;
  if (event.key.length !== 1 || event.key === " ") return;
  if (event.key === "/") event.preventDefault();
  search.focus();
  search.select();
});

// What this door is called stands beside those whom it checks in.
const nameDoor = document.getElementById("name-door");
const naming = document.getElementById("door-name");
nameDoor.hidden = false;
nameDoor.addEventListener("click", () => {
  naming.querySelector("input").value = doorName();
  open(naming);
});
naming.addEventListener("close", () => {
  if (naming.returnValue === "named") nameThisDoor(naming.querySelector("input").value);
});

// --- Beginning ---

(async () => {
  const kept = await get(key);
  if (kept && !book.ready) book.fill(kept);
  for (const left of await sender.left()) book.pend(left);
  await news.read();
  choose();
  ask();
  tidy();
  keepPage(door.dataset.worker, door.dataset.scope).catch(() => null);
})();

document.addEventListener("door:changed", () => {
  draw();
  save();
});
document.addEventListener("door:sending", drawState);
onSnapshot(() => setTimeout(ask, Math.random() * JITTER_MS));
document.addEventListener("live:state", ({ detail }) => {
  if (detail.state === "connected") sender.send(true);
});
document.addEventListener("visibilitychange", () => document.hidden || ask());
