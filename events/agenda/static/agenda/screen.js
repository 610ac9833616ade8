/**
 * The projector and the speaker's view: `F` full screen, `L` light or dark, and never asleep; where
 * there is a sound to be silenced, `M` does it. Where the console of the same device goes on without
 * network, the projector follows it.
 */

import { keepPage } from "../web/js/kept.js";
import { draw } from "./away.js";
import { watch } from "./goes_on.js";
import { engineOf } from "./keeping.js";
import { turnPages } from "./pages.js";
import { current, fetchAgain, hush, live, redrawn, stayAwake } from "./run.js";

const LOOK_MS = 1000;
const silent = document.getElementById("silent");
const page = document.querySelector("[data-run]");
let engine = null;
let away = false;

document.addEventListener("keydown", (event) => {
  const key = event.key.toLowerCase();
  const html = document.documentElement;
  if (event.metaKey || event.ctrlKey || event.altKey) return;
  if (key === "l") html.dataset.theme = html.dataset.theme === "dark" ? "light" : "dark";
  if (key === "m" && silent) hush(!(silent.hidden = !silent.hidden));
  if (key !== "f") return;
  if (document.fullscreenElement) document.exitFullscreen();
  else html.requestFullscreen?.();
});
document.addEventListener("click", stayAwake);
document.addEventListener("visibilitychange", stayAwake);
stayAwake();
turnPages(live);

if (document.querySelector("[data-go-on]")) watch(() => away);

// --- Without network ---


async function show(anew = true) {
  if (await draw(live, engine, "screen", page, { anew })) redrawn();
}

/** Draw what the console did here, until the server has heard of it. */
async function follow() {
  await engine.restore();
  if (engine.ahead) {
    away = true;
    await show();
  } else if (away) {
    away = false;
    fetchAgain();
  }
}

(async () => {
  engine = await engineOf(page);
  if (!engine) return;
  engine.onOther(follow);
  await follow();
  if (!away && !(await engine.fetch()) && engine.ready && engine.rev > current().rev) {
    away = true;
    await show();
  }
  setInterval(() => away && show(false), LOOK_MS);
  live.addEventListener("live:refreshed", ({ detail }) => away && !detail?.own && show());
  keepPage(page.dataset.worker, page.dataset.scope).catch(() => null);
})();
