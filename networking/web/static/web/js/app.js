// What every page needs. Small, and nothing else waits for it: pages work before it has come.
import "./theme.js";
import "./dialog.js";
import "./toast.js";
import "./submit.js";
import "./menu.js";
import "./drop.js";
import "./leave.js";
import { mountAll } from "./ring.js";

mountAll(document);

// The rail may be longer than a laptop is high: where one is, is in sight.
const here = document.querySelector(".rail .rail__link[aria-current]");
if (here) {
  const rail = here.closest(".rail");
  const below = here.getBoundingClientRect().bottom - rail.getBoundingClientRect().top;
  if (below > rail.clientHeight * 0.8) rail.scrollTop = below - rail.clientHeight / 2;
}

// htmx weighs more than all of ours: only pages that use it fetch it. Where it comes from stands on
// this module's own tag.
const USES_HTMX = "[hx-get],[hx-post],[hx-put],[hx-patch],[hx-delete],[hx-boost],[hx-trigger],[hx-ext]";
const source = document.querySelector("script[data-htmx]")?.dataset.htmx;

// It begins only if it comes while the document is loading or when it is complete: in between it
// waits for a signal that has been given already.
function fetchHtmx() {
  const script = document.createElement("script");
  script.src = source;
  document.head.append(script);
}

if (source && document.querySelector(USES_HTMX)) {
  if (document.readyState === "complete") fetchHtmx();
  else addEventListener("load", fetchHtmx, { once: true });
}

document.addEventListener("htmx:load", (event) => mountAll(event.target));
