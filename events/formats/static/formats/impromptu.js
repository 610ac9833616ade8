/** Impromptu without network: rounds in pairs, and a trio where the number is odd. */

import { SECOND, duration, haveMet, inRounds, lastOf, phases, stepsFrom } from "../rounds/course.js";

const TOGETHER = 60 * SECOND;
const WAYS = ["drawn", "walk", "circles"];
const ROOM_FOR_TOGETHER = 240 * SECOND;

function settingsOf(options) {
  return { rounds: options.rounds || 3, minutes: options.minutes || 4, cues: options.cues ?? true, move: options.move || 30, way: WAYS.includes(options.way) ? options.way : "drawn", joker: options.odd === "joker" };
}

function stepsOf(_, options) {
  const { minutes, cues, move } = settingsOf(options);
  const whole = minutes * 60 * SECOND;
  const together = whole >= ROOM_FOR_TOGETHER ? TOGETHER : 0;
  const each = (whole - together) / 2;
  const talk = cues ? [["one", each], ["two", each], ["together", together]] : [["talk", whole]];
  return stepsFrom(talk, move * SECOND);
}

function forThree([move, ...talk]) {
  if (talk.length === 1) return [move, ...talk];
  const length = duration(talk) / 3;
  return [move, { cue: "one", length, bell: "tick" }, { cue: "two", length, bell: "tick" }, { cue: "three", length, bell: "bowl" }];
}

function told(course, moment) {
  const trio = lastOf(course.rounds)?.tables.some(({ guests }) => guests.length > 2);
  return trio ? { trio: phases(course, moment, forThree) } : {};
}

/** Keep these groups; put the others together, whoever met today apart as far as that goes. */
function grouped(groups, present, before, _, apart) {
  const seated = new Set(groups.flat());
  const left = present.filter((guest) => !seated.has(guest));
  const met = haveMet(before);
  const made = groups.map((guests) => [...guests]);
  const alone = [];
  while (left.length) {
    const one = left.shift();
    const able = left.filter((other) => !apart(one, other));
    const other = able.find((guest) => !met(one, guest)) ?? able[0];
    if (other === undefined) alone.push(one);
    else made.push([one, ...left.splice(left.indexOf(other), 1)]);
  }
  // Two who are kept apart and have nobody else: each takes one of a new pair.
  for (const own of made.slice(groups.length)) {
    if (alone.length < 2) break;
    const [one, two] = alone;
    const [first, second] = apart(one, own[0]) || apart(two, own[1]) ? [own[1], own[0]] : own;
    if (apart(one, first) || apart(two, second)) continue;
    made[made.indexOf(own)] = [one, first];
    made.push([two, second]);
    alone.splice(0, 2);
  }
  const without = alone.filter((one) => {
    const able = made.filter((guests) => guests.every((guest) => !apart(one, guest)));
    const pairs = able.filter((guests) => guests.length < 3);
    const host = pairs.find((guests) => guests.every((guest) => !met(one, guest))) ?? pairs[0] ?? able[0];
    host?.push(one);
    return !host;
  });
  return { groups: made, left: without };
}

/** Where nobody is drawn: what is said, and what the number of people means for it. */
function unlisted({ way, joker, rounds }) {
  if (way === "drawn") return null;
  const of = (moment, words) => words[`${way}_${moment}`];
  return {
    told(stage, last, cue, words) {
      if (stage === "briefing") return of("start", words);
      if (stage === "over") return of(last.number < rounds ? "next" : "end", words);
      return of(cue === "move" && last.number === 1 ? "first" : cue, words);
    },
    notes(stage, people, words, fill) {
      if (stage === "on" || people < 2) return [];
      const most = Math.ceil(people / 2);
      const odd = people % 2 ? [of(joker ? "odd_joker" : "odd", words)] : [];
      return way === "circles" && rounds > most ? [...odd, fill(words.beyond, { people, rounds: most })] : odd;
    },
  };
}

const format = inRounds({
  key: "impromptu",
  settingsOf,
  stepsOf,
  grouped,
  told,
  said: ({ rounds, minutes, move }) => ({ rounds, minutes, move }),
  cueWords: (cue, words) => words[cue],
  unlisted,
});

export const { initial, apply, decide, console, screen } = format;
const publicly = format.public;
export { publicly as public };
