import { html } from "hono/html";
import type { Input, papers as contract } from "@duibiao/contract";
import { periodName, receiptText } from "@duibiao/indicators";
import { mustBeReviewed } from "../openings/reviewed.ts";
import type { Ctx } from "../serve.ts";
import { revisionOf } from "./accept.ts";
import { unitOf } from "./context.ts";
import { formOf, loadBundle } from "./open.ts";
import { banner, beijing, legalMarks, paper } from "./paper.ts";
import type { makeRevision } from "./revise.ts";

type Signer = Awaited<ReturnType<typeof revisionOf>>["signers"][number];
type Receipt = Awaited<ReturnType<typeof makeRevision>>["receipt"];

/** 回执: what was handed in, when, signed by whom, and how anybody can check that it is genuine. No figure stands on it. */
export async function printReceipt(ctx: Ctx, { params }: Input<typeof contract.printReceipt>): Promise<string> {
  const bundle = await loadBundle(ctx.tx, params.id);
  await mustBeReviewed(ctx, bundle.submission, params.revision);
  const revision = await revisionOf(ctx, params.id, params.revision);
  const unit = await unitOf(ctx, bundle);
  const { form } = formOf(bundle);
  const receipt = revision.receipt as Receipt;
  const facts: [string, string][] = [
    ["填报单位", `${unit.name}（${unit.code}）`],
    ["报表", form.name.zh],
    ["报告期", periodName(bundle.period.key)],
    [
      "采集任务",
      `${bundle.collection.name}${bundle.collection.documentNo === "" ? "" : `（${bundle.collection.documentNo}）`}`,
    ],
    ["版次", `第 ${revision.revision} 版${revision.kind === "correction" ? "（更正）" : ""}`],
    ["报送时间", beijing(revision.submittedAt)],
    ["是否按时", revision.onTime === null ? "不适用" : revision.onTime ? "按时" : "逾期"],
    ...revision.signers.map((s): [string, string] => signedLine(s.as, s.name, beijing(new Date(s.at)))),
  ];
  const codes: [string, string][] = [
    ["内容校验码（SHA-256）", receipt.contentHash],
    ["被签名文本", receiptText(receipt)],
    ["平台签名（Ed25519，base64）", receipt.signature],
    ["平台公钥（SPKI，base64）", receipt.publicKey],
  ];
  const row = ([name, value]: [string, string], long = false) =>
    html`<tr>
      <th scope="row">${name}</th>
      <td class="${long ? "long" : "fact"}">${value}</td>
    </tr>`;
  const content = html`<h1>报送回执</h1>
    <div class="marks">${legalMarks(bundle.collection, form)}</div>
    <table>
      <tbody>
        ${facts.map((fact) => row(fact))} ${codes.map((code) => row(code, true))}
      </tbody>
    </table>
    <div class="verify">
      <p>怎样核验这张回执：</p>
      <ol>
        <li>
          在平台上：任何登录用户把上列内容提交到
          /api/v1/receipts/verify，平台回答签名是否真实、台账是否仍为该版次该内容。
        </li>
        <li>
          不靠平台：运行 duibiao-verify receipt，或用任何支持 Ed25519（RFC
          8032）的工具，以平台公钥核验「被签名文本」与「平台签名」。公钥应与平台公布的一致。
        </li>
        <li>对照盖章版：盖章版每页页脚的版次校验码应与本页内容校验码相同。</li>
      </ol>
    </div>
    <p class="banner">${banner}</p>`;
  const title = `报送回执 ${form.name.zh} ${periodName(bundle.period.key)} ${unit.name}`;
  return paper(title, bundle.collection.synthetic, content, { name: "版次校验码", hash: revision.hash });
}

/** What each name under a revision stands for. */
function signedLine(as: Signer["as"], name: string, at: string): [string, string] {
  if (as === "system") return ["平台 / system", `模块 ${name}，${at}由平台生成，非人工填报`];
  if (as === "sender") return ["报送人", `${name}，交来填好的文件；原件由平台保存，代替线上签署`];
  if (as === "filer") return ["代报", `${name}，${at}由机关事务机构代报`];
  return [as === "head" ? "单位负责人" : "填表人", `${name}，${at}签署`];
}
