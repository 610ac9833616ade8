/**
 * A word from the facilitator on the speaker's view: gone by a tap, which is told, or by itself.
 *
 *     <button data-whisper="12" data-until="1764576000000" data-seen="/a/…/speaker/seen/12/">
 */

import { serverNow } from "../push/clock.js";
import { token } from "../web/js/token.js";

const RETRY_MS = 2000;
const TRIES = 30;

const live = document.getElementById("live");
let timer = 0;
let read = 0;

function look() {
  clearTimeout(timer);
  const words = live.querySelector("[data-whisper]");
  if (words === null) return;
  const left = Number(words.dataset.until) - serverNow();
  words.hidden = left <= 0 || Number(words.dataset.whisper) <= read;
  if (!words.hidden) timer = setTimeout(look, left);
}

async function tell(address, tries = TRIES) {
  const headers = { "X-CSRFToken": token() };
  const answer = await fetch(address, { method: "POST", headers, keepalive: true }).catch(() => null);
  if ((answer === null || answer.status >= 500) && tries > 1) {
    setTimeout(() => tell(address, tries - 1), RETRY_MS);
  }
}

live.addEventListener("click", (event) => {
  const words = event.target.closest("[data-whisper]");
  if (words === null) return;
  read = Number(words.dataset.whisper);
  look();
  tell(words.dataset.seen);
});
live.addEventListener("live:refreshed", look);
document.addEventListener("clock:set", look);
look();
