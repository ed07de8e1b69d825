import { cellKey } from "@duibiao/indicators";
import { useText } from "../language.tsx";
import { breakdownTables } from "./breakdowns.ts";
import { CellMatrix } from "./matrix.tsx";
import type { EntryStore } from "./store.ts";

/** 分类表: measures by the members of a breakdown, each row's total computed from what stands in it. */
export function BreakdownGrid({ store, onSave }: { store: EntryStore; onSave: () => void }) {
  const t = useText();
  return (
    <>
      {breakdownTables(store.setup.compiled, store.lines).map(({ key, name, measures, members }) => (
        <section key={key} className="card">
          <h2>{t(name)}</h2>
          <CellMatrix
            label={t(name)}
            corner={{ zh: "指标", en: "Measure" }}
            rows={measures.map((measure) => ({
              key: measure.key,
              name: measure.name,
              beside: <span className="quiet">{measure.uom}</span>,
            }))}
            columns={members}
            spot={(measure, member) => {
              const at = cellKey(measure, member);
              return store.line(at) ? { store, at } : null;
            }}
            onSave={onSave}
          />
        </section>
      ))}
    </>
  );
}
