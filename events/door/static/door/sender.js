/**
 * Sends taps in the order in which they were made, and the same ones again until the server has
 * answered. They wait on the device: without network, and through a reload.
 */

import { queue, queued, sent } from "../web/js/kept.js";
import { renewToken, token } from "../web/js/token.js";

const PATIENCE_MS = 10_000;
const RETRY_MS = [1500, 15_000];
const AT_ONCE = 25;

/** `state` is "ready", "sending", "offline", "signed-out" or "forbidden". */
export class Sender {
  state = "ready";
  // How many wait on the device, and how many are just being put there.
  stored = 0;
  coming = 0;
  failures = 0;
  atOnce = AT_ONCE;
  timer = 0;

  constructor({ url, channel, page, onAnswer, onState }) {
    Object.assign(this, { url, channel, page, onAnswer, onState });
    addEventListener("online", () => this.send(true));
    addEventListener("offline", () => this.say("offline"));
  }

  /** What was left waiting by an earlier page. */
  async left() {
    const rows = await queued(this.channel);
    this.stored = rows.length;
    return rows.map(({ value }) => value);
  }

  get waiting() {
    return this.stored + this.coming;
  }

  async add(tap) {
    this.coming += 1;
    this.onState(this);
    await queue(this.channel, tap);
    this.coming -= 1;
    this.stored += 1;
    this.more = true;
    this.send();
  }

  /** Send what waits; with `anew`, without waiting for the next try. */
  async send(anew = false) {
    if (anew) this.failures = 0;
    else if (this.timer) return;
    clearTimeout(this.timer);
    this.timer = 0;
    if (this.busy) return;
    this.busy = true;
    try {
      do this.more = false;
      while ((await this.sendSome()) || (this.more && !this.timer));
    } finally {
      this.busy = false;
    }
  }

  async sendSome() {
    const all = await queued(this.channel);
    this.stored = all.length;
    const rows = all.slice(0, this.atOnce);
    if (!rows.length) {
      this.say("ready");
      return false;
    }
    const answers = await this.post(rows.map(({ value }) => value));
    if (answers === null) return false;
    for (const { n, value } of rows) {
      await sent(n);
      this.stored -= 1;
      await this.onAnswer(value, answers.find(({ id }) => id === value.id) ?? { id: value.id, said: "unreadable" });
    }
    this.failures = 0;
    this.say(this.waiting ? "sending" : "ready");
    return true;
  }

  /** The answers; null where there are none yet, and these taps wait. */
  async post(taps, again = true) {
    const now = Date.now();
    let response;
    try {
      response = await fetch(this.url, {
        method: "POST",
        body: JSON.stringify({ taps: taps.map((tap) => ({ ...tap, ago: now - tap.at })) }),
        headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
        signal: AbortSignal.timeout?.(PATIENCE_MS),
      });
      if (response.status >= 500 || response.status === 429) throw new Error("not now");
      if (response.ok && !response.redirected) return (await response.json()).answers;
    } catch {
      this.later();
      return null;
    }
    if (response.status === 400) return this.unreadable(taps);
    if (response.status === 403 && again && (await this.renew())) return this.post(taps, false);
    if (this.state !== "signed-out") this.say(response.redirected ? "signed-out" : "forbidden");
    return null;
  }

  /** One of these can't be understood: it must not keep the others waiting. */
  unreadable(taps) {
    if (taps.length === 1) return [{ id: taps[0].id, said: "unreadable" }];
    this.atOnce = 1;
    this.timer = setTimeout(() => {
      this.timer = 0;
      this.send();
    });
    return null;
  }

  /** Who has signed in again has another token. */
  async renew() {
    const found = await renewToken(this.page);
    if (found === "signed-out") this.say("signed-out");
    return found === "fresh";
  }

  later() {
    this.say("offline");
    const pause = Math.min(RETRY_MS[0] * 2 ** this.failures, RETRY_MS[1]) * (0.7 + Math.random() * 0.6);
    this.failures += 1;
    this.timer = setTimeout(() => {
      this.timer = 0;
      this.send();
    }, pause);
  }

  say(state) {
    this.state = state;
    this.onState(this);
  }
}
