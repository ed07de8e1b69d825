export * from "./catalogue.ts";
export * from "./value.ts";
export * from "./roll-up.ts";
