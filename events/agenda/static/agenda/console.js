/**
 * The console's taps. One at a time, each with an id of its own: a double tap sends once, and a
 * tap that the network swallowed is sent again, the same one.
 */

import { say } from "../web/js/toast.js";
import { adopt, fetchAgain, live, stayAwake } from "./run.js";

const page = document.getElementById("console");
const PATIENCE_MS = 8000;
const RETRY_MS = 2000;
const SETTLE_MS = 2000;

let pending = null;
// What we brought about ourselves is no surprise to us, even before the page shows it.
let ownRev = 0;
// Between an answer and the page that shows it, the buttons still mean what they meant before:
// "undo" would undo the wrong thing, and a double tap would go on twice.
let settling = 0;

function tapped(button) {
  if (button.disabled || settling) return;
  if (pending) {
    if (pending.offline) say(page.dataset.sayWait, "warning");
    return;
  }
  stayAwake();
  pending = {
    button: button.id,
    body: JSON.stringify({
      id: crypto.randomUUID?.() ?? uuid(),
      kind: button.dataset.tap,
      payload: JSON.parse(button.dataset.payload),
      rev: Math.max(ownRev, Number(document.getElementById("main").dataset.rev)),
    }),
  };
  button.setAttribute("aria-busy", "true");
  page.dataset.busy = "";
  send();
}

async function send() {
  const { body } = pending;
  let response;
  try {
    response = await fetch(page.dataset.commandUrl, {
      method: "POST",
      body,
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrf() },
      signal: AbortSignal.timeout?.(PATIENCE_MS),
    });
    if (response.status >= 500) throw new Error("the server is not well");
  } catch {
    keep();
    return;
  }
  if (pending.offline) say(page.dataset.saySent, "success");
  pending = null;
  await answered(response);
}

async function answered(response) {
  const json = response.headers.get("content-type")?.includes("json");
  const told = json ? await response.json() : {};
  if (response.ok && json) {
    ownRev = told.rev;
    adopt(told.snapshot);
  } else {
    say(told.error ?? page.dataset.sayFailed, "warning");
  }
  settling = setTimeout(settled, SETTLE_MS);
  fetchAgain();
}

/** The page shows what we did, or takes too long about it: the buttons may be tapped again. */
function settled() {
  clearTimeout(settling);
  settling = 0;
  delete page.dataset.busy;
  for (const busy of live.querySelectorAll("[aria-busy]")) busy.removeAttribute("aria-busy");
}

live.addEventListener("live:refreshed", () => {
  if (settling && Number(document.getElementById("main").dataset.rev) >= ownRev) settled();
});

/** Without network: keep the tap, and send the same one again until it arrives. */
function keep() {
  if (!pending.offline) {
    pending.offline = true;
    say(page.dataset.sayKept, "warning");
  }
  setTimeout(send, RETRY_MS);
}

function csrf() {
  return JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
}

/** Where the page has no secure origin there is no `randomUUID`. */
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
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
let focused = null;
let opened = [];
new MutationObserver(restore).observe(live, { childList: true });

function remember() {
  focused = live.contains(document.activeElement) ? document.activeElement.id : null;
  opened = [...live.querySelectorAll("details")].map((details) => details.open);
}

function forget(button) {
  button.blur();
  focused = null;
}

function restore() {
  const now = [...live.querySelectorAll("details")];
  if (now.length === opened.length) now.forEach((details, index) => (details.open = opened[index]));
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

live.addEventListener("toggle", remember, true);
live.addEventListener("focusin", remember);
