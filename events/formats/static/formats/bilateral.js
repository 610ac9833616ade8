/** Bilateral exchanges without network: the twin of `bilateral/format.py` and `exchanges.py`. */

import { Refused } from "../agenda/log.js";
import { anchor, phase } from "../agenda/state.js";

const EVERY_MINUTES = 5;
const MOST_TOLD = 24;

const isPlanned = ({ options }) => options.way === "planned";
const everyOf = ({ options }) => (options.bell_minutes || EVERY_MINUTES) * 60_000;
const named = (one, two) => [one, two].sort().join(" ");

export const initial = () => ({ planned: 0, meetings: [], pinned: [], gone: [], unheld: [] });

/** Who was put where, as the command says; why wishes were left out nobody asks for here. */
function planned(state, { meetings }) {
  return { ...state, planned: state.planned + 1, meetings };
}

function replanned(state, payload) {
  if (!state.planned) throw new Refused("not_planned");
  return planned(state, payload);
}

const maybe = (state, payload) => (state.planned && payload.meetings ? planned(state, payload) : state);
const without = (all, one) => all.filter((each) => each !== one);

const VERBS = {
  plan: planned,
  replan: replanned,
  absent: (state, payload) => maybe({ ...state, gone: [...without(state.gone, payload.guest), payload.guest] }, payload),
  here: (state, payload) => maybe({ ...state, gone: without(state.gone, payload.guest) }, payload),
  move(state, payload) {
    const pinned = payload.pinned.map(([one, two]) => named(one, two));
    return { ...replanned(state, payload), pinned: [...new Set([...state.pinned, ...pinned])] };
  },
  held(state, { pair, held }) {
    const name = named(...pair);
    if (!state.meetings.some(([, , one, two]) => named(one, two) === name)) throw new Refused("no_such_meeting");
    const others = without(state.unheld, name);
    return { ...state, unheld: held ? others : [...others, name] };
  },
};

export function apply(state, { kind, payload }, { segment }) {
  const verb = kind.slice("bilateral.".length);
  if (!isPlanned(segment) || !Object.hasOwn(VERBS, verb)) throw new Refused("unknown_command");
  return VERBS[verb](state, payload);
}

/** How many slots fit: what is left at the end is one if it lasts half of one. */
function slotsIn(length, every) {
  return Math.max(Math.floor(length / every + 0.5), 1);
}

function publicly(state, moment) {
  const every = everyOf(moment.segment);
  const tells = isPlanned(moment.segment);
  let count = Math.max(Math.ceil(moment.length / every), 1);
  if (tells) count = Math.min(count, slotsIn(moment.length, every));
  const near = Math.min(Math.max(Math.floor(moment.elapsed / every), 0), count - 1);
  const first = count <= MOST_TOLD ? 0 : near;
  const last = Math.min(first + MOST_TOLD, count) - 1;
  const phases = [];
  for (let number = first; number <= last; number += 1) {
    const start = every * number;
    const length = number < last ? every : moment.length - start;
    const name = tells ? `slot-${number}` : "exchange";
    phases.push(phase(name, anchor(moment, start, length), { bell: "bowl" }));
  }
  return tells ? { planned: state.planned, phases } : { phases };
}

export { publicly as public };
