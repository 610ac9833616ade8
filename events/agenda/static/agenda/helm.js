/**
 * Who steers while there is no network: this device. What is tapped counts here, is kept, and is
 * sent as soon as it can be. Whether another console went on meanwhile is told then, and chosen.
 */

import { serverNow } from "../push/clock.js";
import { onSnapshot } from "../push/live.js";
import { open } from "../web/js/dialog.js";
import { hour } from "../web/js/hours.js";
import { keepPage, tidy } from "../web/js/kept.js";
import { say } from "../web/js/toast.js";
import { called, draw, refusal } from "./away.js";
import { engineOf } from "./keeping.js";
import { Refused } from "./log.js";
import { adopt, fetchAgain, live, redrawn } from "./run.js";

const RETRY_MS = 3000;
const LOOK_MS = 1000;

const page = document.querySelector("[data-run]");
const diverged = document.getElementById("diverged");
let engine = null;
let away = false;
let working = Promise.resolve();
let timer = 0;
let asked = false; // to sign in again

/** Whether this device knows enough to go on by itself. */
export const ready = () => engine?.ready ?? false;

/** Whether it does. */
export const isAway = () => away;

/** Whether it would be no use to ask the server first. */
export const isCut = () => ready() && (!navigator.onLine || document.documentElement.dataset.liveState === "reconnecting");

/** Know of a command that went the ordinary way. */
export const learn = (entry) => engine?.learn(entry);

/** Go on by itself, with what was tapped when the network was found to be gone. */
export function goAway(command = null, at = serverNow()) {
  if (!away) say(page.dataset.sayKept);
  away = true;
  page.dataset.away = "";
  if (command) tapHere(command, at);
  else show();
  again();
}

/** Let a tap count here, as made now or at another instant. One after the other. */
export function tapHere(command, at = serverNow()) {
  working = working.then(async () => {
    try {
      await engine.tap(command, at);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      say(refusal(error, command.kind), "warning");
    }
    await show();
  });
}

async function show(anew = true) {
  if (await draw(live, engine, "console", page, { anew })) redrawn();
}

function again() {
  clearTimeout(timer);
  timer = setTimeout(send, RETRY_MS);
}

/** Try to reach the server, and come back to it. */
async function send() {
  await working;
  if (!away || diverged.open) return;
  if (!engine.ahead) {
    if (await engine.fetch()) comeBack();
    else again();
    return;
  }
  finish(await engine.send({}, serverNow()));
}

function finish(told) {
  if (!told || told.signedOut) again();
  if (told?.signedOut && !asked) say(page.dataset.saySignIn, "warning");
  asked = told?.signedOut ?? false;
  if (!told || told.signedOut) return;
  if (told.others) ask(told.others);
  else if (engine.ahead) send();
  else comeBack(told);
}

function comeBack(told = null) {
  away = false;
  delete page.dataset.away;
  if (told) {
    adopt(told.snapshot, true);
    say(page.dataset.saySent, "success");
    for (const { error } of told.refused) say(error, "warning");
  }
  fetchAgain();
}

// --- Two histories ---

function ask(others) {
  const mine = engine.taps.map(({ kind, at }) => [hour(at, page.dataset.zone), called(kind)]);
  list("mine", mine);
  list("others", others.map((other) => [other.hour, `${other.what} (${other.who})`]));
  open(diverged);
}

const models = new Map([...diverged.querySelectorAll("[data-list]")].map((element) => [element.dataset.list, element.firstElementChild]));

function list(name, lines) {
  const rows = lines.map(([at, what]) => {
    const row = models.get(name).cloneNode(true);
    row.querySelector("time").textContent = at;
    row.querySelector("span").textContent = what;
    return row;
  });
  diverged.querySelector(`[data-list="${name}"]`).replaceChildren(...rows);
}

diverged.addEventListener("click", async (event) => {
  const choice = event.target.closest("[data-keeps]")?.dataset.keeps;
  if (!choice) return;
  diverged.close();
  if (choice === "mine") finish(await engine.send({ insist: true }, serverNow()));
  else {
    await engine.forget();
    send();
  }
});
// Closed without a choice: nothing is lost, it is asked again.
diverged.addEventListener("close", () => away && again());

// --- Beginning, and keeping up ---

(async () => {
  engine = await engineOf(page);
  if (!engine) return;
  engine.onOther(async () => {
    await engine.restore();
    if (engine.ahead && !away) goAway();
    else if (away) show();
  });
  if (engine.ahead || (!(await engine.fetch()) && engine.ready)) goAway();
  let known = -1;
  onSnapshot(({ snapshot }) => {
    // What guests send and vote for is no command: this device has no use for it without network.
    if (!away && snapshot.rev !== known) engine.fetch();
    known = snapshot.rev;
  });
  addEventListener("online", () => away && send());
  setInterval(() => away && show(false), LOOK_MS);
  tidy();
  keepPage(page.dataset.worker, page.dataset.scope).catch(() => null);
})();

// What the server drew before it heard of us isn't where we are.
live.addEventListener("live:refreshed", ({ detail }) => away && !detail?.own && show());
