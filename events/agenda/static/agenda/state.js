/**
 * Where an event is, on this device: the twin of `clock.py`, and of `reading.snapshot`.
 *
 * Pure: instants and lengths are milliseconds, nothing here knows the time of day or the page. The
 * same cases are run by both (`test_log_twins.py`).
 */

/** A stopwatch that stands at nothing. */
export const ZERO = Object.freeze({ kept: 0, since: null });

export function read(watch, at) {
  return watch.since === null ? watch.kept : watch.kept + (at - watch.since);
}

export function started(watch, at) {
  return watch.since === null ? { ...watch, since: at } : watch;
}

export function stopped(watch, at) {
  return { kept: read(watch, at), since: null };
}

/** A segment as a command or the server says it. */
export function planned(data) {
  const { seconds, not_before: notBefore, by_itself: byItself } = data;
  return { ...data, length: seconds * 1000, notBefore: notBefore ? Date.parse(notBefore) : null, byItself: byItself ?? false };
}

export function partOf(plan, state = null) {
  return { plan, length: plan.length, state, watch: ZERO, pause: ZERO, skipped: false, beganAt: null };
}

/** The state before anything was started. */
export function waiting(agenda, plannedStart) {
  const parts = agenda.map((data) => partOf(planned(data)));
  return { plannedStart, parts, status: "waiting", index: 0, startedAt: null, endedAt: null, whisper: null };
}

/** What a format may know of time: its segment's own clock, on which pauses leave no trace. */
export function momentOf(part, at) {
  return {
    segment: part.plan,
    at,
    elapsed: read(part.watch, at),
    length: part.length,
    running: part.watch.since !== null,
    current: part.watch.since !== null || part.pause.since !== null,
  };
}

/** The countdown that began when the segment's clock showed `start`. */
export function anchor(moment, start, length) {
  const left = start + length - moment.elapsed;
  const endsAt = moment.running ? Math.round(moment.at + left) : null;
  return { ends_at: endsAt, left: Math.round(left), length: Math.round(length) };
}

export function phase(name, countdown, { bell = "", warn = 0 } = {}) {
  return { name, ...countdown, bell, warn };
}

export function isLive(state) {
  return state.status === "running" || state.status === "paused";
}

export function current(state) {
  return isLive(state) ? state.parts[state.index] : null;
}

/** The nearest segment in a direction that isn't left out, by its index. */
export function neighbour(state, step) {
  let index = state.index + step;
  while (index >= 0 && index < state.parts.length) {
    if (!state.parts[index].skipped) return index;
    index += step;
  }
  return null;
}

/** The segment that a tap on "next" would begin. */
export function following(state) {
  if (state.status === "waiting") return state.parts[0] ?? null;
  const index = isLive(state) ? neighbour(state, +1) : null;
  return index === null ? null : state.parts[index];
}

/** The instant at which the next segment begins by itself; null while somebody has to tap. */
export function goesOnAt(state) {
  const part = current(state);
  const next = following(state);
  if (!part?.plan.byItself || !next || part.watch.since === null) return null;
  const end = part.watch.since + (part.length - part.watch.kept);
  return Math.max(end, next.plan.notBefore ?? end);
}

export function find(state, id) {
  const index = state.parts.findIndex((part) => part.plan.id === id);
  return index < 0 ? null : index;
}

/** The segments still to come, the current one and those left out not among them. */
function ahead(state) {
  if (state.status === "over") return [];
  const first = isLive(state) ? state.index + 1 : 0;
  return state.parts.slice(first).filter(({ skipped }) => !skipped);
}

/** What the segments still to come will take, waiting for fixed starts left out. */
export function rest(state) {
  return sum(ahead(state), ({ length }) => length);
}

/** The instant before which we can't end, for what is still to wait for its fixed start. */
export function earliestEnd(state) {
  return earliest(ahead(state).map(({ plan, length }) => [plan.notBefore, length]));
}

function earliest(lengths) {
  let end = null;
  for (const [notBefore, length] of lengths) {
    const begins = [end, notBefore].filter((instant) => instant !== null);
    end = begins.length ? Math.max(...begins) + length : null;
  }
  return end;
}

export function plannedEnd(state) {
  const total = sum(state.parts, ({ plan }) => plan.length);
  const least = earliest(state.parts.map(({ plan }) => [plan.notBefore, plan.length]));
  return Math.max(state.plannedStart + total, least ?? state.plannedStart);
}

/** When we shall end if everything still to come takes the time it has now. */
export function projectedEnd(state, now) {
  if (state.endedAt !== null) return state.endedAt;
  const part = current(state);
  const left = part && Math.max(part.length - read(part.watch, now), 0);
  const end = (part ? now + left : Math.max(now, state.plannedStart)) + rest(state);
  return Math.max(end, earliestEnd(state) ?? end);
}

export function drift(state, now) {
  return projectedEnd(state, now) - plannedEnd(state);
}

/**
 * What is shown of a state: as the server pushes it, but for what only phones ask for. `due` is
 * `log.js` saying when the next segment begins by itself.
 */
export function snapshot(rev, state, now, formats, due = null) {
  const part = current(state);
  const next = following(state);
  return {
    rev,
    at: now,
    status: state.status,
    planned_start: state.plannedStart,
    planned_end: plannedEnd(state),
    ended_at: state.endedAt,
    rest: rest(state),
    earliest_end: earliestEnd(state),
    due,
    number: isLive(state) ? state.index + 1 : 0,
    count: state.parts.length,
    now: part && {
      id: part.plan.id,
      format: part.plan.format,
      title: part.plan.title,
      clock: anchor(momentOf(part, now), 0, part.length),
      detail: formats(part.plan.format).public(part.state, momentOf(part, now)),
    },
    next: next && { id: next.plan.id, format: next.plan.format, title: next.plan.title, length: next.length },
  };
}

export function sum(items, of) {
  return items.reduce((total, item) => total + of(item), 0);
}
