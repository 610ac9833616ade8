/**
 * A live event on a page: the ring, the hours and the phases run from the last snapshot.
 *
 * The page (`[data-run]`) holds a snapshot in each fragment; newer ones are pushed. Between them
 * nothing is asked: every frame computes what the server's clock makes of the anchors. Elements
 * say what they want to show:
 *
 *     data-shows="now|end|drift"      hours on the event's wall, and how late we are
 *     data-phase="talk questions"     only while a phase of one of these names is on
 *     data-phases="trio"              this guest's countdowns are those of that name
 *     data-turn="7"                   a guest's number in the round table (see `showTurn`)
 *     data-every="8"                  fetch the fragment again every so many seconds
 *     data-drift="3"                  it says what would be done about so many minutes; fetch it
 *                                     again when we are more than that late
 *     data-arms                       a tap lets the bell ring on this device, the next no more
 *     data-fits                       type that shrinks until it fits
 */

import "../push/live.js";
import { clockRate, serverNow } from "../push/clock.js";
import { onSnapshot } from "../push/live.js";
import { forget, refresh } from "../push/parts.js";
import { arm, armed, bell, tick } from "../web/js/bell.js";
import { fit } from "../web/js/fit.js";
import { hour, length, wall } from "../web/js/hours.js";
import { clock as minutes, mount, seconds } from "../web/js/ring.js";
import { countdown, drift, phaseAt, projectedEnd, remaining } from "./clock.js";

const LOOK_MS = 250;
const MINUTE = 60_000;
// Not sooner than this after the last time, unless somebody taps.
const SOON_MS = 2000;
// Between two turns of a round table: what the server counts, too.
const BETWEEN_MS = 5000;
// A turn of a minute and a half at most is counted in seconds alone.
const BARE_MS = 90_000;

const page = document.querySelector("[data-run]");
export const live = document.getElementById("live");
let snapshot = null;
let ring = null;
let shown = null;
let bells = [];
let fetchedAt = Date.now();

/** The newest snapshot we know. */
export function current() {
  return snapshot;
}

/** Believe a snapshot, unless we know a newer one; with `surely`, whatever we know. */
export function adopt(found, surely = false) {
  if (!surely && snapshot !== null && found.rev < snapshot.rev) return;
  snapshot = found;
  const detail = snapshot.now?.detail;
  const own = live.querySelector("[data-phases]")?.dataset.phases;
  if (detail?.[own]) detail.phases = detail[own];
  draw();
}

/** Fetch what is inside the page again, now; it is shown even if it is what was there before. */
export function fetchAgain() {
  forget(live);
  refresh(live);
}

/** What is inside the page was drawn by itself: take it as if it had been fetched. */
export function redrawn() {
  snapshot = null;
  live.dispatchEvent(new CustomEvent("live:refreshed", { bubbles: true, detail: { own: true } }));
}

function embedded() {
  return JSON.parse(document.getElementById("snapshot").textContent);
}

function fresh() {
  fetchedAt = Date.now();
  const element = document.getElementById("ring");
  ring = element && mount(element, { now: serverNow });
  shown = null;
  showRinging();
  adopt(embedded());
  fitWords();
}

/** Nothing stands below the edge of the stage, however long a name is. */
function fitWords() {
  for (const words of live.querySelectorAll("[data-fits]")) fit(words, { place: words.closest(".screen__stage") ?? live });
}

function draw() {
  drawRing();
  drawWords();
  ringBells();
}

// --- The ring ---

function drawRing() {
  const anchor = countdown(snapshot, serverNow());
  const begun = anchor?.ends_at > serverNow();
  const name = JSON.stringify([anchor, snapshot.status, begun]);
  if (ring === null || name === shown) return;
  shown = name;
  if (anchor === null) {
    ring.rest();
    return;
  }
  if (snapshot.status === "waiting" && anchor.ends_at <= serverNow()) {
    // Those who wait for us need not see how late we are; the facilitator does.
    if (page.id !== "console") ring.rest({ share: 1, text: wall(anchor.ends_at, page.dataset.zone).join(":") });
    else ring.run({ endsAt: anchor.ends_at, duration: anchor.length });
    return;
  }
  const about = { duration: anchor.length, amberAt: anchor.warn };
  const format = anchor.name === "turn" && anchor.length <= BARE_MS ? seconds : minutes;
  if (anchor.ends_at === null) {
    ring.format = format;
    ring.pause({ left: anchor.left, ...about });
  } else {
    ring.run({ endsAt: anchor.ends_at, format, ...about });
  }
}

// --- Words that time changes ---

function drawWords() {
  const now = serverNow();
  for (const element of document.querySelectorAll("[data-shows]")) SHOWS[element.dataset.shows](element, now);
  const phases = snapshot.now?.detail.phases ?? [];
  const phase = phases[phaseAt(phases, now)];
  for (const element of document.querySelectorAll("[data-phase]")) {
    element.hidden = !element.dataset.phase.split(" ").includes(phase?.name);
  }
  for (const element of document.querySelectorAll("[data-turn]")) showTurn(element);
}

const SHOWS = {
  now: (element, now) => write(element, hour(now, page.dataset.zone)),
  end: (element, now) => write(element, hour(projectedEnd(snapshot, now), page.dataset.zone)),
  drift(element, now) {
    const late = lateMinutes(now);
    const { late: tooLate, early, onTime } = element.dataset;
    const words = late > 0 ? tooLate : late < 0 ? early : onTime;
    write(element, words.replace("{length}", length(Math.abs(late) * MINUTE)));
    element.classList.toggle("drift--late", late > 0);
  },
};

function lateMinutes(now) {
  return Math.round(drift(snapshot, now) / MINUTE);
}

function write(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

/**
 * Where a guest stands in the round table, counted from the turn that is on: a phone need not ask
 * at every turn. Elements inside say when they are shown: data-turn-is="waiting|next|mine|done".
 */
function showTurn(element) {
  const detail = snapshot.now?.detail;
  if (detail?.number === undefined) return;
  const ahead = Number(element.dataset.turn) - detail.number;
  const mine = ahead === 0 && detail.speaking !== null;
  const is = ahead < 0 || (ahead === 0 && !mine) ? "done" : mine ? "mine" : ahead === 1 ? "next" : "waiting";
  for (const words of element.querySelectorAll("[data-turn-is]")) words.hidden = words.dataset.turnIs !== is;
  const turn = detail.phases[0];
  const place = element.querySelector("[data-turn-minutes]");
  if (place && turn && is === "waiting") {
    const left = Math.max(remaining(turn, serverNow()), 0);
    const wait = left + BETWEEN_MS + (ahead - 1) * (turn.length + BETWEEN_MS);
    write(place, String(Math.max(1, Math.round(wait / MINUTE))));
  }
}

// --- The bell: struck by the audio clock, so that it is on time even while the page is busy ---

function ringBells() {
  for (const take of bells) take();
  bells = [];
  if (!rings() || snapshot.now === null) return;
  const now = serverNow();
  const phases = snapshot.now.detail.phases ?? [];
  for (const phase of phases) {
    const left = remaining(phase, now);
    if (phase.ends_at === null || left <= 0 || !phase.bell) continue;
    bells.push((phase.bell === "tick" ? tick : bell)(left / clockRate()));
  }
}

/** Let this page be silent, or not. */
export function hush(silent) {
  page.toggleAttribute("data-silent", silent);
  ringBells();
}

function rings() {
  return armed() && !("silent" in page.dataset) && ("bell" in page.dataset || page.classList.contains("rings"));
}

async function letRing() {
  if (!(await arm())) return;
  page.classList.add("rings");
  showRinging();
  stayAwake();
  tick();
  ringBells();
}

function ringNoMore() {
  page.classList.remove("rings");
  showRinging();
  ringBells();
}

/** Let buttons say whether this device rings; one that only made it possible goes away. */
function showRinging() {
  const on = page.classList.contains("rings");
  for (const button of document.querySelectorAll("[data-arms]")) {
    if ("fades" in button.dataset) button.hidden ||= on;
    else button.setAttribute("aria-pressed", String(on));
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-arms]");
  if (!button) return;
  if (button.getAttribute("aria-pressed") === "true") ringNoMore();
  else letRing();
});
if ("bell" in page.dataset) {
  document.addEventListener("keydown", () => armed() || letRing(), { once: true });
}

// --- Keeping up ---

function look() {
  drawRing();
  drawWords();
  const since = Date.now() - fetchedAt;
  const every = Number(live.querySelector("[data-every]")?.dataset.every ?? 0);
  if ((every && since > every * 1000) || (since > SOON_MS && outgrown())) {
    fetchedAt = Date.now();
    fetchAgain();
  }
}

/** Whether the delay has outgrown the one for which the page says what could be done. */
function outgrown() {
  const said = live.querySelector("[data-drift]")?.dataset.drift;
  const late = lateMinutes(serverNow());
  return said !== undefined && late > 0 && late > Number(said);
}

/** Keep the screen awake while the page is looked at, where the device lets us. */
export async function stayAwake() {
  if (document.visibilityState !== "visible") return;
  await navigator.wakeLock?.request("screen").catch(() => null);
}

fresh();
onSnapshot((pushed) => adopt(pushed.snapshot));
live.addEventListener("live:refreshed", fresh);
document.addEventListener("clock:set", draw);
document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  draw();
  if (page.classList.contains("rings")) stayAwake();
});
window.addEventListener("resize", fitWords);
setInterval(look, LOOK_MS);
