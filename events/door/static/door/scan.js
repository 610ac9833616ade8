/**
 * Scanning badges: by the camera where the browser can read codes, else by a photograph that the
 * server reads. One after the other, as long as the window is open.
 */

import { arm, tick } from "../web/js/bell.js";
import { open } from "../web/js/dialog.js";
import { Camera, readPhotograph } from "./camera.js";
import { codeIn } from "./codes.js";
import { onAnswer, scanned } from "./desk.js";
import { sentence, since } from "./rows.js";
import { welcome } from "./walk_in.js";

const door = document.getElementById("door");
const dialog = document.getElementById("scan");
const video = document.getElementById("scan-video");
const said = document.getElementById("scan-said");
const photo = document.querySelector("#scan-photo input");
// The same badge is still in front of the camera.
const SAME_MS = 3000;

let last = { code: "", at: 0 };
const camera = new Camera(video, read);

const opener = document.getElementById("scan-badges");
opener.hidden = false;
opener.addEventListener("click", async () => {
  arm();
  open(dialog);
  const able = await camera.open();
  document.getElementById("scan-view").hidden = !able;
  document.getElementById("scan-no-camera").hidden = able;
  said.hidden = !able;
});

dialog.addEventListener("close", () => camera.close());

async function read(text) {
  const code = codeIn(text);
  if (!code || (code === last.code && Date.now() - last.at < SAME_MS)) {
    if (code) last.at = Date.now();
    return;
  }
  last = { code, at: Date.now() };
  tell(await scanned(code));
}

function tell({ guest, before, blank, asked }) {
  said.hidden = false;
  if (blank) {
    dialog.close();
    welcome({ badge: blank }, sentence("Blank", { number: blank }));
  } else if (before) {
    show(`${guest.name}. ${since(before)}`, "already");
    navigator.vibrate?.([60, 80, 60]);
  } else if (guest) {
    show(guest.remark ? sentence("Remark", { name: guest.name, remark: guest.remark }) : sentence("In", { name: guest.name }), "in");
    navigator.vibrate?.(60);
  } else if (asked) {
    show("…", "asked");
  }
}

function show(words, how) {
  said.textContent = words;
  said.dataset.how = how;
}

// A badge that this device didn't know: the server has found whose it is.
onAnswer((made, answer, guest) => {
  if (!dialog.open || !made.code) return;
  if (answer.said === "in") tell({ guest });
  else if (answer.said === "already") tell({ guest, before: answer.here });
  else show(sentence(answer.said === "revoked" ? "Revoked" : answer.said === "blank" ? "Blank" : "Unknown", { number: "" }), "already");
});

photo.addEventListener("change", async () => {
  const [picture] = photo.files;
  if (!picture) return;
  show("…", "asked");
  said.hidden = false;
  photo.value = "";
  try {
    const answer = await readPhotograph(door.dataset.photograph, picture);
    if (answer.error) return show(answer.error, "already");
    tick();
    const codes = answer.codes.map(codeIn).filter(Boolean);
    if (!codes.length) return show(sentence("Unknown"), "already");
    for (const code of codes) tell(await scanned(code));
  } catch {
    show(document.getElementById("toasts").dataset.offline, "already");
  }
});
