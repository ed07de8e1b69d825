import { useQuery } from "@tanstack/react-query";
import { api, read } from "@duibiao/client";
import { Loaded } from "@duibiao/screens";
import { showPeriod, Sparkline, useLanguage, useText } from "@duibiao/ui";
import { Figure } from "../task/figure.tsx";
import { submissionQuery } from "../task/task.ts";

type Props = { submissionId: number; cell: { measure: string; member: string }; uom: string; name: string };

/** How many periods are written out beside the line. */
const written = 4;

/** A cell now and in the periods before: figures, and a line the size of a word. */
export function CellPast({ submissionId, cell, uom, name }: Props) {
  const t = useText();
  const { language } = useLanguage();
  const submission = useQuery(submissionQuery(submissionId));
  const context = useQuery(read(api.context.readContext, { params: { id: submissionId } }));
  const isCell = (other: { measure: string; member: string }) =>
    other.measure === cell.measure && other.member === cell.member;
  return (
    <Loaded of={submission}>
      {({ cells }) => (
        <Loaded of={context}>
          {({ period, history }) => {
            const now = cells.find(isCell);
            const past = history.map((answers) => ({ period: answers.period, cell: answers.cells.find(isCell) }));
            const numberOf = (stated: { state: string; value: string | null } | undefined) =>
              stated?.state === "number" ? Number(stated.value) : null;
            return (
              <dl className="cell-past">
                <div>
                  <dt>{showPeriod(period, language)}</dt>
                  <dd>
                    <strong>
                      <Figure cell={now} />
                    </strong>{" "}
                    {uom}
                  </dd>
                </div>
                {past.slice(0, written).map((one) => (
                  <div key={one.period.id}>
                    <dt>{showPeriod(one.period, language)}</dt>
                    <dd>
                      <Figure cell={one.cell} />
                    </dd>
                  </div>
                ))}
                {past.length > 0 ? (
                  <div>
                    <dt>{t("走势", "Course")}</dt>
                    <dd>
                      <Sparkline
                        name={name}
                        uom={uom}
                        points={[...past.toReversed(), { period, cell: now }].map((one) => ({
                          label: showPeriod(one.period, language),
                          value: numberOf(one.cell),
                        }))}
                      />
                    </dd>
                  </div>
                ) : null}
              </dl>
            );
          }}
        </Loaded>
      )}
    </Loaded>
  );
}
