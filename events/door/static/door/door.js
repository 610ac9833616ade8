// Somebody was checked in: the next one is at the door. What was typed is marked, so that typing
// takes its place.
const search = document.getElementById("search");

document.addEventListener("htmx:afterRequest", (event) => {
  if (!event.detail.successful || !event.target.closest(".door__row")) return;
  if (search?.value) search.select();
});

// A slash leads to the search field, wherever one is.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target.closest("input, textarea")) return;
  event.preventDefault();
  search?.focus();
});
