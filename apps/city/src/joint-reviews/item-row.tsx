import { useQuery } from "@tanstack/react-query";
import { lineName, type Text } from "@duibiao/indicators";
import { Button, showPeriod, useLanguage, useText } from "@duibiao/ui";
import { boardQuery, collectionsQuery, type ListedCollection } from "../board/collections.ts";
import { isUnsent } from "../board/board-rows.ts";
import { openVocabulary } from "../review/paper.ts";
import type { DraftItem } from "./draft.ts";
import { decisions, type MinuteDecision } from "./words.ts";

type Props = {
  no: number;
  item: DraftItem;
  fault: Text | null;
  /** Just added: what comes next is what it is about. */
  isNew: boolean;
  /** Null: the item goes. */
  onChange: (patch: Partial<DraftItem> | null) => void;
};

/** One item: collection, submission, the cell if it is about one, what was decided and why. */
export function ItemRow({ no, item, fault, isNew, onChange }: Props) {
  const t = useText();
  const { language } = useLanguage();
  const listed = useQuery(collectionsQuery).data ?? [];
  const known = useSubmissions(listed, item.submission);
  const chosen = listed.find(({ id }) => id === (item.collection || known.collectionOf)) ?? listed[0];
  const units = useSent(chosen);
  const lines = useLines(chosen);
  // Said beside the control that lacks its answer.
  const lacks = fault === null ? null : item.submission <= 0 ? "submission" : item.text.trim() === "" ? "text" : "cell";
  const invalid = (of: typeof lacks) => lacks === of || undefined;
  const label = (zh: string, en: string) => t(`第 ${no} 项${zh}`, `Item ${no}: ${en}`);
  return (
    <fieldset className="minute-item">
      <legend>{t(`第 ${no} 项`, `Item ${no}`)}</legend>
      <div className="row">
        <select
          className="input"
          aria-label={label("采集任务", "collection")}
          value={chosen?.id ?? ""}
          onChange={(event) => onChange({ collection: Number(event.target.value), submission: 0, cell: "" })}
        >
          {listed.map((one) => (
            <option key={one.id} value={one.id}>
              {showPeriod(one.period, language)} {one.name}
            </option>
          ))}
        </select>
        <select
          className="input"
          autoFocus={isNew}
          aria-label={label("报送", "submission")}
          aria-invalid={invalid("submission")}
          value={item.submission || ""}
          onChange={(event) => onChange({ collection: chosen?.id ?? 0, submission: Number(event.target.value) })}
        >
          <option value="">{t("选择报送", "Choose a submission")}</option>
          {units.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        <select
          className="input"
          aria-label={label("数据项", "measure")}
          aria-invalid={invalid("cell")}
          value={item.cell}
          onChange={(event) => onChange({ cell: event.target.value })}
        >
          <option value="">{t("整份报送", "The whole submission")}</option>
          {lines.map(({ key, name }) => (
            <option key={key} value={key}>
              {t(name)}
            </option>
          ))}
        </select>
        <select
          className="input"
          aria-label={label("意见", "decision")}
          value={item.decision}
          onChange={(event) => onChange({ decision: event.target.value as MinuteDecision })}
        >
          {(Object.keys(decisions) as MinuteDecision[]).map((decision) => (
            <option key={decision} value={decision}>
              {t(decisions[decision])}
            </option>
          ))}
        </select>
        <span className="grow" />
        <Button small look="quiet" onClick={() => onChange(null)}>
          {t(`移除第 ${no} 项`, `Remove item ${no}`)}
        </Button>
      </div>
      <textarea
        className="input"
        aria-label={label("理由", "why")}
        aria-invalid={invalid("text")}
        placeholder={t("理由；发核实单时即为核实内容", "Why; of a question, what is asked")}
        maxLength={900}
        value={item.text}
        onChange={(event) => onChange({ text: event.target.value })}
      />
      {fault === null ? null : (
        <span className="fault" role="alert">
          {t(fault)}
        </span>
      )}
    </fieldset>
  );
}

/** The collection of a submission that was saved before: found in the boards of the collections. */
function useSubmissions(listed: readonly ListedCollection[], submission: number) {
  const board = useQuery({ ...boardQuery(listed), enabled: listed.length > 0 && submission > 0 }).data;
  return { collectionOf: board?.cells.find(({ submissionId }) => submissionId === submission)?.collectionId ?? 0 };
}

/** What was sent in a collection. */
function useSent(collection: ListedCollection | undefined): { id: number; name: string }[] {
  const board = useQuery({
    ...boardQuery(collection === undefined ? [] : [collection]),
    enabled: collection !== undefined,
  }).data;
  const nameOf = new Map(board?.units.map(({ unitId, name }) => [unitId, name]));
  return (board?.cells ?? []).flatMap((cell) =>
    cell.collectionId === collection?.id && cell.submissionId !== null && !isUnsent(cell)
      ? { id: cell.submissionId, name: nameOf.get(cell.unitId) ?? "" }
      : [],
  );
}

/** The lines of a collection's form, as `measure/member`. */
function useLines(collection: ListedCollection | undefined): { key: string; name: Text }[] {
  const vocabulary = useQuery({
    queryKey: ["city.vocabulary", collection?.catalogueId],
    queryFn: ({ client }) => openVocabulary(client, collection!.catalogueId),
    enabled: collection !== undefined,
    staleTime: Infinity,
  }).data;
  const form = vocabulary?.forms.get(collection?.formKey ?? "");
  if (vocabulary === undefined || form === undefined) return [];
  return form.sections.flatMap((section) =>
    section.lines.map((line) => {
      const { zh, en } = lineName(vocabulary, line);
      const row = line.row === undefined ? "" : `${line.row} `;
      return { key: `${line.measure}/${line.member ?? "total"}`, name: { zh: `${row}${zh}`, en: `${row}${en}` } };
    }),
  );
}
