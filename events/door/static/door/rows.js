/** Draws the rows of the door from the book: the same row that the server draws, filled anew. */

import { hour } from "../web/js/hours.js";
import { MOST_ROWS } from "./book.js";

const door = document.getElementById("door");
const people = document.getElementById("people");
const template = document.getElementById("row");

const copy = (id) => document.getElementById(id).content.cloneNode(true);

/** A sentence of the page, with what it leaves open filled in. */
export function sentence(name, fill = {}) {
  const words = door.dataset[`say${name}`] ?? "";
  return words.replace(/\{(\w+)\}/g, (whole, key) => fill[key] ?? whole);
}

/** Since when, how, where and by whom somebody is here. */
export function since({ at, source, door: where, by }) {
  const how = door.dataset[`how${source.replace(/(^|_)(\w)/g, (_, __, letter) => letter.toUpperCase())}`] ?? "";
  const fill = { at: hour(at, door.dataset.zone), how, host: by, door: where };
  return sentence(`Already${where ? "At" : ""}${by ? "By" : ""}`, fill);
}

/** Show these guests, found by `text` among `which`; `notes` are words below a row, by guest. */
export function drawRows(book, found, text, which, notes) {
  if (!found.length) {
    people.replaceChildren(nobody(book, text, which));
    return;
  }
  const list = people.querySelector("ul") ?? document.createElement("ul");
  list.className = "list door__list";
  list.setAttribute("role", "list");
  const rows = new Map([...list.children].map((row) => [row.dataset.guest, row]));
  const shown = found.slice(0, MOST_ROWS).map((guest) => {
    const row = completed(rows.get(String(guest.id)) ?? template.content.firstElementChild.cloneNode(true));
    fillRow(row, guest, book.standing.get(guest.id), notes.get(guest.id));
    return row;
  });
  // Rows that stay are not moved: who taps the next one finds it where it was.
  if (shown.length !== list.children.length || shown.some((row, at) => row !== list.children[at])) {
    list.replaceChildren(...shown);
  }
  const more = document.createElement("p");
  more.className = "soft centred door__more";
  more.textContent = sentence("More");
  // Not even taken out and put back: a tap that is under way would be lost.
  const wanted = found.length > MOST_ROWS ? 2 : 1;
  if (people.firstElementChild !== list || people.children.length !== wanted) people.replaceChildren(...[list, more].slice(0, wanted));
}

function nobody(book, text, which) {
  if (text) {
    const said = copy("nobody");
    const add = said.querySelector("[data-walk-in]");
    add.href = `${add.href.split("?")[0]}?name=${encodeURIComponent(text)}`;
    return said;
  }
  if (!book.expected) return copy("empty");
  return copy(which === "here" ? "nobody-here" : "all-here");
}

/** Give a row that the server drew what it left out; what stands there stays, for a finger may be on it. */
function completed(row) {
  if (row.querySelector(".door__since") && row.querySelector(".door__in")) return row;
  const whole = template.content.firstElementChild.cloneNode(true);
  row.querySelector(".door__marks").replaceWith(whole.querySelector(".door__marks"));
  for (const part of [".door__remark", ".door__in", ".door__since"]) {
    const place = row.querySelector(part === ".door__remark" ? ".door__who" : ".door__guest");
    if (!place.querySelector(part)) place.append(whole.querySelector(part));
  }
  return row;
}

function fillRow(row, guest, arrival, note) {
  row.id = `guest-${guest.id}`;
  row.dataset.guest = guest.id;
  row.classList.toggle("door__row--here", Boolean(arrival));
  const put = (name, words) => {
    for (const slot of row.querySelectorAll(`[data-slot="${name}"]`)) slot.textContent = words;
  };
  put("name", guest.name);
  put("house", guest.house);
  put("remark", guest.remark);
  put("number", guest.number ?? "");
  put("hour", arrival ? hour(arrival.at, door.dataset.zone) : "");
  row.querySelector(".door__remark").hidden = !guest.remark;
  row.querySelector(".door__number").hidden = guest.number === null;
  row.querySelector('[data-does="in"]').hidden = Boolean(arrival);
  row.querySelector(".door__since").hidden = !arrival;
  // A walk-in that wasn't sent yet has no badge, nor is there anything to undo.
  row.querySelector(".door__acts").hidden = typeof guest.id === "string";
  const print = row.querySelector("[data-prints]");
  const button = print.querySelector("[data-label]");
  button.setAttribute("aria-label", button.dataset.label.replace("{name}", guest.name));
  print.action = print.action.replace(/\/\d+\/badge/, `/${guest.id}/badge`);
  row.querySelector(".door__unsent").hidden = !arrival?.pending;
  for (const mark of row.querySelectorAll("[data-mark]")) {
    const name = mark.dataset.mark;
    mark.hidden = name === "late" ? !arrival?.late : !guest.marks.includes(name);
  }
  const face = row.querySelector(".avatar");
  face.textContent = guest.initials;
  face.className = face.className.replace(/avatar--tint-\d+/, `avatar--tint-${guest.tint}`);
  const words = row.querySelector('[data-slot="note"]');
  words.textContent = note ?? "";
  words.hidden = !note;
}

/** Show how many are here. */
export function drawCount({ here, expected }) {
  const count = document.getElementById("count");
  count.querySelector('[data-slot="here"]').textContent = here;
  count.querySelector('[data-slot="expected"]').textContent = expected;
  const share = expected ? (100 * here) / expected : 0;
  const ring = count.querySelector(".ring");
  ring.setAttribute("aria-label", count.dataset.say.replace("{here}", here).replace("{expected}", expected));
  ring.classList.toggle("ring--empty", share === 0);
  ring.querySelector(".ring__value").setAttribute("stroke-dasharray", `${share} 200`);
}
