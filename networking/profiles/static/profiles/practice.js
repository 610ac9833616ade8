// One minute, with the room's own ring and bell: amber at 15 seconds, red and the bell at 0. Nothing
// is fetched once the page is there.
import { arm, bell } from "../web/js/bell.js";
import { mount, seconds } from "../web/js/ring.js";

const practice = document.querySelector("[data-practice]");
const AMBER = 15_000;

if (practice) {
  const duration = Number(practice.dataset.seconds) * 1000;
  const start = practice.querySelector("[data-practice-start]");
  const stop = practice.querySelector("[data-practice-stop]");
  const said = practice.querySelector("[data-practice-said]");
  const { begun, brief, last, out, within, over } = practice.dataset;
  const ring = mount(practice, {
    format: seconds,
    onTone: (tone) => {
      if (running && tone === "amber") said.textContent = last;
      if (running && tone === "coral") said.textContent = out;
    },
  });
  let silence = () => {};
  let running = false;
  let awake = null;
  let began = 0;

  function show(isRunning) {
    running = isRunning;
    start.hidden = isRunning;
    stop.hidden = !isRunning;
    (isRunning ? stop : start).focus();
  }

  start.addEventListener("click", async () => {
    // Without sound the ring runs all the same.
    await arm().catch(() => false);
    began = Date.now();
    silence = bell(duration);
    show(true);
    ring.run({ endsAt: began + duration, duration, amberAt: AMBER });
    said.textContent = begun;
    awake = await navigator.wakeLock?.request("screen").catch(() => null);
  });

  stop.addEventListener("click", () => {
    const taken = Date.now() - began;
    silence();
    show(false);
    ring.rest({ share: 1, text: String(duration / 1000) });
    // Half a minute is no pitch yet: it was tried, or stopped early.
    const how = taken < duration / 2 ? brief : taken <= duration ? within : over;
    said.textContent = how.replace("{n}", Math.round(taken / 1000));
    awake?.release();
  });
}
