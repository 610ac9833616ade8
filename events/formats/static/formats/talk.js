/** Talk and questions without network: the twin of `talk/format.py`. */

import { Refused, roundEven } from "../agenda/log.js";
import { anchor, phase } from "../agenda/state.js";

const MINUTE = 60_000;
const WARN = 2 * MINUTE;
const A_THIRD = 33;

export const initial = () => ({ questionsAt: null });

export function apply(talk, { kind }, moment) {
  if (kind !== "talk.questions") throw new Refused("unknown_command");
  if (talk.questionsAt !== null) throw new Refused("already_questions");
  return { questionsAt: moment.elapsed };
}

function publicly(talk, moment) {
  return { phases: phases(talk, moment) };
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
  const percent = segment.options.talk_percent ?? A_THIRD;
  const talk = percent === A_THIRD ? length / 3 : (length * percent) / 100;
  return Math.min(roundEven(talk / MINUTE) * MINUTE, length);
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
