/**
 * The order of an agenda, by drag and by arrow keys. A part is moved on the page at once; where it
 * came to lie (behind which other one) is then sent by the form `#place`, and the plan that comes
 * back has the new hours, and whatever somebody else changed meanwhile.
 *
 *     [data-plan] > [data-segment][data-title] > [data-handle]
 */

const form = document.getElementById("place");
const spoken = document.getElementById("moved");
// So near to the edge of the window, a dragged part makes the page follow.
const EDGE = 72;
// Who moves a part by three places presses three times; it is sent once.
const PATIENCE = 600;

let dragged = null;
let unsent = null;
let timer = 0;
let last = null;

const plan = () => document.querySelector("[data-plan]");
const rows = () => [...plan().querySelectorAll(":scope > [data-segment]")];
const rowOf = (id) => document.querySelector(`[data-segment="${CSS.escape(id)}"]`);
const middle = (row) => row.getBoundingClientRect().top + row.offsetHeight / 2;

function equip() {
  for (const handle of document.querySelectorAll("[data-handle]")) handle.hidden = false;
}

// --- What everything comes down to ---

/** Send where a part lies now. The server is asked, and its answer is what counts. */
function send(row) {
  clearTimeout(timer);
  unsent = null;
  last = row.dataset.segment;
  form.elements.segment.value = last;
  form.elements.after.value = row.previousElementSibling?.dataset.segment ?? "";
  form.requestSubmit();
}

function say(row, hour = "") {
  const all = rows();
  const words = spoken.dataset.say
    .replace("{title}", row.dataset.title)
    .replace("{place}", all.indexOf(row) + 1)
    .replace("{count}", all.length);
  spoken.textContent = hour ? `${words}, ${spoken.dataset.sayFrom.replace("{hour}", hour)}` : words;
}

// --- By keys ---

document.addEventListener("keydown", (event) => {
  const handle = event.target.closest?.("[data-handle]");
  if (!handle || dragged || event.ctrlKey || event.metaKey) return;
  if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
  event.preventDefault();
  const row = handle.closest("[data-segment]");
  const up = event.key === "ArrowUp";
  const other = up ? row.previousElementSibling : row.nextElementSibling;
  if (other) {
    // The other one is moved around it: what is taken out of the page loses the focus.
    plan().insertBefore(other, up ? row.nextElementSibling : row);
    row.scrollIntoView({ block: "nearest" });
    unsent = row;
    clearTimeout(timer);
    timer = setTimeout(send, PATIENCE, row);
  }
  say(row);
});

document.addEventListener("focusout", () => unsent && send(unsent));
addEventListener("pagehide", () => unsent && send(unsent));

// --- By drag, with a mouse, a pen or a finger ---

document.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest?.("[data-handle]");
  if (!handle || event.button !== 0 || dragged) return;
  const row = handle.closest("[data-segment]");
  dragged = { row, handle, pointer: event.pointerId, before: rows(), y: event.clientY, frame: 0 };
  handle.setPointerCapture(event.pointerId);
  row.classList.add("plan__row--moving");
  plan().classList.add("plan--moving");
  dragged.frame = requestAnimationFrame(follow);
});

document.addEventListener("pointermove", (event) => {
  if (dragged?.pointer === event.pointerId) dragged.y = event.clientY;
});

document.addEventListener("pointerup", (event) => {
  if (dragged?.pointer === event.pointerId) drop();
});

document.addEventListener("pointercancel", (event) => {
  if (dragged?.pointer === event.pointerId) drop({ back: true });
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && dragged) drop({ back: true });
});

/** Near an edge of the window the page comes along. */
function follow() {
  const { y } = dragged;
  if (y < EDGE) scrollBy(0, (y - EDGE) / 6);
  if (y > innerHeight - EDGE) scrollBy(0, (y - innerHeight + EDGE) / 6);
  settle();
  dragged.frame = requestAnimationFrame(follow);
}

/** Let the part lie where the pointer is. */
function settle() {
  const { row, y } = dragged;
  // The others go round it: a part taken out of the page would lose the pointer.
  while (row.nextElementSibling && y > middle(row.nextElementSibling)) {
    plan().insertBefore(row.nextElementSibling, row);
  }
  while (row.previousElementSibling && y < middle(row.previousElementSibling)) {
    plan().insertBefore(row.previousElementSibling, row.nextElementSibling);
  }
}

function drop({ back = false } = {}) {
  const { row, handle, pointer, before, frame } = dragged;
  cancelAnimationFrame(frame);
  if (!back) settle();
  if (handle.hasPointerCapture(pointer)) handle.releasePointerCapture(pointer);
  row.classList.remove("plan__row--moving");
  plan().classList.remove("plan--moving");
  dragged = null;
  if (back) plan().append(...before);
  else if (rows().some((each, place) => each !== before[place])) send(row);
}

// --- When the plan has come back ---

/** Minutes that somebody is typing just when the plan is replaced by its answer. */
let typed = null;

document.addEventListener("htmx:beforeSwap", () => {
  const { id, name, value, defaultValue } = document.activeElement;
  typed = name === "minutes" && value !== defaultValue ? { id, value } : null;
});

/** Give them back to her: they are sent when she is done, as if nothing had happened. */
function typeOn() {
  const minutes = typed && document.getElementById(typed.id);
  if (!minutes) return;
  minutes.value = typed.value;
  const done = () => minutes.value !== minutes.defaultValue && minutes.form.requestSubmit();
  minutes.addEventListener("blur", done, { once: true });
}

document.addEventListener("submit", (event) => {
  const mover = event.target.closest("[data-moves]");
  if (mover) last = mover.closest("[data-segment]").dataset.segment;
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "plan") return;
  equip();
  typeOn();
  const row = last && rowOf(last);
  last = null;
  if (!row) return;
  say(row, row.querySelector("time").textContent.trim());
  // A button that can't be pressed any more at the end of the list has let go of the focus.
  if (document.activeElement === document.body) row.querySelector("[data-handle]").focus();
});

equip();
