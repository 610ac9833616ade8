/**
 * The projector and the speaker's view: `F` full screen, `L` light or dark, and never asleep; where
 * there is a sound to be silenced, `M` does it.
 */

import { hush, stayAwake } from "./run.js";

const silent = document.getElementById("silent");

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
