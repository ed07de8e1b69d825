/** How a step speaks to the platform. CSV is a POST of a table. */
export type Method = "GET" | "POST" | "PUT" | "CSV";

/** One request as a named person; every answer that is not 200 becomes an error with the platform's own sentences. */
export type Call = <T>(person: string, method: Method, path: string, body?: unknown) => Promise<T>;

/** Where the story plays: over the network, or inside a test. */
export type World = {
  call: Call;
  now: () => Date;
  /** Returns when the platform's time has come so far. */
  waitUntil: (time: Date) => Promise<void>;
  /** One line for each step. */
  say: (line: string) => void;
};

/** Does something for every item, four at a time: offices do not wait for one another. */
export async function forEach<T>(items: readonly T[], deed: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const one = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await deed(item);
  };
  await Promise.all([one(), one(), one(), one()]);
}
