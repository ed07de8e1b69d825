#!/usr/bin/env node
// Makes TypeScript readable, then runs the command.
import process from "node:process";
import { register } from "tsx/esm/api";

register();
const { main } = await import("../src/scoring/main.ts");
process.exitCode = await main(process.argv.slice(2));
