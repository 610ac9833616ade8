/**
 * A list too long for the projector turns its pages by itself: `data-pages="52"` says how many fit.
 * Which page is on follows from the time alone, so that a list drawn anew stands where it stood, and
 * two projectors turn together. `[data-page]` beside it says "2/4".
 */

import { serverNow } from "../push/clock.js";
import { fit } from "../web/js/fit.js";

const PAGE_MS = 8000;
const LOOK_MS = 250;

/** How many pages, each with as many rows as the others, and how many rows that is. */
export function pagesOf(rows, most) {
  const count = Math.max(Math.ceil(rows / most), 1);
  return { count, each: Math.ceil(rows / count) };
}

function turn(list, root) {
  const rows = [...list.children];
  const { count, each } = pagesOf(rows.length, Number(list.dataset.pages));
  const page = Math.floor(serverNow() / PAGE_MS) % count;
  const sign = root.querySelector("[data-page]");
  if (sign) {
    sign.hidden = count < 2 || list.hidden;
    sign.textContent = `${page + 1}/${count}`;
  }
  if (list.dataset.shown === String(page)) return;
  list.dataset.shown = page;
  rows.forEach((row, index) => (row.hidden = Math.floor(index / each) !== page));
  const stage = list.closest(".screen__stage") ?? root;
  for (const words of list.querySelectorAll("li:not([hidden]) [data-fits]")) fit(words, { place: stage });
}

/** Turn the pages of what is inside `root`, now and from now on. */
export function turnPages(root) {
  const look = () => root.querySelectorAll("[data-pages]").forEach((list) => turn(list, root));
  look();
  setInterval(look, LOOK_MS);
}
