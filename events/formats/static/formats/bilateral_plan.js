/** Dragging a meeting to another table or hour: the same as the form above it, which it fills in. */

const form = document.getElementById("move");
let dragged = null;

const spotOf = (target) => target.closest?.("td[data-spot]:not([data-over])");

function mark(cell) {
  for (const other of document.querySelectorAll("td.is-target")) other.classList.remove("is-target");
  cell?.classList.add("is-target");
}

document.addEventListener("dragstart", (event) => {
  dragged = spotOf(event.target);
  if (dragged) event.dataTransfer.effectAllowed = "move";
});

document.addEventListener("dragover", (event) => {
  const cell = dragged && spotOf(event.target);
  if (!cell || cell === dragged) return;
  event.preventDefault();
  mark(cell);
});

document.addEventListener("dragend", () => {
  dragged = null;
  mark(null);
});

document.addEventListener("drop", (event) => {
  const cell = dragged && spotOf(event.target);
  if (!cell || cell === dragged) return;
  event.preventDefault();
  form.elements.moved.value = dragged.dataset.spot;
  form.elements.to.value = cell.dataset.spot;
  form.requestSubmit();
});
