/** Formats that are a row of steps, without network: the twin of `stepped.py`. */

import { Refused } from "./log.js";
import { split } from "./shares.js";
import { anchor, phase } from "./state.js";

const WARN = 60_000;

/** The pure half of the format of this key, whose `steps` the server says. */
export function make(key, { steps }) {
  const shares = steps.map(({ share }) => share);

  function edges(begun, length) {
    const known = [0, ...begun];
    const last = known[known.length - 1];
    const ends = [last];
    for (const share of split(Math.max(length - last, 0), shares.slice(begun.length))) ends.push(ends[ends.length - 1] + share);
    return [...known.slice(0, -1), ...ends];
  }

  function stepAt(found, elapsed) {
    let on = 0;
    found.slice(0, -1).forEach((begin, index) => {
      if (begin <= Math.max(elapsed, 0)) on = index;
    });
    return on;
  }

  const onNow = (begun, moment) => stepAt(edges(begun, moment.length), moment.elapsed);

  return {
    initial: () => [],

    apply(begun, { kind, payload }, moment) {
      if (kind !== `${key}.begin`) throw new Refused("unknown_command");
      const wanted = steps.findIndex(({ name }) => name === payload.step);
      if (wanted < 0) throw new Refused("no_such_step");
      const found = edges(begun, moment.length);
      const on = stepAt(found, moment.elapsed);
      if (wanted <= on) throw new Refused("step_is_on");
      return [...found.slice(1, on + 1), ...Array(wanted - on).fill(moment.elapsed)];
    },

    public(begun, moment) {
      const found = edges(begun, moment.length);
      const bells = steps.map((_, index) => (index === steps.length - 1 ? "bowl" : "tick"));
      return {
        phases: steps.map(({ name }, index) =>
          phase(name, anchor(moment, found[index], found[index + 1] - found[index]), { bell: bells[index], warn: WARN }),
        ),
      };
    },

    console(begun, moment) {
      const on = onNow(begun, moment);
      const next = steps[on + 1];
      return {
        lead: steps[on].label,
        text: steps[on].say,
        primary: next ? { kind: `${key}.begin`, payload: { step: next.name }, label: next.label } : null,
      };
    },

    screen(begun, moment) {
      const { label, task } = steps[onNow(begun, moment)];
      return { over: label, name: task };
    },
  };
}
