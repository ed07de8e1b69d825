/*
 * The inner loops of vectorised evaluation: binary64, each operation rounded once, NaN where there is no number. They do
 * what BINARY64 does, value by value; `out` may be one of the inputs.
 */

type Numbers = Float64Array;

/** As a value leaves: infinite is none, and zero has no sign. */
export function finish(out: Numbers, a: Numbers): void {
  for (let i = 0; i < a.length; i += 1) {
    const value = a[i] as number;
    out[i] = value + (value - value);
  }
}

/** A figure as a sum takes it: 0 where the state is `skipped`. */
export function skipping(out: Numbers, a: Numbers, states: Uint8Array, skipped: number): Numbers {
  for (let i = 0; i < a.length; i += 1) out[i] = states[i] === skipped ? 0 : (a[i] as number);
  return out;
}

/** A sum is 0 where all its figures were skipped, and then it is no number. */
export function unlessAllSkipped(sum: Numbers, states: readonly Uint8Array[], skipped: number): Numbers {
  for (let i = 0; i < sum.length; i += 1)
    if (sum[i] === 0 && states.every((column) => column[i] === skipped)) sum[i] = Number.NaN;
  return sum;
}

export function addTo(out: Numbers, a: Numbers, b: Numbers): Numbers {
  for (let i = 0; i < a.length; i += 1) out[i] = (a[i] as number) + (b[i] as number);
  return out;
}

export function subtract(out: Numbers, a: Numbers, b: Numbers): Numbers {
  for (let i = 0; i < a.length; i += 1) out[i] = (a[i] as number) - (b[i] as number);
  return out;
}

export function multiply(out: Numbers, a: Numbers, b: Numbers): Numbers {
  for (let i = 0; i < a.length; i += 1) out[i] = (a[i] as number) * (b[i] as number);
  return out;
}

export function scale(out: Numbers, a: Numbers, factor: number): Numbers {
  for (let i = 0; i < a.length; i += 1) out[i] = (a[i] as number) * factor;
  return out;
}

/** Division by zero is no number. */
export function divide(out: Numbers, a: Numbers, b: Numbers): Numbers {
  for (let i = 0; i < a.length; i += 1) {
    const by = b[i] as number;
    out[i] = by === 0 ? Number.NaN : (a[i] as number) / by;
  }
  return out;
}

export function divideBy(out: Numbers, a: Numbers, by: number): Numbers {
  if (by === 0) return out.fill(Number.NaN);
  for (let i = 0; i < a.length; i += 1) out[i] = (a[i] as number) / by;
  return out;
}

/** sum + a x factor: one term of a factor set. */
export function addScaled(out: Numbers, sum: Numbers, a: Numbers, factor: number): Numbers {
  for (let i = 0; i < a.length; i += 1) out[i] = (sum[i] as number) + (a[i] as number) * factor;
  return out;
}

/** Zero of something needs no factor; anything else is no number without one. */
export function unlessZero(out: Numbers, a: Numbers): Numbers {
  for (let i = 0; i < a.length; i += 1) out[i] = a[i] === 0 ? 0 : Number.NaN;
  return out;
}

export function negate(out: Numbers, a: Numbers): Numbers {
  for (let i = 0; i < a.length; i += 1) out[i] = -(a[i] as number);
  return out;
}

export function abs(out: Numbers, a: Numbers): Numbers {
  for (let i = 0; i < a.length; i += 1) out[i] = Math.abs(a[i] as number);
  return out;
}

/** value x value x …, from left to right, beginning with 1; open where 1 would hide that there is no number. */
export function power(out: Numbers, a: Numbers, exponent: number, open: Uint8Array): Numbers {
  for (let i = 0; i < a.length; i += 1) {
    const value = a[i] as number;
    let result = 1;
    for (let at = 0; at < exponent; at += 1) result *= value;
    if (exponent === 0 && value !== value) {
      open[i] = 1;
      result = Number.NaN;
    }
    out[i] = result;
  }
  return out;
}

/** The larger (sign 1) or smaller (sign -1) of two; of equal values the first. Open where they cannot be compared. */
export function better(out: Numbers, a: Numbers, b: Numbers, sign: 1 | -1, open: Uint8Array): Numbers {
  for (let i = 0; i < a.length; i += 1) {
    const apart = (b[i] as number) - (a[i] as number);
    if (apart !== apart) {
      open[i] = 1;
      out[i] = Number.NaN;
    } else out[i] = (sign * apart > 0 ? b[i] : a[i]) as number;
  }
  return out;
}

/** 1 true, 0 false, NaN undecided; open where undecided. */
export function compareWith(
  out: Numbers,
  a: Numbers,
  b: Numbers,
  holds: (apart: number) => boolean,
  open: Uint8Array,
): Numbers {
  for (let i = 0; i < a.length; i += 1) {
    const apart = (a[i] as number) - (b[i] as number);
    if (apart !== apart) open[i] = 1;
    out[i] = apart !== apart ? Number.NaN : holds(apart) ? 1 : 0;
  }
  return out;
}

/** Kleene's and; or is the same with false and true changed. `decisive` settles it alone. */
export function logic(out: Numbers, a: Numbers, b: Numbers, decisive: 0 | 1): Numbers {
  for (let i = 0; i < a.length; i += 1) {
    const decided = a[i] === decisive || b[i] === decisive;
    out[i] = decided ? decisive : (a[i] as number) + (b[i] as number) - (1 - decisive);
  }
  return out;
}

export function not(out: Numbers, a: Numbers): Numbers {
  for (let i = 0; i < a.length; i += 1) out[i] = 1 - (a[i] as number);
  return out;
}

export function agree(out: Numbers, a: Numbers, b: Numbers, wanted: boolean): Numbers {
  for (let i = 0; i < a.length; i += 1) {
    const apart = (a[i] as number) - (b[i] as number);
    out[i] = apart !== apart ? Number.NaN : (apart === 0) === wanted ? 1 : 0;
  }
  return out;
}

export function choose(out: Numbers, condition: Numbers, ifTrue: Numbers, ifFalse: Numbers): Numbers {
  for (let i = 0; i < condition.length; i += 1) {
    const holds = condition[i] as number;
    out[i] = holds !== holds ? Number.NaN : ((holds === 1 ? ifTrue[i] : ifFalse[i]) as number);
  }
  return out;
}
