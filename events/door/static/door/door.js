// Taps and searches never cross: the answer to a search made before a tap would show the guest as
// not here. A tap stops a search on its way, and a search waits until the taps have been answered.
const search = document.getElementById("search");
let taps = 0;
let searching = false;
let again = false;

const ofRow = (element) => element.closest(".door__row") !== null;

document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt } = event.detail;
  if (ofRow(elt)) {
    taps += 1;
    if (!searching) return;
    again = true;
    htmx.trigger(search, "htmx:abort");
  } else if (elt === search) {
    if (taps) {
      again = true;
      event.preventDefault();
    } else searching = true;
  }
});

// The answer takes the place of the row that asked: only the request still knows who it was.
document.addEventListener("htmx:afterRequest", ({ detail: { successful, requestConfig } }) => {
  if (requestConfig.elt === search) searching = false;
  if (!ofRow(requestConfig.elt)) return;
  taps -= 1;
  if (again && !taps) {
    again = false;
    htmx.trigger(search, "search");
  }
  // The next one is at the door: what was typed is marked, so that typing takes its place.
  if (successful && search.value) {
    search.focus({ preventScroll: true });
    search.select();
  }
});

// A slash leads to the search field, wherever one is.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target.closest("input, textarea")) return;
  event.preventDefault();
  search.focus();
});
