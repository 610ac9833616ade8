/** What this page's requests are signed with. Whoever signs in anew gets another one. */

const given = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];

let newest = null;

/** The newest token this page knows. */
export function token() {
  newest ??= given();
  return newest;
}

/** Ask for the page again: "fresh" once it has told the token, "signed-out", or "" where nobody answers. */
export async function renewToken(path) {
  try {
    const response = await fetch(path, { cache: "no-store" });
    if (response.redirected) return "signed-out";
    if (!response.ok) return "";
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    newest = JSON.parse(page.body.getAttribute("hx-headers"))["X-CSRFToken"];
    return "fresh";
  } catch {
    return "";
  }
}
