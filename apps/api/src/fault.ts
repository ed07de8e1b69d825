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
