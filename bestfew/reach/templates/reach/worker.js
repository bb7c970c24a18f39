/* Keeps one page that is the same for everybody, and the files it needs. No answer of
   the desk is ever kept. */
const CACHE = "bestfew-{{ version|escapejs }}";
const PAGE = "{{ page|escapejs }}";
const FILES = [{% for each in files %}"{{ each|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];

async function keepPage(cache) {
  const answer = await fetch(PAGE, { cache: "no-store" });
  if (answer.ok && !answer.redirected) await cache.put(PAGE, answer);
}

async function install() {
  const cache = await caches.open(CACHE);
  await cache.addAll(FILES);
  await keepPage(cache);
  await self.skipWaiting();
}

async function activate() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("bestfew-") && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function page(request) {
  try {
    return await fetch(request);
  } catch (fault) {
    const kept = await caches.match(PAGE);
    if (kept) return kept;
    throw fault;
  }
}

async function file(request) {
  return (await caches.match(request)) ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => {
  /* The page anew, in the language that is chosen now. */
  if (event.data === "page") event.waitUntil(caches.open(CACHE).then(keepPage).catch(() => {}));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const path = new URL(request.url).pathname;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (FILES.includes(path)) event.respondWith(file(request));
});
