/**
 * The face that a device draws by itself while there is no network, from what its engine knows.
 *
 * The page holds a `<template id="away">`: `data-if` says when a piece is there, `data-fill` what is
 * written in it, `data-list` what is repeated. Formats say what stands in it (`console`, `screen`).
 */

import { serverNow } from "../push/clock.js";
import { hour, length as inWords } from "../web/js/hours.js";
import { current, drift, following, isLive, momentOf, plannedEnd } from "./state.js";

const MINUTE = 60_000;
const words = read("away-words");

function read(id) {
  const element = document.getElementById(id);
  return element ? JSON.parse(element.textContent) : null;
}

export const twins = read("away-twins");

/** “%(name)s” with its values. */
export function fill(said, values) {
  return (said ?? "").replace(/%\((\w+)\)s/g, (_, name) => values[name] ?? "");
}

/** Why a command was refused here, in words. */
export function refusal({ reason }, kind) {
  return words.formats[kind.split(".")[0]]?.refusals[reason] ?? words.refusals[reason] ?? words.agenda.refused;
}

/** What a command is called. */
export function called(kind) {
  return words.kinds[kind] ?? words.formats[kind.split(".")[0]]?.label ?? kind;
}

let drawn = "";

/**
 * Draw the face of `view` into `live`, in place of what the server drew; whether anything changed
 * since it was drawn last. With `anew`, the server may have drawn over it.
 */
export async function draw(live, engine, view, page, { anew = true } = {}) {
  const now = serverNow();
  const about = facts(engine, now, page.dataset.zone, await engine.arrivals());
  const name = JSON.stringify([engine.rev, about.is, about[view]]);
  if (!anew && name === drawn) return false;
  drawn = name;
  const face = document.getElementById("away").content.cloneNode(true);
  choose(face, about.is);
  for (const element of face.querySelectorAll("[data-fill]")) put(element, about[view][element.dataset.fill]);
  for (const list of face.querySelectorAll("[data-list]")) repeat(list, about[view][list.dataset.list] ?? [], about[view][`${list.dataset.list}Class`]);
  for (const more of face.querySelectorAll("details")) more.open = Boolean(about[view].open);
  const own = face.querySelector("[data-if=own]");
  if (own && about.console.primary) button(own, about.console.primary);
  const undo = face.querySelector("[data-undo]");
  if (undo) aim(undo, engine.undoable());
  const redo = face.querySelector("[data-redo]");
  if (redo) aim(redo, engine.redoable());
  const told = document.createElement("script");
  told.type = "application/json";
  told.id = "snapshot";
  told.textContent = JSON.stringify(engine.snapshot(now));
  const main = face.getElementById("main");
  if (main) main.dataset.rev = engine.rev;
  live.replaceChildren(told, face);
  return true;
}

function choose(face, is) {
  for (const element of face.querySelectorAll("[data-if]")) {
    if (!element.dataset.if.split(" ").some((name) => is[name])) element.remove();
  }
}

function put(element, said) {
  if (said) element.textContent = said;
  else element.remove();
}

function repeat(list, items, name) {
  if (name) list.classList.add(name);
  const model = list.firstElementChild;
  list.replaceChildren(...items.map((item) => filled(model.cloneNode(true), item)));
  if (!items.length) list.remove();
}

function filled(row, item) {
  if (item.kind) return button(row, item);
  const [first, second] = row.querySelectorAll("time, .screen__table, .list__name, :scope > span, .list__text");
  first.textContent = item.first;
  if (second) second.textContent = item.second ?? "";
  if (item.stands) row.classList.add(`agenda__${item.stands}`);
  if (item.stands === "now") row.setAttribute("aria-current", "step");
  const go = row.querySelector("[data-tap=go]");
  if (go && item.go) go.dataset.payload = JSON.stringify({ segment: item.go });
  else go?.remove();
  return row;
}

function button(element, { kind, payload = {}, label, key }) {
  element.dataset.tap = kind;
  element.dataset.payload = JSON.stringify(payload);
  if (key) element.dataset.key = key;
  element.textContent = label;
  return element;
}

function aim(element, entry) {
  element.disabled = entry === null;
  if (entry) element.dataset.payload = JSON.stringify({ rev: entry.rev });
}

// --- What there is to say ---

function facts(engine, now, zone, { here }) {
  const { state, formats, pack } = engine;
  const part = current(state);
  const next = following(state);
  const live = isLive(state);
  const key = part?.plan.format;
  const twin = part && formats(key);
  const kept = part && (pack.parts[part.plan.id] ?? {});
  const more = { people: pack.people, here, kept, fill, words: words.formats[key]?.words ?? {} };
  const told = twin?.console?.(part.state, momentOf(part, now), more) ?? {};
  const shown = twin?.screen?.(part.state, momentOf(part, now), more) ?? {};
  const at = (instant) => hour(instant, zone);
  const end = part && now + part.length - momentOf(part, now).elapsed;
  const title = part?.plan.title ?? document.title.split(" · ").at(-2);
  return {
    is: {
      waiting: state.status === "waiting",
      over: state.status === "over",
      paused: state.status === "paused",
      unpaused: state.status === "running",
      live,
      followed: next !== null,
      apart: live && next !== null && Boolean(told.primary),
      rows: Boolean(told.rows?.length),
      format: Boolean(told.lead || told.buttons?.length),
      notes: Boolean(part?.plan.notes),
      own: live && Boolean(told.primary),
      plain: live && !told.primary && next !== null,
      last: live && !told.primary && next === null,
      unfinished: live && (Boolean(told.primary) || next !== null),
      later: live && state.index > 0,
      late: live && next !== null && drift(state, now) >= MINUTE,
      redo: engine.redoable() !== null,
    },
    console: {
      now: fill(words.agenda.now, { number: state.index + 1, count: state.parts.length }),
      title,
      state: stateWords(state, at, end),
      next: next?.plan.title,
      length: next && inWords(next.length),
      notes: part?.plan.notes,
      agenda: lines(state, now, at),
      ...told,
    },
    screen: {
      over: live ? fill(words.agenda.number, { number: state.index + 1, count: state.parts.length }) : at(state.plannedStart),
      name: title,
      next: next && live ? fill(words.agenda.next, { title: next.plan.title }) : "",
      ...withTitle(shown, title),
    },
  };
}

function withTitle(shown, title) {
  return shown.over ? { ...shown, over: `${title} · ${shown.over}` } : shown;
}

function stateWords(state, at, end) {
  if (state.status === "waiting") {
    return fill(words.agenda.planned, { start: at(state.plannedStart), end: at(plannedEnd(state)) });
  }
  if (state.status === "over") return fill(words.agenda.ended, { end: at(state.endedAt) });
  return state.status === "paused" ? words.agenda.still : fill(words.agenda.until, { end: at(end) });
}

/** The agenda with its hours: real ones behind us, as they look now ahead of us. */
function lines(state, now, at) {
  let hourOf = state.plannedStart;
  return state.parts.map((part, index) => {
    const stands = standing(state, index);
    if (part.beganAt !== null && stands !== "coming") hourOf = part.beganAt;
    else if (stands === "coming") hourOf = Math.max(hourOf, part.plan.notBefore ?? hourOf);
    const line = { first: at(hourOf), second: `${part.plan.title} ${inWords(part.length)}`, stands };
    if (isLive(state) && stands !== "now") line.go = part.plan.id;
    if (stands === "now") hourOf = now + Math.max(part.length - momentOf(part, now).elapsed, 0);
    else if (!part.skipped) hourOf += part.length;
    return line;
  });
}

function standing(state, index) {
  if (state.parts[index].skipped) return "skipped";
  if (isLive(state) && index === state.index) return "now";
  if (state.status === "over" || (isLive(state) && index < state.index)) return state.parts[index].beganAt === null ? "skipped" : "done";
  return "coming";
}
