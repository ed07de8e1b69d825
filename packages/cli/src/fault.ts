import type { Text } from "@duibiao/indicators";

/** Something that the caller can put right: what is wrong, where, what to do. One text per place. */
export class Fault extends Error {
  readonly texts: readonly Text[];
  constructor(texts: readonly Text[]) {
    super(texts.map(({ zh, en }) => `${zh} / ${en}`).join("\n"));
    this.texts = texts;
  }
}

export function fail(zh: string, en: string): never {
  throw new Fault([{ zh, en }]);
}
