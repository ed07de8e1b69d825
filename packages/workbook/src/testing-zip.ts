import { deflateRawSync } from "node:zlib";
import { readZipDirectory, unpack } from "./zip-directory.ts";

/** An entry as a hostile writer makes it: every field of the directory may lie. */
export type Part = {
  name: string;
  content: Buffer | string;
  size?: number;
  flags?: number;
  unixMode?: number;
  at?: number;
};

/** The parts of a zip file, by name. */
export function partsOf(bytes: Uint8Array): Map<string, Buffer> {
  const directory = readZipDirectory(bytes);
  if (!directory.ok) throw new Error(directory.problem.en);
  return new Map(
    directory.entries.map((entry) => {
      const unpacked = unpack(bytes, entry);
      if (!unpacked.ok) throw new Error(unpacked.problem.en);
      return [entry.name, unpacked.content];
    }),
  );
}

/** Writes a zip file, true or lying. `at` makes an entry point at another one's bytes. */
export function zip(parts: readonly Part[]): Buffer {
  const bodies: Buffer[] = [];
  const heads: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const content = Buffer.from(part.content);
    const packed = deflateRawSync(content);
    const name = Buffer.from(part.name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(part.flags ?? 0, 6);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(crc32(content), 14);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(part.size ?? content.length, 22);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    local.copy(central, 6, 4, 30);
    central.writeUInt32LE(((part.unixMode ?? 0) << 16) >>> 0, 38);
    central.writeUInt32LE(part.at ?? offset, 42);
    heads.push(central, name);
    bodies.push(local, name, packed);
    offset += 30 + name.length + packed.length;
  }
  const directory = Buffer.concat(heads);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, directory, end]);
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function crc32(bytes: Buffer): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (value >>> 8) ^ table[(value ^ byte) & 0xff]!;
  return (value ^ 0xffffffff) >>> 0;
}
