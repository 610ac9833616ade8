// Ticking guests: whom a button is for, all at once, a whole range with Shift. "/" leads to the
// search. Without any of it the list works as well.

const WHOM = "[data-whom]";

function boxes(form) {
  return [...form.querySelectorAll('input[name="id"]')];
}

function tell(form) {
  const all = boxes(form);
  const ticked = all.filter((box) => box.checked).length;
  const whom = form.querySelector(WHOM);
  if (!whom) return;
  const { one, some, whom: everybody } = whom.dataset;
  whom.textContent = ticked ? (ticked === 1 ? one : some.replace("#", ticked)) : everybody;
  whom.toggleAttribute("data-ticked", ticked > 0);
  const master = form.querySelector("[data-all]");
  master.checked = ticked === all.length;
  master.indeterminate = ticked > 0 && ticked < all.length;
}

function mount(root) {
  for (const form of root.querySelectorAll("form[data-many]")) {
    form.querySelector("[data-all]").hidden = false;
    if (boxes(form).some((box) => box.checked)) tell(form);
  }
}

let last = null;

document.addEventListener("click", (event) => {
  const box = event.target.closest('input[name="id"]');
  const form = event.target.closest("form[data-many]");
  if (!form) return;
  if (event.target.matches("[data-all]")) {
    for (const each of boxes(form)) each.checked = event.target.checked;
  } else if (!box) {
    return;
  } else if (event.shiftKey && last?.isConnected && last !== box) {
    const all = boxes(form);
    const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
    for (const each of all.slice(from, to + 1)) each.checked = box.checked;
  }
  if (box) last = box;
  tell(form);
});

// A file comes and the page stays: its form can be sent again.
document.addEventListener("submit", (event) => {
  if (!event.submitter?.matches("[data-stays]")) return;
  const { target: form, submitter } = event;
  setTimeout(() => {
    delete form.dataset.sent;
    submitter.removeAttribute("aria-busy");
  }, 1500);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const search = document.getElementById("search");
  if (!search) return;
  event.preventDefault();
  search.select();
});

document.addEventListener("htmx:load", (event) => mount(event.target));
addEventListener("pageshow", () => mount(document));
mount(document);
