import { byName, useText } from "@duibiao/ui";
import type { Text } from "@duibiao/indicators";
import { NO_LINE, type QueueItem } from "./queue.ts";
import type { QueueSearch } from "./search.ts";
import { checkName } from "./weighed.ts";

type Props = { queue: readonly QueueItem[]; search: QueueSearch; change: (next: QueueSearch) => void };

/** By audit check, form and line of ministry: of what the queue holds. */
export function QueueFilters({ queue, search, change }: Props) {
  const checks = [...new Set(queue.flatMap(({ weight }) => weight?.checks ?? []))];
  const kinds = [...new Set(checks.flatMap((check) => [check.split("/")[0]!, check]))].sort();
  const forms = new Map(queue.map(({ collection }) => [collection.formKey, collection.formName]));
  const lines = [...new Set(queue.flatMap(({ weight }) => weight?.line ?? []))].sort(byName);
  return (
    <>
      <Choice
        name={{ zh: "审核方法", en: "Audit check" }}
        value={search.check}
        options={kinds.map((key) => [key, checkName(key)])}
        onChange={(check) => change({ check })}
      />
      <Choice
        name={{ zh: "报表", en: "Form" }}
        value={search.form}
        options={[...forms]}
        onChange={(form) => change({ form })}
      />
      <Choice
        name={{ zh: "主管部门", en: "Line" }}
        value={search.line}
        options={lines.map((line) =>
          line === "" ? [NO_LINE, { zh: "未归口", en: "no line" }] : [line, { zh: line, en: line }],
        )}
        onChange={(line) => change({ line })}
      />
    </>
  );
}

type ChoiceProps = {
  name: Text;
  value: string | undefined;
  options: readonly (readonly [string, Text])[];
  onChange: (value: string | undefined) => void;
};

/** Nothing where there is nothing to choose between. */
function Choice({ name, value, options, onChange }: ChoiceProps) {
  const t = useText();
  if (options.length < 2 && value === undefined) return null;
  return (
    <select
      className="input queue-filter"
      aria-label={t(name)}
      value={value ?? ""}
      onChange={(event) => onChange(event.target.value === "" ? undefined : event.target.value)}
    >
      <option value="">{t(`${name.zh}：全部`, `${name.en}: all`)}</option>
      {options.map(([key, text]) => (
        <option key={key} value={key}>
          {t(text)}
        </option>
      ))}
    </select>
  );
}
