/** What the commands of a round do to its course: the twin of `apply` in `events/rounds/course.py`. */

import { Refused } from "../agenda/log.js";
import { sum } from "../agenda/state.js";

export const SECOND = 1000;

export const lastOf = (items) => items[items.length - 1];
export const duration = (steps) => sum(steps, ({ length }) => length);

function endOf(round) {
  if (round.began === null) return null;
  const whole = round.began + duration(round.steps);
  return round.stopped === null ? whole : Math.min(whole, round.stopped);
}

const isOn = (round, elapsed) => round.began !== null && elapsed < endOf(round);
const drawn = (course) => (lastOf(course.rounds)?.began === null ? lastOf(course.rounds) : null);
const on = (course, elapsed) => (course.rounds.length && isOn(lastOf(course.rounds), elapsed) ? lastOf(course.rounds) : null);
export const open = (course, moment) => drawn(course) ?? on(course, moment.elapsed);

export function stage(course, moment) {
  if (drawn(course)) return "drawn";
  if (!course.rounds.length) return "briefing";
  return on(course, moment.elapsed) ? "on" : "over";
}

/** The commands by their verbs; `stepsOf` says how a round goes. */
export function verbsOf(stepsOf) {
  const verbs = {
    draw(course, payload, moment) {
      if (drawn(course)) throw new Refused("already_drawn");
      if (on(course, moment.elapsed)) throw new Refused("round_is_on");
      if (!payload.tables.length) throw new Refused("too_few");
      return foreseen({ ...course, rounds: [...course.rounds, seated(course.rounds.length + 1, payload)] }, payload);
    },
    redraw(course, payload, moment) {
      if (!drawn(course)) throw new Refused("nothing_drawn");
      return verbs.draw({ ...course, rounds: course.rounds.slice(0, -1) }, payload, moment);
    },
    round(course, payload, moment) {
      const round = drawn(course);
      if ("question" in payload) return unlisted(course, payload, moment);
      if (!round) throw new Refused("nothing_drawn");
      return having(course, { ...round, began: moment.elapsed, steps: stepsOf(round, moment.segment.options) });
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
      const round = open(course, moment);
      if (!round) throw new Refused("no_round");
      const { tables, leftOver, joker, hosts } = seated(round.number, { ...payload, question: round.question, second: round.second });
      return foreseen(having(course, { ...round, tables, leftOver, joker, hosts }), payload);
    },
    absent(course, payload, moment) {
      const left = { ...course, gone: [...new Set([...course.gone, payload.guest])] };
      return "tables" in payload ? verbs.join(left, payload, moment) : left;
    },
    leave(course, payload) {
      const staying = verbs.stay(course, payload);
      return { ...staying, leaving: [...staying.leaving, [payload.guest, payload.after]] };
    },
    stay(course, payload) {
      const leaving = course.leaving.filter(([guest]) => guest !== payload.guest);
      return verbs.replan({ ...course, leaving }, payload);
    },
    replan(course, payload) {
      // One was taken back since: what was to come then is to come no more.
      return foreseen(course, payload.after === course.rounds.length ? payload : {});
    },
    here(course, payload) {
      return { ...course, gone: course.gone.filter((guest) => guest !== payload.guest) };
    },
    unroomed(course, payload, moment) {
      const round = open(course, moment);
      if (!round) throw new Refused("no_round");
      if ("tables" in payload) return verbs.join(course, payload, moment);
      const others = round.rooms.filter(([table]) => table !== payload.table);
      return having(course, { ...round, rooms: [...others, [payload.table, payload.to]] });
    },
    host(course, { guest }) {
      const others = course.hosts.filter((host) => host !== guest);
      return { ...course, hosts: course.hosts.includes(guest) ? others : [...others, guest] };
    },
  };
  /** Begin a round that nobody is drawn for. */
  function unlisted(course, payload, moment) {
    if (drawn(course)) throw new Refused("already_drawn");
    if (on(course, moment.elapsed)) throw new Refused("round_is_on");
    const round = seated(course.rounds.length + 1, { tables: [], left_over: [], joker: null, ...payload });
    return { ...course, rounds: [...course.rounds, { ...round, began: moment.elapsed, steps: stepsOf(round, moment.segment.options) }] };
  }
  return verbs;
}

function seated(number, payload) {
  return {
    number,
    question: payload.question,
    second: payload.second ?? "",
    tables: payload.tables,
    leftOver: payload.left_over,
    joker: payload.joker,
    hosts: payload.hosts ?? [],
    rooms: [],
    steps: [],
    began: null,
    stopped: null,
  };
}

const foreseen = (course, { ahead = [] }) => ({ ...course, ahead });
export const awayFrom = ({ gone, leaving }, number) => new Set([...gone, ...leaving.filter(([, after]) => after < number).map(([guest]) => guest)]);
const having = (course, round) => ({ ...course, rounds: [...course.rounds.slice(0, -1), round] });

function stretched(steps, since, by) {
  let end = 0;
  let index = steps.findIndex(({ length }) => since < (end += length));
  if (index < 0) index = steps.length - 1;
  const longer = { ...steps[index], length: steps[index].length + Math.max(by, -Math.max(end - since, 0)) };
  return steps.map((step, at) => (at === index ? longer : step));
}
