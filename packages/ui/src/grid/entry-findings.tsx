import { useState, useSyncExternalStore } from "react";
import { cellKey, type Finding } from "@duibiao/indicators";
import { Button } from "../button.tsx";
import { useText } from "../language.tsx";
import { severities, undecided } from "../names.ts";
import { NameTag } from "../state-tag.tsx";
import { explanationAddress, isExplained } from "./findings.ts";
import type { EntryLine } from "./lines.ts";
import { useEntryVersion, useGrid } from "./use-entry.ts";

/** The findings beside the grid: first those of the chosen cell, then all by severity; what could not be decided apart. */
export function EntryFindings() {
  const { store, controller, openDialog } = useGrid();
  useEntryVersion(store, "all");
  const t = useText();
  const active = useSyncExternalStore(
    controller.selection.onMove,
    () => store.view().order[controller.selection.active().row] ?? "",
  );
  const line = store.line(active);
  const computed = store.form.computed.find(({ key }) => key === active);
  const all = store.findings();
  const broken = all.filter(({ verdict, rule }) => verdict === "false" && rule !== "VR01");
  const open = broken.filter((finding) => !isExplained(finding, store.explanations));
  const explained = broken.filter((finding) => isExplained(finding, store.explanations));
  const unanswered = all.filter(({ rule }) => rule === "VR01").length;
  const suspected = store.lines.filter(({ key }) => store.suspicion(key) !== null);
  const unread = store.lines.filter(({ key }) => store.entry(key).rejected !== null);
  const unproved = store.lines.filter(({ key }) => store.wantedPapers(key).length > 0);
  const unclear = all.filter(({ verdict }) => verdict === "undecided");
  const here = line ? broken.filter((finding) => finding.cells.some((cell) => keyOf(cell) === line.key)) : [];
  return (
    <aside className="entry-findings" aria-label={t("核验结果", "Findings")}>
      {line ? (
        <section>
          <h2>
            {t("行次", "Line")} {line.row} {t(line.fullName)}
          </h2>
          {here.length === 0 ? <p className="quiet">{t("本行没有发现问题。", "Nothing found in this line.")}</p> : null}
          <List findings={here} />
        </section>
      ) : null}
      {computed ? (
        <section>
          <h2>{t(computed.name)}</h2>
          <p>
            = {t(computed.formula)} <span className="quiet">({computed.uom})</span>
          </p>
        </section>
      ) : null}
      <section>
        <h2>
          {t("全表核验", "Whole form")}{" "}
          <span className="quiet">{t(`待处理 ${open.length} 条`, `${open.length} to deal with`)}</span>
        </h2>
        {unanswered > 0 ? (
          <p>{t(`还有 ${unanswered} 行必填未答。`, `${unanswered} required lines are not answered.`)}</p>
        ) : null}
        <Named mark="✕" name={t("不能识别、未保存：行次", "Not readable, not saved: lines")} lines={unread} />
        <Named
          mark="▤"
          name={t("须附佐证，点行次上传：行次", "To be proved by a paper, choose one to attach it: lines")}
          lines={unproved}
          onChoose={(key) => openDialog(key, "evidence")}
        />
        <Named mark="▲" name={t("疑似单位错误：行次", "Unit of measure? Lines")} lines={suspected} />
        <List findings={open.toSorted(bySeverity)} />
        {open.length === 0 && unanswered === 0 && unread.length === 0 && unproved.length === 0 ? (
          <p className="all-clear">
            ✓{" "}
            {store.setup.readOnly
              ? t("没有待处理的问题。", "Nothing to deal with.")
              : t("可以签署报送。", "Ready to be signed and submitted.")}
          </p>
        ) : null}
      </section>
      <More title={t(`已说明 ${explained.length} 条`, `Explained: ${explained.length}`)} findings={explained} />
      <More
        title={t(
          `无法判定 ${unclear.length} 条（不影响报送，审核人会看到）`,
          `Undecided: ${unclear.length} (does not block; the reviewer sees it)`,
        )}
        findings={unclear}
      />
    </aside>
  );
}

type NamedProps = {
  mark: string;
  name: string;
  lines: readonly EntryLine[];
  /** What choosing one does; absent: it leads to the cell. */
  onChoose?: (key: string) => void;
};

/** Lines by their 行次, each leading to its cell. */
function Named({ mark, name, lines, onChoose }: NamedProps) {
  const { controller } = useGrid();
  if (lines.length === 0) return null;
  return (
    <p>
      {mark} {name}{" "}
      {lines.map(({ key, row }) => (
        <Button key={key} small look="quiet" onClick={() => (onChoose ?? controller.focusKey)(key)}>
          {row}
        </Button>
      ))}
    </p>
  );
}

const keyOf = (cell: Finding["cells"][number]) => cellKey(cell.measure, cell.member);
const ORDER = ["block", "explain", "issue", "warn", "info"];
const bySeverity = (a: Finding, b: Finding) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity);

function More({ title, findings }: { title: string; findings: Finding[] }) {
  const [open, setOpen] = useState(false);
  if (findings.length === 0) return null;
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {open ? <List findings={findings} /> : null}
    </details>
  );
}

function List({ findings }: { findings: readonly Finding[] }) {
  const { store, controller, openDialog } = useGrid();
  const t = useText();
  if (findings.length === 0) return null;
  return (
    <ul className="finding-list">
      {findings.map((finding) => {
        const [first] = finding.cells;
        const key = first ? keyOf(first) : "";
        const given = store.explanations.get(explanationAddress(finding));
        const explainable = finding.verdict === "false" && finding.severity !== "block" && !store.setup.readOnly;
        return (
          <li key={explanationAddress(finding)}>
            <NameTag name={finding.verdict === "undecided" ? undecided : severities[finding.severity]} />{" "}
            {t(finding.text)}
            {given ? <p className="quiet">{t(`说明：${given}`, `Explanation: ${given}`)}</p> : null}
            <p className="quiet">{t(finding.advice)}</p>
            <span className="row">
              {first ? (
                <Button small look="quiet" onClick={() => controller.focusKey(key)}>
                  {t("转到", "Go to")}{" "}
                  {finding.cells.map((cell) => store.line(keyOf(cell))?.row ?? "").join(t("、", ", "))}
                </Button>
              ) : null}
              {explainable ? (
                <Button small onClick={() => openDialog(key, "explain")}>
                  {given ? t("修改说明", "Change") : t("填写说明", "Explain")}
                </Button>
              ) : null}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
