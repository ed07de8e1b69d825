/** What this computer keeps in the browser's own database: copies of answers, what was typed, and files that wait to be sent. */
type Name = "copies" | "files" | "typed";

function opened(): Promise<IDBDatabase> {
  return new Promise((done, fail) => {
    const request = indexedDB.open("duibiao", 3);
    request.onupgradeneeded = ({ oldVersion }) => {
      if (oldVersion < 1) request.result.createObjectStore("copies", { keyPath: ["user", "query"] });
      if (oldVersion < 2) request.result.createObjectStore("files", { keyPath: "key" });
      if (oldVersion < 3) request.result.createObjectStore("typed", { keyPath: "key" });
    };
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
}

/** One act on one of the stores. Fails in a browser without room, or in a private window. */
export async function inStore<Value>(
  name: Name,
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<Value>,
): Promise<Value> {
  const db = await opened();
  try {
    return await new Promise<Value>((done, fail) => {
      // A copy can be had again; what somebody typed or chose must be on the disk.
      const transaction = db.transaction(name, mode, { durability: name === "copies" ? "relaxed" : "strict" });
      const request = act(transaction.objectStore(name));
      // Only what the transaction has settled is kept: the disk may be full after the request succeeded.
      transaction.oncomplete = () => done(request.result);
      transaction.onabort = () => fail(transaction.error ?? request.error);
    });
  } finally {
    db.close();
  }
}
