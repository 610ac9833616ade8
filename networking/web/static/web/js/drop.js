// A file that was chosen says its name; the frame answers while something is held over it.

document.addEventListener("change", (event) => {
  if (event.target.type !== "file") return;
  const name = event.target.closest("[data-drop]")?.querySelector("[data-drop-name]");
  const chosen = [...event.target.files].map((file) => file.name).join(", ");
  if (name && chosen) name.textContent = chosen;
});

for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const over = kind === "dragenter" || kind === "dragover";
    event.target.closest?.("[data-drop]")?.classList.toggle("drop--over", over);
  });
}
