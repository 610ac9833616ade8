/** Bilateral exchanges without network: the twin of `bilateral/format.py`. */

import { Refused } from "../agenda/log.js";
import { anchor, phase } from "../agenda/state.js";

const EVERY_MINUTES = 5;
const MOST_TOLD = 24;

export const initial = () => null;

export function apply() {
  throw new Refused("unknown_command");
}

function publicly(_, moment) {
  const every = (moment.segment.options.bell_minutes ?? EVERY_MINUTES) * 60_000;
  const count = Math.max(Math.ceil(moment.length / every), 1);
  const near = Math.min(Math.max(Math.floor(moment.elapsed / every), 0), count - 1);
  const first = count <= MOST_TOLD ? 0 : near;
  const last = Math.min(first + MOST_TOLD, count) - 1;
  const phases = [];
  for (let number = first; number <= last; number += 1) {
    const start = every * number;
    const length = number < last ? every : moment.length - start;
    phases.push(phase("exchange", anchor(moment, start, length), { bell: "bowl" }));
  }
  return { phases };
}

export { publicly as public };
