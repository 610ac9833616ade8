/**
 * One's own badge on one's own phone: scan another's with it. With network the badge's page opens;
 * without, what one chooses is kept here and sent later (scans.js). The page itself opens without
 * network too.
 */

import { Camera, readPhotograph } from "../door/camera.js";
import { codeIn } from "../door/codes.js";
import { open } from "../web/js/dialog.js";
import { keepPage } from "../web/js/kept.js";
import "./asking.js";
import { keep, waiting } from "./scans.js";

const page = document.getElementById("my-badge");
const dialog = document.getElementById("scanner");
const said = document.getElementById("scanner-said");
const looks = document.getElementById("scanner-looks");
const keeps = document.getElementById("scanner-keeps");
const NETWORK_MS = 4000;

let code = "";
let busy = false;

const addressOf = (name) => page.dataset.exchange.replace("CODE", encodeURIComponent(name));

if (dialog) {
  const camera = new Camera(document.getElementById("scanner-video"), read);
  const opener = document.getElementById("scan-badge");
  opener.hidden = false;
  opener.addEventListener("click", async () => {
    show(looks);
    open(dialog);
    const able = await camera.open();
    document.getElementById("scanner-view").hidden = !able;
    document.getElementById("scanner-blind").hidden = able;
    said.textContent = able ? said.dataset.hold : "";
  });
  dialog.addEventListener("close", () => camera.close());

  document.getElementById("scanner-photo").addEventListener("change", async ({ target }) => {
    const [picture] = target.files;
    if (!picture) return;
    said.textContent = "…";
    try {
      const { codes, error } = await readPhotograph(page.dataset.photograph, picture);
      if (error) said.textContent = error;
      else await read(codes[0]);
    } catch {
      said.textContent = page.dataset.sayPhoto;
    }
    target.value = "";
  });

  keeps.addEventListener("submit", async (event) => {
    event.preventDefault();
    const ticks = keeps.querySelectorAll("[name=fields]:checked:not(:disabled)");
    const fields = [...ticks].map(({ value }) => value);
    await keep({ code, how: event.submitter.value, fields, url: addressOf(code) });
    dialog.close();
  });
}

async function read(text) {
  const found = codeIn(text);
  if (busy || !keeps.hidden) return;
  if (!found) said.textContent = page.dataset.sayNot;
  else if (found === page.dataset.mine) said.textContent = page.dataset.sayMine;
  else await go(found);
}

/** Open the badge's page, or, without network, ask here what is wanted of it. */
async function go(found) {
  busy = true;
  const address = addressOf(found).replace(/exchange\/$/, "");
  try {
    const options = { method: "HEAD", redirect: "manual", signal: AbortSignal.timeout?.(NETWORK_MS) };
    const { status } = await fetch(address, options);
    if (status === 404) said.textContent = page.dataset.sayNot;
    else location.assign(address);
  } catch {
    code = found;
    show(keeps);
    keeps.querySelector("button").focus();
  }
  busy = false;
}

function show(part) {
  looks.hidden = part !== looks;
  keeps.hidden = part !== keeps;
}

function draw({ count, signedOut }) {
  const place = document.getElementById("kept");
  const words = document.getElementById("kept-words");
  if (!place) return;
  place.hidden = !count;
  if (signedOut) words.textContent = page.dataset.saySignedOut;
  else words.textContent = count === 1 ? words.dataset.one : words.dataset.more.replace("{n}", count);
}

document.addEventListener("scans:changed", ({ detail }) => {
  draw(detail);
  const list = document.getElementById("sent");
  if (!detail.answer?.words || !list) return;
  const row = document.createElement("li");
  row.className = "list__row";
  row.textContent = detail.answer.words;
  list.append(row);
  list.hidden = false;
});

waiting().then(draw);
keepPage(page.dataset.worker, page.dataset.scope).catch(() => null);
