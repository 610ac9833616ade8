/** Instants as the clock on the event's wall says them, whatever zone this device is in. */

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
