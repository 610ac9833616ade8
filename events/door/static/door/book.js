/**
 * The list as this device keeps it, and who is here: what the server told, with the taps laid over
 * it that it hasn't heard of yet. No network and no page in here.
 */

import { fold } from "./fold.js";

/** As many rows as anybody reads while people wait; who isn't among them takes another letter. */
export const MOST_ROWS = 40;

export class Book {
  guests = new Map(); // by id, in the order of a French list
  version = "";
  byCode = new Map(); // digest of a badge's code → guest's id
  blanks = new Map(); // digest → number
  told = new Map(); // who is here, by id, as the server says
  pending = []; // taps it hasn't heard of
  standing = new Map(); // both together
  settled = 0; // how many taps were answered
  became = new Map(); // a walk-in's tap → her number

  /** Whether there is a list at all, from the server or kept. */
  get ready() {
    return this.version !== "";
  }

  /** Take the whole list, as `list.json` says it. */
  fill({ guests, blanks, here, version }) {
    this.guests = new Map(guests.map((guest) => [guest.id, withSearch(guest)]));
    this.byCode = new Map(guests.filter(({ code }) => code).map(({ code, id }) => [code, id]));
    this.blanks = new Map(blanks.map(([number, digest]) => [digest, number]));
    this.version = version;
    this.arrive(here);
  }

  /** As it is kept on the device; `fill` takes it again. */
  kept() {
    return {
      guests: [...this.guests.values()],
      blanks: [...this.blanks].map(([digest, number]) => [number, digest]),
      here: Object.fromEntries(this.told),
      version: this.version,
    };
  }

  /** Take who is here, as `arrivals.json` says it. */
  arrive(here) {
    this.told = new Map(Object.entries(here).map(([id, arrival]) => [Number(id), arrival]));
    this.lay();
  }

  /** A tap was made here that the server hasn't heard of. */
  pend(tap) {
    this.pending.push(tap);
    this.lay();
  }

  /** The server has answered a tap. */
  settle(tap, answer) {
    this.settled += 1;
    this.pending = this.pending.filter(({ id }) => id !== tap.id);
    this.guests.delete(tap.id); // a walk-in's row goes by the name of the tap until then
    const id = answer.guest ?? answer.entry?.id;
    if (answer.entry) this.add(answer.entry);
    if (tap.does === "walk_in" && id) this.became.set(tap.id, id);
    if (answer.here) this.told.set(id, answer.here);
    else if (["undone", "absent", "taken_back"].includes(answer.said)) this.told.delete(id);
    this.lay();
  }

  /** Somebody who has joined the list, in her place. */
  add(guest) {
    this.guests.set(guest.id, withSearch(guest));
    if (guest.code) {
      this.byCode.set(guest.code, guest.id);
      this.blanks.delete(guest.code);
    }
    const inOrder = [...this.guests.values()].sort((one, two) => compare(one.sort, two.sort));
    this.guests = new Map(inOrder.map((each) => [each.id, each]));
  }

  lay() {
    this.standing = new Map(this.told);
    for (const tap of this.pending) {
      if (tap.does === "undo") this.standing.delete(tap.guest);
      else if (tap.does === "walk_in") this.layWalkIn(tap);
      else if (tap.guest && !this.standing.has(tap.guest)) this.standing.set(tap.guest, asArrival(tap));
    }
  }

  layWalkIn(tap) {
    const { given_name: given, family_name: family = "", organisation: house = "" } = tap.fields;
    const name = `${given} ${family}`.trim();
    const initials = [given, family].map((word) => word.trim().charAt(0).toUpperCase()).join("");
    const sort = fold(`${family} ${given}`);
    const more = { initials, sort, tint: 0, remark: "", marks: ["walk_in"], number: null, code: "" };
    if (!this.guests.has(tap.id)) this.add({ id: tap.id, name, house, ...more });
    this.standing.set(tap.id, asArrival(tap));
  }

  get here() {
    let count = 0;
    for (const id of this.standing.keys()) if (this.guests.has(id)) count += 1;
    return count;
  }

  get expected() {
    return this.guests.size;
  }

  /**
   * Those who match `text`, or without it those of `which` ("expected" or "here"), in order. A word
   * that begins so comes before one that only contains it; a single letter only finds beginnings;
   * figures also find the number on a badge.
   */
  look(text, which = "expected") {
    const wanted = fold(text);
    const all = [...this.guests.values()];
    if (!wanted) return all.filter(({ id }) => this.standing.has(id) === (which === "here"));
    const words = wanted.split(" ");
    const rank = ({ search, number, id }) => {
      const here = this.standing.has(id) ? 1 : 0;
      if (number !== null && wanted === String(number)) return here;
      if (search.startsWith(wanted) || search.includes(` ${wanted}`)) return 2 + here;
      if (wanted.length > 1 && words.every((word) => search.includes(word))) return 4 + here;
      return -1;
    };
    return all
      .map((guest) => [rank(guest), guest])
      .filter(([place]) => place >= 0)
      .sort(([one], [two]) => one - two)
      .map(([, guest]) => guest);
  }
}

function withSearch(guest) {
  return { ...guest, search: fold(`${guest.name} ${guest.house}`) };
}

function asArrival({ id, at, source, door }) {
  return { at, late: false, source, door, by: "", tap: id, pending: true };
}

function compare(one, two) {
  return one < two ? -1 : one > two ? 1 : 0;
}
