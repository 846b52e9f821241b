// Shows the offline page while there is no connection. Pages of people are never kept.
"use strict";

const CACHE = "steady-{{ version }}";
const KEPT = [{% for address in kept %}"{{ address|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];

self.addEventListener("install", (event) => {
  const asked = { cache: "reload", credentials: "omit", headers: { "Accept-Language": "{{ language|escapejs }}" } };
  const fresh = KEPT.map((address) => new Request(address, asked));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(fresh)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const outdated = (names) => names.filter((name) => name.startsWith("steady-") && name !== CACHE);
  const forget = caches.keys().then((names) => Promise.all(outdated(names).map((name) => caches.delete(name))));
  event.waitUntil(forget.then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  const kept = address.origin === location.origin && KEPT.includes(address.pathname);
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match("{{ offline|escapejs }}", { ignoreVary: true })));
  } else if (kept && request.method === "GET") {
    event.respondWith(fetch(request).catch(() => caches.match(request, { ignoreVary: true })));
  }
});
