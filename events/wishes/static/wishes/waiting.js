/** On a guest's phone: asks every minute who would like to meet her.
 *
 * A wish concerns two people, so nothing of it is pushed to all; what a phone asks by itself while
 * it is looked at is enough between two exchanges.
 */
import { refresh } from "../push/parts.js";

const EVERY_MS = 60_000;

setInterval(() => {
  for (const element of document.querySelectorAll("[data-wishes]")) refresh(element);
}, EVERY_MS);
