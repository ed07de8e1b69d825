import process from "node:process";
import { parseArgs } from "node:util";
import { Fault } from "../fault.ts";
import { verifyChain } from "./chain.ts";
import { verifyConsolidation } from "./consolidation.ts";
import { readKey } from "./read.ts";
import { verifyReceipt } from "./receipt.ts";

const HELP = `duibiao-verify：不经平台核验回执、审计链和汇总版次 / checks receipts, the audit chain and consolidations without the platform

  duibiao-verify receipt 回执.json --key 公钥 [--content 版次.json]
      签名是否真实；给出版次文件时，数值是否即回执所指
      is it genuine; with a revision's file, are these the figures that it names
  duibiao-verify chain 链1.json [链2.json ...] --key 公钥 [--head 链头.json]
      逐环重算，并与此前留存的链头比对
      recomputes link by link and compares with heads kept earlier
  duibiao-verify consolidation 汇总.json --key 公钥 --chain 链1.json [--chain 链2.json ...] [--content 版次.json ...]
      内容与校验码是否一致；封存的日志记载签署的是否这一份；给出版次文件时，是否列于其中
      does the content have its hash; is it the one that the sealed log says was signed; are these revisions in it

  退出码 / exit code: 0 完好 intact, 1 不符 does not fit, 2 无法核验 cannot be checked
  说明 / more: docs/VERIFY.md
`;

/** Runs a command; verdicts go to standard output, faults to standard error, both in both languages. Answers the exit code. */
export function main(args: string[]): number {
  let parsed;
  try {
    parsed = parseArgs({
      args,
      options: {
        key: { type: "string" },
        content: { type: "string", multiple: true },
        chain: { type: "string", multiple: true },
        head: { type: "string" },
        help: { type: "boolean", short: "h", default: false },
      },
      allowPositionals: true,
    });
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${HELP}`);
    return 2;
  }
  const { values, positionals } = parsed;
  const [verb, ...paths] = positionals;
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const { content = [], chain = [], head } = values;
  const fits =
    verb === "receipt"
      ? paths.length === 1 && content.length <= 1
      : verb === "consolidation"
        ? paths.length === 1 && chain.length > 0
        : verb === "chain" && paths.length > 0;
  if (!fits) {
    process.stderr.write(HELP);
    return 2;
  }
  try {
    const key = readKey(values.key);
    const verdicts =
      verb === "receipt"
        ? verifyReceipt(paths[0]!, key, content[0])
        : verb === "consolidation"
          ? verifyConsolidation(paths[0]!, key, chain, content)
          : verifyChain(paths, key, head);
    for (const { ok, zh, en } of verdicts) process.stdout.write(`${ok ? "" : "✗ "}${zh}\n${ok ? "" : "✗ "}${en}\n`);
    return verdicts.every(({ ok }) => ok) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    process.stderr.write(`${error.texts.map(({ zh, en }) => `${zh}\n${en}`).join("\n")}\n`);
    return 2;
  }
}
