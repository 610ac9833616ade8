/**
 * What is written on a page during a part: a guest's question, a note of the facilitator's, a word
 * about somebody one has met. What the server answers is shown in the element named by `data-list`.
 *
 *     <form data-remark data-key="…" data-list="remarks" data-say-…>
 *
 * The words are kept on the device as they are typed, so that neither a new fragment nor a reload
 * loses them. Each thing sent has a name made here: a double tap is one, and what the network
 * swallowed is sent again, the same, by itself. Words changed meanwhile are another thing.
 *
 * Votes (`[data-votes="12"]`) are counted from what is pushed; a list with `data-calm` is put in
 * their order once nobody has touched it for a while.
 */

import { onSnapshot } from "../push/live.js";
import { refresh } from "../push/parts.js";
import { get, put, queue, queued, sent } from "../web/js/kept.js";
import { newName } from "../web/js/names.js";
import { say } from "../web/js/toast.js";
import { renewToken, token } from "../web/js/token.js";
import { current } from "./run.js";

const PATIENCE_MS = 8000;
const RETRY_MS = 5000;
const CALM_MS = 4000;
const DOUBLE_MS = 500;

// What is being written, by the key of its form: `{id, text, named, state, told, n}`.
const drafts = new Map();
const windows = globalThis.BroadcastChannel ? new BroadcastChannel("remarks") : null;
const forms = () => document.querySelectorAll("form[data-remark]");
const list = () => document.getElementById("remarks");

function draftOf(form) {
  const { key } = form.dataset;
  if (!drafts.has(key)) drafts.set(key, { id: newName(), text: "", named: true, state: "", told: "" });
  return drafts.get(key);
}

/** What a form sends, and all that is needed to send it when the form is gone. */
function parcel(form, draft) {
  const { key, page, list: place, sayKept, saySignIn, sayFailed, saySent } = form.dataset;
  const segment = form.elements.segment?.value ?? current()?.now?.id ?? "";
  return { key, page, place, segment, url: form.action, id: draft.id, text: draft.text, named: draft.named, sayKept, saySignIn, sayFailed, saySent };
}

// --- Writing ---

function typed(form) {
  const draft = draftOf(form);
  const { text, named } = form.elements;
  if (draft.state === "waiting") letGo(draft);
  Object.assign(draft, { text: text.value, named: named?.checked ?? false, told: "" });
  put(form.dataset.key, { id: draft.id, text: draft.text, named: draft.named });
  draw(form);
}

/** It waits no longer: it is being changed, and so becomes another one. */
function letGo(draft) {
  if (draft.n) sent(draft.n);
  Object.assign(draft, { id: newName(), state: "", n: 0 });
}

function draw(form) {
  const draft = draftOf(form);
  const { text, named } = form.elements;
  if (text.value !== draft.text) text.value = draft.text;
  if (named) named.checked = draft.named;
  const left = form.querySelector("[data-left]");
  if (left) {
    left.textContent = left.dataset.say.replace("{n}", text.maxLength - draft.text.length);
    left.hidden = draft.text.length === 0;
  }
  const anonymous = form.querySelector("[data-anonymous]");
  if (anonymous) anonymous.hidden = draft.named;
  const told = form.querySelector("[data-told]");
  if (told.textContent !== draft.told) told.textContent = draft.told;
  told.hidden = !draft.told;
  const button = form.querySelector("button:not([type=button])");
  if (draft.state === "sending") button.setAttribute("aria-busy", "true");
  else button.removeAttribute("aria-busy");
}

function drawAll() {
  for (const form of forms()) draw(form);
}

// --- Sending ---

async function submit(form) {
  const draft = draftOf(form);
  if (draft.state === "sending" || !draft.text.trim()) return;
  await deliver(parcel(form, draft), draft);
}

/** Send something; what comes of it stands beside the field it was written in. */
async function deliver(thing, draft) {
  Object.assign(draft, { state: "sending", told: "" });
  drawAll();
  const { answer, said } = await post(thing);
  if (answer === "taken") {
    await taken(thing, draft, said);
  } else if (answer === "refused") {
    if (draft.n) await sent(draft.n);
    Object.assign(draft, { state: "", told: said || thing.sayFailed, n: 0 });
  } else {
    draft.n ||= await queue("remarks", thing);
    Object.assign(draft, { state: "waiting", told: answer === "signed-out" ? thing.saySignIn : thing.sayKept });
    again();
  }
  drawAll();
}

async function taken(thing, draft, html) {
  if (draft.n) await sent(draft.n);
  await put(thing.key, null);
  // What was typed while it was under way is the beginning of the next one.
  const text = draft.text === thing.text ? "" : draft.text;
  Object.assign(draft, { id: newName(), text, state: "", told: "", n: 0 });
  say(thing.saySent, "success");
  show(html, thing.place);
  windows?.postMessage(thing.key);
  for (const form of forms()) if (form.dataset.key === thing.key) form.closest("dialog")?.close();
}

async function post(thing, anew = true) {
  let response;
  let said = "";
  try {
    const body = new URLSearchParams({ id: thing.id, segment: thing.segment, text: thing.text });
    if (thing.named) body.set("named", "1");
    const headers = { "HX-Request": "true", "X-CSRFToken": token() };
    response = await fetch(thing.url, { method: "POST", body, headers, signal: AbortSignal.timeout?.(PATIENCE_MS) });
    said = await response.text();
  } catch {
    return { answer: "offline" };
  }
  if (response.status >= 500 || response.status === 429) return { answer: "offline" };
  if (response.headers.has("HX-Redirect") || response.redirected) return { answer: "signed-out" };
  if (response.status === 403 && anew) {
    const found = await renewToken(thing.page);
    if (found === "fresh") return post(thing, false);
    return { answer: found || "offline" };
  }
  if (response.ok) return { answer: "taken", said };
  const plain = (response.headers.get("content-type") ?? "").startsWith("text/plain");
  return { answer: "refused", said: plain ? said : "" };
}

function show(html, name = "remarks") {
  const place = document.getElementById(name);
  if (!place || !html) return;
  if (window.htmx?.swap) window.htmx.swap(place, html, { swapStyle: "innerHTML" });
  else place.innerHTML = html;
}

// --- What waits ---

let timer = 0;

function again() {
  timer ||= setTimeout(() => {
    timer = 0;
    resend();
  }, RETRY_MS);
}

async function resend() {
  for (const { n, value } of await queued("remarks")) {
    const mine = drafts.get(value.key);
    const draft = mine?.id === value.id ? mine : { ...value, state: "" };
    if (draft.state !== "sending") await deliver(value, Object.assign(draft, { n }));
  }
}

async function restore() {
  for (const form of forms()) {
    const { key } = form.dataset;
    if (drafts.has(key)) continue;
    const kept = await get(key);
    const draft = draftOf(form);
    // What the server gave back, or was typed before this script had come, counts.
    draft.text = form.elements.text.value;
    if (kept?.text && !draft.text) Object.assign(draft, kept);
    draw(form);
  }
}

document.addEventListener("input", ({ target }) => {
  const form = target.closest("form[data-remark]");
  if (form) typed(form);
});
document.addEventListener(
  "submit",
  (event) => {
    if (!event.target.matches("form[data-remark]")) return;
    event.preventDefault();
    event.stopPropagation();
    submit(event.target);
  },
  true,
);
document.addEventListener("live:refreshed", async () => {
  await restore();
  drawAll();
});
document.addEventListener("live:state", ({ detail }) => detail.state === "connected" && resend());
addEventListener("online", resend);
if (windows) windows.onmessage = () => list() && refresh(list());

// --- Votes ---

let votes = "";
let calm = 0;

onSnapshot(({ snapshot }) => {
  const counts = snapshot.remarks?.votes ?? {};
  for (const element of document.querySelectorAll("[data-votes]")) {
    const count = counts[element.dataset.votes];
    if (count !== undefined) element.textContent = count;
  }
  const name = JSON.stringify(counts);
  if (votes && name !== votes) settle();
  votes = name;
});

/** Put the list in order as soon as no finger has been near it for a while. */
function settle() {
  clearTimeout(calm);
  calm = setTimeout(() => {
    const place = document.querySelector("[data-calm]");
    if (place) refresh(place);
    calm = 0;
  }, CALM_MS);
}

document.addEventListener("pointerdown", () => calm && settle(), true);

// The second tap of a double tap would take the vote back.
let voted = { id: "", at: -Infinity };
document.addEventListener(
  "click",
  (event) => {
    const button = event.target.closest("[data-votes-form] button");
    if (!button) return;
    if (button.id === voted.id && performance.now() < voted.at + DOUBLE_MS) event.preventDefault();
    else voted = { id: button.id, at: performance.now() };
  },
  true,
);

restore();
resend();
