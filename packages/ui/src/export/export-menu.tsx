import { createContext, useContext, useRef, useState, type ReactNode } from "react";
import { Button } from "../button.tsx";
import { useText } from "../language.tsx";
import { fileName, type TableData } from "./table-data.ts";

/** Writes a table as a file. Text cells must come out inert (`=`, `+`, `-`, `@` in front start no formula). */
type Writer = (table: TableData) => Blob | Promise<Blob>;
export type Writers = {
  xlsx?: Writer;
  csv?: Writer;
  /** What is put onto a chart's picture before it is saved, such as who took it. */
  onPicture?: (drawn: Blob) => Promise<Blob>;
};

const Context = createContext<Writers>({});

/**
 * Gives every table and chart below it the writers of files; ui itself writes none, because Excel and CSV have one
 * home elsewhere. Without it the menus offer pictures only.
 */
export function ExportProvider({ writers, children }: { writers: Writers; children: ReactNode }) {
  return <Context value={writers}>{children}</Context>;
}

type Props = {
  /** The table as it stands on screen, asked for at the click. */
  table: () => TableData;
  /** A chart's picture; null while it is not drawn. */
  picture?: (() => Promise<Blob>) | undefined;
};

/** 导出: Excel, CSV and, for a chart, PNG of exactly what is on screen. */
export function ExportMenu({ table, picture }: Props) {
  const t = useText();
  const { xlsx, csv, onPicture } = useContext(Context);
  const menu = useRef<HTMLDetailsElement>(null);
  const [busy, setBusy] = useState(false);
  const [said, say] = useState("");

  const kinds = [
    xlsx && { extension: "xlsx", label: "Excel (.xlsx)", write: () => xlsx(table()) },
    csv && { extension: "csv", label: "CSV (.csv)", write: () => csv(table()) },
    picture && {
      extension: "png",
      label: t("图片 (.png)", "Picture (.png)"),
      write: async () => (onPicture === undefined ? picture() : onPicture(await picture())),
    },
  ].filter((kind) => kind !== undefined);
  if (kinds.length === 0) return null;

  async function save({ extension, write }: (typeof kinds)[number]) {
    close();
    setBusy(true);
    const name = fileName(table().title, extension, new Date());
    try {
      download(await write(), name);
      say(t(`已导出 ${name}`, `Exported ${name}`));
    } catch (fault) {
      const why = fault instanceof Error ? fault.message : String(fault);
      say(
        t(
          `导出 ${name} 失败：${why}。请重试；仍不行请截图告知管理员。`,
          `Could not export ${name}: ${why}. Try again; if it fails again, send the administrator a picture of this.`,
        ),
      );
    } finally {
      setBusy(false);
    }
  }

  function close() {
    if (!menu.current?.open) return;
    menu.current.open = false;
    menu.current.querySelector("summary")?.focus();
  }

  return (
    <span className="export no-print">
      <details
        className="menu"
        ref={menu}
        onKeyDown={(event) => event.key === "Escape" && close()}
        onBlur={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget)) event.currentTarget.open = false;
        }}
      >
        <summary className="btn btn-small" aria-busy={busy || undefined}>
          {t("导出", "Export")} <span aria-hidden="true">{busy ? "…" : "▾"}</span>
        </summary>
        <div className="sheet">
          {kinds.map((kind) => (
            <Button key={kind.extension} look="quiet" disabled={busy} onClick={() => void save(kind)}>
              {kind.label}
            </Button>
          ))}
        </div>
      </details>
      <span className="export-said" role="status">
        {said}
      </span>
    </span>
  );
}

function download(file: Blob, name: string) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The browser reads the file after the click has returned.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
