/** Impromptu without network: the twin of `impromptu/course.py` and `rounds.py`. */

import { Refused } from "../agenda/log.js";
import { anchor, phase, sum } from "../agenda/state.js";

const SECOND = 1000;
const BRIEFING = 60 * SECOND;
const TOGETHER = 60 * SECOND;
const ROOM_FOR_TOGETHER = 240 * SECOND;
const WARN = 10 * SECOND;
const WARN_REST = 60 * SECOND;

export const initial = () => ({ rounds: [], gone: [] });

export function apply(course, { kind, payload }, moment) {
  const verb = kind.slice("impromptu.".length);
  if (!Object.hasOwn(VERBS, verb)) throw new Refused("unknown_command");
  return VERBS[verb](course, payload, moment);
}

function publicly(course, moment) {
  const settings = settingsOf(moment.segment.options);
  const last = lastOf(course.rounds) ?? null;
  const told = {
    stage: stage(course, moment),
    round: last ? last.number : 0,
    rounds: Math.max(settings.rounds, course.rounds.length),
    tables: last ? last.tables.length : 0,
    phases: phases(course, moment),
  };
  if (last?.tables.some(({ guests }) => guests.length > 2)) told.trio = phases(course, moment, true);
  return told;
}

export { publicly as public };

export function settingsOf(options) {
  return { rounds: options.rounds || 3, minutes: options.minutes || 4, cues: options.cues ?? true, move: options.move || 30 };
}

const lastOf = (items) => items[items.length - 1];
const duration = (steps) => sum(steps, ({ length }) => length);

function endOf(round) {
  if (round.began === null) return null;
  const whole = round.began + duration(round.steps);
  return round.stopped === null ? whole : Math.min(whole, round.stopped);
}

const isOn = (round, elapsed) => round.began !== null && elapsed < endOf(round);
const drawn = (course) => (lastOf(course.rounds)?.began === null ? lastOf(course.rounds) : null);
const on = (course, elapsed) => (course.rounds.length && isOn(lastOf(course.rounds), elapsed) ? lastOf(course.rounds) : null);

export function stage(course, moment) {
  if (drawn(course)) return "drawn";
  if (!course.rounds.length) return "briefing";
  return on(course, moment.elapsed) ? "on" : "over";
}

const VERBS = {
  draw(course, payload, moment) {
    if (drawn(course)) throw new Refused("already_drawn");
    if (on(course, moment.elapsed)) throw new Refused("round_is_on");
    if (!payload.tables.length) throw new Refused("too_few");
    return { ...course, rounds: [...course.rounds, seated(course.rounds.length + 1, payload)] };
  },
  redraw(course, payload, moment) {
    if (!drawn(course)) throw new Refused("nothing_drawn");
    return VERBS.draw({ ...course, rounds: course.rounds.slice(0, -1) }, payload, moment);
  },
  round(course, _, moment) {
    const round = drawn(course);
    if (!round) throw new Refused("nothing_drawn");
    return having(course, { ...round, began: moment.elapsed, steps: stepsOf(settingsOf(moment.segment.options)) });
  },
  stretch(course, payload, moment) {
    const round = on(course, moment.elapsed);
    if (!round) throw new Refused("no_round");
    const steps = stretched(round.steps, moment.elapsed - round.began, payload.seconds * SECOND);
    return having(course, { ...round, steps });
  },
  stop(course, _, moment) {
    const last = lastOf(course.rounds);
    if (!last || last.began === null || last.stopped !== null) throw new Refused("no_round");
    return having(course, { ...last, stopped: moment.elapsed });
  },
  join(course, payload, moment) {
    const round = drawn(course) ?? on(course, moment.elapsed);
    if (!round) throw new Refused("no_round");
    const { tables, leftOver, joker } = seated(round.number, { ...payload, question: round.question });
    return having(course, { ...round, tables, leftOver, joker });
  },
  absent(course, payload, moment) {
    const left = { ...course, gone: [...new Set([...course.gone, payload.guest])] };
    return "tables" in payload ? VERBS.join(left, payload, moment) : left;
  },
  unroomed(course, payload, moment) {
    const round = drawn(course) ?? on(course, moment.elapsed);
    if (!round) throw new Refused("no_round");
    if ("tables" in payload) return VERBS.join(course, payload, moment);
    const others = round.rooms.filter(([table]) => table !== payload.table);
    return having(course, { ...round, rooms: [...others, [payload.table, payload.to]] });
  },
  here(course, payload) {
    return { ...course, gone: course.gone.filter((guest) => guest !== payload.guest) };
  },
};

function seated(number, payload) {
  return {
    number,
    question: payload.question,
    tables: payload.tables,
    leftOver: payload.left_over,
    joker: payload.joker,
    rooms: [],
    steps: [],
    began: null,
    stopped: null,
  };
}

function having(course, round) {
  return { ...course, rounds: [...course.rounds.slice(0, -1), round] };
}

// --- The time of a round ---

function stepsOf({ minutes, cues, move }) {
  const whole = minutes * 60 * SECOND;
  const together = whole >= ROOM_FOR_TOGETHER ? TOGETHER : 0;
  const each = (whole - together) / 2;
  const shares = cues ? [["one", each], ["two", each], ["together", together]] : [["talk", whole]];
  const talk = shares.filter(([, length]) => length > 0);
  return [["move", move * SECOND], ...talk].map(([cue, length], index) => ({ cue, length, bell: index === talk.length ? "bowl" : "tick" }));
}

function stretched(steps, since, by) {
  let end = 0;
  let index = steps.findIndex(({ length }) => since < (end += length));
  if (index < 0) index = steps.length - 1;
  const longer = { ...steps[index], length: steps[index].length + Math.max(by, -Math.max(end - since, 0)) };
  return steps.map((step, at) => (at === index ? longer : step));
}

function forThree([move, ...talk]) {
  if (talk.length === 1) return [move, ...talk];
  const length = duration(talk) / 3;
  return [move, { cue: "one", length, bell: "tick" }, { cue: "two", length, bell: "tick" }, { cue: "three", length, bell: "bowl" }];
}

function phases(course, moment, trio = false) {
  const last = lastOf(course.rounds);
  let named;
  if (!last) named = [phase("briefing", anchor(moment, 0, BRIEFING), { bell: "tick", warn: WARN })];
  else if (last.began !== null && last.stopped === null) named = ofRound(trio ? forThree(last.steps) : last.steps, last.began, moment);
  else return [];
  const end = moment.elapsed + lastOf(named).left;
  return [...named, phase("rest", anchor(moment, end, moment.length - end), { warn: WARN_REST })];
}

function ofRound(steps, began, moment) {
  let start = began;
  return steps.map(({ cue, length, bell }) => {
    const counted = phase(cue, anchor(moment, start, length), { bell, warn: WARN });
    start += length;
    return counted;
  });
}

// --- Without network ---

/** The pairs drawn ahead, for who is really here; who came on top finds somebody, or joins a pair. */
export function decide(course, verb, payload, { here, kept, people, moment }) {
  const present = here.filter((guest) => people[guest] && !people[guest].observer && !course.gone.includes(guest));
  switch (verb) {
    case "draw":
      return drawFor(present, kept.draws?.[course.rounds.length - kept.done] ?? blank(kept, course.rounds.length + 1), course.rounds);
    case "redraw":
      return drawFor(shuffled(present), blank(kept, course.rounds.length), course.rounds.slice(0, -1));
    case "join": {
      const round = drawn(course) ?? on(course, moment.elapsed);
      return round ? seatedAgain(round, present) : {};
    }
    case "absent": {
      const round = drawn(course) ?? on(course, moment.elapsed);
      const taken = round?.tables.some(({ guests }) => guests.includes(payload.guest));
      const others = present.filter((guest) => guest !== payload.guest);
      return { guest: payload.guest, ...(taken ? seatedAgain(round, others) : {}) };
    }
    case "stretch":
      return { seconds: payload.seconds ?? 30 };
    case "here":
      return { guest: payload.guest };
    default:
      return {};
  }
}

function blank(kept, number) {
  const asked = kept.questions ?? [];
  return { question: asked[(number - 1) % Math.max(asked.length, 1)]?.key ?? "", tables: [] };
}

function drawFor(present, { question, tables }, before) {
  const here = new Set(present);
  const whole = tables.map(({ guests }) => guests.filter((guest) => here.has(guest))).filter((guests) => guests.length > 1);
  return { question, ...numbered(grouped(whole, present, before)) };
}

function seatedAgain(round, present) {
  const here = new Set(present);
  const whole = round.tables.map(({ guests }) => guests.filter((guest) => here.has(guest))).filter((guests) => guests.length > 1);
  return { question: round.question, ...numbered(grouped(whole, present, [])) };
}

/** Keep these groups; put the others together, whoever met today apart as far as that goes. */
function grouped(groups, present, before) {
  const seated = new Set(groups.flat());
  const left = present.filter((guest) => !seated.has(guest));
  const met = new Set(before.flatMap(({ tables }) => tables.flatMap(({ guests }) => pairsOf(guests))));
  const made = groups.map((guests) => [...guests]);
  while (left.length > 1) {
    const one = left.shift();
    const place = Math.max(left.findIndex((other) => !met.has(pair(one, other))), 0);
    made.push([one, ...left.splice(place, 1)]);
  }
  if (left.length && made.length) {
    const alone = left[0];
    const host = made.filter((guests) => guests.length < 3);
    const kind = host.find((guests) => guests.every((guest) => !met.has(pair(alone, guest))));
    (kind ?? host[0] ?? made[0]).push(left.shift());
  }
  return { groups: made, left };
}

const pair = (one, other) => [one, other].sort().join(" ");
const pairsOf = (guests) => guests.flatMap((one, at) => guests.slice(at + 1).map((other) => pair(one, other)));

function numbered({ groups, left }) {
  return { tables: groups.map((guests, at) => ({ table: at + 1, guests, why: "new", ago: null })), left_over: left, joker: null };
}

function shuffled(guests) {
  const all = [...guests];
  for (let at = all.length - 1; at > 0; at -= 1) {
    const other = Math.floor(Math.random() * (at + 1));
    [all[at], all[other]] = [all[other], all[at]];
  }
  return all;
}

export function console(course, moment, { people, here, kept, words, fill }) {
  const { rounds, minutes, move } = settingsOf(moment.segment.options);
  const last = lastOf(course.rounds);
  const now = stage(course, moment);
  const told = last ? fill(words.round, { round: last.number, rounds }) : fill(words.rounds, { rounds, minutes, move });
  const asked = last ? last.question : kept.questions?.[0]?.key;
  return {
    lead: questionText(kept, asked),
    text: now === "briefing" ? `${told} · ${fill(words.present, { present: here.length })}` : told,
    primary: primaryOf(now, course, rounds, words),
    buttons: buttonsOf(now, words),
    summary: fill(words.tables, { count: last?.tables.length ?? 0 }),
    open: now === "drawn",
    rows: (last?.tables ?? []).map(({ number, table, guests }) => ({ first: String(table ?? number), second: namesOf(guests, people) })),
  };
}

function primaryOf(now, course, rounds, words) {
  if (now === "drawn") return { kind: "impromptu.round", label: words.start };
  if (now === "on") return { kind: "impromptu.stop", label: words.stop };
  if (course.rounds.length >= rounds) return null;
  return { kind: "impromptu.draw", label: course.rounds.length ? words.draw_next : words.draw };
}

function buttonsOf(now, words) {
  if (now === "drawn") return [{ kind: "impromptu.redraw", label: words.redraw }, { kind: "impromptu.join", label: words.join }];
  if (now === "on") return [{ kind: "impromptu.stretch", payload: { seconds: 30 }, label: words.longer }];
  return [];
}

const namesOf = (guests, people) => guests.map((guest) => people[guest]?.name ?? "…").join(" · ");
const questionText = (kept, key) => kept.questions?.find((asked) => asked.key === key)?.text ?? key ?? "";

// How many names a projector takes at each size of its type.
const SIZES = [18, 30, 60, 120];

export function screen(course, moment, { people, kept, words, fill }) {
  const { rounds } = settingsOf(moment.segment.options);
  const last = lastOf(course.rounds);
  if (!last) return { name: questionText(kept, kept.questions?.[0]?.key) };
  const over = fill(words.round, { round: last.number, rounds });
  const now = stage(course, moment);
  if (now === "over") return { over, name: words.thanks };
  const cue = now === "on" ? cueAt(last, moment.elapsed) : "move";
  if (cue !== "move") return { over, name: questionText(kept, last.question), text: words[cue] };
  const seats = last.tables
    .flatMap(({ table, guests }) => guests.map((guest) => ({ first: String(table), second: people[guest]?.name ?? "…" })))
    .sort((one, two) => one.second.localeCompare(two.second));
  const size = SIZES.find((most) => seats.length <= most) ?? "more";
  return { over: `${over} · ${words.find}`, name: "", next: "", seats, seatsClass: `impromptu__seats--${size}` };
}

function cueAt(round, elapsed) {
  let end = round.began;
  return round.steps.find(({ length }) => elapsed < (end += length))?.cue ?? "rest";
}
