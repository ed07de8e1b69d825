export * from "./operation.ts";
export * as fields from "./fields.ts";
export * as submissions from "./submissions.ts";
export * as collections from "./collections.ts";
export * as consolidations from "./consolidations.ts";
