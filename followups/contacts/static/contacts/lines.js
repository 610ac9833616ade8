// “One more”: the last line of a kind once again, empty, under the next number.

function oneMore(set) {
  const lines = set.querySelectorAll("[data-line]");
  const last = lines[lines.length - 1];
  const total = set.querySelector("[name$=-TOTAL_FORMS]");
  const [before, after] = [lines.length - 1, lines.length];
  const line = last.cloneNode(true);
  for (const errors of line.querySelectorAll(".field__errors")) errors.remove();
  for (const field of line.querySelectorAll(".field--wrong")) field.classList.remove("field--wrong");
  for (const each of line.querySelectorAll("[id], [name], [for], [aria-describedby]")) {
    for (const name of ["id", "name", "for", "aria-describedby"]) {
      const said = each.getAttribute(name);
      if (said) each.setAttribute(name, said.replace(`-${before}-`, `-${after}-`));
    }
  }
  for (const input of line.querySelectorAll("input, textarea")) input.value = "";
  last.after(line);
  total.value = after + 1;
  line.querySelector("input").focus();
}

for (const set of document.querySelectorAll("[data-lines]")) {
  const button = set.querySelector("[data-more]");
  const most = Number(set.querySelector("[name$=-MAX_NUM_FORMS]").value);
  button.hidden = false;
  button.addEventListener("click", () => {
    oneMore(set);
    button.hidden = set.querySelectorAll("[data-line]").length >= most;
  });
}
