import { useState, type ReactNode } from "react";
import type { Vocabulary } from "@duibiao/indicators";
import { useAddress } from "@duibiao/screens/address";
import { Button, Dialog, Segments, useText } from "@duibiao/ui";
import { entriesOf, keyOf, LISTS, nameOf, withEntry, type Content, type Entry, type List } from "./content.ts";
import { DerivedForm, IndicatorForm, MeasureForm, RuleForm, type EntryFormProps } from "./entry-forms.tsx";
import { NameInputs, TextInput, type FormProps } from "./fields.tsx";
import { FormForm } from "./lines-form.tsx";
import { RawInput } from "./raw-input.tsx";
import type { DraftSearch } from "./search.ts";
import { SchemeForm } from "./weights-form.tsx";

/** Lists whose entries have a form; everything of every entry can be written as it stands. */
const FORMS: Readonly<Partial<Record<List, (props: EntryFormProps) => ReactNode>>> = {
  indicators: IndicatorForm,
  derived: DerivedForm,
  measures: MeasureForm,
  rules: RuleForm,
  forms: FormForm,
  schemes: SchemeForm,
};

type Props = {
  /** Under what unreadable text is kept on this computer. */
  keep: string;
  content: Content;
  vocabulary: Vocabulary;
  onChange: (content: Content) => void;
  disabled: boolean;
};

/** The entry that the address names, as a form or as it is written; or the whole content as it is written. */
export function EntryEditor({ keep, content, vocabulary, onChange, disabled }: Props) {
  const t = useText();
  const [search, change] = useAddress<DraftSearch>();
  const [leaving, setLeaving] = useState(false);
  const { list = "indicators", at } = search;
  const entry = at === undefined ? undefined : entriesOf(content, list)[at - 1];
  if (entry === undefined || at === undefined) {
    if (search.raw)
      return (
        <section className="card">
          <RawInput
            key="whole"
            keep={`${keep}/text`}
            label={t("修订稿全文", "The whole draft")}
            value={content}
            onChange={onChange}
            disabled={disabled}
          />
        </section>
      );
    return <Heading entry={content} onChange={onChange} disabled={disabled} />;
  }
  const write = (next: Entry) => onChange(withEntry(content, list, at - 1, next));
  const Form = FORMS[list];
  const raw = search.raw === true || Form === undefined;
  return (
    <section className="card" aria-label={t(nameOf(entry)) || t(LISTS[list])}>
      <div className="row between draft-entry-head">
        <h2>
          {t(LISTS[list])} {t(nameOf(entry)) || keyOf(entry)}
        </h2>
        <div className="row">
          {Form === undefined ? null : (
            <Segments
              label={t("写法", "View")}
              value={raw ? "raw" : "form"}
              options={[
                { value: "form", label: t("表单", "Form") },
                { value: "raw", label: t("原文", "As written") },
              ]}
              onChange={(view) => change({ raw: view === "raw" || undefined })}
            />
          )}
          {disabled ? null : (
            <Button look="danger" small onClick={() => setLeaving(true)}>
              {t("删除条目", "Remove")}
            </Button>
          )}
        </div>
      </div>
      {raw ? (
        <RawInput
          key={`${list}/${at}`}
          keep={`${keep}/${list}/${at}`}
          label={t("条目原文", "The entry as written")}
          value={entry}
          onChange={write}
          disabled={disabled}
        />
      ) : (
        <Form key={`${list}/${at}`} entry={entry} onChange={write} vocabulary={vocabulary} disabled={disabled} />
      )}
      {leaving ? (
        <Dialog
          title={t("删除条目", "Remove the entry")}
          onClose={() => setLeaving(false)}
          actions={
            <Button
              look="danger"
              onClick={() => {
                setLeaving(false);
                change({ at: undefined });
                onChange(withEntry(content, list, at - 1, null));
              }}
            >
              {t("删除", "Remove")}
            </Button>
          }
        >
          {t(
            `从修订稿中删除“${nameOf(entry).zh || keyOf(entry)}”。已发布的版本不受影响；对序列的影响见右侧差异。`,
            `Remove "${nameOf(entry).en || keyOf(entry)}" from the draft. Published versions stay as they are; what it does to series stands under Changes.`,
          )}
        </Dialog>
      ) : null}
    </section>
  );
}

/** What the catalogue to be is called; its entries are chosen on the left. */
function Heading(props: FormProps) {
  const t = useText();
  return (
    <section className="card" aria-label={t("目录名称与版本", "Name and version")}>
      <h2>{t("目录名称与版本", "Name and version")}</h2>
      <div className="draft-fields">
        <NameInputs {...props} zh={t("目录中文名称", "Chinese name")} en={t("目录英文名称", "English name")} />
        <TextInput {...props} field="key" label={t("键", "Key")} />
        <TextInput {...props} field="version" label={t("版本号", "Version")} />
        <TextInput {...props} field="source" label={t("来源（文件、条款）", "Source (document, article)")} optional />
      </div>
      <p className="quiet">
        {t(
          "从左侧选一个条目，或新增一个。改动随时保存，检查结果在右侧。",
          "Choose an entry on the left, or add one. Changes are saved as you go; findings stand on the right.",
        )}
      </p>
    </section>
  );
}
