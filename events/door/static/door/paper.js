// Whoever says that she chooses among the badges is shown them.
const list = document.querySelector("[data-badge-list]");

document.getElementById("print")?.addEventListener("change", ({ target }) => {
  if (target.name === "which" && target.value === "chosen") list.open = true;
});

// And whoever ticks one has said so.
list?.addEventListener("change", ({ target }) => {
  const chosen = document.querySelector('#print [name="which"][value="chosen"]');
  if (target.checked && chosen && !chosen.checked) chosen.click();
});
