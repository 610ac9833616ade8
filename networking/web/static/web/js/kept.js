/**
 * What this device keeps, so that a page goes on without network and a reload loses nothing: what
 * it was given (`get`, `put`), and what it has still to send (`queued`, `queue`, `sent`), in order.
 * Where a browser keeps nothing it is kept in memory, as long as the page is open.
 *
 * Every key begins with whose it is, as the page says. Who signs out leaves nothing behind but what
 * was never sent.
 */

const NAME = "tablee";
const VERSION = 1;
const DAY_MS = 24 * 60 * 60 * 1000;

let database = null;
const memory = { given: new Map(), outgoing: new Map(), next: 1 };

function opened() {
  database ??= new Promise((resolve) => {
    if (!globalThis.indexedDB) {
      resolve(null);
      return;
    }
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("given", { keyPath: "key" });
      request.result.createObjectStore("outgoing", { keyPath: "n", autoIncrement: true });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = request.onblocked = () => resolve(null);
  });
  return database;
}

async function inside(store, mode, work) {
  const found = await opened();
  if (found === null) return null;
  return new Promise((resolve, reject) => {
    const transaction = found.transaction(store, mode);
    const request = work(transaction.objectStore(store));
    transaction.oncomplete = () => resolve({ result: request?.result });
    transaction.onabort = () => reject(transaction.error);
  });
}

/** What was put under `key`, or undefined. */
export async function get(key) {
  const found = await inside("given", "readonly", (store) => store.get(key));
  return (found ? found.result : memory.given.get(key))?.value;
}

/** Keep `value` under `key` until the instant `until` (ms), a day if it isn't said. */
export async function put(key, value, until = Date.now() + DAY_MS) {
  const row = { key, value, until };
  if (!(await inside("given", "readwrite", (store) => store.put(row)))) memory.given.set(key, row);
}

/** What waits to be sent under `channel`, the oldest first: `[{n, channel, value}]`. */
export async function queued(channel) {
  const found = await inside("outgoing", "readonly", (store) => store.getAll());
  const rows = found ? found.result : [...memory.outgoing.values()];
  return rows.filter((row) => row.channel === channel);
}

/** Let `value` wait to be sent; returns its number. */
export async function queue(channel, value) {
  const row = { channel, value };
  const made = await inside("outgoing", "readwrite", (store) => store.add(row));
  if (made) return made.result;
  row.n = memory.next++;
  memory.outgoing.set(row.n, row);
  return row.n;
}

/** It has been sent. Said twice, nothing more happens. */
export async function sent(n) {
  if (!(await inside("outgoing", "readwrite", (store) => store.delete(n)))) memory.outgoing.delete(n);
}

/** Let go of what is kept for too long. */
export async function tidy() {
  await inside("given", "readwrite", (store) => {
    store.openCursor().onsuccess = ({ target }) => {
      const cursor = target.result;
      if (!cursor) return;
      if (cursor.value.until < Date.now()) cursor.delete();
      cursor.continue();
    };
  });
}

/** Let go of everything but what was never sent: whoever used this device leaves it. */
export async function forget() {
  memory.given.clear();
  await inside("given", "readwrite", (store) => store.clear());
  for (const name of (await globalThis.caches?.keys()) ?? []) await caches.delete(name);
}

/**
 * Have this page and its files kept by `worker` (the address of its script), so that it opens
 * without network. `scope` is the part of the site in which it is asked. Browsers let that be on
 * secure pages only; elsewhere nothing happens, and the page is good as long as it is open.
 */
export async function keepPage(worker, scope) {
  if (!navigator.serviceWorker) return;
  const registration = await navigator.serviceWorker.register(worker, { scope });
  const active = registration.active ?? (await activated(registration));
  const files = performance
    .getEntriesByType("resource")
    .filter(({ initiatorType }) => initiatorType !== "fetch" && initiatorType !== "xmlhttprequest")
    .map(({ name }) => new URL(name))
    .filter(({ origin }) => origin === location.origin)
    .map(({ pathname }) => pathname);
  active.postMessage({ page: location.pathname, files: [...new Set(files)] });
}

function activated({ installing, waiting }) {
  const worker = installing ?? waiting;
  return new Promise((resolve) => {
    if (worker.state === "activated") resolve(worker);
    worker.addEventListener("statechange", () => worker.state === "activated" && resolve(worker));
  });
}
