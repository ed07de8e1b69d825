/**
 * What the log keeps of a fault: the first cause and where it happened. The query layer's own message is left out,
 * because it quotes the values of the query: figures, names, hashes of passwords.
 */
export function faultOf(error: unknown): { error: string; code?: string; stack: string[] } {
  let cause = error;
  while (cause instanceof Error && cause.cause !== undefined) cause = cause.cause;
  const { message = String(cause), code } = cause as Partial<NodeJS.ErrnoException>;
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const frames = stack
    .split("\n")
    .filter((frame) => /^\s+at /.test(frame))
    .map((frame) => frame.trim());
  return { error: message, ...(code === undefined ? {} : { code }), stack: frames };
}

/** What PostgreSQL or the socket said of a lost, full or refusing database. */
const awayCodes = /^(08...|57P0[123]|53[13]00|57014|ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT)$/;
const awayWords =
  /Connection terminated|timeout exceeded when trying to connect|connection error|not queryable|closed the connection/;

/** Whether the database is away (down, restarting, full, out of connections or out of time): worth another try with the same key. */
export function isDatabaseAway(error: unknown): boolean {
  const causes = error instanceof AggregateError ? error.errors : [error];
  return causes.some((cause) => {
    const { error: message, code = "" } = faultOf(cause);
    return awayCodes.test(code) || awayWords.test(message);
  });
}
