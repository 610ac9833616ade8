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
function grouped(groups, present, before) {
  const seated = new Set(groups.flat());
  const left = present.filter((guest) => !seated.has(guest));
  const met = haveMet(before);
  const made = groups.map((guests) => [...guests]);
  while (left.length > 1) {
    const one = left.shift();
    const place = Math.max(left.findIndex((other) => !met(one, other)), 0);
    made.push([one, ...left.splice(place, 1)]);
  }
  if (left.length && made.length) {
    const alone = left[0];
    const host = made.filter((guests) => guests.length < 3);
    const kind = host.find((guests) => guests.every((guest) => !met(alone, guest)));
    (kind ?? host[0] ?? made[0]).push(left.shift());
  }
  return { groups: made, left };
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
