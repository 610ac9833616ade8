/** The projector and the speaker's view: `F` for the full screen, and never asleep. */

import { stayAwake } from "./run.js";

document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "f" || event.metaKey || event.ctrlKey) return;
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.();
});
document.addEventListener("click", stayAwake);
document.addEventListener("visibilitychange", stayAwake);
stayAwake();
