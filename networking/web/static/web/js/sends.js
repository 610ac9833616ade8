// A choice that is sent as soon as it is made. Without this module the button beside it sends it.

for (const choice of document.querySelectorAll("select[data-sends]")) {
  choice.form.querySelector("button").hidden = true;
  choice.addEventListener("change", () => choice.form.requestSubmit());
}
