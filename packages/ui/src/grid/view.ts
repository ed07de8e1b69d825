import type { ComputedLine, EntryLine, EntrySection } from "./lines.ts";

export type Filter = "all" | "blank" | "issues" | "asked";

/** What the clerk wants to see. `open`: sections whose folded lines are shown. */
export type Wish = { filter: Filter; open: ReadonlySet<string> };

export type View = Wish & {
  sections: { section: EntrySection; lines: EntryLine[]; folded: EntryLine[] }[];
  computed: ComputedLine[];
  /** Keys of the rows in their order: what the arrows walk through. */
  order: string[];
};

type Viewer = {
  sections: EntrySection[];
  computed: ComputedLine[];
  isBlank: (key: string) => boolean;
  hasIssue: (key: string) => boolean;
  isAsked: (key: string) => boolean;
  isFolded: (key: string) => boolean;
};

/**
 * Which lines are shown. Asked once per wish, not after each edit: a line that was just filled stays where it is until
 * the clerk asks again.
 */
export function layOut(viewer: Viewer, wish: Wish): View {
  const wanted = {
    all: () => true,
    blank: viewer.isBlank,
    issues: viewer.hasIssue,
    asked: viewer.isAsked,
  }[wish.filter];
  const sections = viewer.sections
    .map((section) => {
      const foldable =
        wish.filter === "asked" || wish.filter === "issues"
          ? []
          : section.lines.filter(({ key }) => viewer.isFolded(key));
      const hidden = wish.open.has(section.key) ? [] : foldable;
      const lines = section.lines.filter((line) => !hidden.includes(line) && wanted(line.key));
      return { section, lines, folded: foldable };
    })
    .filter(({ lines, folded }) => wish.filter === "all" || lines.length > 0 || folded.some(({ key }) => wanted(key)));
  const computed = wish.filter === "all" ? viewer.computed : [];
  const order = [...sections.flatMap(({ lines }) => lines.map(({ key }) => key)), ...computed.map(({ key }) => key)];
  return { ...wish, sections, computed, order };
}
