/**
 * A wall of notes on the screen. What doesn't fit stands on further pages, turned by themselves; the
 * newest are on the first, and it is the first again as soon as one comes.
 *
 *     <div data-wall><ul>…</ul></div> <p data-wall-page hidden></p>
 *
 * The notes stand in columns of the wall's height: what there are too many of overflows sideways, by
 * whole pages.
 */

const TURN_MS = 12_000;

const live = document.getElementById("live");
let page = 0;
let newest = "";
let timer = 0;

function lay() {
  clearTimeout(timer);
  const wall = live.querySelector("[data-wall]");
  if (!wall) {
    newest = "";
    return;
  }
  const notes = wall.firstElementChild;
  const gap = parseFloat(getComputedStyle(notes).columnGap);
  const pages = Math.max(1, Math.round((notes.scrollWidth + gap) / (notes.clientWidth + gap)));
  const first = notes.firstElementChild.textContent;
  if (first !== newest || page >= pages) page = 0;
  newest = first;
  notes.style.translate = `${-page * (notes.clientWidth + gap)}px 0`;
  const said = live.querySelector("[data-wall-page]");
  said.hidden = pages < 2;
  said.textContent = `${page + 1} / ${pages}`;
  if (pages > 1) timer = setTimeout(turn, TURN_MS);
}

function turn() {
  page += 1;
  lay();
}

live.addEventListener("live:refreshed", lay);
addEventListener("resize", lay);
document.fonts?.ready.then(lay);
lay();
