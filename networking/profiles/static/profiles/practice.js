// One minute, with the room's own ring and bell: amber at 15 seconds, the bell at 0.
import { arm, bell } from "../web/js/bell.js";
import { mount, seconds } from "../web/js/ring.js";

const practice = document.querySelector("[data-practice]");

if (practice) {
  const duration = Number(practice.dataset.seconds) * 1000;
  const start = practice.querySelector("[data-practice-start]");
  const stop = practice.querySelector("[data-practice-stop]");
  const ring = mount(practice.querySelector(".ring"), { format: seconds });
  let silence = () => {};

  function show(running) {
    start.hidden = running;
    stop.hidden = !running;
  }

  start.addEventListener("click", async () => {
    await arm();
    silence = bell(duration);
    ring.run({ endsAt: Date.now() + duration, duration, amberAt: 15_000 });
    show(true);
  });

  stop.addEventListener("click", () => {
    silence();
    ring.rest({ share: 1, text: String(duration / 1000) });
    show(false);
  });
}
