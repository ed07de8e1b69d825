import type { Socket } from "node:net";
import pg from "pg";

/** Each prepared text costs memory in every connection's server process. */
const MOST_NAMES = 300;
const LONGEST_TEXT = 4000;

const sightings = new Map<string, number>();
const names = new Map<string, string>();

/**
 * A connection that lets the server prepare what comes again and again: from its third sighting on, a text with
 * parameters (and a select without) gets a name, and is parsed and planned once per connection. A call with a long list of ids stays
 * unnamed, so that it is planned for its own length.
 */
export class HotClient extends pg.Client {
  #holding = false;

  // oxlint-disable-next-line no-explicit-any -- six overloads, all handed on as they came
  override query(config: any, ...rest: any[]): any {
    const values: unknown = Array.isArray(rest[0]) ? rest[0] : config?.values;
    const nameable =
      typeof config?.text === "string" &&
      !config.name &&
      Array.isArray(values) &&
      (values.length > 0 || /^\s*select\b/i.test(config.text)) &&
      !values.some(isLongList);
    const name = nameable ? nameOf(config.text) : undefined;
    this.#holdUntilAllAreAsked();
    const sent = super.query(name === undefined ? config : { ...config, name }, ...rest) as unknown;
    if (!/^\s*begin\b/i.test(config?.text ?? config) || !(sent instanceof Promise)) return sent;
    // It goes out with what is asked first. Without its transaction a connection has no scope, and serves nobody any more.
    sent.catch(() => this.#stream.destroy());
    return Promise.resolve({ command: "BEGIN", rowCount: null, oid: 0, rows: [], fields: [] } satisfies pg.QueryResult);
  }

  get #stream(): Socket {
    return (this as unknown as { connection: { stream: Socket } }).connection.stream;
  }

  /** Queries that are started together go out in one write. */
  #holdUntilAllAreAsked(): void {
    if (this.#holding) return;
    this.#holding = true;
    this.#stream.cork();
    process.nextTick(() => {
      this.#holding = false;
      this.#stream.uncork();
    });
  }
}

const isLongList = (value: unknown) => typeof value === "string" && value.length > 200 && /^\{-?\d/.test(value);

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size === MOST_NAMES || text.length > LONGEST_TEXT) return known;
  const seen = (sightings.get(text) ?? 0) + 1;
  if (sightings.size > 10 * MOST_NAMES) sightings.clear();
  sightings.set(text, seen);
  if (seen < 3) return undefined;
  sightings.delete(text);
  const name = `hot_${names.size}`;
  names.set(text, name);
  return name;
}
