import { absenceOf } from "./columns-absence.ts";
import * as loops from "./columns-loops.ts";
import { programOf, type Block, type Step } from "./columns-program.ts";
import { evaluateRow } from "./columns-row.ts";
import { STATE, type Column, type ColumnTable } from "./columns-table.ts";
import { formulaOf, type Compiled } from "./compile.ts";
import { BINARY64 } from "./domain.ts";
import type { Formula } from "./operands.ts";
import { externalKey, externalOperand, type External, type Outside } from "./outside.ts";
import type { Gap } from "./value.ts";
import { refKey } from "./vocabulary.ts";

/** An indicator over all rows. */
export type ColumnValues = {
  indicator: string;
  /** NaN where there is no value. */
  values: Float64Array;
  /** 1 where operands were answered by different units: `evaluateIndicator` settles the row over the units. Null where no row is. */
  unsettled: Uint8Array | null;
  /** Why a row has no value; null where it has one or is unsettled. */
  gap(row: number): Gap | null;
};

/** Rows computed at a time: a block of every column in use stays in the processor's cache. */
const BLOCK = 4096;

/**
 * Indicators over all rows in one pass: for each row the value of `evaluateIndicator`, bit for bit. Throws a RangeError
 * for an unknown indicator.
 */
export function evaluateColumns(
  compiled: Compiled,
  table: ColumnTable,
  indicatorKeys: readonly string[] = [...compiled.indicators.keys()],
): ColumnValues[] {
  const block = blockOf();
  const asked = indicatorKeys.map((key) => askedOf(compiled, table, key, block));
  for (let from = 0; from < table.rows; from += BLOCK) {
    block.move(from, Math.min(table.rows, from + BLOCK));
    for (const one of asked) evaluateBlock(compiled, table, one, block);
  }
  return asked.map(({ key, formula, values, unsettled }) => ({
    indicator: key,
    values,
    unsettled: unsettled?.includes(1) ? unsettled : null,
    gap: (row) => {
      if (unsettled?.[row] === 1) return null;
      const outcome = evaluateRow(compiled, formula.text, table, row);
      return outcome.ok ? null : outcome.gap;
    },
  }));
}

/** An indicator being computed. `step` is null where its figures are nowhere in the table. */
type Asked = {
  key: string;
  formula: Formula;
  step: Step | null;
  columns: Column[];
  strict: Column[];
  delicate: Column[];
  values: Float64Array;
  unsettled: Uint8Array | null;
};

function askedOf(compiled: Compiled, table: ColumnTable, key: string, block: MovingBlock): Asked {
  const indicator = compiled.indicators.get(key);
  if (!indicator) throw new RangeError(`目录中没有指标 / no such indicator: ${key}`);
  const formula = formulaOf(compiled, indicator.formula);
  const found = formula.refs.map((ref) => table.columns.get(refKey(ref)));
  const columns = found.filter((column) => column !== undefined);
  const values = new Float64Array(table.rows);
  // No figure at all, or one that nobody owes anywhere: no row has a value.
  if (columns.length === 0 || columns.length < found.length)
    return { key, formula, step: null, columns, strict: [], delicate: [], values, unsettled: null };
  const { strict, delicate } = absenceOf(formula);
  const slots = [
    ...columns.map((column, at) => block.slot(refKey(formula.refs[at]!), () => column)),
    ...formula.externals.map((external) =>
      block.slot(externalKey(external), () => ({ sums: externalColumn(compiled, table, external), states: null })),
    ),
  ];
  const byUnits = columns.some(({ support, answered, partly }) => support ?? answered ?? partly);
  return {
    key,
    formula,
    step: programOf(formula, slots),
    columns,
    strict: strict.map((operand) => columns[operand]!),
    delicate: delicate.map((operand) => columns[operand]!),
    values,
    unsettled: byUnits ? new Uint8Array(table.rows) : null,
  };
}

function externalColumn(compiled: Compiled, { rows, outside }: ColumnTable, external: External): Float64Array {
  const valueIn = (known: Outside) => {
    const operand = externalOperand(compiled, external, known, BINARY64);
    return operand.state === "number" ? operand.value : Number.NaN;
  };
  if (!outside) return new Float64Array(rows).fill(valueIn({}));
  const known = outside.known.map(valueIn);
  return Float64Array.from(outside.of, (at) => known[at]!);
}

function evaluateBlock(compiled: Compiled, table: ColumnTable, asked: Asked, block: MovingBlock): void {
  const { values, step, delicate } = asked;
  const { from, size } = block;
  if (step === null) {
    values.fill(Number.NaN, from, from + size);
    return;
  }
  block.open.fill(0);
  loops.finish(values.subarray(from, from + size), step(block));
  for (const { states } of delicate)
    for (let i = 0; i < size; i += 1) if (states[from + i] !== STATE.number) block.open[i] = 1;
  if (block.open.includes(1))
    for (let i = 0; i < size; i += 1)
      if (block.open[i] === 1) values[from + i] = settle(compiled, table, asked, from + i);
  if (asked.unsettled) markUnsettled(asked, asked.unsettled, from, from + size);
}

/** The value of a row that the loops leave open, NaN without one. */
function settle(compiled: Compiled, table: ColumnTable, asked: Asked, row: number): number {
  if (hasObstacle(asked, row) || asked.strict.some(({ states }) => states[row] === STATE.na)) return Number.NaN;
  const outcome = evaluateRow(compiled, asked.formula.text, table, row);
  return outcome.ok ? outcome.value : Number.NaN;
}

/** A figure that was not answered, or never to be summed: it is the reason, whoever answered the others. */
function hasObstacle({ columns }: Asked, row: number): boolean {
  return columns.some(({ states }) => states[row] !== STATE.number && states[row] !== STATE.na);
}

function markUnsettled(asked: Asked, unsettled: Uint8Array, from: number, to: number): void {
  const [first, ...rest] = asked.columns as [Column, ...Column[]];
  for (const { partly } of asked.columns)
    if (partly) for (let row = from; row < to; row += 1) unsettled[row] = (unsettled[row] as number) | partly[row]!;
  for (const { support, answered } of rest) {
    if (support && first.support && support !== first.support) {
      const [a, b] = [words(first.support), words(support)];
      for (let row = from; row < to; row += 1)
        if (a[2 * row] !== b[2 * row] || a[2 * row + 1] !== b[2 * row + 1]) unsettled[row] = 1;
    }
    if (answered && first.answered && answered !== first.answered)
      for (let row = from; row < to; row += 1) if (answered[row] !== first.answered[row]) unsettled[row] = 1;
  }
  for (let row = from; row < to; row += 1) {
    if (unsettled[row] !== 1) continue;
    if (hasObstacle(asked, row)) unsettled[row] = 0;
    else asked.values[row] = Number.NaN;
  }
}

/** 64 bits as two words: comparing them makes no big integers. */
const words = (support: BigUint64Array) => new Uint32Array(support.buffer, support.byteOffset, 2 * support.length);

type MovingBlock = Block & {
  /** Place of a column in the block, made where it has none yet. */
  slot(key: string, make: () => Pick<Column, "sums"> & { states: Uint8Array | null }): number;
  move(from: number, to: number): void;
};

/** A window of rows over the columns in use. */
function blockOf(): MovingBlock {
  const places = new Map<string, number>();
  const whole: { sums: Float64Array; states: Uint8Array | null }[] = [];
  const buffers: Float64Array[] = [];
  const constants = new Map<number, Float64Array>();
  const skipping: (Float64Array | undefined)[] = [];
  const fresh: boolean[] = [];
  const opens = new Uint8Array(BLOCK);
  const fit = (numbers: Float64Array) => (block.size === BLOCK ? numbers : numbers.subarray(0, block.size));
  const block: MovingBlock = {
    from: 0,
    size: 0,
    open: opens,
    sums: [],
    states: [],
    buffer: (at) => fit((buffers[at] ??= new Float64Array(BLOCK))),
    constant: (value) => {
      const known = constants.get(value) ?? new Float64Array(BLOCK).fill(value);
      constants.set(value, known);
      return fit(known);
    },
    skipping: (slot) => {
      const out = fit((skipping[slot] ??= new Float64Array(BLOCK)));
      if (fresh[slot]) return out;
      fresh[slot] = true;
      return loops.skipping(out, block.sums[slot]!, block.states[slot]!, STATE.na);
    },
    slot: (key, make) => {
      const known = places.get(key) ?? whole.push(make()) - 1;
      places.set(key, known);
      return known;
    },
    move: (from, to) => {
      block.from = from;
      block.size = to - from;
      block.open = opens.subarray(0, block.size);
      block.sums = whole.map(({ sums }) => sums.subarray(from, to));
      block.states = whole.map(({ states }) => states && states.subarray(from, to));
      fresh.fill(false);
    },
  };
  return block;
}
