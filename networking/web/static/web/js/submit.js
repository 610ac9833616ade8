// A double click sends once. The button says that it is on its way, and is itself again when the
// page comes back (iOS restores pages from its cache without loading them).

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "dialog" || form.matches("[target]")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  const button = event.submitter ?? form.querySelector("button:not([type=button])");
  button?.setAttribute("aria-busy", "true");
});

function ready(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
}

addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(ready));

// htmx sends the form itself: it is ready again when the answer has come, whatever the answer.
document.addEventListener("htmx:beforeRequest", (event) => {
  event.target.closest("form")?.setAttribute("data-sent", "yes");
});
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest("form");
  if (form) ready(form);
});
