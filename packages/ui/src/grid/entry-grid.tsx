import { useEffect, useId, useMemo, useRef, useState, type ReactNode } from "react";
import { formColumns, type CellValue, type Text } from "@duibiao/indicators";
import { useLanguage, useText } from "../language.tsx";
import { CellDialog } from "./cell-dialog.tsx";
import { createController, type DialogPart } from "./controller.ts";
import { plainText } from "./entry.ts";
import { ComputedRows, Section } from "./section.tsx";
import type { Reasons } from "./reason.ts";
import type { EntryStore } from "./store.ts";
import { GridContext, useEntryVersion, useGrid, type GridRoom } from "./use-entry.ts";

type Props = {
  store: EntryStore;
  label: string;
  onSave: () => void;
  onResolve?: (key: string, choice: "mine" | "theirs") => void;
  isWaiting?: (key: string) => boolean;
  /** What the dialog of a cell shows of its papers. */
  evidence?: (key: string) => ReactNode;
  /** What stands in the head of a section. */
  besideSection?: (section: string) => ReactNode;
  /** Where half-written reasons wait. */
  reasons?: Reasons;
  /** What it shows of its bills. */
  bills?: (key: string) => ReactNode;
  /** The line to stand on at the beginning. */
  startAt?: string | undefined;
  /** Whether what was typed is stored: stays in sight above the table. */
  status?: ReactNode;
  /** What stands beside the table and works on the same cells. */
  children?: ReactNode;
};

/** The entry grid: a form's lines as a table that is typed into as into Excel. */
export function EntryGrid({
  store,
  label,
  onSave,
  onResolve,
  isWaiting,
  evidence,
  bills,
  besideSection,
  reasons,
  startAt,
  status,
  children,
}: Props) {
  const t = useText();
  const id = useId();
  const { language } = useLanguage();
  const spoken = useRef(language);
  spoken.current = language;
  const hooks = useRef({ onSave, onResolve, isWaiting, evidence, bills, besideSection });
  hooks.current = { onSave, onResolve, isWaiting, evidence, bills, besideSection };
  const [said, say] = useState<{ text: Text; tone: "info" | "warning" } | null>(null);
  const [dialog, setDialog] = useState<{ at: string; part: DialogPart } | null>(null);
  const room = useMemo<GridRoom>(() => {
    const openDialog = (at: string, part: DialogPart) => setDialog({ at, part });
    const controller = createController({
      store,
      language: () => spoken.current,
      past: (key, col) => pastText(store, key, col),
      say: (text, tone) => say({ text, tone }),
      hush: () => say(null),
      openDialog,
      onSave: () => hooks.current.onSave(),
    });
    return {
      id,
      store,
      controller,
      openDialog,
      onResolve: (key, choice) => hooks.current.onResolve?.(key, choice),
      ...(evidence && { evidence: (key) => hooks.current.evidence?.(key) }),
      ...(bills && { bills: (key) => hooks.current.bills?.(key) }),
      ...(besideSection && { besideSection: (section) => hooks.current.besideSection?.(section) }),
      reasons,
      isWaiting: (key) => hooks.current.isWaiting?.(key) ?? false,
    };
    // Whether there are papers at all is settled with the page; which, is asked when the dialog shows.
    // oxlint-disable-next-line exhaustive-deps -- the room lives as long as the grid
  }, [store, id]);
  const table = useGridEvents(room);
  useEffect(() => {
    const [begun] = store.begun.keys();
    if (startAt !== undefined) room.controller.focusKey(startAt);
    else if (begun !== undefined) room.controller.focusKey(begun);
    else if (!store.setup.readOnly && isFocusFree() && !window.matchMedia?.("(pointer: coarse)").matches) {
      // The cell that shows as chosen takes the keys at once; the page stays at its top.
      table.current?.querySelector<HTMLElement>(`input[data-col][tabindex="0"]`)?.focus({ preventScroll: true });
    }
  }, [room, startAt, store, table]);
  const help = store.setup.readOnly ? HELP_TO_READ : HELP;
  const closeDialog = () => setDialog(null);
  return (
    <GridContext value={room}>
      <div className="entry">
        <div className="entry-main">
          <div className="entry-bar no-print">
            <p
              className={`entry-said ${said?.tone ?? "help"}`}
              role="status"
              aria-live="polite"
              title={said ? "" : t(help)}
            >
              {t(said?.text ?? help)}
            </p>
            {status}
          </div>
          <div className="entry-scroll" tabIndex={-1}>
            <table ref={table} role="grid" aria-label={label} aria-multiselectable="true" className="entry-table">
              <Head />
              <Body />
            </table>
          </div>
        </div>
        {children}
      </div>
      {dialog ? <CellDialog key={`${dialog.at} ${dialog.part}`} {...dialog} onClose={closeDialog} /> : null}
    </GridContext>
  );
}

/** Nobody has chosen a place on the page yet; a finger would only get its keyboard in the way. */
const isFocusFree = () => document.activeElement === null || document.activeElement.matches("body, main");

const HELP: Text = {
  zh: "方向键移动 · 回车向下 · Tab 下一格 · F2 修改 · Esc 撤回输入（再按 Tab 离开表格） · Alt+↓ 不适用、暂缺、暂估、说明 · Ctrl+D 向下填充 · Ctrl+Z 撤销 · 可从 Excel 整块粘贴",
  en: "Arrows move · Enter down · Tab next · F2 edit · Esc revert (then Tab leaves the table) · Alt+↓ n/a, missing, estimate, explain · Ctrl+D fill down · Ctrl+Z undo · paste blocks from Excel",
};

const HELP_TO_READ: Text = {
  zh: "方向键移动 · Shift+方向键选择 · Ctrl+C 复制",
  en: "Arrows move · Shift+arrows select · Ctrl+C copies",
};

function pastText(store: EntryStore, key: string, col: number): string {
  const past = col === 1 ? store.setup.previous : col === 2 ? store.setup.previousYear : null;
  const value: CellValue | undefined = past?.get(key);
  return value ? plainText({ value, note: "", rejected: null, conversion: null }) : "";
}

/** Native listeners on the table: one each, whatever the number of rows. */
function useGridEvents({ controller }: GridRoom) {
  const table = useRef<HTMLTableElement>(null);
  useEffect(() => {
    const element = table.current!;
    const abort = new AbortController();
    const on = { signal: abort.signal };
    element.addEventListener("keydown", controller.onKeyDown, on);
    element.addEventListener("input", controller.onInput, on);
    element.addEventListener("focusin", controller.onFocus, on);
    element.addEventListener("focusout", controller.onBlur, on);
    element.addEventListener("pointerdown", controller.onPointerDown, on);
    element.addEventListener("mousedown", controller.onMouseDown, on);
    element.addEventListener("pointerover", controller.onPointerOver, on);
    element.addEventListener("dblclick", controller.onDoubleClick, on);
    element.addEventListener("copy", (event) => controller.onCopy(event, false), on);
    element.addEventListener("cut", (event) => controller.onCopy(event, true), on);
    element.addEventListener("paste", controller.onPaste, on);
    window.addEventListener("pointerup", controller.onPointerUp, on);
    return () => abort.abort();
  }, [controller]);
  return table;
}

const SHOWN = ["row", "name", "uom", "value", "previous", "previousYear", "change", "note"] as const;

function Head() {
  const t = useText();
  return (
    <thead role="rowgroup">
      <tr role="row">
        {SHOWN.map((key) => {
          const column = formColumns.find((candidate) => candidate.key === key);
          return (
            <th
              key={key}
              role="columnheader"
              scope="col"
              className={`col-${key === "previous" || key === "previousYear" ? "past" : key}`}
            >
              {column ? t(column.name) : t("变化", "Change")}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

function Body() {
  const { store } = useGrid();
  useEntryVersion(store, "view");
  const t = useText();
  const { sections, computed, open, order } = store.view();
  if (order.length === 0 && sections.length === 0)
    return (
      <tbody role="rowgroup">
        <tr role="row">
          <td role="gridcell" colSpan={8} className="empty">
            {t("没有符合条件的行", "No line meets the filter")}
          </td>
        </tr>
      </tbody>
    );
  let from = 0;
  return (
    <>
      {sections.map(({ section, lines, folded }) => {
        const at = from;
        from += lines.length;
        return (
          <Section
            key={section.key}
            section={section}
            lines={lines}
            folded={folded}
            from={at}
            open={open.has(section.key)}
          />
        );
      })}
      {computed.length > 0 ? <ComputedRows lines={computed} from={from} /> : null}
    </>
  );
}
