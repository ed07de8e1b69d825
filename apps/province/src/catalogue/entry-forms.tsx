import { auditChecks, auditWays, type Vocabulary } from "@duibiao/indicators";
import { directions, evidenceGrades, severities, sourceStatuses, useText } from "@duibiao/ui";
import { FormulaInput } from "./formula-input.tsx";
import { NameInputs, SelectInput, TextInput, type FormProps } from "./fields.tsx";

export type EntryFormProps = FormProps & { vocabulary: Vocabulary };

function useOptions() {
  const t = useText();
  return (words: Readonly<Record<string, { zh: string; en: string }>>) =>
    Object.entries(words).map(([value, name]) => ({ value, label: t(name) }));
}

/** Key and both names. Keys that stand in formulas are written in lower case. */
function Head({ inFormulas = true, ...props }: FormProps & { inFormulas?: boolean }) {
  const t = useText();
  const hint = inFormulas
    ? t("小写字母、数字、下划线；发布后含义不变", "Lower case, digits, underscore; it never changes its meaning")
    : t("字母、数字、下划线、连字符", "Letters, digits, underscore, hyphen");
  return (
    <div className="draft-fields">
      <TextInput {...props} field="key" label={t("键", "Key")} hint={hint} />
      <NameInputs {...props} zh={t("中文名称", "Chinese name")} en={t("英文名称", "English name")} />
    </div>
  );
}

/** Where it comes from, and how far that may be trusted. */
function Origin(props: FormProps) {
  const t = useText();
  const options = useOptions();
  return (
    <div className="draft-fields">
      <TextInput {...props} field="source" label={t("来源（文件、条款）", "Source (document, article)")} optional />
      <SelectInput
        {...props}
        field="status"
        label={t("可信程度", "Status")}
        options={options(sourceStatuses)}
        none={t("未注明", "Not stated")}
      />
      <TextInput {...props} field="note" label={t("说明", "Note")} optional />
    </div>
  );
}

export function IndicatorForm(props: EntryFormProps) {
  const t = useText();
  const options = useOptions();
  return (
    <>
      <Head {...props} />
      <FormulaInput {...props} field="formula" label={t("公式", "Formula")} wanted="number" />
      <div className="draft-fields">
        <TextInput {...props} field="uom" label={t("计量单位", "Unit of measure")} />
        <SelectInput {...props} field="direction" label={t("方向", "Direction")} options={options(directions)} />
        <TextInput {...props} field="decimals" label={t("显示小数位数", "Decimals shown")} number optional />
        <SelectInput
          {...props}
          field="evidenceGrade"
          label={t("证据等级", "Evidence grade")}
          options={options(evidenceGrades)}
          none={t("未定", "Not stated")}
        />
      </div>
      <Origin {...props} />
    </>
  );
}

export function DerivedForm(props: EntryFormProps) {
  const t = useText();
  return (
    <>
      <Head {...props} />
      <FormulaInput {...props} field="formula" label={t("公式", "Formula")} wanted="number" />
      <div className="draft-fields">
        <TextInput {...props} field="uom" label={t("计量单位", "Unit of measure")} />
      </div>
      <Origin {...props} />
    </>
  );
}

export function RuleForm(props: EntryFormProps) {
  const t = useText();
  const options = useOptions();
  const forms = [...props.vocabulary.forms.values()].map(({ key, name }) => ({ value: key, label: t(name) }));
  return (
    <>
      <Head {...props} inFormulas={false} />
      <FormulaInput
        {...props}
        field="expr"
        label={t("条件（应当成立）", "Condition (should hold)")}
        wanted="condition"
      />
      <FormulaInput
        {...props}
        field="when"
        label={t("适用条件（可空）", "Asked only when (optional)")}
        wanted="condition"
        optional
      />
      <div className="draft-fields">
        <SelectInput {...props} field="severity" label={t("级别", "Severity")} options={options(severities)} />
        <SelectInput
          {...props}
          field="check"
          label={t("审核方法", "Audit check")}
          options={options(auditChecks)}
          none={t("按条件判断", "As the condition reads")}
        />
        <SelectInput
          {...props}
          field="way"
          label={t("审核方法细分", "Way of the check")}
          options={options(auditWays)}
          none={t("不细分", "None")}
        />
        <TextInput {...props} field="tolerance" label={t("容差（可空）", "Tolerance (optional)")} optional />
        <SelectInput
          {...props}
          field="form"
          label={t("校验的报表", "Form that asks it")}
          options={forms}
          none={t("凡含全部数据项的报表", "Every form with all its figures")}
        />
        <TextInput
          {...props}
          field="validFrom"
          label={t("生效日（可空）", "First day (optional)")}
          hint="2027-01-01"
          optional
        />
        <TextInput {...props} field="validTo" label={t("失效日（可空）", "Last day (optional)")} optional />
      </div>
      <div className="draft-fields">
        <NameInputs
          {...props}
          field="advice"
          zh={t("办理建议（中文）", "Advice in Chinese")}
          en={t("办理建议（英文）", "Advice in English")}
        />
      </div>
      <Origin {...props} />
    </>
  );
}

export function MeasureForm(props: EntryFormProps) {
  const t = useText();
  const others = [...props.vocabulary.measures.values()]
    .filter(({ key }) => key !== props.entry["key"])
    .map(({ key, name }) => ({ value: key, label: `${t(name)} ${key}` }));
  const ways = (last: string) => [
    { value: "sum", label: t("相加", "Added") },
    ...(last === "" ? [] : [{ value: "last", label: last }]),
    { value: "none", label: t("不汇总", "Not added") },
  ];
  return (
    <>
      <Head {...props} />
      <div className="draft-fields">
        <TextInput {...props} field="uom" label={t("计量单位", "Unit of measure")} />
        <SelectInput
          {...props}
          field="type"
          label={t("数值类型", "Type of number")}
          options={[
            { value: "integer", label: t("整数", "Integer") },
            { value: "decimal", label: t("小数", "Decimal") },
            { value: "money", label: t("金额", "Money") },
          ]}
        />
        <TextInput
          {...props}
          field="decimals"
          label={t("可填小数位数", "Decimals that may be typed")}
          number
          optional
        />
        <SelectInput {...props} field="aggRegion" label={t("地区汇总", "Over regions")} options={ways("")} />
        <SelectInput
          {...props}
          field="aggTime"
          label={t("时间汇总", "Over time")}
          options={ways(t("取期末", "The latest"))}
        />
        <SelectInput
          {...props}
          field="replaces"
          label={t("取代的数据项", "Replaces")}
          options={others}
          none={t("无", "None")}
        />
      </div>
      <Origin {...props} />
    </>
  );
}
