export * from "./catalogue.ts";
export * from "./value.ts";
export * from "./decimal.ts";
export * from "./formula-error.ts";
export * from "./parse.ts";
export * from "./roll-up.ts";
