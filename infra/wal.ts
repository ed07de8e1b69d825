/**
 * Names of the log segments from the one that holds `startLsn` to the one that holds the last byte before `stopLsn`.
 * A name is 24 hexadecimal digits: timeline, then the number of the segment as two halves, where the lower half runs
 * up to 4 GB / segment size (PostgreSQL documentation, "WAL Internals").
 * @param startSegment the first name, which gives the timeline
 * @param segmentBytes size of a segment
 */
export function segmentsBetween(
  startSegment: string,
  startLsn: string,
  stopLsn: string,
  segmentBytes: number,
): string[] {
  const size = BigInt(segmentBytes);
  const perHalf = 0x1_0000_0000n / size;
  const timeline = startSegment.slice(0, 8);
  const names: string[] = [];
  for (let number = position(startLsn) / size; number <= (position(stopLsn) - 1n) / size; number++)
    names.push(timeline + hex(number / perHalf) + hex(number % perHalf));
  return names;
}

/** An LSN such as 1/2A000028 as the number of bytes since the beginning of the log. */
function position(lsn: string): bigint {
  const [high, low] = lsn.split("/");
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
}

const hex = (value: bigint) => value.toString(16).toUpperCase().padStart(8, "0");
