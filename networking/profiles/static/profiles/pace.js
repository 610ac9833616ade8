// One's own pace: the clock runs from the first word to the last. Without a script one uses a watch.
import { mount } from "../web/js/ring.js";

const form = document.querySelector("[data-reading]");

if (form) {
  const start = form.querySelector("[data-reading-start]");
  const stop = form.querySelector("[data-reading-stop]");
  const said = form.querySelector("[data-reading-said]");
  const ring = mount(form);
  let began = 0;
  let ticking = 0;

  form.querySelector("[data-clock]").hidden = false;
  form.querySelector("[data-by-hand]").hidden = true;

  function show() {
    const seconds = Math.floor((performance.now() - began) / 1000);
    ring.rest({ share: (seconds % 60) / 60, text: String(seconds) });
  }

  start.addEventListener("click", () => {
    began = performance.now();
    ticking = setInterval(show, 250);
    start.hidden = true;
    stop.hidden = false;
    stop.focus();
    said.textContent = form.dataset.running;
  });

  stop.addEventListener("click", () => {
    clearInterval(ticking);
    form.elements.seconds.value = ((performance.now() - began) / 1000).toFixed(1);
    form.requestSubmit();
  });
}
