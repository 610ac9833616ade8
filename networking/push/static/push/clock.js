/**
 * The server's clock, on this device.
 *
 * The device's own clock may be wrong by any amount. We ask the server for its instant a few
 * times, believe the answer that took the shortest way, and from there count by
 * `performance.now()`, which nobody sets. Nothing here ticks: whoever shows a time asks for it.
 *
 *     import { serverNow } from "./clock.js";
 *     const left = endsAt - serverNow();   // ms; may well be negative
 */

const SAMPLES = 6;
const PAUSE_MS = 120;
const PATIENCE_MS = 4000;
const AGAIN_MS = 5 * 60 * 1000;
const RETRY_MS = 3000;
// Doubt that nobody sees. With more of it we soon ask again: the network was busy, as it is just
// when everybody comes back.
const GOOD_MS = 60;
// How far a quartz may stray, in ms per ms: doubt about an old measurement grows by this.
const DRIFT = 1e-4;
// Both clocks of the device move together unless it slept, or somebody set one of them.
const JUMP_MS = 250;

/** What we know: at `at` (performance.now) it was `server` ms there, give or take `doubt`. */
let anchor = null;
// What an earlier page knew: a page opened without network goes by that, however wrong this clock.
const before = remembered();
let rate = before?.rate ?? 1;
let running = null;
let timer = 0;
let pause = RETRY_MS;
// By how much the device's wall clock is ahead of its steady one, when both were last compared.
let ahead = Date.now() - performance.now();
let jumps = 0;

/** The server's time in ms since 1970; as an earlier page knew it until the first answer has come. */
export function serverNow() {
  noticeJump();
  if (anchor === null) return before ? before.server + (Date.now() - before.wall) * rate : Date.now();
  return anchor.server + (performance.now() - anchor.at) * rate;
}

/** Server ms per real ms: 1, unless the server's clock is moved for a demonstration. */
export function clockRate() {
  return rate;
}

/** How wrong `serverNow()` may be, in ms; Infinity until the first answer has come. */
export function clockDoubt() {
  return anchor === null
    ? Infinity
    : (anchor.doubt + (performance.now() - anchor.at) * DRIFT) * rate;
}

/** Ask the server again. Resolves when the clock is set (true) or nobody answered (false). */
export function syncClock() {
  running ??= measure().finally(() => {
    running = null;
  });
  return running;
}

async function measure() {
  clearTimeout(timer);
  let best = null;
  for (let i = 0; i < SAMPLES; i += 1) {
    const sample = await ask();
    // What was measured before the device slept is of another clock than what comes after.
    if (best !== null && best.jumps !== jumps) best = null;
    if (sample === null && best === null && i > 1) break;
    if (sample !== null && (best === null || sample.doubt < best.doubt)) best = sample;
    if (sample !== null && anchor === null) adopt(sample); // a first guess beats none
    if (i < SAMPLES - 1) await new Promise((done) => setTimeout(done, PAUSE_MS));
  }
  if (best !== null) adopt(best);
  timer = setTimeout(syncClock, nextPause(best) * (0.9 + 0.2 * Math.random()));
  return best !== null;
}

function nextPause(best) {
  if (best === null) return RETRY_MS;
  pause = best.doubt > GOOD_MS ? Math.min(2 * pause, AGAIN_MS) : RETRY_MS;
  return best.doubt > GOOD_MS ? pause : AGAIN_MS;
}

async function ask() {
  const known = jumps;
  const asked = performance.now();
  try {
    const response = await fetch("/t", {
      cache: "no-store",
      credentials: "omit",
      signal: AbortSignal.timeout?.(PATIENCE_MS),
    });
    const answered = performance.now();
    if (!response.ok) return null;
    const told = await response.json();
    noticeJump();
    if (jumps !== known) return null;
    rate = told.rate;
    const half = (answered - asked) / 2;
    return { at: answered, server: told.ms + half * rate, doubt: half, jumps };
  } catch {
    return null;
  }
}

function adopt(sample) {
  if (anchor !== null) {
    const expected = anchor.server + (sample.at - anchor.at) * rate;
    const doubt = anchor.doubt + (sample.at - anchor.at) * DRIFT;
    // A worse measurement that agrees with what we know tells nothing new.
    if (sample.doubt > doubt && Math.abs(sample.server - expected) <= (sample.doubt + doubt) * rate) {
      return;
    }
  }
  anchor = sample;
  remember();
  document.dispatchEvent(new CustomEvent("clock:set", { detail: { doubt: sample.doubt } }));
}

function remember() {
  const known = { server: serverNow(), wall: Date.now(), rate };
  try {
    localStorage.setItem("clock", JSON.stringify(known));
  } catch {
    // Then a page without network goes by the device's own clock.
  }
}

function remembered() {
  try {
    return JSON.parse(localStorage.getItem("clock"));
  } catch {
    return null;
  }
}

/**
 * On many devices `performance.now()` stands still while they sleep. If the wall clock ran on
 * without it, assume that, and ask the server as soon as it can be reached: until then the
 * clock goes on, also without network.
 */
function noticeJump() {
  const jump = Date.now() - performance.now() - ahead;
  // A small one is not forgotten: several in a row are as bad as a large one.
  if (Math.abs(jump) < JUMP_MS) return;
  ahead += jump;
  jumps += 1;
  if (anchor !== null && jump > 0) {
    anchor = { ...anchor, server: anchor.server + jump * rate, doubt: Infinity };
  } else if (anchor !== null) {
    anchor = { ...anchor, doubt: Infinity };
  }
  syncClock();
}

function awake() {
  if (document.visibilityState === "hidden") return;
  noticeJump();
  syncClock();
}

document.addEventListener("visibilitychange", awake);
window.addEventListener("pageshow", (event) => event.persisted && awake());
window.addEventListener("online", awake);
setInterval(noticeJump, 1000);

/** Resolves once with the first answer of the server. */
export const clockReady = new Promise((ready) => {
  document.addEventListener("clock:set", ready, { once: true });
});

syncClock();
