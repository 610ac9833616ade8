/** Speed tables without network: rounds at tables of four to eight, a turn for each. */

import { SECOND, haveMet, inRounds, stepsFrom } from "../rounds/course.js";

const TURNS = ["one", "two", "three", "four", "five", "six", "seven", "eight"];
const SMALLEST = 3;

function settingsOf(options) {
  return {
    size: options.size || 6,
    rounds: options.rounds || 3,
    turn: options.turn || 60,
    together: options.together ?? 3,
  };
}

function stepsOf({ tables }, options) {
  const { turn, together } = settingsOf(options);
  const people = Math.max(1, ...tables.map(({ guests }) => guests.length));
  const talk = TURNS.slice(0, people).map((cue) => [cue, turn * SECOND]);
  return stepsFrom([...talk, ["together", together * 60 * SECOND]]);
}

/** Keep these tables; the others sit where fewest do, and with whom they haven't sat today. */
function grouped(groups, present, before, options, apart) {
  const { size } = settingsOf(options);
  const made = groups.filter((guests) => guests.length >= SMALLEST).map((guests) => [...guests]);
  const seated = new Set(made.flat());
  const left = present.filter((guest) => !seated.has(guest));
  const met = haveMet(before);
  const room = made.reduce((all, guests) => all + Math.max(size - guests.length, 0), 0);
  const own = made.length ? left.length - room : left.length;
  if (own >= SMALLEST || !made.length) {
    for (let more = Math.max(Math.ceil(own / size), 1); more > 0; more -= 1) made.push([]);
  }
  const without = left.filter((guest) => {
    const price = (guests) => guests.length * 100 + guests.filter((other) => met(guest, other)).length;
    const able = made.filter((guests) => guests.every((other) => !apart(guest, other)));
    if (able.length) able.reduce((best, guests) => (price(guests) < price(best) ? guests : best)).push(guest);
    return !able.length;
  });
  const tables = made.filter((guests) => guests.length > 1);
  return { groups: tables, left: [...made.filter((guests) => guests.length === 1).flat(), ...without] };
}

const format = inRounds({
  key: "speed_tables",
  settingsOf,
  stepsOf,
  grouped,
  said: ({ rounds, size, turn }) => ({ rounds, size, turn }),
  cueWords: (cue, words, fill) => (TURNS.includes(cue) ? fill(words.turn, { number: TURNS.indexOf(cue) + 1 }) : words[cue]),
});

export const { initial, apply, decide, console, screen } = format;
const publicly = format.public;
export { publicly as public };
