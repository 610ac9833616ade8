// The pitch's speaking time as one types: words ÷ pace, the same rule as pitch.py.
const text = document.querySelector("[data-pitch]");
const pace = document.querySelector("[data-pace]");
const time = document.querySelector("[data-pitch-time]");

export function spoken(words, wordsAMinute) {
  return Math.ceil((words * 60) / Math.max(wordsAMinute, 1));
}

export function countWords(said) {
  return said.split(/\s+/u).filter((token) => /[\p{L}\p{N}_]/u.test(token)).length;
}

function show() {
  const words = countWords(text.value);
  const seconds = spoken(words, Number(pace?.value) || 150);
  time.querySelector("[data-pitch-seconds]").textContent = seconds;
  time.querySelector("[data-pitch-words]").textContent = words;
  time.querySelector("[data-pitch-over]").hidden = seconds <= Number(time.dataset.longest);
}

if (text && time) {
  text.addEventListener("input", show);
  pace?.addEventListener("input", show);
  show();
}
