/**
 * What was decided on the console about remarks, each known by its number: the twin of
 * `remarks/floor.py`.
 */

import { Refused } from "./log.js";

export const EMPTY = { decided: [], count: 0, rev: 0 };

/** The floor when a remark was given another standing by the command `rev`. */
export function moved({ decided, count }, { remark }, to, rev) {
  if (!Number.isInteger(remark) || remark < 1) throw new Refused("no_such_remark");
  const known = new Map(decided);
  if (known.get(remark) === to) throw new Refused("stands_so");
  if (to === "on") for (const [number, standing] of known) if (standing === "on") known.set(number, "done");
  known.set(remark, to);
  return { decided: [...known], count: count + 1, rev };
}

/** What every device may know: what is on, and a word that changes with the rest. */
export function told({ decided, count, rev }) {
  const on = decided.find(([, standing]) => standing === "on");
  return { on: on ? on[0] : null, moved: `${count}.${rev}` };
}
