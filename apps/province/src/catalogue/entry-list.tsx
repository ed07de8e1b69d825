import { useAddress } from "@duibiao/screens/address";
import type { Catalogue } from "@duibiao/indicators";
import { Button, useText } from "@duibiao/ui";
import { BLANKS, entriesOf, keyOf, LISTS, nameOf, withEntry, type Content, type Entry, type List } from "./content.ts";
import type { DraftSearch } from "./search.ts";

type Props = { content: Content; base: Catalogue | null; onChange: (content: Content) => void; disabled: boolean };

/** What the draft holds, list by list; entries of a base are not among them, they can be taken over under a new key. */
export function EntryList({ content, base, onChange, disabled }: Props) {
  const t = useText();
  const [search, change] = useAddress<DraftSearch>();
  const list = search.list ?? "indicators";
  const entries = entriesOf(content, list);
  const text = (search.text ?? "").trim().toLowerCase();
  const shown = entries
    .map((entry, at) => ({ entry, at: at + 1 }))
    .filter(({ entry }) => `${keyOf(entry)} ${nameOf(entry).zh} ${nameOf(entry).en}`.toLowerCase().includes(text));
  const add = (entry: Entry) => {
    onChange(withEntry(content, list, entries.length, entry));
    change({ list, at: entries.length + 1, raw: undefined, text: undefined });
  };
  return (
    <nav className="card draft-list" aria-label={t("修订内容", "What the draft holds")}>
      <select
        className="input"
        aria-label={t("类别", "Kind")}
        value={list}
        onChange={({ target }) =>
          change({ list: target.value as List, at: undefined, text: undefined, raw: undefined })
        }
      >
        {(Object.keys(LISTS) as List[]).map((key) => (
          <option key={key} value={key}>
            {t(
              `${LISTS[key].zh}（${entriesOf(content, key).length}）`,
              `${LISTS[key].en} (${entriesOf(content, key).length})`,
            )}
          </option>
        ))}
      </select>
      <input
        className="input"
        type="search"
        placeholder={t("按名称或键查找", "Find by name or key")}
        aria-label={t("按名称或键查找", "Find by name or key")}
        value={search.text ?? ""}
        onChange={({ target }) => change({ text: target.value }, { replace: true })}
      />
      <ul>
        {shown.map(({ entry, at }) => (
          <li key={at}>
            <button
              type="button"
              aria-current={search.at === at || undefined}
              onClick={() => change({ list, at, raw: undefined })}
            >
              {t(nameOf(entry)) || t("（未命名）", "(no name)")} <code className="quiet">{keyOf(entry)}</code>
            </button>
          </li>
        ))}
      </ul>
      {shown.length === 0 ? (
        <p className="quiet">
          {entries.length > 0
            ? t("没有符合的条目。", "No entry fits.")
            : base === null
              ? t("这一类还没有条目。", "There is no entry of this kind.")
              : t("本省在底本之外还没有这一类条目。", "There is no entry of your own of this kind over the base.")}
        </p>
      ) : null}
      {disabled ? null : (
        <div className="stack">
          <Button onClick={() => add(BLANKS[list])}>
            {t(`新增${LISTS[list].zh}`, `New: ${LISTS[list].en.toLowerCase()}`)}
          </Button>
          {base === null ? null : <TakeOver entries={(base[list] ?? []) as unknown as Entry[]} onTake={add} />}
        </div>
      )}
      <Button look="quiet" onClick={() => change({ raw: undefined, at: undefined })}>
        {t("目录名称与版本", "Name and version")}
      </Button>
      <Button look="quiet" onClick={() => change({ raw: true, at: undefined })}>
        {t("整份原文（YAML）", "All of it as written (YAML)")}
      </Button>
    </nav>
  );
}

/** An entry of the base as the start of an own one: the base itself stays as it is. */
function TakeOver({ entries, onTake }: { entries: readonly Entry[]; onTake: (entry: Entry) => void }) {
  const t = useText();
  if (entries.length === 0) return null;
  return (
    <select
      className="input"
      aria-label={t("以底本条目为样", "Start from an entry of the base")}
      value=""
      onChange={({ target }) => {
        const entry = entries.find((candidate) => keyOf(candidate) === target.value)!;
        onTake({ ...structuredClone(entry), key: "" });
      }}
    >
      <option value="">{t("以底本条目为样新增…", "New, starting from one of the base…")}</option>
      {entries.map((entry) => (
        <option key={keyOf(entry)} value={keyOf(entry)}>
          {t(nameOf(entry))} {keyOf(entry)}
        </option>
      ))}
    </select>
  );
}
