/**
 * A list whose rows are put in another order: by a handle, or by ↑ and ↓ while the handle has the
 * focus. Buttons beside it do the same with a tap (`data-sorts-up`, `data-sorts-down`).
 *
 *     <ol data-sorts> <li data-sorts-row="guest"> <button data-sorts-handle> … </li>
 *       <li hidden><button data-sorts-tap data-tap="…"></li> </ol>
 *
 * Where a row was let go is a tap like any other: its payload is `{guest, before}`, the row it now
 * stands before, or nothing at the end. If it is refused, everything goes back to where it was.
 */

// Nearer than this to the edges (below, the big buttons stand), a long list comes to meet the finger.
const EDGES = { above: 90, below: 220 };
const STEP = 10;

let held = null;
let putBack = null;

const rowsOf = (list) => [...list.querySelectorAll("[data-sorts-row]")];

function take(handle, pointer) {
  const row = handle.closest("[data-sorts-row]");
  held = { row, list: row.parentElement, rows: rowsOf(row.parentElement), y: pointer.clientY };
  handle.setPointerCapture(pointer.pointerId);
  row.classList.add("sorts__row--held");
  requestAnimationFrame(scroll);
}

/** Let the row stand where the finger is. The others make way: what is held must not be moved. */
function place() {
  const { row, list, y } = held;
  const others = rowsOf(list).filter((other) => other !== row);
  const middle = (other) => other.getBoundingClientRect().top + other.offsetHeight / 2;
  const below = others.findIndex((other) => middle(other) > y);
  const count = below < 0 ? others.length : below;
  const stands = rowsOf(list).indexOf(row);
  for (const other of others.slice(stands, count)) list.insertBefore(other, row);
  for (const other of others.slice(count, stands).reverse()) row.after(other);
}

function scroll() {
  if (held === null) return;
  const down = held.y > innerHeight - EDGES.below;
  if (down || held.y < EDGES.above) {
    scrollBy(0, down ? STEP : -STEP);
    place();
  }
  requestAnimationFrame(scroll);
}

function letGo({ dropped }) {
  const { row, list, rows } = held;
  held = null;
  row.classList.remove("sorts__row--held");
  const end = list.querySelector("[data-sorts-tap]").closest("li");
  putBack = () => rows.forEach((one) => list.insertBefore(one, end));
  if (!dropped) putBack();
  if (rowsOf(list).every((one, index) => one === rows[index])) return;
  const tap = end.querySelector("[data-sorts-tap]");
  const before = row.nextElementSibling.dataset.sortsRow ?? "";
  tap.dataset.payload = JSON.stringify({ guest: row.dataset.sortsRow, before });
  tap.click();
}

document.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest("[data-sorts-handle]");
  if (handle && event.button === 0 && held === null) take(handle, event);
});
document.addEventListener("pointermove", (event) => {
  if (held === null) return;
  held.y = event.clientY;
  place();
});
document.addEventListener("pointerup", () => held && letGo({ dropped: true }));
document.addEventListener("pointercancel", () => held && letGo({ dropped: false }));

document.addEventListener("keydown", (event) => {
  const row = event.target.closest("[data-sorts-handle]")?.closest("[data-sorts-row]");
  const way = { ArrowUp: "[data-sorts-up]", ArrowDown: "[data-sorts-down]" }[event.key];
  if (!row || !way) return;
  event.preventDefault();
  row.querySelector(way).click();
});

document.addEventListener("live:refreshed", () => (putBack = null));
document.addEventListener("tap:refused", () => {
  putBack?.();
  putBack = null;
});
