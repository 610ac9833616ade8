/**
 * A part of a page (`[data-asking]`) that looks again as soon as somebody asks for an exchange of
 * cards, answers or gives one. It concerns two people, so it is told on a channel of each one's own,
 * beside the event's, which says only that there is something new. Hidden pages let go of it.
 */

import { refresh } from "../push/parts.js";
import "./scans.js";

const PAUSE_MS = 2000;
let stream = null;
let timer = 0;

const parts = () => document.querySelectorAll("[data-asking]");

function follow() {
  const [part] = parts();
  if (!part || stream || document.visibilityState === "hidden") return;
  stream = new EventSource(`/live?token=${encodeURIComponent(part.dataset.askingToken)}`);
  stream.onmessage = ({ lastEventId }) => {
    for (const each of parts()) if (Number(lastEventId) > Number(each.dataset.askingRev)) refresh(each);
  };
  stream.addEventListener("end", anew);
  // Left alone it tries again by itself, as long as its token is good.
  stream.onerror = ({ target }) => target.readyState === EventSource.CLOSED && anew();
}

/** The token has ended: the part brings the next one. */
function anew() {
  rest();
  timer ||= setTimeout(() => {
    timer = 0;
    for (const each of parts()) refresh(each);
  }, PAUSE_MS * (1 + Math.random()));
}

function rest() {
  stream?.close();
  stream = null;
}

document.addEventListener("live:refreshed", follow);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") rest();
  else anew();
});
addEventListener("pageshow", ({ persisted }) => persisted && anew());
addEventListener("online", anew);
follow();
