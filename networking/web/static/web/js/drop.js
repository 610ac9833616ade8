// A file that was chosen says its name, and a picture shows itself before it is sent; the frame
// answers while something is held over it.

document.addEventListener("change", (event) => {
  if (event.target.type !== "file") return;
  const frame = event.target.closest("[data-drop]");
  const name = frame?.querySelector("[data-drop-name]");
  const chosen = [...event.target.files].map((file) => file.name).join(", ");
  if (name && chosen) name.textContent = chosen;
  const picture = frame?.querySelector("[data-drop-picture]");
  if (picture && chosen) {
    picture.onload = () => URL.revokeObjectURL(picture.src);
    picture.onerror = () => (picture.hidden = true);
    picture.src = URL.createObjectURL(event.target.files[0]);
    picture.hidden = false;
  }
});

for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const over = kind === "dragenter" || kind === "dragover";
    event.target.closest?.("[data-drop]")?.classList.toggle("drop--over", over);
  });
}
