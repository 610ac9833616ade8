// The pitch's speaking time as one types: words ÷ pace, the same rule as pitch.py. And the outlines,
// which are added to what stands there and never take its place.
import { mount } from "../web/js/ring.js";

const text = document.querySelector("[data-pitch]");
const pace = document.querySelector("[data-pace]");
const time = document.querySelector("[data-pitch-time]");

export function spoken(words, wordsAMinute) {
  return Math.ceil((words * 60) / Math.max(wordsAMinute, 1));
}

export function countWords(said) {
  return said.split(/\s+/u).filter((token) => /[\p{L}\p{N}_]/u.test(token)).length;
}

function follow() {
  const ring = mount(time);
  // It is no running clock: it says how long the text is.
  ring.element.setAttribute("role", "img");
  const label = ring.element.getAttribute("aria-label");
  const longest = Number(time.dataset.longest);

  function show() {
    const words = countWords(text.value);
    const wordsAMinute = Number(pace?.value) || 150;
    const seconds = spoken(words, wordsAMinute);
    const over = seconds > longest;
    ring.rest({
      share: seconds / longest,
      text: String(seconds),
      tone: over ? "coral" : seconds > longest - 8 ? "amber" : "leaf",
    });
    ring.element.setAttribute("aria-label", `${label}: ${seconds} s`);
    time.querySelector("[data-pitch-words]").textContent = words;
    time.querySelector("[data-pitch-over]").hidden = !over;
    time.querySelector("[data-pace-said]").textContent = wordsAMinute;
  }

  text.addEventListener("input", show);
  pace?.addEventListener("input", show);
  show();
}

// As if it were typed, so that "undo" takes it back.
function type(words) {
  text.focus();
  text.setSelectionRange(text.value.length, text.value.length);
  if (!document.execCommand("insertText", false, words)) {
    text.setRangeText(words, text.value.length, text.value.length, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function outline(button) {
  const prompts = [...button.closest(".outline").querySelectorAll("[data-prompt]")]
    .map((prompt) => prompt.textContent.trim())
    .filter((prompt) => !text.value.includes(prompt));
  const from = text.value.trim() ? text.value.trimEnd().length + 2 : 0;
  if (prompts.length) {
    const before = text.value.trim() ? "\n\n".slice(text.value.length - text.value.trimEnd().length) : "";
    type(before + prompts.join("\n"));
  }
  text.focus();
  // The first gap is selected: one types straight into it.
  const gap = text.value.indexOf("…", prompts.length ? Math.max(0, from - 2) : 0);
  if (gap >= 0) text.setSelectionRange(gap, gap + 1);
}

if (text && time) {
  follow();
  for (const note of document.querySelectorAll("[data-outline-note]")) note.hidden = false;
  for (const button of document.querySelectorAll("[data-outline]")) {
    button.hidden = false;
    button.addEventListener("click", () => outline(button));
  }
}
