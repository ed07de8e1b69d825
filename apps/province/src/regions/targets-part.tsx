import { Button, TextField, useText } from "@duibiao/ui";
import type { Region } from "@duibiao/screens/dictionary";
import { emptyTarget, type Target } from "./draft.ts";
import { RegionInput } from "./region-input.tsx";

type Props = {
  targets: readonly Target[];
  regions: readonly Region[];
  /** Several with shares (a split), or one that takes all (a merger). */
  several: boolean;
  onChange: (targets: Target[]) => void;
};

/** 接收地区: regions on record or new ones, each with its share. */
export function TargetsPart({ targets, regions, several, onChange }: Props) {
  const t = useText();
  const set = (at: number, patch: Partial<Target>) =>
    onChange(targets.map((target, place) => (place === at ? { ...target, ...patch } : target)));
  return (
    <>
      {targets.map((target, at) => (
        <fieldset key={at} className="change-target">
          <legend>{several ? t(`接收地区 ${at + 1}`, `Receiving region ${at + 1}`) : t("并入", "Into")}</legend>
          <RegionInput
            label={t("已有地区", "A region on record")}
            hint={t("新设的留空，填下面的代码和名称", "Leave empty for a new one and give its code and name")}
            regions={regions}
            value={target.region}
            onChange={(region) => set(at, { region })}
          />
          {target.region === null ? (
            <>
              <TextField label={t("新地区代码", "Code")} value={target.code} onChange={(code) => set(at, { code })} />
              <TextField label={t("新地区名称", "Name")} value={target.name} onChange={(name) => set(at, { name })} />
              <TextField
                label={t("类别（如 市辖区）", "Kind")}
                value={target.kind}
                onChange={(kind) => set(at, { kind })}
              />
            </>
          ) : null}
          {several ? (
            <>
              <TextField
                label={t("份额（各份额之和为 1）", "Share (all add up to 1)")}
                value={target.share}
                onChange={(share) => set(at, { share })}
              />
              {targets.length > 2 ? (
                <Button small onClick={() => onChange(targets.filter((_target, place) => place !== at))}>
                  {t(`去掉接收地区 ${at + 1}`, `Remove region ${at + 1}`)}
                </Button>
              ) : null}
            </>
          ) : null}
        </fieldset>
      ))}
      {several ? (
        <Button onClick={() => onChange([...targets, emptyTarget])}>{t("增加接收地区", "Add a region")}</Button>
      ) : null}
    </>
  );
}
