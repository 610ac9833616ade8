// Somebody was checked in: the next one is at the door. What was typed is marked, so that typing
// takes its place.
const search = document.getElementById("search");

// The answer takes the place of the row that asked: only the request still knows who it was.
document.addEventListener("htmx:afterRequest", ({ detail: { successful, requestConfig } }) => {
  if (!successful || !requestConfig.elt.closest(".door__row") || !search?.value) return;
  search.focus({ preventScroll: true });
  search.select();
});

// A slash leads to the search field, wherever one is.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target.closest("input, textarea")) return;
  event.preventDefault();
  search?.focus();
});

// A tap on somebody wins over a search that is still on its way: the answer to that was made before
// the tap, and would show her as not here. Where it came in between all the same, look again.
let searches = 0;

document.addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => {
  if (!search || !elt.closest(".door__row")) return;
  htmx.trigger(search, "htmx:abort");
  elt.dataset.searches = searches;
});

document.addEventListener("htmx:afterSwap", ({ detail: { target } }) => {
  if (target.id === "people") searches += 1;
});

document.addEventListener("htmx:afterRequest", ({ detail: { requestConfig } }) => {
  const before = requestConfig.elt.dataset.searches;
  if (before && Number(before) !== searches) htmx.trigger(search, "search");
});
