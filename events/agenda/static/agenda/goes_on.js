/**
 * Segments that go on by themselves: at the instant this page asks the server, whose clock decides.
 * Any console or screen may ask, and all of them do; it happens once. Without network the console
 * does it here, by the same rule.
 */

import { serverNow } from "../push/clock.js";
import { token } from "../web/js/token.js";
import { current } from "./run.js";

const LOOK_MS = 200;
const PATIENCE_MS = 4000;
const page = document.querySelector("[data-go-on]");

/**
 * Watch for it. `byMyself(due)` does it here and says so, where this page steers; it is asked again
 * with `lost` where no server answered.
 */
export function watch(byMyself = () => false) {
  let asked = null;
  setInterval(() => {
    const due = current()?.due ?? null;
    if (due === null || due === asked || serverNow() < due) return;
    asked = due;
    if (!byMyself(due, false)) ask(due);
  }, LOOK_MS);

  async function ask(due) {
    try {
      const response = await fetch(page.dataset.goOn, {
        method: "POST",
        headers: { "X-CSRFToken": token() },
        signal: AbortSignal.timeout?.(PATIENCE_MS),
      });
      // By our clock it was due, by the server's not quite: ask again.
      if (response.status === 409) setTimeout(() => asked === due && (asked = null), LOOK_MS);
      else if (response.status >= 500) byMyself(due, true);
    } catch {
      byMyself(due, true);
    }
  }
}
