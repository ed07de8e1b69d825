import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api, call } from "@duibiao/client";
import { Button, Dialog, Field, showPeriod, useLanguage, useText } from "@duibiao/ui";
import { ProblemBox } from "@duibiao/screens";
import { useDecision } from "@duibiao/screens/decision";
import { collectionsQuery } from "../board/collections.ts";

type Body = { owner: number; collection: number; title: string; basis: string; size: number };

/** 定样: what is drawn from and how many; the seed is the platform's, stored and audited before the draw. */
export function FixDialog({ bureau, onClose }: { bureau: number; onClose: () => void }) {
  const t = useText();
  const { language } = useLanguage();
  const navigate = useNavigate();
  const listed = useQuery(collectionsQuery).data ?? [];
  const [collection, setCollection] = useState<number>();
  const [title, setTitle] = useState("");
  const [basis, setBasis] = useState("");
  const [size, setSize] = useState("20");
  const [tried, setTried] = useState(false);
  const chosen = collection ?? listed[0]?.id;
  const fix = useDecision(
    (body: Body, key) => call(api.spotChecks.fixSpotCheck, { body, key }),
    ({ id }) => void navigate({ to: "/spot-checks/$check", params: { check: String(id) } }),
  );
  const cells = Number(size);
  const most = api.spotChecks.MOST_SPOT_CELLS;
  const faults = {
    title: title.trim() === "" ? t("请写明名称。", "Give it a name.") : null,
    size:
      Number.isInteger(cells) && cells >= 1 && cells <= most
        ? null
        : t(`请填 1 至 ${most} 的整数。`, `A whole number from 1 to ${most}.`),
  };
  function submit() {
    setTried(true);
    if (faults.title !== null || faults.size !== null || chosen === undefined) return;
    fix.mutate({ owner: bureau, collection: chosen, title: title.trim(), basis: basis.trim(), size: cells });
  }
  return (
    <Dialog
      title={t("新抽查：定样", "New spot check: fix the sample")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("取消", "Cancel")}</Button>
          <Button look="primary" busy={fix.isPending} onClick={submit}>
            {t("固定种子和抽样框", "Fix seed and frame")}
          </Button>
        </>
      }
    >
      <p>
        {t(
          "抽样框是本级此刻已审核通过的报送。随机种子由平台产生，先存下并留审计记录，再抽样；定样后不能更改或删除。",
          "The frame is what your bureau has accepted by now. The platform makes the seed, stores and audits it before the draw; a check that was fixed is neither changed nor deleted.",
        )}
      </p>
      <Field label={t("名称", "Name")} fault={tried ? faults.title : null}>
        {(ids) => (
          <input {...ids} className="input" maxLength={120} value={title} onChange={(e) => setTitle(e.target.value)} />
        )}
      </Field>
      <Field label={t("采集任务", "Collection")}>
        {(ids) => (
          <select
            {...ids}
            className="input"
            value={chosen ?? ""}
            onChange={(event) => setCollection(Number(event.target.value))}
          >
            {listed.map((one) => (
              <option key={one.id} value={one.id}>
                {showPeriod(one.period, language)} {one.name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t("样本量（单元格数）", "Sample size (cells)")} fault={tried ? faults.size : null}>
        {(ids) => (
          <input
            {...ids}
            className="input"
            inputMode="numeric"
            value={size}
            onChange={(event) => setSize(event.target.value)}
          />
        )}
      </Field>
      <Field
        label={t("依据（可不填）", "Basis (may stay empty)")}
        hint={t("抽查方案或文号", "Plan or document number")}
      >
        {(ids) => (
          <input {...ids} className="input" maxLength={200} value={basis} onChange={(e) => setBasis(e.target.value)} />
        )}
      </Field>
      {fix.isError ? <ProblemBox error={fix.error} /> : null}
    </Dialog>
  );
}
