/** Instants as the clock on the event's wall says them, whatever zone this device is in; lengths. */

const NARROW = "\u202f";

/** Hours and minutes in `zone`, two digits each. */
export function wall(instant, zone) {
  const parts = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone }).formatToParts(instant);
  return ["hour", "minute"].map((type) => parts.find((part) => part.type === type).value);
}

/** “8 h 31” in French, “08:31” in English. */
export function hour(instant, zone) {
  const [h, m] = wall(instant, zone);
  return document.documentElement.lang === "fr" ? `${Number(h)}\u00a0h\u00a0${m}` : `${h}:${m}`;
}

/** A length of some ms in whole minutes, as pages say it: “15 min”, “1 h 20”. */
export function length(ms) {
  const minutes = Math.round(ms / 60_000) || Number(ms > 0);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (!hours) return `${minutes}${NARROW}min`;
  return `${hours}${NARROW}h${rest ? NARROW + String(rest).padStart(2, "0") : ""}`;
}
