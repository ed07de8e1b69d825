import { lineName, type Text } from "@duibiao/indicators";
import { Button, Field, periodKinds, useText } from "@duibiao/ui";
import { nameOf, type Entry } from "./content.ts";
import type { EntryFormProps } from "./entry-forms.tsx";
import { NameInputs, SelectInput, TextInput, textOf } from "./fields.tsx";

const rows = (value: unknown): Entry[] => (Array.isArray(value) ? (value as Entry[]) : []);
const replaced = (entries: readonly Entry[], at: number, ...by: Entry[]) => [
  ...entries.slice(0, at),
  ...by,
  ...entries.slice(at + 1),
];

/** A form: its names, its sections, and what each line asks. */
export function FormForm(props: EntryFormProps) {
  const { entry, onChange, disabled } = props;
  const t = useText();
  const sections = rows(entry["sections"]);
  const periods = Object.entries(periodKinds).map(([value, name]) => ({ value, label: t(name) }));
  const change = (at: number, section: Entry) => onChange({ ...entry, sections: replaced(sections, at, section) });
  return (
    <>
      <div className="draft-fields">
        <TextInput {...props} field="key" label={t("键", "Key")} />
        <NameInputs {...props} zh={t("中文名称", "Chinese name")} en={t("英文名称", "English name")} />
        <SelectInput {...props} field="period" label={t("报告期别", "Kind of period")} options={periods} />
        <TextInput {...props} field="number" label={t("表号", "Form number")} optional />
        <TextInput {...props} field="maker" label={t("制定机关", "Made by")} optional />
        <TextInput {...props} field="approval" label={t("批准文号", "Approval")} optional />
        <TextInput {...props} field="validUntil" label={t("有效期至", "Valid until")} optional />
      </div>
      {sections.map((section, at) => (
        <Section
          key={textOf(section, "key") || at}
          {...props}
          entry={section}
          onChange={(next) => change(at, next)}
          nextRow={nextRow(sections)}
        />
      ))}
      {disabled ? null : (
        <Button
          small
          onClick={() =>
            onChange({
              ...entry,
              sections: [...sections, { key: `s${sections.length + 1}`, name: { zh: "", en: "" }, lines: [] }],
            })
          }
        >
          {t("增加分段", "Add a section")}
        </Button>
      )}
    </>
  );
}

/** The 行次 after the highest of a form; it is unique over all sections. */
const nextRow = (sections: readonly Entry[]): string => {
  const taken = sections.flatMap((section) => rows(section["lines"])).map((line) => Number(textOf(line, "row")));
  return String(Math.max(0, ...taken.filter(Number.isInteger)) + 1).padStart(2, "0");
};

function Section(props: EntryFormProps & { nextRow: string }) {
  const { entry, onChange, disabled, vocabulary, nextRow } = props;
  const t = useText();
  const lines = rows(entry["lines"]);
  const change = (next: Entry[]) => onChange({ ...entry, lines: next });
  return (
    <section className="draft-section">
      <div className="draft-fields">
        <NameInputs {...props} zh={t("分段名称", "Section in Chinese")} en={t("分段英文名称", "Section in English")} />
      </div>
      <div className="scroll-x">
        <table className="plain">
          <caption className="sr-only">{t(nameOf(entry))}</caption>
          <thead>
            <tr>
              <th scope="col">{t("行次", "Line")}</th>
              <th scope="col">{t("数据项", "Measure")}</th>
              <th scope="col">{t("必填", "Required")}</th>
              <th scope="col">{t("操作", "Actions")}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line, at) => (
              // oxlint-disable-next-line no-array-index-key -- a line is its place while it is written
              <tr key={at}>
                <td>
                  <input
                    className="input draft-row"
                    aria-label={t(`第 ${at + 1} 行的行次`, `Number of line ${at + 1}`)}
                    disabled={disabled}
                    value={textOf(line, "row")}
                    onChange={({ target }) => change(replaced(lines, at, { ...line, row: target.value }))}
                  />
                </td>
                <td>
                  {t(asked(props, line))}{" "}
                  <code className="quiet">{[line["measure"], line["member"]].filter(Boolean).join("/")}</code>
                </td>
                <td>
                  <input
                    type="checkbox"
                    aria-label={t(`第 ${at + 1} 行必填`, `Line ${at + 1} is required`)}
                    disabled={disabled}
                    checked={line["required"] !== false}
                    onChange={({ target }) => change(replaced(lines, at, { ...line, required: target.checked }))}
                  />
                </td>
                <td>
                  {disabled ? null : (
                    <span className="row">
                      <Button
                        small
                        look="quiet"
                        disabled={at === 0}
                        aria-label={t(`第 ${at + 1} 行上移`, `Move line ${at + 1} up`)}
                        onClick={() => change(replaced(replaced(lines, at), at - 1, line, lines[at - 1]!))}
                      >
                        ↑
                      </Button>
                      <Button
                        small
                        look="quiet"
                        aria-label={t(`删除第 ${at + 1} 行`, `Remove line ${at + 1}`)}
                        onClick={() => change(replaced(lines, at))}
                      >
                        {t("删除", "Remove")}
                      </Button>
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {disabled ? null : (
        <AddLine
          vocabulary={vocabulary}
          lines={lines}
          onAdd={(line) => change([...lines, { row: nextRow, ...line }])}
        />
      )}
    </section>
  );
}

function asked({ vocabulary }: EntryFormProps, line: Entry): Text {
  const member = textOf(line, "member");
  return lineName(vocabulary, { measure: textOf(line, "measure"), ...(member === "" ? {} : { member }) });
}

type AddProps = Pick<EntryFormProps, "vocabulary"> & { lines: readonly Entry[]; onAdd: (line: Entry) => void };

/** One more line: a measure, or one member of it. */
function AddLine({ vocabulary, lines, onAdd }: AddProps) {
  const t = useText();
  const there = new Set(lines.map((line) => `${textOf(line, "measure")}/${textOf(line, "member") || "total"}`));
  const options = [...vocabulary.measures.values()].flatMap(({ key, name, breakdowns = [] }) => [
    { value: `${key}/total`, label: `${t(name)} ${key}` },
    ...breakdowns.flatMap((breakdown) =>
      (vocabulary.breakdowns.get(breakdown)?.members ?? []).map((member) => ({
        value: `${key}/${breakdown}:${member.key}`,
        label: `${t(name)}·${t(member.name)} ${key}`,
      })),
    ),
  ]);
  return (
    <Field
      label={t("增加一行", "Add a line")}
      hint={t(
        "选数据项（或其分类项）即加在本段末尾",
        "Choosing a measure, or a member of it, adds it at the end of this section",
      )}
    >
      {(ids) => (
        <select
          {...ids}
          className="input"
          value=""
          onChange={({ target }) => {
            const [measure = "", member = "total"] = target.value.split("/");
            onAdd({ measure, ...(member === "total" ? {} : { member }) });
          }}
        >
          <option value="">{t("请选择数据项", "Choose a measure")}</option>
          {options
            .filter(({ value }) => !there.has(value))
            .map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
        </select>
      )}
    </Field>
  );
}
