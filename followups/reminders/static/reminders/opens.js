/** What was just written opens in one's own mail program, once: not on a reload, not on the way back. */

const link = document.querySelector("[data-opens]");
if (link && new URLSearchParams(location.search).has("open")) {
  history.replaceState(null, "", location.pathname);
  // A page that is still loading would be left unfinished.
  addEventListener("load", () => setTimeout(() => link.click()));
}
