/* The app without network: its page and its files, as they were built together. Figures are never kept here: answers of
   the server belong to one account and are kept by the page. */
const files = "FILES";
const own = "duibiao-county-VERSION";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(own).then((cache) => cache.addAll(files)));
});

self.addEventListener("activate", (event) => {
  const isOld = (name) => name.startsWith("duibiao-county-") && name !== own;
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter(isOld).map((name) => caches.delete(name)))));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    const shell = () => caches.match(files[0]);
    event.respondWith(
      fetch(request).then(
        async (answer) => (answer.status < 500 ? answer : ((await shell()) ?? answer)),
        async (error) => {
          const page = await shell();
          if (page) return page;
          throw error;
        },
      ),
    );
    return;
  }
  if (pathname.startsWith(`${files[0]}assets/`))
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
});
