import { is, Param } from "drizzle-orm";
import type { PoolClient } from "pg";
import type { Tx } from "./open.ts";

type Prepared<R> = { execute: (values: Record<string, unknown>) => Promise<R> };

/**
 * A query whose text is built with the first call, `sql.placeholder` standing for what differs, and run in any
 * transaction: where thousands ask the same, building costs more than asking. It starts as it is called.
 */
export function builtOnce<R>(build: (tx: Tx) => { prepare: (name: string) => Prepared<R> }) {
  let built: Prepared<R> | undefined;
  return (tx: Tx, values: Record<string, unknown>): Promise<R> => {
    built ??= takingNulls(build(tx).prepare(""));
    // drizzle ties a prepared query to the connection it was built on; this is the same one, tied to the caller's.
    const own = Object.create(built, { client: { value: clientOf(tx) } }) as Prepared<R>;
    return own.execute(values);
  };
}

const clientOf = (tx: Tx) => (tx as unknown as { session: { client: PoolClient } }).session.client;

/** A null in place of a placeholder goes to the database as it is; drizzle would hand it to the column's encoder. */
function takingNulls<R>(prepared: Prepared<R>): Prepared<R> {
  const { params } = prepared as unknown as { params: unknown[] };
  const safe = params.map((param) => {
    if (!is(param, Param)) return param;
    const { value, encoder } = param;
    return new Param(value, { mapToDriverValue: (given) => (given === null ? null : encoder.mapToDriverValue(given)) });
  });
  return Object.create(prepared, { params: { value: safe } }) as Prepared<R>;
}
