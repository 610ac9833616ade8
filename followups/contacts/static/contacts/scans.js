/**
 * Scans of badges that this phone keeps while there is no network, and sends as soon as there is.
 * Each says how long ago it was made. The server takes the same scan twice for one, so whatever
 * got no answer is simply sent again.
 *
 * Any page with `data-scans` (whose they are) that loads this sends what an earlier page kept.
 */

import { queue, queued, sent } from "../web/js/kept.js";
import { say } from "../web/js/toast.js";
import { renewToken, token } from "../web/js/token.js";

const PATIENCE_MS = 8000;
const RETRY_MS = [2000, 20_000];

let busy = false;
let failures = 0;
let timer = 0;
let signedOut = false;

const channel = () => document.querySelector("[data-scans]")?.dataset.scans ?? "";

/** How many scans are kept, and whether one has to sign in before they can be sent. */
export async function waiting() {
  return { count: (await queued(channel())).length, signedOut };
}

/** Keep a scan, `{code, how, fields, url}`; the same badge once more replaces what was wanted of it. */
export async function keep(scan) {
  for (const { n, value } of await queued(channel())) {
    if (value.code === scan.code && value.how === scan.how) await sent(n);
  }
  await queue(channel(), { ...scan, at: Date.now() });
  tell();
  send();
}

/** Send what waits; with `anew`, without waiting for the next try. */
export async function send(anew = false) {
  if (anew) failures = 0;
  else if (timer) return;
  clearTimeout(timer);
  timer = 0;
  if (busy || !channel()) return;
  busy = true;
  try {
    for (const { n, value } of await queued(channel())) {
      const answer = await post(value);
      if (!answer) return later();
      await sent(n);
      failures = 0;
      tell(answer);
    }
  } finally {
    busy = false;
  }
}

/** What the server says of a scan, in words; null where it can't be asked now. */
async function post(scan, again = true) {
  const body = new URLSearchParams({ how: scan.how, card: "1", ago: String(Math.max(0, Date.now() - scan.at)) });
  for (const field of scan.fields) body.append("fields", field);
  let response;
  try {
    const headers = { Accept: "application/json", "X-CSRFToken": token() };
    response = await fetch(scan.url, { method: "POST", body, headers, signal: AbortSignal.timeout?.(PATIENCE_MS) });
    if (response.status >= 500 || response.status === 429) return null;
  } catch {
    return null;
  }
  signedOut = response.redirected;
  if (response.redirected) return null;
  if (response.status === 403) {
    if (!again) return null;
    const found = await renewToken(location.pathname);
    signedOut = found === "signed-out";
    return found === "fresh" ? post(scan, false) : null;
  }
  const json = response.headers.get("content-type")?.includes("json");
  return json ? await response.json() : { said: "nobody", words: "" };
}

function later() {
  const pause = Math.min(RETRY_MS[0] * 2 ** failures, RETRY_MS[1]) * (0.7 + Math.random() * 0.6);
  failures += 1;
  timer = setTimeout(() => {
    timer = 0;
    send();
  }, pause);
  tell();
}

/** `scans:changed` says how many wait, and what came of the one that was just sent. */
async function tell(answer = null) {
  if (answer?.words) say(answer.words, answer.said === "gone" || answer.said === "nobody" ? "error" : "success");
  document.dispatchEvent(new CustomEvent("scans:changed", { detail: { ...(await waiting()), answer } }));
}

addEventListener("online", () => send(true));
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && send(true));
send();
