import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { api, call, newKey } from "@duibiao/client";
import { ProblemBox } from "@duibiao/screens";
import { Alert, Button, DayInput, Field, useText } from "@duibiao/ui";
import { blank, liveOf, said, SCALE, withJudgement, type Upper } from "./judgements.ts";
import { LivePart } from "./live-part.tsx";
import type { Item, Panel } from "./words.ts";

type Props = { panel: Panel; item: Item; paper: boolean };

/** A sheet being filled in: one question per pair, in words; what comes of it beside. */
export function SheetForm({ panel, item, paper }: Props) {
  const t = useText();
  const client = useQueryClient();
  const { children } = item;
  const [upper, setUpper] = useState<Upper>(() => blank(children.length));
  const [who, setWho] = useState({ expert: "", unit: "", day: "", scan: "" });
  const wish = useMemo(() => newKey(), [upper, who]);
  const live = useMemo(() => liveOf(upper), [upper]);
  const sending = useMutation({
    mutationFn: async () => {
      const sheet = { node: item.node, upper: upper.map((row) => [...row]) };
      const params = { id: panel.id };
      if (paper) await call(api.panels.enterSheet, { params, key: wish, body: { ...sheet, ...who } });
      else await call(api.panels.fillSheet, { params, key: wish, body: sheet });
    },
    onSuccess: async () => {
      setUpper(blank(children.length));
      setWho({ expert: "", unit: "", day: "", scan: "" });
      await client.invalidateQueries({ queryKey: [api.panels.readPanel.id] });
    },
  });
  const pairs = children.flatMap((first, i) =>
    children.slice(i + 1).map((second, k) => ({ first, second, i, j: i + 1 + k })),
  );
  return (
    <form
      className="panel-form"
      onSubmit={(event) => {
        event.preventDefault();
        sending.mutate();
      }}
    >
      <section className="card">
        {paper ? <PaperFields who={who} onChange={setWho} /> : null}
        <p className="hint">
          {t(
            "逐对比较哪一项更重要；拿不准的可以留空，只要各项之间连得起来。",
            "Compare pair by pair; what you cannot tell may stay open, as long as a chain of judgements joins all items.",
          )}
        </p>
        {pairs.map(({ first, second, i, j }) => (
          <Field
            key={`${first.key} ${second.key}`}
            label={t(`${first.name.zh} 与 ${second.name.zh}`, `${first.name.en} and ${second.name.en}`)}
          >
            {(ids) => (
              <select
                {...ids}
                className="input"
                value={upper[i]![j - i - 1] ?? ""}
                onChange={({ target: { value } }) =>
                  setUpper(withJudgement(upper, i, j, value === "" ? null : Number(value)))
                }
              >
                <option value="">{t("未判断", "not judged")}</option>
                {SCALE.map((value) => (
                  <option key={value} value={value}>
                    {t(said(value, first.name, second.name))}
                  </option>
                ))}
              </select>
            )}
          </Field>
        ))}
      </section>
      <section className="card panel-live">
        <LivePart live={live} items={children} acceptable={panel.acceptable} />
        {sending.isError ? <ProblemBox error={sending.error} /> : null}
        {sending.isSuccess ? (
          <Alert
            tone="success"
            title={t("判断表已保存，只增不改。", "The sheet is kept; sheets are only ever added.")}
          />
        ) : null}
        <Button type="submit" look="primary" busy={sending.isPending} disabled={!live.ok}>
          {paper ? t("录入这张表", "Enter this sheet") : t("交表", "Hand in")}
        </Button>
      </section>
    </form>
  );
}

type Who = { expert: string; unit: string; day: string; scan: string };

function PaperFields({ who, onChange }: { who: Who; onChange: (who: Who) => void }) {
  const t = useText();
  const input = (field: keyof Who, label: string, max: number, required = true) => (
    <Field label={label}>
      {(ids) => (
        <input
          {...ids}
          className="input"
          required={required}
          maxLength={max}
          value={who[field]}
          onChange={({ target }) => onChange({ ...who, [field]: target.value })}
        />
      )}
    </Field>
  );
  return (
    <div className="panel-who">
      {input("expert", t("专家姓名", "Expert's name"), 60)}
      {input("unit", t("单位", "Unit"), 120)}
      <Field label={t("填表日期", "Day of the sheet")}>
        {(ids) => (
          <DayInput
            {...ids}
            required
            value={who.day}
            onChange={({ target }) => onChange({ ...who, day: target.value })}
          />
        )}
      </Field>
      {input("scan", t("扫描件编号或存放处", "Reference of the scan"), 200, false)}
    </div>
  );
}
