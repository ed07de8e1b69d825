/**
 * How far the quarter in work is, one sign per unit: a city's own level first, then its counties by code.
 * - not started, d half filled, b filled with broken block rules, x filled with a 核实性 finding unexplained,
 * g signed, s submitted, r returned, c accepted by the county, a accepted by the city.
 */
const progress: Record<string, Record<string, string>> = {
  F_ENE: {
    "9900": "d",
    "9990": "c",
    "9901": "gdbsr",
    "9902": "aaaaa",
    "9903": "aaaaa",
    "9904": "aaaaaaaaaa",
    "9905": "aaaaaaaaa-",
    "9906": "ssssccscar",
    "9907": "caacccsgd-",
    "9908": "sxcsasgds-",
    "9909": "accscsgdds-",
    "9910": "sscdgsdd--x",
    "9911": "gdsd-db-d-",
    "9912": "d-d---d---",
  },
  F_VEH: {
    "9900": "s",
    "9990": "d",
    "9901": "s-scd",
    "9902": "aaaaa",
    "9903": "aaaaa",
    "9904": "aaaaaaaaaa",
    "9905": "acaacasaaa",
    "9906": "aacaacaasa",
    "9907": "sscrcacdcs",
    "9908": "gssccsd-sc",
    "9909": "cdcsgcsrsac",
    "9910": "ssdc-sgsd--",
    "9911": "dsg-ds--sd",
    "9912": "-d-ds----d",
  },
};

export type Step = "-" | "d" | "b" | "x" | "g" | "s" | "r" | "c" | "a";

/** How far a region's unit is with a form of the quarter in work. */
export function stepOf(form: string, code: string): Step {
  const signs = progress[form]![code.slice(0, 4)]!;
  const at = code.startsWith("9990") ? 0 : Number(code.slice(4));
  return signs[at] as Step;
}
