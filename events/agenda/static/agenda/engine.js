/**
 * Runs an event on this device as far as the network is away: the log as the server last told it
 * (the pack), and what was tapped here since. Both are kept, so that a reload loses nothing and the
 * windows of one device are in step; they tell each other when there is something new.
 */

import { get, put, queue, queued, sent } from "../web/js/kept.js";
import { renewToken, token } from "../web/js/token.js";
import { Refused, append, due, redoable, replay, undoable } from "./log.js";
import { momentOf, current, snapshot, waiting } from "./state.js";

const PATIENCE_MS = 10_000;
const DAY_MS = 24 * 60 * 60 * 1000;

export class Engine {
  pack = null;
  taps = []; // made here, not yet at the server: `{id, kind, payload, at, undoes}`
  numbers = []; // under which they are kept
  state = null;

  constructor({ key, doorKey, urls, formats }) {
    Object.assign(this, { key, doorKey, urls, formats });
    this.windows = globalThis.BroadcastChannel ? new BroadcastChannel(key) : null;
  }

  /** Hear of what another window of this device did. */
  onOther(hear) {
    if (this.windows) this.windows.onmessage = hear;
  }

  get ready() {
    return this.pack !== null;
  }

  /** Whether something was tapped here that the server hasn't heard of. */
  get ahead() {
    return this.taps.length > 0;
  }

  get rev() {
    return this.pack.rev + this.taps.length;
  }

  /** Take what is kept on this device. */
  async restore() {
    const kept = await get(this.key);
    if (kept && (!this.pack || kept.rev >= this.pack.rev)) this.pack = kept;
    const rows = await queued(this.key);
    this.numbers = rows.map(({ n }) => n);
    this.taps = rows.map(({ value }) => value);
    this.compute();
  }

  /** Ask the server for the log and all that goes with it; whether it answered. */
  async fetch() {
    this.asking ??= json(this.urls.kept).finally(() => {
      this.asking = null;
    });
    const told = await this.asking;
    if (told && !this.ahead && told.rev >= (this.pack?.rev ?? -1)) await this.take(told);
    return Boolean(told);
  }

  /** Take a command that the server has just answered: the next one may find no network. */
  async learn(entry) {
    if (this.ready && !this.ahead && entry.rev === this.pack.rev + 1) {
      await this.take({ ...this.pack, rev: entry.rev, log: [...this.pack.log, entry] });
    }
  }

  async take(told) {
    this.pack = told;
    this.compute();
    await put(this.key, told, Date.now() + DAY_MS);
  }

  compute() {
    if (!this.ready) return;
    const log = this.log();
    try {
      this.state = replay(this.before(), log, this.formats);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      // What was tapped here no longer follows from what the server says: it will tell us why.
      this.state = replay(this.before(), this.pack.log, this.formats);
    }
  }

  before() {
    return waiting(this.pack.agenda, this.pack.planned_start);
  }

  log() {
    const own = this.taps.map((tap, index) => ({ ...tap, rev: this.pack.rev + index + 1, system: false }));
    return [...this.pack.log, ...own];
  }

  snapshot(now) {
    return snapshot(this.rev, this.state, now, this.formats, due(this.state, this.log()));
  }

  undoable() {
    return undoable(this.log());
  }

  redoable() {
    return redoable(this.log());
  }

  /** Make a tap here. Raises `Refused`, and then nothing was tapped. */
  async tap({ id, kind, payload }, at) {
    const { here } = await this.arrivals();
    const decided = this.decide(kind, payload, at, here);
    const tap = { id, kind, payload: decided, at, undoes: this.undone(kind, payload) };
    this.state = append(this.before(), this.log(), { ...tap, rev: this.rev + 1, system: false }, this.formats);
    this.taps.push(tap);
    this.numbers.push(await queue(this.key, tap));
    this.windows?.postMessage("tapped");
  }

  undone(kind, { rev }) {
    const index = rev - this.pack.rev - 1;
    return kind === "undo" && index >= 0 ? this.taps[index].id : null;
  }

  /** What the server would look up or draw, from what this device has. */
  decide(kind, payload, at, here) {
    if (kind === "start") return { agenda: this.pack.agenda, planned_start: new Date(this.pack.planned_start).toISOString() };
    const part = current(this.state);
    const [key, verb] = kind.split(".");
    const { decide } = this.formats(key);
    if (!verb || !part || !decide) return payload;
    const kept = this.pack.parts[part.plan.id] ?? {};
    const more = { here, kept, people: this.pack.people, moment: momentOf(part, at) };
    return { ...decide(part.state, verb, payload, more), segment: part.plan.id };
  }

  /** Who is here, in the order in which they came: as the server said, and as this device's door knows. */
  async arrivals() {
    const here = new Set(this.pack.here);
    const names = new Map(Object.entries(this.pack.people).map(([name, { guest }]) => [guest, name]));
    const told = (await get(this.doorKey))?.here ?? {};
    const came = Object.entries(told).sort(([, one], [, two]) => one.at - two.at);
    for (const [guest] of came) if (names.has(Number(guest))) here.add(names.get(Number(guest)));
    for (const { value: tap } of await queued(this.doorKey)) {
      if (!names.has(tap.guest)) continue;
      if (tap.does === "in") here.add(names.get(tap.guest));
      if (tap.does === "undo") here.delete(names.get(tap.guest));
    }
    return { here: [...here] };
  }

  /**
   * Send what was tapped. Returns what the server said: `{snapshot, refused}`, `{others}` where
   * another console commanded meanwhile, `{signedOut}` where somebody has to sign in first, or null
   * while it can't be reached.
   */
  async send({ insist = false } = {}, now = Date.now()) {
    const body = {
      base: this.pack.rev,
      insist,
      taps: this.taps.map(({ id, kind, payload, at, undoes }) => ({ id, kind, payload, undoes, ago: Math.max(0, now - at) })),
    };
    const numbers = [...this.numbers];
    const told = await this.post(body);
    if (told?.signedOut) return told;
    if (!told || told.others) return told;
    // Only with the server's own log in their place are they let go of; sent twice they count once.
    const fresh = await json(this.urls.kept);
    if (!fresh) return null;
    await this.take(fresh);
    await this.forget(numbers);
    return told;
  }

  async post(body, again = true) {
    const response = await ask(this.urls.catchUp, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
    });
    if (response?.status === 403 && again) {
      const found = await renewToken(location.pathname);
      return found === "fresh" ? this.post(body, false) : found === "signed-out" ? { signedOut: true } : null;
    }
    if (response?.redirected) return { signedOut: true };
    return response && (response.ok || response.status === 409) ? read(response) : null;
  }

  /** Let go of what was tapped here: it has been sent, or somebody decided against it. */
  async forget(numbers = [...this.numbers]) {
    for (const number of numbers) await sent(number);
    await this.restore();
    this.windows?.postMessage("sent");
  }
}

async function json(url) {
  const response = await ask(url);
  return response?.ok && !response.redirected ? read(response) : null;
}

async function ask(url, options = {}) {
  try {
    return await fetch(url, { cache: "no-store", signal: AbortSignal.timeout?.(PATIENCE_MS), ...options });
  } catch {
    return null;
  }
}

async function read(response) {
  try {
    return await response.json();
  } catch {
    return null;
  }
}
