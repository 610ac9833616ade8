/**
 * Rounds without network: the twin of `events/rounds/course.py` and `steps.py`, for the formats that
 * draw people together. Each says what is its own: `settingsOf`, `stepsOf`, `grouped`, and words.
 */

import { Refused } from "../agenda/log.js";
import { anchor, phase, sum } from "../agenda/state.js";

export const SECOND = 1000;
export const MOVE = 30 * SECOND;
const BRIEFING = 60 * SECOND;
const WARN = 10 * SECOND;
const WARN_REST = 60 * SECOND;
const TRIES = 30;

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
const open = (course, moment) => drawn(course) ?? on(course, moment.elapsed);

export function stage(course, moment) {
  if (drawn(course)) return "drawn";
  if (!course.rounds.length) return "briefing";
  return on(course, moment.elapsed) ? "on" : "over";
}

/** The moments of a round, from what is said in it: `[cue, length]`. The last one rings the bowl. */
export function stepsFrom(talk, move = MOVE) {
  const said = talk.filter(([, length]) => length > 0);
  return [["move", move], ...said].map(([cue, length], index) => ({ cue, length, bell: index === said.length ? "bowl" : "tick" }));
}

/** The countdowns that stand in the ring; with `shaped`, those of a round told otherwise. */
export function phases(course, moment, shaped = (steps) => steps) {
  const last = lastOf(course.rounds);
  let named;
  if (!last) named = [phase("briefing", anchor(moment, 0, BRIEFING), { bell: "tick", warn: WARN })];
  else if (last.began !== null && last.stopped === null) named = ofRound(shaped(last.steps), last.began, moment);
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

// --- Commands ---

function verbsOf(stepsOf) {
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
    round(course, _, moment) {
      const round = drawn(course);
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
      const { tables, leftOver, joker, hosts } = seated(round.number, { ...payload, question: round.question });
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
  return verbs;
}

function seated(number, payload) {
  return {
    number,
    question: payload.question,
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
const awayFrom = ({ gone, leaving }, number) => new Set([...gone, ...leaving.filter(([, after]) => after < number).map(([guest]) => guest)]);
const having = (course, round) => ({ ...course, rounds: [...course.rounds.slice(0, -1), round] });

function stretched(steps, since, by) {
  let end = 0;
  let index = steps.findIndex(({ length }) => since < (end += length));
  if (index < 0) index = steps.length - 1;
  const longer = { ...steps[index], length: steps[index].length + Math.max(by, -Math.max(end - since, 0)) };
  return steps.map((step, at) => (at === index ? longer : step));
}

// --- What is decided without network ---

const pair = (one, other) => [one, other].sort().join(" ");
const pairsOf = (guests) => guests.flatMap((one, at) => guests.slice(at + 1).map((other) => pair(one, other)));

/** Who has met whom in these rounds: a test of two guests. */
export function haveMet(rounds) {
  return among(rounds.flatMap(({ tables }) => tables.flatMap(({ guests }) => pairsOf(guests))));
}

function among(pairs) {
  const known = new Set(pairs);
  return (one, other) => known.has(pair(one, other));
}

function blank(kept, number) {
  const asked = kept.questions ?? [];
  return { question: asked[(number - 1) % Math.max(asked.length, 1)]?.key ?? "", tables: [] };
}

function shuffled(guests) {
  const all = [...guests];
  for (let at = all.length - 1; at > 0; at -= 1) {
    const other = Math.floor(Math.random() * (at + 1));
    [all[at], all[other]] = [all[other], all[at]];
  }
  return all;
}

function numbered({ groups, left }) {
  return { tables: groups.map((guests, at) => ({ table: at + 1, guests, why: "new", ago: null })), left_over: left, joker: null };
}

const namesOf = (guests, people) => guests.map((guest) => people[guest]?.name ?? "…").join(" · ");
const questionText = (kept, key) => kept.questions?.find((asked) => asked.key === key)?.text ?? key ?? "";

// How many names a projector takes at each size of its type; more of them turn pages.
const SIZES = [18, 30, 39];

/**
 * A format in rounds. `grouped(groups, present, before, options, apart)` keeps groups and finds a
 * place for whoever is in none, with nobody she is kept `apart` from: `{groups, left}`. `said(settings)` are the values of its words; `cueWords` says
 * a moment of a round to the room.
 */
export function inRounds({ key, settingsOf, stepsOf, grouped, told = () => ({}), said, cueWords }) {
  const verbs = verbsOf(stepsOf);

  function apply(course, { kind, payload }, moment) {
    const verb = kind.slice(key.length + 1);
    if (!Object.hasOwn(verbs, verb)) throw new Refused("unknown_command");
    return verbs[verb](course, payload, moment);
  }

  function publicly(course, moment) {
    const last = lastOf(course.rounds) ?? null;
    return {
      stage: stage(course, moment),
      round: last ? last.number : 0,
      rounds: Math.max(settingsOf(moment.segment.options).rounds, course.rounds.length),
      tables: last ? last.tables.length : 0,
      phases: phases(course, moment),
      ...told(course, moment),
    };
  }

  /** What was drawn ahead, for who is really here; who came on top finds a place. */
  function decide(course, verb, payload, { here, kept, people, moment }) {
    const { options } = moment.segment;
    const number = open(course, moment)?.number ?? course.rounds.length + 1;
    const away = awayFrom(course, number);
    const present = here.filter((guest) => people[guest] && !people[guest].observer && !away.has(guest));
    const apart = among((kept.apart ?? []).map(([one, other]) => pair(one, other)));
    // Whoever finds no place in one order may in another.
    const seat = (whole, guests, before) => {
      let best = grouped(whole, guests, before, options, apart);
      for (let more = 0; more < TRIES && best.left.length > 0; more += 1) {
        const found = grouped(whole, shuffled(guests), before, options, apart);
        if (found.left.length < best.left.length) best = found;
      }
      return best;
    };
    const drawFor = (guests, { question, tables, hosts = [] }, before) => {
      const there = new Set(guests);
      const whole = tables.map((table) => table.guests.filter((guest) => there.has(guest))).filter((left) => left.length > 1);
      const staying = hosts.filter((host) => there.has(host));
      return { question, ...numbered(seat(whole, guests, before)), hosts: staying };
    };
    const again = (guests) => {
      const round = open(course, moment);
      return round ? drawFor(guests, round, []) : {};
    };
    switch (verb) {
      case "draw":
        return drawFor(present, kept.draws?.[course.rounds.length - kept.done] ?? blank(kept, course.rounds.length + 1), course.rounds);
      case "redraw":
        return drawFor(shuffled(present), blank(kept, course.rounds.length), course.rounds.slice(0, -1));
      case "join":
        return again(present);
      case "absent": {
        const taken = open(course, moment)?.tables.some(({ guests }) => guests.includes(payload.guest));
        const others = present.filter((guest) => guest !== payload.guest);
        return { guest: payload.guest, ...(taken ? again(others) : {}) };
      }
      case "stretch":
        return { seconds: payload.seconds ?? 30 };
      case "here":
      case "host":
        return { guest: payload.guest };
      default:
        return {};
    }
  }

  function console(course, moment, { people, here, kept, words, fill }) {
    const settings = settingsOf(moment.segment.options);
    const { rounds } = settings;
    const last = lastOf(course.rounds);
    const now = stage(course, moment);
    const line = last ? fill(words.round, { round: last.number, rounds }) : fill(words.rounds, said(settings));
    const asked = last ? last.question : kept.questions?.[0]?.key;
    return {
      lead: questionText(kept, asked),
      text: now === "briefing" ? `${line} · ${fill(words.present, { present: here.length })}` : line,
      primary: primaryOf(now, course, rounds, words),
      buttons: buttonsOf(now, words),
      summary: fill(words.tables, { count: last?.tables.length ?? 0 }),
      open: now === "drawn",
      rows: (last?.tables ?? []).map(({ number, table, guests }) => ({ first: String(table ?? number), second: namesOf(guests, people) })),
    };
  }

  function primaryOf(now, course, rounds, words) {
    if (now === "drawn") return { kind: `${key}.round`, label: words.start };
    if (now === "on") return { kind: `${key}.stop`, label: words.stop };
    if (course.rounds.length >= rounds) return null;
    return { kind: `${key}.draw`, label: course.rounds.length ? words.draw_next : words.draw };
  }

  function buttonsOf(now, words) {
    if (now === "drawn") return [{ kind: `${key}.redraw`, label: words.redraw }, { kind: `${key}.join`, label: words.join }];
    if (now === "on") return [{ kind: `${key}.stretch`, payload: { seconds: 30 }, label: words.longer }];
    return [];
  }

  function screen(course, moment, { people, kept, words, fill }) {
    const { rounds } = settingsOf(moment.segment.options);
    const last = lastOf(course.rounds);
    if (!last) return { name: questionText(kept, kept.questions?.[0]?.key) };
    const over = fill(words.round, { round: last.number, rounds });
    const now = stage(course, moment);
    if (now === "over") return { over, name: words.thanks };
    const cue = now === "on" ? cueAt(last, moment.elapsed) : "move";
    if (cue !== "move") return { over, name: questionText(kept, last.question), text: cueWords(cue, words, fill) };
    const seats = last.tables
      .flatMap(({ table, guests }) => guests.map((guest) => ({ first: String(table), second: people[guest]?.name ?? "…" })))
      .sort((one, two) => one.second.localeCompare(two.second));
    const size = SIZES.find((most) => seats.length <= most) ?? "more";
    return { over: `${over} · ${words.find}`, name: "", next: "", seats, seatsClass: `seats--${size}` };
  }

  return { initial: () => ({ rounds: [], gone: [], leaving: [], hosts: [], ahead: [] }), apply, public: publicly, decide, console, screen };
}

function cueAt(round, elapsed) {
  let end = round.began;
  return round.steps.find(({ length }) => elapsed < (end += length))?.cue ?? "rest";
}
