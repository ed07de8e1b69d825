import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, read } from "@duibiao/client";
import { Loaded } from "@duibiao/screens";
import { useText } from "@duibiao/ui";
import type { Matrix } from "../sensitivity/matrix.ts";
import { Summary } from "../sensitivity/summary.tsx";
import { useAnswer, useMatrix } from "../sensitivity/use-matrix.ts";
import { weightsFrom } from "../sensitivity/weights.ts";

/** How many places of an evaluation other weights would change. */
export function RanksChange({ evaluation, w }: { evaluation: number; w: string }) {
  const t = useText();
  const found = useQuery({
    ...read(api.sensitivity.readScoringInput, { params: { id: evaluation } }),
    staleTime: Infinity,
  });
  return (
    <section className="card">
      <h2>
        {t(
          `对评估 ${evaluation} 的影响（试算，不保存）`,
          `What it does to evaluation ${evaluation} (a trial, not stored)`,
        )}
      </h2>
      <Loaded of={found}>{(matrix) => <Change matrix={matrix} w={w} />}</Loaded>
    </section>
  );
}

function Change({ matrix, w }: { matrix: Matrix; w: string }) {
  const ask = useMatrix(matrix);
  const trial = useMemo(
    () => ({ weights: weightsFrom(matrix.nodes, w), method: matrix.nodes[0]!.method! }),
    [matrix, w],
  );
  const ranked = useAnswer<"rank">(ask, { kind: "rank", trial });
  return ranked === null ? null : <Summary ranked={ranked.answer} took={ranked.took} />;
}
