import { Tag, useText } from "@duibiao/ui";
import { nameOf, type Entry } from "./content.ts";
import type { EntryFormProps } from "./entry-forms.tsx";
import { NameInputs, TextInput, textOf } from "./fields.tsx";

const childrenOf = (node: Entry): Entry[] => (Array.isArray(node["children"]) ? (node["children"] as Entry[]) : []);

type Placed = { node: Entry; way: number[]; depth: number; siblings: readonly Entry[] };

const placed = (node: Entry, way: number[] = [], siblings: readonly Entry[] = [node]): Placed[] => [
  { node, way, depth: way.length, siblings },
  ...childrenOf(node).flatMap((child, at) => placed(child, [...way, at], childrenOf(node))),
];

function withNode(node: Entry, [first, ...rest]: readonly number[], change: (node: Entry) => Entry): Entry {
  if (first === undefined) return change(node);
  const children = childrenOf(node).map((child, at) => (at === first ? withNode(child, rest, change) : child));
  return { ...node, children };
}

/** The weights of siblings together; null while one of them is no number. */
function sumOf(siblings: readonly Entry[]): number | null {
  const weights = siblings.map((node) => node["weight"]);
  return weights.every((weight) => typeof weight === "number")
    ? Math.round(weights.reduce((sum, weight) => sum + weight, 0) * 1e9) / 1e9
    : null;
}

/** A scheme: its names, its 文号, and the weight of every node with the sum beside it, which must be 1. */
export function SchemeForm(props: EntryFormProps) {
  const { entry, onChange, disabled, vocabulary } = props;
  const t = useText();
  const root = (entry["root"] ?? {}) as Entry;
  return (
    <>
      <div className="draft-fields">
        <TextInput {...props} field="key" label={t("键", "Key")} />
        <NameInputs {...props} zh={t("中文名称", "Chinese name")} en={t("英文名称", "English name")} />
        <TextInput
          {...props}
          field="documentNo"
          label={t("文号", "Document number")}
          hint={t("没有文号的方案在各处标为试算", "Without it the scheme is stamped a trial everywhere")}
          optional
        />
      </div>
      <div className="scroll-x">
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t("节点", "Node")}</th>
              <th scope="col">{t("指标", "Indicator")}</th>
              <th scope="col">{t("权重", "Weight")}</th>
              <th scope="col">{t("同级合计", "Sum of siblings")}</th>
            </tr>
          </thead>
          <tbody>
            {placed(root).map(({ node, way, depth, siblings }) => {
              const sum = sumOf(siblings);
              const indicator = vocabulary.indicators.get(textOf(node, "indicator"));
              return (
                <tr key={way.join("/")}>
                  <td>
                    <span aria-hidden="true">{"　".repeat(depth)}</span>
                    {t(nameOf(node)) || textOf(node, "key")}
                  </td>
                  <td>{indicator === undefined ? textOf(node, "indicator") : t(indicator.name)}</td>
                  <td>
                    {depth === 0 ? (
                      "1"
                    ) : (
                      <input
                        className="input draft-weight"
                        inputMode="decimal"
                        aria-label={t(`${nameOf(node).zh}的权重`, `Weight of ${nameOf(node).en}`)}
                        disabled={disabled}
                        value={textOf(node, "weight")}
                        onChange={({ target: { value } }) => {
                          const number = Number(value);
                          const weight =
                            value.trim() === "" || !Number.isFinite(number) || /[.0]$/.test(value) ? value : number;
                          onChange({ ...entry, root: withNode(root, way, (before) => ({ ...before, weight })) });
                        }}
                        onBlur={({ target: { value } }) => {
                          const weight = Number(value);
                          if (value.trim() === "" || !Number.isFinite(weight) || node["weight"] === weight) return;
                          onChange({ ...entry, root: withNode(root, way, (before) => ({ ...before, weight })) });
                        }}
                      />
                    )}
                  </td>
                  <td>{way.at(-1) === 0 ? <Sum sum={sum} /> : null}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Sum({ sum }: { sum: number | null }) {
  const t = useText();
  if (sum === 1) return <span>✓ 1</span>;
  return (
    <Tag tone="error">
      ✕ {sum === null ? t("有权重不是数", "a weight is no number") : t(`${sum}，应为 1`, `${sum}, should be 1`)}
    </Tag>
  );
}
