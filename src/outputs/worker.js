// Keeps the page of help in a crisis, and nothing else, for when there is no network.
// The network goes first; what is kept is shown if there is no answer within a few seconds.
"use strict";
const family = "waypost-crisis " + self.registration.scope;
const kept = family + " @VERSION@";
const page = new URL("./", self.registration.scope).href;
const patience = 4000;

self.addEventListener("install", (event) => {
  const keep = async () => {
    const cache = await caches.open(kept);
    await cache.add(new Request(page, { cache: "reload" }));
    await self.skipWaiting();
  };
  event.waitUntil(keep());
});

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    const names = await caches.keys();
    const old = names.filter((name) => name.startsWith(family + " ") && name !== kept);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const asked = new URL(request.url);
  const here = [page, page + "index.html"].includes(asked.origin + asked.pathname);
  if (request.method !== "GET" || !here) return;
  const fetched = fetch(request).then(async (answer) => {
    if (answer.ok && !answer.redirected) {
      const cache = await caches.open(kept);
      await cache.put(page, answer.clone());
    }
    return answer;
  });
  const old = () => caches.match(page, { cacheName: kept });
  const answer = async () => {
    const late = new Promise((resolve) => setTimeout(resolve, patience));
    const first = await Promise.race([fetched, late]).catch(() => undefined);
    if (first && first.status < 500) return first;
    return (await old()) || fetched;
  };
  event.respondWith(answer());
  event.waitUntil(fetched.catch(() => undefined));
});
