/**
 * Rounds without network: the twin of `events/rounds/course.py` and `steps.py`, for the formats that
 * draw people together. Each says what is its own: `settingsOf`, `stepsOf`, `grouped`, and words.
 */

import { Refused } from "../agenda/log.js";
import { anchor, phase } from "../agenda/state.js";
import { SECOND, awayFrom, duration, lastOf, open, stage, verbsOf } from "./commands.js";

export { SECOND, duration, lastOf, stage };
export const MOVE = 30 * SECOND;
const BRIEFING = 60 * SECOND;
const WARN = 10 * SECOND;
const WARN_REST = 60 * SECOND;
const TRIES = 30;

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

/** What a round asks, one question or two, as the log names it. */
function asks(kept, number) {
  const asked = kept.asked ?? [];
  const [question = "", second = ""] = asked[(number - 1) % Math.max(asked.length, 1)] ?? [];
  return second ? { question, second } : { question };
}

const blank = (kept, number) => ({ ...asks(kept, number), tables: [] });

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
const textOf = (kept, key) => kept.questions?.find((asked) => asked.key === key)?.text ?? key;
const questionText = (kept, { question, second } = asks(kept, 1)) => [question, second].filter(Boolean).map((key) => textOf(kept, key)).join(" ");

// How many names a projector takes at each size of its type; more of them turn pages.
const SIZES = [18, 30, 39];

/**
 * A format in rounds. `grouped(groups, present, before, options, apart)` keeps groups and finds a
 * place for whoever is in none, with nobody she is kept `apart` from: `{groups, left}`.
 * `said(settings)` are the values of its words; `cueWords` says a moment of a round to the room.
 * `unlisted(settings)` gives, where nobody is drawn, what is said: `{told(stage, last, cue),
 * notes(stage, present)}`, both with the words.
 */
export function inRounds({ key, settingsOf, stepsOf, grouped, told = () => ({}), said, cueWords, unlisted = () => null }) {
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
    const drawFor = (guests, { question, second, tables, hosts = [] }, before) => {
      const there = new Set(guests);
      const whole = tables.map((table) => table.guests.filter((guest) => there.has(guest))).filter((left) => left.length > 1);
      const staying = hosts.filter((host) => there.has(host));
      return { question, ...(second ? { second } : {}), ...numbered(seat(whole, guests, before)), hosts: staying };
    };
    const again = (guests) => {
      const round = open(course, moment);
      return round ? drawFor(guests, round, []) : {};
    };
    switch (verb) {
      case "round":
        return unlisted(settingsOf(options)) ? asks(kept, course.rounds.length + 1) : {};
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
    const alone = unlisted(settings);
    const line = last ? fill(words.round, { round: last.number, rounds }) : fill(words.rounds, said(settings));
    const present = now === "briefing" ? [fill(words.present, { present: here.length })] : [];
    const notes = alone ? [alone.told(now, last, cueOf(now, last, moment), words), ...alone.notes(now, here.length, words, fill)] : [];
    return {
      lead: questionText(kept, last),
      text: [line, ...present, ...notes].join(" · "),
      primary: primaryOf(now, course, rounds, words, alone),
      buttons: buttonsOf(now, words),
      summary: alone ? "" : fill(words.tables, { count: last?.tables.length ?? 0 }),
      open: now === "drawn",
      rows: (last?.tables ?? []).map(({ number, table, guests }) => ({ first: String(table ?? number), second: namesOf(guests, people) })),
    };
  }

  function primaryOf(now, course, rounds, words, alone) {
    if (now === "drawn") return { kind: `${key}.round`, label: words.start };
    if (now === "on") return { kind: `${key}.stop`, label: words.stop };
    if (course.rounds.length >= rounds) return null;
    if (alone) return { kind: `${key}.round`, label: course.rounds.length ? words.start_next : words.start };
    return { kind: `${key}.draw`, label: course.rounds.length ? words.draw_next : words.draw };
  }

  function buttonsOf(now, words) {
    if (now === "drawn") return [{ kind: `${key}.redraw`, label: words.redraw }, { kind: `${key}.join`, label: words.join }];
    if (now === "on") return [{ kind: `${key}.stretch`, payload: { seconds: 30 }, label: words.longer }];
    return [];
  }

  function screen(course, moment, { people, kept, words, fill }) {
    const settings = settingsOf(moment.segment.options);
    const { rounds } = settings;
    const last = lastOf(course.rounds);
    const now = stage(course, moment);
    const alone = unlisted(settings);
    const cue = cueOf(now, last, moment);
    const told = alone?.told(now, last, cue, words);
    const asked = questionText(kept, last);
    if (!last) return alone ? { name: asked, text: told } : { name: asked };
    const over = fill(words.round, { round: last.number, rounds });
    if (now === "over") return { over, name: told ?? words.thanks };
    if (alone) return cue === "move" ? { over, name: told, text: asked } : { over, name: asked, text: told };
    if (cue !== "move") return { over, name: asked, text: cueWords(cue, words, fill) };
    const seats = last.tables
      .flatMap(({ table, guests }) => guests.map((guest) => ({ first: String(table), second: people[guest]?.name ?? "…" })))
      .sort((one, two) => one.second.localeCompare(two.second));
    const size = SIZES.find((most) => seats.length <= most) ?? "more";
    return { over: `${over} · ${words.find}`, name: "", next: "", seats, seatsClass: `seats--${size}` };
  }

  return { initial: () => ({ rounds: [], gone: [], leaving: [], hosts: [], ahead: [] }), apply, public: publicly, decide, console, screen };
}

/** The moment a round is in; before it has begun people move. */
const cueOf = (now, last, moment) => (now === "on" ? cueAt(last, moment.elapsed) : "move");

function cueAt(round, elapsed) {
  let end = round.began;
  return round.steps.find(({ length }) => elapsed < (end += length))?.cue ?? "rest";
}
