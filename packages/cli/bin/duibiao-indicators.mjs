#!/usr/bin/env node
// Makes TypeScript readable, then runs the command.
import process from "node:process";
import { register } from "tsx/esm/api";

register();
// A reader that has seen enough (head) closes the pipe; that is no fault.
process.stdout.on("error", (error) => process.exit(error.code === "EPIPE" ? 0 : 1));
const { main } = await import("../src/main.ts");
process.exitCode = await main(process.argv.slice(2));
