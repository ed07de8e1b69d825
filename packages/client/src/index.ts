import "./without-eval.ts";
export { addressOf, call, newKey, type Answer, type Given } from "./call.ts";
export { ApiProblem, isPassing, isSignedOut, textOf } from "./problem.ts";
export { queueing } from "./queueing.ts";
export { read } from "./query.ts";
export * as api from "@duibiao/contract";
