// What just happened. Good news leaves by itself; what went wrong stays until it is closed.

const STAYS = 7000;

function leave(toast) {
  toast.classList.add("toast--going");
  setTimeout(() => toast.remove(), 260);
}

function watch(toast) {
  if (toast.dataset.watched) return;
  toast.dataset.watched = "yes";
  if (toast.matches(".toast--error, .toast--warning")) return;
  let timer = setTimeout(() => leave(toast), STAYS);
  toast.addEventListener("pointerenter", () => clearTimeout(timer));
  toast.addEventListener("pointerleave", () => (timer = setTimeout(() => leave(toast), STAYS)));
}

/** Say something: `kind` is info, success, warning or error. */
export function say(words, kind = "info") {
  const place = document.getElementById("toasts");
  if (!place || !words) return;
  const toast = document.createElement("div");
  toast.className = `toast toast--${kind}`;
  toast.dataset.toast = "";
  const text = document.createElement("p");
  text.textContent = words;
  const ring = document.createElement("span");
  ring.className = "toast__sign";
  ring.textContent = kind === "success" ? "✓" : kind === "error" || kind === "warning" ? "!" : "·";
  ring.setAttribute("aria-hidden", "true");
  toast.append(ring, text);
  if (kind === "error" || kind === "warning") {
    const close = document.createElement("button");
    close.type = "button";
    close.className = "toast__close";
    close.dataset.toastClose = "";
    close.setAttribute("aria-label", place.dataset.close || "×");
    close.textContent = "×";
    toast.append(close);
  }
  place.append(toast);
  watch(toast);
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-toast-close]")) leave(event.target.closest("[data-toast]"));
});

function watchAll() {
  document.querySelectorAll("[data-toast]").forEach(watch);
}

watchAll();
document.addEventListener("htmx:afterSettle", watchAll);

// An answer that is an error is a few plain words: show them.
document.addEventListener("htmx:responseError", (event) => {
  const answer = event.detail.xhr;
  const plain = (answer.getResponseHeader("Content-Type") || "").startsWith("text/plain");
  say(plain ? answer.responseText : document.getElementById("toasts")?.dataset.failed, "error");
});
document.addEventListener("htmx:sendError", () => say(document.getElementById("toasts")?.dataset.offline, "error"));
