import { useQuery } from "@tanstack/react-query";
import { api, read, type Answer } from "@duibiao/client";
import { Alert, DataTable, showMoment, useLanguage, useText, type Column } from "@duibiao/ui";
import { Loaded } from "../problem-box.tsx";
import { AuditFrame } from "./audit-frame.tsx";
import { useAuditRights } from "./rights.ts";

type Check = Answer<typeof api.selfChecks.listSelfChecks>["items"][number];
type Part = Check["parts"][number];

const partWords: Record<Part["part"], { zh: string; en: string }> = {
  chain: { zh: "审计链", en: "Audit chain" },
  receipts: { zh: "回执与数值", en: "Receipts and figures" },
  consolidations: { zh: "汇总版次", en: "Consolidations" },
  releases: { zh: "评估结果", en: "Releases" },
  "panel-sheets": { zh: "专家判断表", en: "Panel sheets" },
  "spot-checks": { zh: "抽查", en: "Spot checks" },
  files: { zh: "文件与文档", en: "Files and documents" },
  "roll-ups": { zh: "汇总值", en: "Roll-ups" },
};

/** 夜间自检: what the platform found when it recomputed its own books. */
export function SelfChecksPage() {
  const t = useText();
  const rights = useAuditRights();
  const checks = useQuery({ ...read(api.selfChecks.listSelfChecks, {}), enabled: rights.checks });
  return (
    <AuditFrame of="checks" title={t("夜间自检", "Nightly self-check")}>
      <p className="quiet">
        {t(
          "每日 02:00（北京时间）后一次：重算审计链；每个版次的数值、佐证与内容校验码、回执签名；各市签署的汇总版次；公布的名次或档次；专家的判断表；抽查定下的抽样框、种子与抽出的样本；附件、目录、导入对应、评估的校验码；每个汇总值。",
          "Once a day after 02:00 Beijing time: the audit chain; every revision's figures and papers against its hash and the receipt's signature; what cities signed; the places or bands that releases show; what experts judged; hashes of files, catalogues, mappings and evaluations; every roll-up.",
        )}
      </p>
      <Loaded of={checks}>{({ items }) => <Checks items={items} />}</Loaded>
    </AuditFrame>
  );
}

function Checks({ items }: { items: Check[] }) {
  const t = useText();
  const { language } = useLanguage();
  const [latest] = items;
  const said = (part: Part | undefined) => {
    if (part === undefined) return null;
    const { checked, found } = part;
    return found === 0
      ? t(`${checked} 项相符`, `${checked} fit`)
      : t(`${checked} 项中 ${found} 处不符`, `${found} of ${checked} do not fit`);
  };
  const columns: Column<Check>[] = [
    { key: "day", header: { zh: "日期", en: "Day" }, width: "m", head: true, value: ({ day }) => day },
    {
      key: "sound",
      header: { zh: "结论", en: "Verdict" },
      width: "m",
      value: ({ sound }) => (sound ? t("✓ 相符", "✓ sound") : t("✗ 有不符", "✗ something does not fit")),
    },
    ...api.selfChecks.selfCheckParts.map((name): Column<Check> => ({
      key: name,
      header: partWords[name],
      width: "fill",
      value: ({ parts }) => said(parts.find(({ part }) => part === name)),
    })),
    {
      key: "time",
      header: { zh: "完成", en: "Done" },
      width: "l",
      value: ({ endedAt }) => showMoment(endedAt, language),
    },
    {
      key: "seconds",
      header: { zh: "用时", en: "Took" },
      uom: "s",
      type: "number",
      decimals: 1,
      width: "s",
      value: ({ startedAt, endedAt }) => (Date.parse(endedAt) - Date.parse(startedAt)) / 1000,
    },
  ];
  return (
    <>
      {latest === undefined ? null : <Latest check={latest} />}
      <DataTable
        title={t("历次自检", "All checks")}
        columns={columns}
        rows={items}
        rowKey={({ id }) => id}
        empty={t(
          "还没有自检过：平台运行一小时后进行首次自检。",
          "No check yet: the first comes an hour after the start.",
        )}
      />
    </>
  );
}

function Latest({ check }: { check: Check }) {
  const t = useText();
  const { language } = useLanguage();
  const { sound, endedAt, parts } = check;
  const at = showMoment(endedAt, language);
  if (sound)
    return (
      <Alert
        tone="success"
        title={t(`最近一次自检全部相符（${at}）`, `Everything fitted at the latest check (${at})`)}
      />
    );
  return (
    <Alert
      tone="error"
      title={t(
        `最近一次自检发现不符（${at}）：请联系审计管理员并保全现场`,
        `The latest check found what does not fit (${at}): tell the audit administrator and keep everything as it is`,
      )}
    >
      {parts
        .filter(({ found }) => found > 0)
        .map(({ part, found, faults }) => (
          <section key={part}>
            <h3>
              {t(partWords[part])} {found}
            </h3>
            <ul>
              {faults.map((fault) => (
                <li key={fault.en}>{t(fault)}</li>
              ))}
            </ul>
            {found > faults.length ? (
              <p>{t(`另有 ${found - faults.length} 处未列出`, `${found - faults.length} more are not listed`)}</p>
            ) : null}
          </section>
        ))}
    </Alert>
  );
}
