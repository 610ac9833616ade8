// Light, dark, or as the device has it. The choice is a cookie, so that the server paints the first
// frame right; other open tabs follow when they are looked at again.

const YEAR = 31_536_000;

function chosen() {
  const found = document.cookie.match(/(?:^|; )theme=(light|dark)/);
  return found ? found[1] : "";
}

function apply(theme) {
  // The projector is dark by its own right.
  if (document.querySelector(".screen")) return;
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  for (const radio of document.querySelectorAll("[data-theme-switch] input")) {
    radio.checked = radio.value === theme;
  }
}

function keep(theme) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `theme=${theme}; Path=/; Max-Age=${theme ? YEAR : 0}; SameSite=Lax${secure}`;
}

for (const group of document.querySelectorAll("[data-theme-switch]")) {
  group.hidden = false;
  group.addEventListener("change", (event) => {
    keep(event.target.value);
    apply(event.target.value);
  });
}

addEventListener("pageshow", () => apply(chosen()));
document.addEventListener("visibilitychange", () => document.hidden || apply(chosen()));
