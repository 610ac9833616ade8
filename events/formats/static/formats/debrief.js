/** A debrief without network: the twin of `debrief/format.py`. Its wall waits for the server. */

import { EMPTY, moved, told } from "../agenda/floor.js";
import { Refused } from "../agenda/log.js";

const VERBS = { "debrief.take": "accepted", "debrief.aside": "aside" };

export const initial = () => EMPTY;

export function apply(floor, { kind, payload, rev }) {
  if (!Object.hasOwn(VERBS, kind)) throw new Refused("unknown_command");
  return moved(floor, payload, VERBS[kind], rev);
}

export { told as public };

export const console = (_floor, _moment, { words }) => ({ lead: words.question });
export const screen = (_floor, _moment, { words }) => ({ text: words.question });
