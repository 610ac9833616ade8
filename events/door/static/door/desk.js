/**
 * What a device at the door does: a tap counts at once and is sent as soon as it can be. What two
 * doors did to the same guest is said, never swallowed.
 *
 * `door:changed` is dispatched on the document whenever there is something new to show.
 */

import { tick } from "../web/js/bell.js";
import { newName } from "../web/js/names.js";
import { say } from "../web/js/toast.js";
import { Book } from "./book.js";
import { digestOf } from "./codes.js";
import { News } from "./news.js";
import { sentence, since } from "./rows.js";
import { Sender } from "./sender.js";

const door = document.getElementById("door");
const { event: number, user } = door.dataset;
const DAY_MS = 24 * 60 * 60 * 1000;
// Who made a tap that took longer than this looks elsewhere by now.
const LATE_MS = 10_000;

/** Under what this device keeps this door, and until when (ms). */
export const key = `door:${user}:${number}`;
export const until = Math.max(Date.now(), Date.parse(door.dataset.overAt)) + DAY_MS;

export const book = new Book();
/** Words below a row, by guest. */
export const notes = new Map();
export const news = new News(`${key}:news`, until);
export const sender = new Sender({
  url: door.dataset.taps,
  channel: key,
  page: location.pathname,
  onAnswer: answered,
  onState: () => document.dispatchEvent(new CustomEvent("door:sending")),
});

const told = new Set();

/** Hear of every answer: `hear(tap, answer, guest)`. */
export function onAnswer(hear) {
  told.add(hear);
}

export function changed() {
  document.dispatchEvent(new CustomEvent("door:changed"));
}

/** Check in, undo or welcome somebody: here at once, at the server as soon as it can be. */
export function tap(does, { guest = null, code = "", source = "search", of = null, fields = {} } = {}) {
  const made = { id: newName(), does, guest, code, source, of, fields, door: doorName(), at: Date.now(), away: away() };
  if (guest !== null) notes.delete(guest);
  book.pend(made);
  sender.add(made);
  changed();
  tick();
  return made;
}

/** Check in whoever wears the badge of this code; says what it means at once where this device knows. */
export async function scanned(code, source = "badge") {
  const digest = await digestOf(code);
  if (book.blanks.has(digest)) return { blank: book.blanks.get(digest) };
  const guest = book.guests.get(book.byCode.get(digest));
  if (!guest) {
    tap("in", { code, source });
    return { asked: true };
  }
  const before = book.standing.get(guest.id);
  if (before) return { guest, before };
  tap("in", { guest: guest.id, source });
  return { guest };
}

async function answered(made, answer) {
  const late = made.away || Date.now() - made.at > LATE_MS;
  book.settle(made, answer);
  const guest = book.guests.get(answer.guest ?? answer.entry?.id);
  const name = guest?.name ?? `${made.fields.given_name ?? ""} ${made.fields.family_name ?? ""}`.trim();
  await SAID[answer.said]?.({ made, answer, guest, name, late });
  changed();
  told.forEach((hear) => hear(made, answer, guest));
}

const SAID = {
  in({ made, guest, name }) {
    if (made.does === "walk_in") welcome(guest, name);
    else if (guest?.remark) say(sentence("Remark", { name, remark: guest.remark }));
    speak(sentence("In", { name }));
  },
  already({ answer, guest, name, late }) {
    notes.set(guest.id, since(answer.here));
    if (late) return news.add(`${sentence("Twice", { name })} ${since(answer.here)}`);
    speak(`${name}. ${since(answer.here)}`);
  },
  undone: ({ name }) => speak(sentence("Undone", { name })),
  other: ({ answer, guest, name }) => {
    notes.set(guest.id, since(answer.here));
    return news.add(sentence("Other", { name }));
  },
  taken_back: ({ name }) => news.add(sentence("TakenBack", { name })),
  not_expected: ({ guest, name }) => {
    if (guest) book.guests.delete(guest.id);
    return news.add(sentence("NotExpected", { name }));
  },
  unknown: () => news.add(sentence("Unknown")),
  revoked: () => news.add(sentence("Revoked")),
  blank: () => news.add(sentence("Blank", { number: "" })),
  taken: ({ made, name }) => news.add(sentence("Taken", { name }), { fields: made.fields }),
  invalid: ({ made, answer, name }) =>
    news.add(sentence("Invalid", { name, error: Object.values(answer.errors)[0] }), { fields: made.fields, errors: answer.errors }),
};

function welcome(guest, name) {
  const print = guest?.number ? { href: door.dataset.reprint.replace("/0/", `/${guest.id}/`), words: sentence("Print") } : null;
  const badge = guest?.number ? ` ${sentence("Number", { number: guest.number })}.` : "";
  news.add(`${sentence("Welcome", { name })}${badge}`, { kind: "good", link: print });
}

function speak(words) {
  document.getElementById("spoken").textContent = words;
}

function away() {
  return !navigator.onLine || !["ready", "sending"].includes(sender.state);
}

/** What this door is called; others read it beside whom it checks in. */
export function doorName() {
  return localStorage.getItem("door") ?? "";
}

export function nameThisDoor(name) {
  localStorage.setItem("door", name.trim().slice(0, 40));
}
