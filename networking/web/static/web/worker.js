/**
 * Opens the pages of an event without network. Only pages that ask for it are kept, with their
 * files; everything else goes its way as if this were not here.
 *
 * A page is fetched whenever the network answers within a few seconds, so nobody reads yesterday's;
 * files have names made of what is in them, so a kept one is never an old one.
 */

const CACHE = "tablee-1";
const PATIENCE_MS = 4000;
const MOST_FILES = 200;
const NAMED_BY_CONTENT = /\.[0-9a-f]{12}\.\w+$/;

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

async function takeOver() {
  for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
  await self.clients.claim();
}

self.addEventListener("message", (event) => {
  const { page, files } = event.data ?? {};
  if (page) event.waitUntil(keep(page, files));
});

async function keep(page, files) {
  const cache = await caches.open(CACHE);
  // The page comes last: what is there without network is whole.
  await Promise.all(files.map((path) => hold(cache, path)));
  await hold(cache, page);
  const kept = await cache.keys();
  for (const old of kept.slice(0, Math.max(0, kept.length - MOST_FILES))) await cache.delete(old);
}

async function hold(cache, path) {
  if (NAMED_BY_CONTENT.test(path) && (await cache.match(path))) return;
  const response = await fetch(path, { credentials: "same-origin" });
  if (response.ok && !response.redirected) await cache.put(path, response);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request, url));
  else if (NAMED_BY_CONTENT.test(url.pathname)) event.respondWith(file(request));
  else if (request.destination) event.respondWith(fresh(request));
});

/** A file whose name says what is in it. */
async function file(request) {
  return (await caches.match(request)) ?? fetch(request);
}

/** Any other file: the newest, or the kept one. */
async function fresh(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(request);
    if (kept) return kept;
    throw error;
  }
}

/** A page: from the network if it answers soon, else as it was kept. */
async function page(request, { pathname: path, search }) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(path);
  if (!kept) return fetch(request);
  const answer = fetch(request).then(async (response) => {
    if (response.ok && !response.redirected && !search) await cache.put(path, response.clone());
    return response;
  });
  const late = new Promise((resolve) => setTimeout(() => resolve(kept), PATIENCE_MS));
  return Promise.race([answer.catch(() => kept), late]);
}
