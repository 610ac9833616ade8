// The browser's dialogs, opened and closed by what stands in the page:
//   <button data-opens="id">, <button data-closes>, <dialog id="id" data-key="?">

export function open(dialog) {
  if (!dialog.open) dialog.showModal();
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.opens);
    if (dialog) {
      event.preventDefault();
      open(dialog);
    }
    return;
  }
  if (event.target.closest("[data-closes]")) {
    event.target.closest("dialog")?.close();
    return;
  }
  // A click beside an open dialog lands on the dialog itself, outside its box.
  if (event.target instanceof HTMLDialogElement && event.target.matches(".dialog")) {
    const box = event.target.getBoundingClientRect();
    const inside =
      event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
    if (!inside) event.target.close();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  for (const dialog of document.querySelectorAll("dialog[data-key]")) {
    if (event.key === dialog.dataset.key) {
      if (dialog.open) dialog.close();
      else open(dialog);
    }
  }
});
