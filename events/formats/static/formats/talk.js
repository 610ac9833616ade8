/** Talk and questions without network: the twin of `talk/format.py`. */

import { EMPTY, moved, told } from "../agenda/floor.js";
import { Refused } from "../agenda/log.js";
import { split } from "../agenda/shares.js";
import { anchor, phase } from "../agenda/state.js";

const MINUTE = 60_000;
const WARN = 2 * MINUTE;

const VERBS = { "talk.take": "accepted", "talk.show": "on", "talk.aside": "aside", "talk.done": "done" };

export const initial = () => ({ questionsAt: null, floor: EMPTY });

export function apply(talk, { kind, payload, rev }, moment) {
  if (Object.hasOwn(VERBS, kind)) return { ...talk, floor: moved(talk.floor, payload, VERBS[kind], rev) };
  if (kind !== "talk.questions") throw new Refused("unknown_command");
  if (talk.questionsAt !== null) throw new Refused("already_questions");
  return { ...talk, questionsAt: moment.elapsed };
}

function publicly(talk, moment) {
  return { phases: phases(talk, moment), ...told(talk.floor) };
}

export { publicly as public };

function phases(talk, moment) {
  const asked = talk.questionsAt !== null;
  const length = asked ? talk.questionsAt : share(moment);
  const left = Math.max(moment.length - length, 0);
  const said = [phase("talk", anchor(moment, 0, length), { bell: "tick", warn: WARN })];
  if (left || asked) said.push(phase("questions", anchor(moment, length, left), { bell: "bowl", warn: WARN }));
  return said;
}

function share({ segment, length }) {
  return split(length, sharesOf(segment.options))[0];
}

/** What the talk and the questions get, one to the other. */
function sharesOf({ share: said, talk_percent: percent }) {
  const share = said || (percent ? "other" : "1/3");
  const [part, whole] = share === "other" ? [percent, 100] : share.split("/").map(Number);
  return [part, (whole ?? 1) - part];
}

// --- Without network ---

export function console(talk, moment, { words }) {
  const talking = talk.questionsAt === null && moment.elapsed < share(moment);
  return talking ? { lead: words.talking, primary: { kind: "talk.questions", label: words.questions } } : { lead: words.asking };
}

export function screen(talk, moment, { words }) {
  const asking = talk.questionsAt !== null || moment.elapsed >= share(moment);
  return { over: asking ? words.asking : words.talk };
}
