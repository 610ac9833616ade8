/**
 * The formats' pure halves on this device. The page says where those that have one are, and with
 * what they are made if several share one; any other is a title and a clock, as on the server.
 */

import { Refused } from "./log.js";

const PLAIN = {
  initial: () => null,
  apply() {
    throw new Refused("unknown_command");
  },
  public: () => ({}),
};

/** Load them (`{key: {url, data}}`); resolves to a function from a key to its format. */
export async function loaded(twins) {
  const found = await Promise.all(Object.entries(twins).map(load));
  const formats = new Map(found);
  return (key) => formats.get(key) ?? PLAIN;
}

async function load([key, { url, data }]) {
  const module = await import(url);
  return [key, module.make ? module.make(key, data) : module];
}
