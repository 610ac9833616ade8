/**
 * Follows the live channel of a page.
 *
 *     <main {% live channel grant renew_url rev %}> … <script type="module" src="push/live.js">
 *
 * Every new revision is dispatched on `document` as `live:snapshot`, with
 * `detail = {rev, snapshot}`. How we stand is on `<html data-live-state>`: "connecting",
 * "connected", "reconnecting" (the page is offline, its clock goes on) or "ended" (the reader may
 * no longer see it; reload), and told by `live:state`.
 *
 * A stream if one can be had; while there is none, polling with an ETag. Hidden pages let go of
 * their stream after a minute, unless they say `data-live-always` (a projector's window).
 */

import { refreshParts } from "./parts.js";

const STREAM_SILENCE_MS = 45_000; // the server sends a sign of life every 15 s
const OPEN_MS = 10_000;
const HIDDEN_MS = 60_000;
const NAP_MS = 20_000; // after a longer sleep an open stream is not to be trusted
const POLL_MS = [2000, 5000];
const RETRY_MS = [300, 1500];
const RETRY_MAX_MS = 15_000;
const PATIENCE_MS = 8000;
const TOKEN_SECONDS = 15 * 60;

const between = ([least, most]) => least + Math.random() * (most - least);

let latest = null;

/** Call `listener({rev, snapshot})` for the newest revision, if there is one, and all to come. */
export function onSnapshot(listener) {
  if (latest !== null) listener(latest);
  document.addEventListener("live:snapshot", (event) => listener(event.detail));
}

class Live {
  constructor(host) {
    this.url = host.dataset.liveUrl ?? "/live";
    this.renewUrl = host.dataset.liveRenew;
    this.always = "liveAlways" in host.dataset;
    this.pageRev = Number(host.dataset.liveRev ?? -1);
    this.rev = -1;
    this.stream = null;
    this.failures = 0;
    this.timers = {};
    this.keep(host.dataset.liveToken, TOKEN_SECONDS);
  }

  start() {
    this.say("connecting");
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.wake();
      else if (!this.always) this.later("hide", HIDDEN_MS, () => this.rest());
    });
    window.addEventListener("pageshow", (event) => event.persisted && this.wake(true));
    window.addEventListener("online", () => this.wake(true));
    window.addEventListener("offline", () => this.lost());
    window.addEventListener("pagehide", () => this.rest());
    setInterval(() => this.watch(), 5000);
    this.open();
  }

  // --- The token ---

  keep(token, seconds) {
    this.token = token;
    this.tokenDies = Date.now() + seconds * 1000;
    if (this.renewUrl === undefined) return;
    // Well before its end, and not everybody in the same second.
    this.later("renew", seconds * 1000 * between([0.6, 0.85]), () => this.renew());
  }

  /** Ask for the next token, then for a stream that lives on it. */
  async renew() {
    if (this.ended || this.renewing || this.resting) return;
    if (this.renewUrl === undefined) {
      this.end();
      return;
    }
    this.renewing = true;
    try {
      const response = await ask(this.renewUrl, { credentials: "same-origin" });
      const json = response.headers.get("content-type")?.includes("json");
      if (response.ok && json && !response.redirected) {
        const { token, seconds } = await response.json();
        this.keep(token, seconds);
        this.open();
      } else if (response.ok || [401, 403, 404, 410].includes(response.status)) {
        this.end(); // another page instead of a token: signed out
      } else {
        this.lost();
      }
    } catch {
      this.lost();
    } finally {
      this.renewing = false;
    }
  }

  // --- The stream ---

  open() {
    if (this.ended || this.resting) return;
    this.cancel("retry");
    this.cancel("hide");
    this.coming?.close();
    const stream = new EventSource(`${this.url}?token=${encodeURIComponent(this.token)}`);
    this.coming = stream;
    this.later("open", OPEN_MS, () => this.fail(stream));
    const alive = () => {
      this.heardAt = { wall: Date.now(), steady: performance.now() };
    };
    stream.onopen = () => {
      // The old stream is let go of only now: between two tokens nothing is missed.
      if (this.coming === stream) {
        this.stream?.close();
        this.stream = stream;
        this.coming = null;
        this.cancel("open", "poll");
      }
      this.failures = 0;
      alive();
      this.say("connected");
    };
    stream.onmessage = (event) => {
      alive();
      this.take(Number(event.lastEventId), event.data);
    };
    stream.addEventListener("beat", alive);
    stream.addEventListener("end", (event) => {
      if (this.stream !== stream) return;
      this.drop();
      if (event.data === "restart") this.lost();
      else this.renew();
    });
    stream.onerror = () => this.fail(stream);
  }

  fail(stream) {
    if (stream === this.coming && this.stream) {
      stream.close(); // the one before still speaks: keep it, and try again
      this.coming = null;
      this.cancel("open");
      this.retry();
    } else if (stream === this.stream || stream === this.coming) {
      this.lost();
    }
  }

  drop() {
    this.stream?.close();
    this.coming?.close();
    this.stream = this.coming = null;
    this.cancel("open");
  }

  /** The stream is gone: poll, and try for another one ever more patiently. */
  lost() {
    if (this.ended || this.resting) return;
    this.drop();
    if (!this.timers.poll && !this.polling) this.later("poll", between([0, 500]), () => this.poll());
    this.retry();
    if (!navigator.onLine) this.say("reconnecting");
  }

  retry() {
    if (this.timers.retry) return;
    const pause = Math.min(between(RETRY_MS) * 2 ** this.failures, RETRY_MAX_MS);
    this.failures += 1;
    this.later("retry", pause, () => this.open());
  }

  watch() {
    if (this.stream && this.silence() > STREAM_SILENCE_MS) this.lost();
  }

  silence() {
    const { wall, steady } = this.heardAt;
    return Math.max(Date.now() - wall, performance.now() - steady);
  }

  // --- Polling ---

  async poll() {
    if (this.ended || this.resting || this.stream) return;
    this.polling = true;
    try {
      const response = await ask(`${this.url}/snapshot?token=${encodeURIComponent(this.token)}`, {
        credentials: "omit",
        headers: this.rev < 0 ? {} : { "If-None-Match": `"${this.rev}"` },
      });
      if (response.status === 401 || response.status === 403) {
        await this.renew();
      } else if (response.ok || response.status === 304) {
        if (response.status === 200) {
          const rev = Number(/\d+/.exec(response.headers.get("etag"))[0]);
          this.take(rev, await response.text());
        }
        this.say("connected");
      } else {
        this.say("reconnecting");
      }
    } catch {
      if (!this.stream) this.say("reconnecting");
    } finally {
      this.polling = false;
    }
    if (!this.stream) this.later("poll", between(POLL_MS), () => this.poll());
  }

  // --- What came ---

  take(rev, text) {
    if (rev <= this.rev) return;
    const snapshot = JSON.parse(text);
    this.rev = rev;
    latest = { rev, snapshot };
    document.dispatchEvent(new CustomEvent("live:snapshot", { detail: latest }));
    refreshParts(snapshot, rev > this.pageRev);
  }

  say(state) {
    const html = document.documentElement;
    if (this.ended || html.dataset.liveState === state) return;
    html.dataset.liveState = state;
    document.dispatchEvent(new CustomEvent("live:state", { detail: { state } }));
  }

  // --- Sleeping and waking ---

  rest() {
    this.resting = true;
    this.drop();
    this.cancel("retry", "poll", "renew", "hide");
  }

  wake(surely = false) {
    this.cancel("hide");
    const rested = this.resting;
    this.resting = false;
    if (this.ended) return;
    if (this.renewUrl !== undefined && Date.now() > this.tokenDies - 60_000) this.renew();
    else if (rested || surely || !this.stream || this.silence() > NAP_MS) this.open();
    if (!this.timers.renew) this.keep(this.token, (this.tokenDies - Date.now()) / 1000);
  }

  end() {
    this.rest();
    this.say("ended");
    this.ended = true;
  }

  later(name, ms, what) {
    clearTimeout(this.timers[name]);
    this.timers[name] = setTimeout(() => {
      this.timers[name] = 0;
      what();
    }, Math.max(ms, 0));
  }

  cancel(...names) {
    for (const name of names) {
      clearTimeout(this.timers[name]);
      this.timers[name] = 0;
    }
  }
}

function ask(url, options) {
  return fetch(url, { cache: "no-store", signal: AbortSignal.timeout?.(PATIENCE_MS), ...options });
}

const host = document.querySelector("[data-live-token]");
if (host !== null) new Live(host).start();
