#!/usr/bin/env node
// Makes TypeScript readable, then runs the command.
import process from "node:process";
import { register } from "tsx/esm/api";

register();
const { main } = await import("../src/verify/main.ts");
process.exitCode = main(process.argv.slice(2));
