// The list by keyboard: “/” to search, ↓ and ↑ from row to row, “x” to choose the one in hand.
// And how many are chosen.

const search = document.querySelector("[data-search]");
const rows = () => [...document.querySelectorAll("[data-row]")];
const typing = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");

function step(from, by) {
  const all = rows();
  const at = all.indexOf(from);
  const next = all[at === -1 ? (by > 0 ? 0 : all.length - 1) : at + by];
  if (next) next.focus();
  else if (by < 0) search?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { key, target } = event;
  if (key === "/" && !typing(target)) {
    event.preventDefault();
    search?.focus();
    search?.select();
  } else if ((key === "ArrowDown" || key === "ArrowUp") && (target === search || target.matches("[data-row], body"))) {
    event.preventDefault();
    step(target, key === "ArrowDown" ? 1 : -1);
  } else if (key === "x" && target.matches("[data-row]")) {
    target.closest("li").querySelector("[type=checkbox]").click();
  }
});

// A choice shows at once what it narrows to: the button is for where no script runs.
for (const button of document.querySelectorAll("[data-without-script]")) button.hidden = true;

function count(form) {
  const chosen = form.querySelectorAll(".contacts__tick:checked").length;
  const told = form.querySelector("[data-chosen]");
  told.hidden = chosen === 0;
  told.textContent = chosen === 1 ? told.dataset.one : told.dataset.many.replace("{n}", chosen);
  if (chosen === 1) form.querySelector("[data-several-panel]").open ||= matchMedia("(min-width: 48em)").matches;
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("[data-several]");
  if (form) count(form);
});

// A page that comes back from the browser's memory has its ticks again.
addEventListener("pageshow", () => document.querySelectorAll("[data-several]").forEach(count));
