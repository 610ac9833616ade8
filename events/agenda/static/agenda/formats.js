/**
 * The formats' pure halves on this device. The page says where those that have one are
 * (`data-formats`); any other is a title and a clock, as on the server.
 */

import { Refused } from "./log.js";

const PLAIN = {
  initial: () => null,
  apply() {
    throw new Refused("unknown_command");
  },
  public: () => ({}),
};

/** Load them; resolves to a function from a key to its format. */
export async function loaded(addresses) {
  const found = await Promise.all(Object.entries(addresses).map(async ([key, url]) => [key, await import(url)]));
  const formats = new Map(found);
  return (key) => formats.get(key) ?? PLAIN;
}
