// Each part of the profile saves itself a moment after the last key, and says so. What could not be
// saved stays in its field, is said, and is sent again when the network is back.
//
// A part is `[data-section]`; it has an hx-post that waits for the event "save", and a `[data-sign]`.

const PAUSE = 800;
const form = document.querySelector("[data-editor]");
const timers = new WeakMap();
// How often a part was changed, and how many of these changes the server has.
const changed = new Map();
const kept = new Map();
let ready = false;

const sections = () => [...form.querySelectorAll("[data-section]")];
const dirty = (section) => (changed.get(section) ?? 0) > (kept.get(section) ?? 0);

function say(section, words, kind) {
  const sign = section.querySelector("[data-sign]");
  const line = document.createElement("p");
  line.className = `sign__${kind}`;
  line.textContent = words;
  sign.replaceChildren(line);
}

function save(section) {
  clearTimeout(timers.get(section));
  if (ready && dirty(section)) section.dispatchEvent(new CustomEvent("save"));
}

function change(section) {
  changed.set(section, (changed.get(section) ?? 0) + 1);
  clearTimeout(timers.get(section));
  timers.set(section, setTimeout(() => save(section), PAUSE));
}

// With the script at work nothing is left for the button to do.
function begin() {
  if (ready) return;
  ready = true;
  reveal(form);
  sections().filter(dirty).forEach(save);
}

function reveal(root) {
  for (const one of root.querySelectorAll("[data-without-script]")) one.hidden = true;
  for (const one of root.querySelectorAll("[data-with-script]")) one.hidden = false;
}

if (form) {
  form.addEventListener("input", (event) => {
    if (event.target.type === "file") return;
    const section = event.target.closest("[data-section]");
    if (!section) return;
    change(section);
    // A word that others will find is kept when it is whole, not while it is being typed.
    if (event.target.matches("[data-whole]") && event.isTrusted) clearTimeout(timers.get(section));
  });
  form.addEventListener("change", (event) => {
    const section = event.target.matches("[data-whole]") && event.target.closest("[data-section]");
    if (section) save(section);
  });
  // The Enter key in a line sends no page; it saves.
  form.addEventListener(
    "submit",
    (event) => {
      if (!ready) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      sections().forEach(save);
    },
    { capture: true },
  );

  document.addEventListener("htmx:load", (event) => {
    begin();
    if (event.target instanceof Element) reveal(event.target);
  });
  form.addEventListener("htmx:beforeRequest", (event) => {
    const section = event.detail.elt;
    if (!section.matches("[data-section]")) return;
    event.detail.xhr.changes = changed.get(section) ?? 0;
    say(section, form.dataset.saving, "saving");
  });
  form.addEventListener("htmx:beforeOnLoad", (event) => {
    // Signed out meanwhile: going to the sign-in page would lose what was written.
    if (!event.detail.xhr.getResponseHeader("HX-Redirect")) return;
    event.preventDefault();
    const section = event.detail.elt.closest("[data-section]");
    if (section) say(section, form.dataset.signedOut, "wrong");
  });
  form.addEventListener("htmx:beforeSwap", (event) => {
    // What is wrong with it is an answer like any other.
    if (event.detail.xhr.status !== 422) return;
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  });
  form.addEventListener("htmx:afterRequest", (event) => {
    const section = event.detail.elt;
    if (!section.matches("[data-section]")) return;
    const { xhr } = event.detail;
    if (xhr.status === 200 && !xhr.getResponseHeader("HX-Redirect")) {
      kept.set(section, Math.max(kept.get(section) ?? 0, xhr.changes));
    } else if (xhr.status !== 422 && xhr.status !== 200) {
      const offline = xhr.status === 0;
      say(section, offline ? form.dataset.offline : form.dataset.unsaved, "wrong");
      clearTimeout(timers.get(section));
      timers.set(section, setTimeout(() => save(section), 10_000));
    }
  });
  // The sign says it beside the words it is about: no second voice from the toasts.
  for (const name of ["htmx:sendError", "htmx:responseError"]) {
    form.addEventListener(name, (event) => {
      if (event.detail.elt.matches("[data-section]")) event.stopPropagation();
    });
  }

  addEventListener("online", () => sections().filter(dirty).forEach(save));
  // Leaving within the pause: what was typed goes out by itself.
  addEventListener("pagehide", () => {
    for (const section of sections().filter(dirty)) {
      const said = new URLSearchParams();
      for (const [name, value] of new FormData(form)) if (typeof value === "string") said.append(name, value);
      fetch(section.getAttribute("hx-post"), { method: "POST", body: said, keepalive: true });
    }
  });
  addEventListener("beforeunload", (event) => {
    if (form.querySelector(".sign__wrong") && sections().some(dirty)) event.preventDefault();
  });
}
