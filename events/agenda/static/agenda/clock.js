/**
 * What a snapshot of a live event means at an instant: the twin of `clock.py`.
 *
 * Pure: milliseconds in, milliseconds out, no clock of its own and no page. One file of cases
 * (`cases.json`) is run by both.
 */

/** Time left of a countdown, negative when overrun; a paused one stands still. */
export function remaining(anchor, now) {
  return anchor.ends_at === null ? anchor.left : anchor.ends_at - now;
}

/** The index of the phase that is on: the first not yet over, else the last; -1 if there is none. */
export function phaseAt(phases, now) {
  const index = phases.findIndex((phase) => remaining(phase, now) > 0);
  return index < 0 ? phases.length - 1 : index;
}

/** When we shall end if everything still to come takes the time it has now, and waits where it must. */
export function projectedEnd(snapshot, now) {
  if (snapshot.ended_at !== null) return snapshot.ended_at;
  const { rest, planned_start: start, earliest_end: earliest } = snapshot;
  const end =
    snapshot.now === null
      ? Math.max(now, start) + rest
      : now + Math.max(remaining(snapshot.now.clock, now), 0) + rest;
  return Math.max(end, earliest ?? end);
}

/** How late we shall end against the plan; negative when early. */
export function drift(snapshot, now) {
  return projectedEnd(snapshot, now) - snapshot.planned_end;
}

/** What stands in the ring: the phase that is on, the segment, or the time until the start. */
export function countdown(snapshot, now) {
  if (snapshot.now === null) {
    if (snapshot.status !== "waiting") return null;
    return { ends_at: snapshot.planned_start, left: 0, length: 3_600_000, warn: 0, phase: -1 };
  }
  const phases = snapshot.now.detail.phases ?? [];
  const phase = phaseAt(phases, now);
  if (phase >= 0) return { ...phases[phase], phase };
  return { ...snapshot.now.clock, warn: 60_000, phase };
}
