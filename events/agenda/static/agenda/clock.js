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

/** When we shall end if everything still to come takes the time it has now. */
export function projectedEnd(snapshot, now) {
  if (snapshot.ended_at !== null) return snapshot.ended_at;
  if (snapshot.now === null) return Math.max(now, snapshot.planned_start) + snapshot.rest;
  return now + Math.max(remaining(snapshot.now.clock, now), 0) + snapshot.rest;
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

/** Green, amber, red: always shown with a second sign. */
export function tone(anchor, now) {
  const left = remaining(anchor, now);
  if (left <= 0) return "coral";
  return left <= anchor.warn ? "amber" : "leaf";
}

/** How much of a countdown is left, from 1 to 0. */
export function share(anchor, now) {
  if (anchor.length <= 0) return 0;
  return Math.min(Math.max(remaining(anchor, now) / anchor.length, 0), 1);
}

/** A time left as a clock says it: seconds alone below a minute if `bare`, "1:02:00" above an hour. */
export function said(ms, bare = false) {
  // A countdown shows the second that is running: 1 until it is 0, then at once what is over.
  const seconds = Math.abs(ms > 0 ? Math.ceil(ms / 1000) : Math.floor(-ms / 1000));
  const sign = ms <= -1000 ? "−" : "";
  const two = (number) => String(number).padStart(2, "0");
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (h > 0) return `${sign}${h}:${two(m)}:${two(s)}`;
  return bare && m === 0 ? `${sign}${s}` : `${sign}${m}:${two(s)}`;
}
