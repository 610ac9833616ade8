/** Whoever isn't on the list: one form, here at once, registered as soon as it can be sent. */

import { open } from "../web/js/dialog.js";
import { arm } from "../web/js/bell.js";
import { tap } from "./desk.js";
import { sentence } from "./rows.js";

const dialog = document.getElementById("walk-in");
const form = dialog.querySelector("form");
const wrong = document.getElementById("walk-in-wrong");
const search = document.getElementById("search");

/** Open the form with what is known already. */
export function welcome(fields = {}, said = "") {
  form.reset();
  for (const [name, value] of Object.entries(fields)) if (form.elements[name]) form.elements[name].value = value;
  wrong.textContent = said;
  wrong.hidden = !said;
  open(dialog);
  form.elements.given_name.focus();
}

function typed() {
  const [given, ...family] = search.value.trim().split(/\s+/);
  return /\d/.test(search.value) ? {} : { given_name: given ?? "", family_name: family.join(" ") };
}

document.addEventListener("click", (event) => {
  const way = event.target.closest("#not-on-the-list, [data-walk-in]");
  if (!way) return;
  event.preventDefault();
  welcome(typed());
});

document.addEventListener("door:mend", ({ detail }) => welcome(detail.fields, Object.values(detail.errors ?? {})[0]));
document.addEventListener("door:scanned", ({ detail }) => {
  if (detail.blank) welcome({ badge: detail.blank }, sentence("Blank", { number: detail.blank }));
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!form.reportValidity()) return;
  arm();
  const fields = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]));
  if (!fields.given_name) {
    form.elements.given_name.value = "";
    form.reportValidity();
    return;
  }
  tap("walk_in", { source: "walk_in", fields });
  dialog.close();
  search.value = "";
  search.dispatchEvent(new Event("input"));
});
