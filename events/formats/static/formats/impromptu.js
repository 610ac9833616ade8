/** Impromptu without network: the twin of `impromptu/course.py` and `rounds.py`. */

import { Refused } from "../agenda/log.js";
import { anchor, phase, sum } from "../agenda/state.js";

const SECOND = 1000;
const BRIEFING = 60 * SECOND;
const MOVE = 30 * SECOND;
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
  return { rounds: options.rounds || 3, minutes: options.minutes || 4, cues: options.cues ?? true };
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
    steps: [],
    began: null,
    stopped: null,
  };
}

function having(course, round) {
  return { ...course, rounds: [...course.rounds.slice(0, -1), round] };
}

// --- The time of a round ---

function stepsOf({ minutes, cues }) {
  const whole = minutes * 60 * SECOND;
  const together = whole >= ROOM_FOR_TOGETHER ? TOGETHER : 0;
  const each = (whole - together) / 2;
  const shares = cues ? [["one", each], ["two", each], ["together", together]] : [["talk", whole]];
  const talk = shares.filter(([, length]) => length > 0);
  return [["move", MOVE], ...talk].map(([cue, length], index) => ({ cue, length, bell: index === talk.length ? "bowl" : "tick" }));
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
