import { useQuery } from "@tanstack/react-query";
import { addressOf, api, call, read, type Answer } from "@duibiao/client";
import { Alert, Button, showMoment, useLanguage, useText } from "@duibiao/ui";
import { Loaded, ProblemBox } from "../problem-box.tsx";
import { AuditFrame } from "./audit-frame.tsx";
import { useAuditRights } from "./rights.ts";

type Verdict = Answer<typeof api.audit.verifyAudit>;

/** 审计链核验: recompute it here, take it away, and how a stranger checks it without the platform. */
export function ChainPage() {
  const t = useText();
  const rights = useAuditRights();
  const verdict = useQuery({
    queryKey: [api.audit.verifyAudit.id],
    queryFn: ({ signal }) => call(api.audit.verifyAudit, { signal }),
    enabled: false,
  });
  const head = useQuery({ ...read(api.audit.readHead, {}), enabled: rights.audit });
  return (
    <AuditFrame of="audit" title={t("审计链核验", "Audit chain")}>
      <section className="card">
        <h2>{t("在平台上重算", "Recompute it here")}</h2>
        <p>
          {t(
            "逐环重算全部日志，并与库外保存的链头比对，指出第一处断点。",
            "Recomputes every link and compares with the heads kept outside the database; names the first break.",
          )}
        </p>
        <Button look="primary" busy={verdict.isFetching} onClick={() => void verdict.refetch()}>
          {t("重算", "Recompute")}
        </Button>
        {verdict.isError ? <ProblemBox error={verdict.error} /> : null}
        {verdict.data === undefined ? null : <Outcome verdict={verdict.data} />}
      </section>
      <section className="card">
        <h2>{t("带走，不靠平台核验", "Take it away and check it without the platform")}</h2>
        <ol>
          <li>
            <a className="btn btn-small" href={addressOf(api.audit.readHead)} download="head.json">
              {t("下载链头", "Download the head")}
            </a>{" "}
            {t(
              "存于平台之外：它能证明链尾是否被截去、链是否被重写。",
              "Keep it outside the platform: it proves a cut or rewritten chain.",
            )}
          </li>
          <li>
            {t("导出审计链，每个文件 5000 环：", "Export the chain, 5,000 links a file: ")}
            <Loaded of={head}>{({ seq }) => <Stretches sealed={seq} />}</Loaded>
            {t("。管辖范围以外的日志只给位置。", ". Rows outside your jurisdiction are withheld.")}
          </li>
          <li>
            {t(
              "在任何装有 Node.js 和本平台代码的电脑上（见 docs/VERIFY.md），按次序给出各文件：",
              "On any computer with Node.js and the platform's code (docs/VERIFY.md), naming the files in order: ",
            )}
            <code>duibiao-verify chain chain-1.json chain-2.json --key {t("公钥", "KEY")} --head head.json</code>
          </li>
          <li>
            {t("核验一市签署的汇总版次：", "What a city signed: ")}
            <code>
              duibiao-verify consolidation {t("汇总版次", "consolidation")}.json --key {t("公钥", "KEY")} --chain
              chain-1.json
            </code>
          </li>
          <li>
            {t("单位核验自己的回执：", "A unit checks its own receipt: ")}
            <code>
              duibiao-verify receipt {t("回执", "receipt")}.json --key {t("公钥", "KEY")}
            </code>
          </li>
        </ol>
        <Loaded of={head}>
          {({ seq, publicKey }) => (
            <dl className="facts">
              <dt>{t("当前链头", "Head now")}</dt>
              <dd>{t(`第 ${seq} 环`, `link ${seq}`)}</dd>
              <dt>{t("平台公钥（SPKI，base64）", "Public key (SPKI, base64)")}</dt>
              <dd>
                <code>{publicKey}</code>
              </dd>
            </dl>
          )}
        </Loaded>
      </section>
    </AuditFrame>
  );
}

const perFile = 5000;

/** A link per file of the chain, named as the command takes them. */
function Stretches({ sealed }: { sealed: number }) {
  const files = Array.from({ length: Math.max(1, Math.ceil(sealed / perFile)) }, (_, at) => at);
  return (
    <span className="audit-files">
      {files.map((at) => (
        <a
          key={at}
          href={addressOf(api.audit.exportChain, {}, { after: at * perFile })}
          download={`chain-${at + 1}.json`}
        >
          chain-{at + 1}.json
        </a>
      ))}
    </span>
  );
}

function Outcome({ verdict }: { verdict: Verdict }) {
  const t = useText();
  const { language } = useLanguage();
  const { intact, sealed, unsealed, oldestUnsealedAt, headsCompared, firstBreak } = verdict;
  if (!intact) return <Alert tone="error" title={t(firstBreak!)} />;
  return (
    <Alert tone="success" title={t(`完好：${sealed} 环全部相符`, `Intact: all ${sealed} links fit`)}>
      {t(`已与 ${headsCompared} 个库外链头比对。`, `Compared with ${headsCompared} heads kept outside. `)}
      {unsealed === 0 || oldestUnsealedAt === null
        ? null
        : t(
            `待封存 ${unsealed} 条，最早 ${showMoment(oldestUnsealedAt, language)}。`,
            `${unsealed} rows wait to be sealed, since ${showMoment(oldestUnsealedAt, language)}.`,
          )}
    </Alert>
  );
}
