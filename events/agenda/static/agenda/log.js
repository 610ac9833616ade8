/**
 * What the commands of a live event mean, one after the other: the twin of `log.py`.
 *
 * So that a device goes on without network: it has the log, appends what is tapped, and knows where
 * the event is. `formats(key)` gives the pure half of a format; entries are
 * `{rev, kind, at, payload, system}`.
 */

import { roundEven } from "./shares.js";
import { current, drift, find, goesOnAt, isLive, momentOf, neighbour, partOf, planned, read, started, stopped, sum } from "./state.js";

const LONGEST_EXTENSION = 3600;
const LONGEST_WHISPER = 80;
const POLICIES = ["shift", "absorb", "keep"];

/** A command that makes no sense in the state it would meet; `reason` is the server's own code. */
export class Refused extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/** What stands of a log: without what was undone. */
function standing(log) {
  const undone = new Set();
  const kept = [];
  for (const entry of [...log].reverse()) {
    if (undone.has(entry.rev)) continue;
    if (entry.kind === "undo") undone.add(entry.payload.rev);
    kept.push(entry);
  }
  return kept.reverse();
}

/** What counts of a log: without what was undone, and with what was undone and redone. */
export function effective(log) {
  return standing(log).filter(({ kind }) => kind !== "undo");
}

/**
 * When the next segment begins by itself, or should have; null if somebody has to tap. It happens
 * once: whoever takes it back goes on by hand, unless she gives the segment more time.
 */
export function due(state, log) {
  const at = goesOnAt(state);
  return log.some(({ payload }) => payload.auto === at) ? null : at;
}

/** The last thing somebody did, the one that "undo" takes back. */
export function undoable(log) {
  return lastTapped(effective(log));
}

const lastTapped = (log) => [...log].reverse().find(({ system }) => !system) ?? null;

/** The undo at the end of a log, if that is how it ends: undoing it is redoing. */
export function redoable(log) {
  const last = lastTapped(standing(log));
  if (last?.kind !== "undo") return null;
  return log.find(({ rev }) => rev === last.payload.rev).kind === "undo" ? null : last;
}

/** The state after a log. What nobody tapped for is passed over where it makes no sense any more. */
export function replay(before, log, formats) {
  return effective(log).reduce((state, entry) => {
    try {
      return step(state, entry, formats);
    } catch (error) {
      if (error instanceof Refused && entry.system) return state;
      throw error;
    }
  }, before);
}

/** The state when one more command follows a log, or `Refused`. */
export function append(before, log, entry, formats) {
  if (entry.kind !== "undo") return step(replay(before, log, formats), entry, formats);
  if (!standing(log).some(({ rev }) => rev === entry.payload.rev)) throw new Refused("nothing_to_undo");
  try {
    return replay(before, [...log, entry], formats);
  } catch (error) {
    if (error instanceof Refused) throw new Refused("undo_later_first");
    throw error;
  }
}

/** The state after one command, or `Refused`. */
export function step(state, entry, formats) {
  if (entry.kind === "start") return start(state, entry, formats);
  if (!isLive(state)) throw new Refused(state.status === "waiting" ? "not_started" : "over");
  if (entry.kind.includes(".")) return formatCommand(state, entry, formats);
  if (!Object.hasOwn(VERBS, entry.kind)) throw new Refused("unknown_command");
  return VERBS[entry.kind](state, entry);
}

function start(state, entry, formats) {
  if (state.status !== "waiting") throw new Refused("already_started");
  const agenda = entry.payload.agenda ?? [];
  if (!agenda.length) throw new Refused("empty_agenda");
  const parts = agenda.map(planned).map((plan) => partOf(plan, formats(plan.format).initial(plan)));
  const begun = {
    ...state,
    plannedStart: Date.parse(entry.payload.planned_start),
    parts,
    status: "running",
    startedAt: entry.at,
  };
  return enter(begun, 0, entry.at);
}

const VERBS = {
  next(state, entry) {
    const index = neighbour(state, +1);
    if (index === null) throw new Refused("last_segment");
    return enter(leave(state, entry.at), index, entry.at);
  },
  back(state, entry) {
    const index = neighbour(state, -1);
    if (index === null) throw new Refused("first_segment");
    return enter(leave(state, entry.at), index, entry.at);
  },
  go(state, entry) {
    const index = find(state, entry.payload.segment);
    if (index === null) throw new Refused("no_such_segment");
    if (index === state.index) throw new Refused("already_there");
    return enter(having(leave(state, entry.at), index, { skipped: false }), index, entry.at);
  },
  skip(state, entry) {
    const index = "segment" in entry.payload ? find(state, entry.payload.segment) : state.index;
    if (index === null) throw new Refused("no_such_segment");
    if (index < state.index || state.parts[index].skipped) throw new Refused("segment_is_past");
    const moved = index === state.index ? VERBS.next(state, entry) : state;
    return having(moved, index, { skipped: true });
  },
  pause(state, entry) {
    if (state.status === "paused") throw new Refused("already_paused");
    return enter({ ...leave(state, entry.at), status: "paused" }, state.index, entry.at);
  },
  resume(state, entry) {
    if (state.status === "running") throw new Refused("not_paused");
    return enter({ ...leave(state, entry.at), status: "running" }, state.index, entry.at);
  },
  close(state, entry) {
    return { ...leave(state, entry.at), status: "over", endedAt: entry.at };
  },
  extend(state, entry) {
    const { seconds } = entry.payload;
    const most = Math.abs(seconds);
    if (!Number.isInteger(seconds) || !(most > 0 && most <= LONGEST_EXTENSION)) throw new Refused("unknown_command");
    const part = current(state);
    let wanted = part.length + seconds * 1000;
    if (seconds < 0) wanted = Math.min(Math.max(wanted, read(part.watch, entry.at)), part.length);
    return charge(having(state, state.index, { length: wanted }), wanted - part.length, policyOf(entry, "shift"));
  },
  say(state, entry) {
    const { text } = entry.payload;
    const said = typeof text === "string" ? text.split(/\s+/).filter(Boolean).join(" ") : "";
    if (!said || [...said].length > LONGEST_WHISPER) throw new Refused("no_such_words");
    return { ...state, whisper: { rev: entry.rev, seen: false } };
  },
  seen(state, entry) {
    const { whisper } = state;
    if (!entry.system || !whisper || whisper.seen || whisper.rev !== entry.payload.rev) throw new Refused("nothing_said");
    return { ...state, whisper: { ...whisper, seen: true } };
  },
  recover(state, entry) {
    const late = drift(state, entry.at);
    if (late <= 0) throw new Refused("not_late");
    return charge(state, late, policyOf(entry, "keep"));
  },
};

function policyOf(entry, otherwise) {
  const policy = entry.payload.policy ?? otherwise;
  if (!POLICIES.includes(policy)) throw new Refused("unknown_command");
  return policy;
}

/** Take `excess` from the segments to come, as far as they have it, in whole seconds. */
function charge(state, excess, policy) {
  const ahead = state.parts.map((_, index) => index).filter((index) => index > state.index && !state.parts[index].skipped);
  if (policy === "shift" || !ahead.length) return state;
  const lengths = ahead.map((index) => state.parts[index].length);
  const owed = Math.min(excess, sum(lengths, Number));
  const left = policy === "absorb" ? fromTheNext(lengths, owed) : inProportion(lengths, owed);
  return ahead.reduce((moved, index, at) => having(moved, index, { length: left[at] }), state);
}

function fromTheNext(lengths, owed) {
  return lengths.map((length) => {
    const taken = Math.min(owed, length);
    owed -= taken;
    return length - taken;
  });
}

/** Take a total from several lengths in proportion; the parts add up to it exactly. */
function inProportion(lengths, owed) {
  let whole = sum(lengths, Number);
  return lengths.map((length) => {
    const share = whole ? micro(owed * (length / whole)) : 0;
    let taken = Math.min(roundEven(share / 1000) * 1000, length, owed);
    if (length === whole) taken = owed;
    whole -= length;
    owed -= taken;
    return length - taken;
  });
}

// As Python rounds: to microseconds first, and halves to the even number.
const micro = (ms) => roundEven(ms * 1000) / 1000;

function formatCommand(state, entry, formats) {
  const [key] = entry.kind.split(".", 1);
  const index = find(state, entry.payload.segment ?? current(state).plan.id);
  if (index === null || state.parts[index].plan.format !== key) throw new Refused("no_such_segment");
  const part = state.parts[index];
  return having(state, index, { state: formats(key).apply(part.state, entry, momentOf(part, entry.at)) });
}

function enter(state, index, at) {
  const part = state.parts[index];
  const beganAt = part.beganAt ?? at;
  const watch = state.status === "paused" ? { pause: started(part.pause, at) } : { watch: started(part.watch, at) };
  return having({ ...state, index }, index, { ...watch, beganAt });
}

function leave(state, at) {
  const part = state.parts[state.index];
  return having(state, state.index, { watch: stopped(part.watch, at), pause: stopped(part.pause, at) });
}

function having(state, index, changes) {
  return { ...state, parts: state.parts.map((part, at) => (at === index ? { ...part, ...changes } : part)) };
}
