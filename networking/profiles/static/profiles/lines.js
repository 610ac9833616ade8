// Rows of a word and a sentence: one more when they are full, and words that others use at a tap.

function rows(lines) {
  return [...lines.querySelectorAll("[data-line]")];
}

function empty(row) {
  return [...row.querySelectorAll("input")].every((input) => !input.value.trim());
}

function another(lines) {
  const all = rows(lines);
  if (all.length >= Number(lines.dataset.most)) return null;
  const row = all[0].cloneNode(true);
  for (const input of row.querySelectorAll("input")) {
    input.value = "";
    input.removeAttribute("value");
    input.removeAttribute("placeholder");
  }
  all.at(-1).after(row);
  window.htmx?.process(row);
  return row;
}

function settle(lines) {
  const full = rows(lines).length >= Number(lines.dataset.most);
  lines.querySelector("[data-another]").hidden = full;
}

for (const lines of document.querySelectorAll("[data-lines]")) {
  settle(lines);
  lines.querySelector("[data-another]").addEventListener("click", () => {
    const row = rows(lines).find(empty) ?? another(lines);
    settle(lines);
    row?.querySelector("input").focus();
  });
  const words = lines.querySelector("[data-words]");
  if (!words) continue;
  words.hidden = false;
  words.addEventListener("click", (event) => {
    const word = event.target.closest("[data-word]");
    const row = word && (rows(lines).find(empty) ?? another(lines));
    if (!row) return;
    const [tag, sentence] = row.querySelectorAll("input");
    tag.value = word.textContent;
    word.hidden = true;
    settle(lines);
    sentence.focus();
    tag.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
