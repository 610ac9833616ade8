/** The round table without network: the twin of `round_table/queue.py` and of its format. */

import { Refused } from "../agenda/log.js";
import { anchor, phase } from "../agenda/state.js";

const SHORTEST = 15_000;
const LONGEST = 300_000;
const WARN = 15_000;
const NOTHING = Object.freeze({ turn: 0, seats: [], began: 0, order: "", seed: "", taps: [] });
// What may be said before the first turn.
const BEFOREHAND = new Set(["open", "order", "move", "welcome"]);

export const initial = () => NOTHING;

export function apply(queue, { kind, payload }, moment) {
  const verb = kind.slice("round_table.".length);
  if (!Object.hasOwn(VERBS, verb)) throw new Refused("unknown_command");
  if (!opened(queue) && !BEFOREHAND.has(verb)) throw new Refused("not_open");
  let seated = queue;
  if (!opened(queue) && "guests" in payload) seated = { ...queue, seats: [...new Set(payload.guests)].map(waits) };
  seated = (payload.arrived ?? []).reduce(arrive, seated);
  return VERBS[verb](seated, payload, moment.elapsed);
}

const VERBS = {
  open: (queue, { turn_seconds: seconds }, at) => open(queue, seconds * 1000, at),
  order: (queue, { order, seed }) => choose(queue, order, seed),
  move: (queue, { guest, before }) => move(queue, guest, before),
  next,
  pass: (queue, { guest }, at) => giveUp(queue, "passed", at, guest),
  absent: (queue, { guest }, at) => giveUp(queue, "absent", at, guest),
  call: (queue, { guest }) => callAgain(queue, guest),
  back: (queue, _, at) => back(queue, at),
  arrive: (queue) => queue,
  welcome: (queue, { tap }) => ({ ...queue, taps: [...queue.taps, tap] }),
};

const opened = (queue) => queue.turn > 0;
const waits = (guest) => ({ guest, turn: "waiting", spoke: 0 });

function publicly(queue, moment) {
  const speaker = speaking(queue);
  const spoken = queue.seats.filter(({ turn }) => turn === "done" || turn === "passed").length;
  return {
    opened: opened(queue),
    number: spoken + (speaker ? 1 : 0),
    total: queue.seats.filter(({ turn }) => turn !== "absent").length,
    left: queue.seats.filter(({ turn }) => turn === "waiting").length,
    speaking: speaker?.guest ?? null,
    following: (opened(queue) && waitingFirst(queue)?.guest) || null,
    phases: speaker ? [phase("turn", anchor(moment, queue.began, queue.turn), { bell: "bowl", warn: WARN })] : [],
  };
}

export { publicly as public };

export const speaking = (queue) => queue.seats.find(({ turn }) => turn === "speaking") ?? null;
const waitingFirst = (queue) => queue.seats.find(({ turn }) => turn === "waiting") ?? null;

function open(queue, turn, at) {
  if (opened(queue)) throw new Refused("already_open");
  if (!(turn >= SHORTEST && turn <= LONGEST)) throw new Refused("no_such_turn");
  if (!queue.seats.length) throw new Refused("nobody_here");
  return call({ ...queue, turn }, at);
}

function choose(queue, order, seed) {
  if (opened(queue)) throw new Refused("already_open");
  return { ...queue, order, seed, seats: [] };
}

function move(queue, guest, before) {
  const waiting = (name) => queue.seats.find((seat) => seat.guest === name && seat.turn === "waiting");
  if (!waiting(guest) || guest === before || (before && !waiting(before))) throw new Refused("no_such_guest");
  const seats = queue.seats.filter((seat) => seat.guest !== guest);
  const place = before ? seats.indexOf(waiting(before)) : seats.length;
  return { ...queue, seats: [...seats.slice(0, place), waiting(guest), ...seats.slice(place)] };
}

function callAgain(queue, guest) {
  if (queue.seats.find((seat) => seat.guest === guest)?.turn !== "passed") throw new Refused("no_such_guest");
  return { ...queue, seats: [...queue.seats.filter((seat) => seat.guest !== guest), waits(guest)] };
}

function next(queue, _, at) {
  if (!speaking(queue) && !waitingFirst(queue)) throw new Refused("round_is_over");
  return call(end(queue, "done", at), at);
}

function giveUp(queue, turn, at, guest = null) {
  const seat = guest === null ? speaking(queue) : queue.seats.find((one) => one.guest === guest);
  if (!seat || !["speaking", "waiting"].includes(seat.turn)) throw new Refused("no_such_guest");
  return seat.turn === "speaking" ? call(end(queue, turn, at), at) : having(queue, { ...seat, turn });
}

function back(queue, at) {
  const speaker = speaking(queue);
  const earlier = speaker ? queue.seats.slice(0, queue.seats.indexOf(speaker)) : [...queue.seats];
  const before = earlier.reverse().find(({ turn }) => turn === "done" || turn === "passed");
  if (!before) throw new Refused("first_turn");
  const free = speaker ? having(queue, { ...speaker, turn: "waiting" }) : queue;
  return { ...having(free, { ...before, turn: "speaking", spoke: 0 }), began: at };
}

function arrive(queue, guest) {
  const seat = queue.seats.find((one) => one.guest === guest);
  if (seat && seat.turn !== "absent") return queue;
  const others = queue.seats.filter((one) => one.guest !== guest);
  return { ...queue, seats: [...others, waits(guest)] };
}

function end(queue, turn, at) {
  const seat = speaking(queue);
  return seat ? having(queue, { ...seat, turn, spoke: at - queue.began }) : queue;
}

function call(queue, at) {
  const seat = waitingFirst(queue);
  return seat ? { ...having(queue, { ...seat, turn: "speaking" }), began: at } : queue;
}

function having(queue, changed) {
  return { ...queue, seats: queue.seats.map((seat) => (seat.guest === changed.guest ? changed : seat)) };
}

// --- Without network ---

/** What the server would look up: who is here when it opens, and whoever came since. */
export function decide(queue, verb, payload, { here, kept, moment }) {
  if (verb === "order" || verb === "welcome") throw new Refused("no_such_guest");
  if (verb === "open") return { turn_seconds: payload.turn_seconds ?? moment.segment.options.turn_seconds ?? 60, guests: line(queue, here, kept) };
  if (!opened(queue)) return verb === "move" ? { ...payload, guests: line(queue, here, kept) } : payload;
  const seated = new Set(queue.seats.map(({ guest }) => guest));
  const arrived = here.filter((guest) => !seated.has(guest));
  if (verb === "arrive" && payload.guest) arrived.push(payload.guest);
  return arrived.length ? { ...payload, arrived } : payload;
}

/** Who speaks, in order: what was moved by hand, then as the server would have it, then who came. */
function line(queue, here, { line = [], missing = [] }) {
  const seated = queue.seats.map(({ guest }) => guest);
  const all = new Set([...seated, ...line, ...missing, ...here]);
  return [...all].filter((guest) => here.includes(guest));
}

export function console(queue, _, { people, here, words, fill }) {
  if (!opened(queue)) {
    return { lead: fill(words.present, { present: here.length }), primary: { kind: "round_table.open", label: words.first } };
  }
  const speaker = speaking(queue);
  const following = waitingFirst(queue);
  const { number, total } = publicly(queue, { at: 0, elapsed: 0, running: false });
  const name = (seat) => people[seat.guest]?.name ?? "…";
  const waiting = queue.seats.filter(({ turn }) => turn === "waiting");
  const then = following && fill(words.then, { name: name(following) });
  const place = fill(words.number, { number, total });
  const back = { kind: "round_table.back", label: words.back };
  const own = speaker ? [{ kind: "round_table.pass", label: words.passes, key: "x" }, { kind: "round_table.absent", label: words.absent, key: "a" }] : [];
  return {
    lead: speaker ? name(speaker) : following ? fill(words.late, { name: name(following) }) : words.finished,
    text: speaker && [place, then].filter(Boolean).join(" · "),
    primary: speaker || following ? { kind: "round_table.next", label: words.next } : null,
    buttons: [...own, ...(number > 1 || !speaker ? [back] : [])],
    summary: fill(words.left, { count: waiting.length }),
    rows: waiting.map((seat) => ({ first: name(seat), second: people[seat.guest]?.organisation })),
  };
}

export function screen(queue, _, { people, words, fill }) {
  const speaker = speaking(queue);
  if (!speaker) return { text: opened(queue) ? words.thanks : words.one_minute };
  const { number, total } = publicly(queue, { at: 0, elapsed: 0, running: false });
  const { name, organisation, headline } = people[speaker.guest] ?? { name: "…" };
  const following = waitingFirst(queue);
  return {
    over: fill(words.number, { number, total }),
    name,
    text: [organisation, headline && fill(words.quoted, { words: headline })].filter(Boolean).join(" · "),
    ...(following ? { next: fill(words.following, { name: people[following.guest]?.name ?? "…" }) } : {}),
  };
}
