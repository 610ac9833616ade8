/** “Ready?”: looks at this device before the morning begins, and says what is still to be done. */

import { clockDoubt, clockReady, serverNow } from "../push/clock.js";
import { arm, bell } from "../web/js/bell.js";
import { engineOf } from "./keeping.js";

const MINUTE = 60_000;
const AGAIN_MS = 4000;
const PATIENCE_MS = 5000;
// A phone that is awake for two hours takes about half of this.
const ENOUGH = 0.5;

const page = document.getElementById("ready");
const all = document.getElementById("ready-all");
const pages = [...page.querySelectorAll("[data-page]")];
let engine = null;

/** `found` is "ok", "wrong", or another word that the row has a sentence for. */
function show(check, found, n = "") {
  const row = page.querySelector(`[data-check="${check}"]`);
  const words = row.dataset[found].replace("{n}", n);
  const place = row.querySelector("[data-says]");
  row.hidden = false;
  row.dataset.found = found === "wrong" ? "wrong" : "ok";
  if (place.textContent !== words) place.textContent = words;
  const left = page.querySelectorAll("[data-check]:not([hidden]):not([data-found=ok])").length;
  const said = left ? all.dataset.saySome.replace("{n}", left) : all.dataset.sayAll;
  if (all.textContent !== said) all.textContent = said;
}

const LOOKS = {
  async network() {
    const answer = await fetch("/t", { cache: "no-store", signal: AbortSignal.timeout?.(PATIENCE_MS) }).catch(() => null);
    show("network", answer?.ok ? "ok" : "wrong");
  },
  clock() {
    if (clockDoubt() === Infinity) return show("clock", "wrong");
    const minutes = Math.round(Math.abs(serverNow() - Date.now()) / MINUTE);
    return minutes ? show("clock", "mended", minutes) : show("clock", "ok");
  },
  async data() {
    engine ??= await engineOf(page);
    await engine.fetch();
    show("data", engine.ready ? "ok" : "wrong");
  },
  async pages() {
    const kept = globalThis.caches ? await (await caches.open("tablee-1")).keys() : [];
    for (const link of pages) link.hidden = kept.some(({ url }) => url === link.href);
    show("pages", pages.every(({ hidden }) => hidden) ? "ok" : "wrong");
  },
  async awake() {
    const held = await navigator.wakeLock?.request("screen").catch(() => null);
    show("awake", held ? "ok" : "wrong");
    held?.release();
  },
  async battery() {
    const battery = await navigator.getBattery?.();
    if (!battery) return;
    const enough = battery.charging || battery.level >= ENOUGH;
    show("battery", enough ? "ok" : "wrong", Math.round(battery.level * 100));
  },
  projector() {
    if (screen.isExtended !== undefined) show("projector", screen.isExtended ? "ok" : "wrong");
  },
};

async function look() {
  if (document.hidden) return;
  for (const one of Object.values(LOOKS)) await one();
}

document.getElementById("ring-it").addEventListener("click", async () => {
  if (!(await arm())) return;
  bell();
  document.getElementById("heard").hidden = false;
});
document.getElementById("heard").addEventListener("click", () => show("sound", "ok"));

document.addEventListener("visibilitychange", look);
clockReady.then(LOOKS.clock);
look();
setInterval(look, AGAIN_MS);
