/**
 * The console's taps. One at a time, each with an id of its own: a double tap sends once, and a
 * tap that the network swallowed is sent again, the same one. Without network this device goes on
 * by itself (`helm.js`).
 */

import { newName } from "../web/js/names.js";
import { say } from "../web/js/toast.js";
import { token } from "../web/js/token.js";
import { watch } from "./goes_on.js";
import { goAway, isAway, isCut, learn, ready, tapHere } from "./helm.js";
import { adopt, fetchAgain, live, stayAwake } from "./run.js";

const page = document.getElementById("console");
// Who stands there with a phone waits no longer; the same tap goes on on this device.
const PATIENCE_MS = 4000;
const RETRY_MS = 2000;
const SETTLE_MS = 2000;
// The second tap of a double tap comes within this, however fast the page was.
const DOUBLE_MS = 400;

let pending = null;
// What was tapped on a page that shows the one before already, though its answer isn't here yet.
let following = null;
// What we brought about ourselves is no surprise to us, even before the page shows it.
let ownRev = 0;
// Between an answer and the page that shows it, the buttons still mean what they meant before:
// "undo" would undo the wrong thing, and a double tap would go on twice.
let settling = 0;
let tappedAt = -Infinity;
let tappedRev = 0;

function tapped(button) {
  const field = fieldOf(button);
  if (button.disabled || field?.validity.valid === false) return;
  if (isAway()) {
    stayAwake();
    if (performance.now() > tappedAt + DOUBLE_MS) tapHere(commandOf(button));
    tappedAt = performance.now();
  } else if (pending?.offline) {
    say(page.dataset.sayWait, "warning");
    refuse();
  } else if (!pending && !settling) give(commandOf(button));
  else if (shownRev() > tappedRev && performance.now() > tappedAt + DOUBLE_MS) {
    following = commandOf(button);
  } else refuse();
}

/** Whoever showed already what the tap was to bring about takes it back. */
function refuse() {
  live.dispatchEvent(new CustomEvent("tap:refused", { bubbles: true }));
}

/** What is typed for a tap, if it takes anything typed. */
function fieldOf(button) {
  return document.getElementById(button.dataset.takes ?? "");
}

function commandOf(button) {
  const field = fieldOf(button);
  button.setAttribute("aria-busy", "true");
  return {
    id: newName(),
    kind: button.dataset.tap,
    payload: { ...JSON.parse(button.dataset.payload), ...(field && { [field.name]: field.value }) },
    rev: Math.max(ownRev, shownRev()),
  };
}

function give(command) {
  stayAwake();
  tappedAt = performance.now();
  tappedRev = command.rev;
  pending = { command, body: JSON.stringify(command) };
  page.dataset.busy = "";
  if (isCut()) keep();
  else send();
}

async function send() {
  const { body } = pending;
  let response;
  let told = null;
  try {
    response = await fetch(page.dataset.commandUrl, {
      method: "POST",
      body,
      headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
      signal: AbortSignal.timeout?.(PATIENCE_MS),
    });
    if (response.status >= 500) throw new Error("the server is not well");
    if (response.headers.get("content-type")?.includes("json")) told = await response.json();
  } catch {
    keep();
    return;
  }
  if (pending.offline) say(page.dataset.saySent, "success");
  pending = null;
  answered(response.ok, told);
}

function answered(taken, told) {
  if (taken && told) {
    ownRev = told.rev;
    learn(told.entry);
    adopt(told.snapshot);
  } else {
    say(told?.error ?? page.dataset.sayFailed, "warning");
    refuse();
  }
  // A push may have been faster than the answer: then nothing newer is to come.
  if (taken && shownRev() >= ownRev) {
    settle();
    return;
  }
  settling = setTimeout(settled, SETTLE_MS);
  fetchAgain();
}

function shownRev() {
  return Number(document.getElementById("main").dataset.rev);
}

/** The page shows what we did: the buttons may be tapped again, once a double tap is over. */
function settle() {
  clearTimeout(settling);
  settling = setTimeout(settled, Math.max(0, tappedAt + DOUBLE_MS - performance.now()));
}

/** It does, or takes too long about it. */
function settled() {
  settling = 0;
  delete page.dataset.busy;
  for (const busy of document.querySelectorAll("[data-tap][aria-busy]")) busy.removeAttribute("aria-busy");
  if (following) give(following);
  following = null;
}

live.addEventListener("live:refreshed", () => {
  if (settling && shownRev() >= ownRev) settle();
});

/** Without network: go on here; a device that was never told enough sends the tap until it arrives. */
function keep() {
  if (ready()) {
    const { command } = pending;
    pending = following = null;
    settled();
    goAway(command);
    return;
  }
  if (!pending.offline) {
    pending.offline = true;
    say(page.dataset.sayKept, "warning");
  }
  setTimeout(send, RETRY_MS);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-tap]");
  if (button === null) return;
  // After a finger or a mouse, space is the big button again, not the one just tapped.
  if (event.detail > 0) forget(button);
  tapped(button);
});

// Keys: space is the big button; the others stand on the buttons themselves.
document.addEventListener("keydown", (event) => {
  if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, button, a, summary, dialog[open]")) return;
  const key = event.key === "=" ? "+" : event.key.toLowerCase();
  const button = live.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (button === null) return;
  event.preventDefault();
  tapped(button);
});

// A new fragment takes the place of the old: what was open stays open, what had the focus has it.
// What was open the old one says itself: the event that would tell us comes only after a while.
let focused = null;
note();
new MutationObserver(restore).observe(live, { childList: true });

/** What can be opened in here, each by its id; without one, by its place among as many. */
function named(nodes) {
  const all = nodes.flatMap((node) => (node.matches?.("details") ? [node] : [...(node.querySelectorAll?.("details") ?? [])]));
  return all.map((details, index) => [details.id || `${index} of ${all.length}`, details]);
}

/** Know how each was drawn: only what somebody turned is turned again. */
function note() {
  for (const [, details] of named([...live.children])) details.dataset.drawn = details.open ? "open" : "closed";
}

function restore(changes) {
  const left = new Map();
  for (const [name, details] of named(changes.flatMap(({ removedNodes }) => [...removedNodes]))) {
    if (!left.has(name)) left.set(name, details);
  }
  note();
  for (const [name, details] of named([...live.children])) {
    const { open, dataset } = left.get(name) ?? details;
    if (open !== (dataset.drawn === "open")) details.open = open;
  }
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

function remember() {
  focused = live.contains(document.activeElement) ? document.activeElement.id : null;
}

function forget(button) {
  button.blur();
  focused = null;
}

// What was typed has been said.
document.addEventListener("close", (event) => event.target.querySelector("form")?.reset(), true);
live.addEventListener("focusin", remember);

// --- Segments that go on by themselves ---

watch((due, lost) => {
  const command = { id: newName(), kind: "next", payload: { auto: due } };
  if (isAway()) tapHere(command, due);
  else if (ready() && (lost || isCut())) goAway(command, due);
  else return false;
  return true;
});
