// Who signs out leaves nothing of what pages kept on this device.

import { forget } from "./kept.js";

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-leaves]");
  if (!form || form.dataset.forgotten) return;
  event.preventDefault();
  event.stopPropagation();
  await Promise.race([forget().catch(() => null), new Promise((resolve) => setTimeout(resolve, 1500))]);
  form.dataset.forgotten = "";
  form.submit();
}, true);
