// The door of every command: npm start, npm test, npm run bench, npm run verify. Plain JavaScript without
// dependencies, because it runs before anything is installed; old syntax, so that an old Node can still say why not.
import process from "node:process";

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `需要 Node.js 20.19 或更高版本，本机是 ${process.versions.node}：请从 nodejs.org 安装新版本后重试。\n` +
      `Node.js 20.19 or later is needed, this is ${process.versions.node}: install a newer one from nodejs.org and try again.`,
  );
  process.exit(1);
}

const verbs = ["start", "test", "bench", "verify", "example", "handbook"];
const [verb, ...rest] = process.argv.slice(2);
if (!verbs.includes(verb)) {
  console.error(`用法 / usage: node scripts/run.mjs ${verbs.join(" | ")}`);
  process.exit(2);
}
const { install } = await import("./install.mjs");
const { run } = await import(`./${verb}.mjs`);
try {
  await install();
  process.exitCode = await run(rest);
} catch (error) {
  // A StartProblem or a failed install is written for the user; anything else needs its trace.
  console.error(error.zh ? error.message : error);
  process.exitCode = 1;
}
