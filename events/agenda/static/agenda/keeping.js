/** The engine of this page: made once, where the page says what it needs (`data-kept`). */

import { twins } from "./away.js";
import { Engine } from "./engine.js";
import { loaded } from "./formats.js";

/** The engine of `page`, restored from what this device keeps; null on pages that have none. */
export async function engineOf(page) {
  const { kept, catchUp, event, user } = page.dataset;
  if (!kept) return null;
  const engine = new Engine({
    key: `live:${user}:${event}`,
    doorKey: `door:${user}:${event}`,
    urls: { kept, catchUp },
    formats: await loaded(twins),
  });
  await engine.restore();
  return engine;
}
