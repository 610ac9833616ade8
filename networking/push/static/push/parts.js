/**
 * Parts of a page that fetch themselves again when something changed.
 *
 *     <section data-live-refresh="/a/…/my-group" data-live-jitter="800" data-live-when="round">
 *
 * Upon a new revision the part is fetched after a random pause of up to `data-live-jitter` ms
 * (800), so that a room full of phones doesn't ask at once; revisions that come meanwhile are
 * one fetch, and there is never more than one under way. `data-live-when` names fields of the
 * snapshot ("segment.id rev"): then only a change of one of them counts; what the part shows
 * already `data-live-is` may say (their values as a JSON list). `data-live-swap="outerHTML"`
 * replaces the element itself, which then has an id. A hidden page fetches when it is looked at
 * again, and a part in which somebody writes waits until they are done; one that is being pressed
 * is changed when the finger has left it, or the tap would be lost. `live:refreshed` bubbles from
 * what is new.
 */

const JITTER_MS = 800;
const RETRY_MS = [2000, 15_000];
const PATIENCE_MS = 10_000;

const parts = new WeakMap();
const waiting = new Set();

/** Have every part that this snapshot concerns fetched; not those that show it already. */
export function refreshParts(snapshot, newer) {
  for (const element of document.querySelectorAll("[data-live-refresh]")) {
    const part = partOf(element);
    const paths = element.dataset.liveWhen?.split(" ");
    const value = paths && JSON.stringify(paths.map((path) => found(snapshot, path)));
    const changed = !paths || part.value === undefined || part.value !== value;
    part.value = value;
    if (newer && changed) refresh(element);
  }
}

function found(snapshot, path) {
  return path.split(".").reduce((at, key) => at?.[key], snapshot) ?? null;
}

/** Fetch `element` soon. Calling again before it has begun changes nothing. */
export function refresh(element) {
  const part = partOf(element);
  if (part.timer) return;
  if (part.running) {
    part.again = true;
    return;
  }
  const jitter = Number(element.dataset.liveJitter ?? JITTER_MS);
  part.timer = setTimeout(() => {
    part.timer = 0;
    load(element, part);
  }, Math.random() * jitter);
}

/** Show what is fetched next even if it is what was fetched before: something else stands there. */
export function forget(element) {
  partOf(element).text = undefined;
}

function partOf(element) {
  if (!parts.has(element)) parts.set(element, { timer: 0, failures: 0, value: element.dataset.liveIs });
  return parts.get(element);
}

async function load(element, part) {
  if (!element.isConnected) return;
  if (document.visibilityState === "hidden") {
    waiting.add(element);
    return;
  }
  if (isWrittenIn(element)) {
    element.addEventListener("focusout", () => refresh(element), { once: true });
    return;
  }
  part.running = true;
  const text = await fetchPart(element.dataset.liveRefresh);
  if (text) await untouched(element);
  part.running = false;
  if (text === null) {
    const pause = Math.min(RETRY_MS[0] * 2 ** part.failures, RETRY_MS[1]);
    part.failures += 1;
    part.timer = setTimeout(() => {
      part.timer = 0;
      load(element, part);
    }, pause * (0.5 + Math.random()));
    return;
  }
  part.failures = 0;
  const standing = text === part.text ? element : show(element, part, text);
  if (part.again) {
    part.again = false;
    refresh(standing);
  }
}

/** The fragment, undefined if there is nothing new to show, null if it is to be asked again. */
async function fetchPart(url) {
  try {
    const response = await fetch(url, {
      headers: { "HX-Request": "true", "HX-Current-URL": location.href, Accept: "text/html" },
      credentials: "same-origin",
      cache: "no-cache",
      signal: AbortSignal.timeout?.(PATIENCE_MS),
    });
    if (response.status >= 500 || response.status === 429) return null;
    if (!response.ok || response.redirected || response.status === 204) return undefined;
    return await response.text();
  } catch {
    return null;
  }
}

/** Show `text`, and return what stands in the element's place then: with `outerHTML`, another. */
function show(element, part, text) {
  // Refused, or nothing new: what is shown stays. Nor is it news if the part itself is gone.
  if (text === undefined || !element.isConnected) return element;
  const style = element.dataset.liveSwap ?? "innerHTML";
  const parent = element.parentElement;
  if (window.htmx?.swap) window.htmx.swap(element, text, { swapStyle: style });
  else element[style] = text;
  part.text = text;
  const standing = element.isConnected ? element : document.getElementById(element.id);
  (standing ?? parent)?.dispatchEvent(new CustomEvent("live:refreshed", { bubbles: true }));
  return standing ?? element;
}

function isWrittenIn(element) {
  const active = document.activeElement;
  return element.contains(active) && active.matches("input, textarea, select, [contenteditable]");
}

// --- What is being pressed ---

let pressed = null;
let release = [];

/** Resolves as soon as no finger or mouse holds anything inside. */
function untouched(element) {
  if (!pressed || !element.contains(pressed)) return Promise.resolve();
  return new Promise((resolve) => release.push(resolve));
}

function letGo() {
  pressed = null;
  // After the click, which follows the finger's leaving.
  setTimeout(() => {
    for (const resolve of release.splice(0)) resolve();
  });
}

addEventListener("pointerdown", (event) => (pressed = event.target), true);
for (const name of ["pointerup", "pointercancel", "dragend"]) addEventListener(name, letGo, true);
addEventListener("blur", letGo); // the window's own: another program came to the front

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") return;
  for (const element of waiting) refresh(element);
  waiting.clear();
});
