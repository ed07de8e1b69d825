import { Link } from "@tanstack/react-router";
import { ApiProblem } from "@duibiao/client";
import type { Compiled, EvidenceDemand } from "@duibiao/indicators";
import { Alert, NameTag, nameOf, severities, undecided, useText } from "@duibiao/ui";
import { CellLink } from "../task/cell-link.tsx";
import { isOpen, nameOfCell, type StatedFinding } from "../task/form.ts";
import type { Task } from "../task/task-page.tsx";
import { taskPath } from "../task/task.ts";
import "./sign.css";

type Props = { task: Task; compiled: Compiled };

const shownAtFirst = 8;

/** The gates that are still closed, in words, each leading to its cell. */
export function Gates({
  task,
  compiled,
  open,
  unproved,
}: Props & { open: readonly StatedFinding[]; unproved: readonly EvidenceDemand[] }) {
  const t = useText();
  const count = open.length + unproved.length;
  if (count === 0)
    return (
      <Alert
        tone="success"
        title={t(
          "必填、强制性校验、说明、佐证均已完成",
          "Answers, blocking rules, explanations and evidence are complete",
        )}
      />
    );
  const rest = open.length - shownAtFirst;
  return (
    <Alert
      tone="error"
      title={t(
        `还不能签署和报送：${count} 处须先处理`,
        `Not ready to be signed and submitted: ${count} to settle first`,
      )}
      actions={
        <Link to={taskPath(task.assignment)} activeOptions={{ exact: true }}>
          {t("去填报页处理", "Settle them in the form")}
        </Link>
      }
    >
      <ul className="findings">
        {open.slice(0, shownAtFirst).map((finding) => (
          <FindingLine key={keyOfFinding(finding)} {...{ task, compiled, finding }} />
        ))}
        {unproved.map((demand) => (
          <li key={demand.rule}>
            ▤{" "}
            <CellLink task={task.assignment} cell={demand.cells[0]!}>
              {t(nameOfCell(compiled, demand.cells[0]!))}
            </CellLink>
            {t(
              `：数值已说明，须附佐证（${demand.papers.join("、")}）`,
              `: the figure is explained and to be proved by a paper (${demand.papers.join(", ")})`,
            )}
          </li>
        ))}
      </ul>
      {rest > 0 ? <p>{t(`还有 ${rest} 处`, `${rest} more`)}</p> : null}
    </Alert>
  );
}

/** What a refusal names as standing in the way, each leading to its cell. */
export function RefusedBy({ task, compiled, error }: Props & { error: unknown }) {
  const named = error instanceof ApiProblem ? error.body["findings"] : undefined;
  if (!Array.isArray(named)) return null;
  return (
    <ul className="findings">
      {(named as StatedFinding[]).map((finding) => (
        <FindingLine key={keyOfFinding(finding)} {...{ task, compiled, finding }} />
      ))}
    </ul>
  );
}

const keyOfFinding = ({ rule, cells }: StatedFinding) =>
  `${rule} ${cells.map((cell) => `${cell.measure}/${cell.member}`).join()}`;

/** Findings that do not stand in the way but that the signer should know. */
export function Remaining({ task, compiled }: Props) {
  const t = useText();
  const { findings } = task.submission;
  const rest = findings.filter((finding) => finding.verdict === "false" && !isOpen(finding));
  const unsure = findings.filter((finding) => finding.verdict === "undecided");
  if (rest.length + unsure.length === 0) return null;
  return (
    <section className="card">
      <h2>{t("其他核验结果", "Other findings")}</h2>
      <ul className="findings">
        {rest.map((finding) => (
          <FindingLine key={keyOfFinding(finding)} {...{ task, compiled, finding }} />
        ))}
      </ul>
      {unsure.length > 0 ? (
        <details>
          <summary>
            {t(
              `无法判定 ${unsure.length} 条（缺少比较所需的数，不影响报送）`,
              `${unsure.length} undecided (figures to compare with are missing; they do not stop a submit)`,
            )}
          </summary>
          <ul className="findings">
            {unsure.map((finding) => (
              <FindingLine key={keyOfFinding(finding)} {...{ task, compiled, finding }} />
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  );
}

function FindingLine({ task, compiled, finding }: Props & { finding: StatedFinding }) {
  const t = useText();
  const [cell] = finding.cells;
  return (
    <li>
      <NameTag
        name={finding.verdict === "undecided" ? undecided : { mark: "·", ...nameOf(severities, finding.severity) }}
      />{" "}
      {cell ? (
        <>
          <CellLink task={task.assignment} cell={cell}>
            {t(nameOfCell(compiled, cell))}
          </CellLink>
          {t("：", ": ")}
        </>
      ) : null}
      {t(finding.text)} <span className="quiet">{t(finding.advice)}</span>
      {finding.explanation !== "" ? (
        <span className="explanation">
          {t("说明：", "Explained: ")}
          {finding.explanation}
        </span>
      ) : null}
    </li>
  );
}
