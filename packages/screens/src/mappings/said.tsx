import { Alert, Button, Segments, useText } from "@duibiao/ui";
import type { Take, Verdict } from "./bring.ts";

type Props = {
  verdict: Verdict;
  file: string;
  /** Whether this is the dry run, what then stood, or a run that wrote nothing as something had changed since. */
  came: "tried" | "written" | "refused";
  take: Take;
  onTake: (take: Take) => void;
  onWrite: (take: Take) => void;
};

/** What came of the file in one sentence, and what can be done with it; the keyboard goes on here. */
export function Said({ verdict, file, came, take, onTake, onWrite }: Props) {
  const t = useText();
  const { written, unchanged, conflict, refused } = verdict.counts;
  const units = verdict.units.filter(({ counts }) => counts.written > 0).length;
  const isWhole = conflict + refused === 0;
  const rest = t(
    `无变化 ${unchanged} 个，冲突 ${conflict} 个，不接受 ${refused} 个`,
    `${unchanged} unchanged, ${conflict} in conflict, ${refused} refused`,
  );
  return (
    <div tabIndex={-1} ref={focusHere} key={came}>
      <Alert
        tone={came === "refused" ? "error" : isWhole ? "success" : "warning"}
        title={
          came === "written"
            ? t(
                `“${file}”已写入 ${written} 个单元格（${units} 个单位），${rest}`,
                `"${file}": ${written} cells of ${units} units written, ${rest}`,
              )
            : came === "refused"
              ? t(
                  `一个也没有写入：试导入之后有单元格改动了。现在可写入 ${written} 个单元格，${rest}`,
                  `Nothing was written: cells have changed since the dry run. Now ${written} cells to write, ${rest}`,
                )
              : t(
                  `“${file}”试导入：可写入 ${written} 个单元格（${units} 个单位），${rest}`,
                  `"${file}", dry run: ${written} cells of ${units} units to write, ${rest}`,
                )
        }
        actions={came === "written" ? null : <Deeds {...{ verdict, isWhole, take, onTake, onWrite }} />}
      >
        <Remarks verdict={verdict} />
      </Alert>
    </div>
  );
}

const focusHere = (message: HTMLElement | null): void => message?.focus();

type DeedsProps = Pick<Props, "verdict" | "take" | "onTake" | "onWrite"> & { isWhole: boolean };

/** All or nothing, unless the person wants what can be taken of a file that is not whole. */
function Deeds({ verdict, isWhole, take, onTake, onWrite }: DeedsProps) {
  const t = useText();
  const { written, conflict } = verdict.counts;
  if (isWhole)
    return (
      <Button look="primary" disabled={written === 0} onClick={() => onWrite("all")}>
        {t(`写入全部 ${written} 个单元格`, `Write all ${written} cells`)}
      </Button>
    );
  return (
    <>
      <Segments<Take>
        label={t("写入方式", "What to write")}
        value={take}
        onChange={onTake}
        options={[
          { value: "all", label: t("全部或全不", "All or nothing") },
          { value: "faultless", label: t("只写没有问题的", "What is faultless") },
        ]}
      />
      {take === "all" ? (
        <span className="quiet">
          {t(
            "有冲突或不接受的单元格，现在一个也不写：处理后重新放入文件，或改选“只写没有问题的”。",
            'Some cells conflict or are refused, so none is written now: see to them and drop the file again, or choose "What is faultless".',
          )}
        </span>
      ) : (
        <Button look="primary" disabled={written + conflict === 0} onClick={() => onWrite("faultless")}>
          {written > 0
            ? t(`写入没有问题的 ${written} 个单元格`, `Write the ${written} faultless cells`)
            : t("记下来数，由填报人逐格决定", "Note its figures for the clerks to decide")}
        </Button>
      )}
    </>
  );
}

function Remarks({ verdict: { counts, unknown, owing, outside } }: Pick<Props, "verdict">) {
  const t = useText();
  const absent = owing.filter(({ named }) => named === null).length;
  return (
    <>
      {unknown.length > 0 ? (
        <p>
          {t(
            `有 ${unknown.length} 个名称不认识：请在下表指定是哪个单位，或留着不导入。`,
            `Unknown names: ${unknown.length}. Say below whose they are, or leave them out.`,
          )}
        </p>
      ) : null}
      {absent > 0 ? <p>{t(`有 ${absent} 个单位文件中没有。`, `Units that are not in the file: ${absent}.`)}</p> : null}
      {outside > 0 ? (
        <p>{t(`不属于本期的 ${outside} 行没有取。`, `Rows of other periods that were left out: ${outside}.`)}</p>
      ) : null}
      {counts.conflict > 0 ? (
        <p>
          {t(
            "冲突的单元格保持现在的数；写入没有问题的时，来数记在单元格旁，由填报人在填报页逐格决定。",
            "Cells in conflict keep their figure; where the faultless are written, the other's is noted beside it for the clerk to decide on the form.",
          )}
        </p>
      ) : null}
    </>
  );
}
