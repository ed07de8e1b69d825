import { Link } from "@tanstack/react-router";
import { createContext, useContext, useMemo, type ReactNode } from "react";
import type { Answer, api } from "@duibiao/client";
import type { Catalogue, Compiled } from "@duibiao/indicators";
import { Alert, showDay, useLanguage, useText } from "@duibiao/ui";
import { useAddress } from "../address.ts";
import { Loaded } from "../problem-box.tsx";
import { useCatalogues, useCompiled, useDocument } from "./compiled.ts";
import type { Kind } from "./kinds.ts";

type Head = Answer<typeof api.catalogues.listCatalogues>["items"][number];

/** The catalogue version that the page is about. `document` holds the entries of every day, `compiled` today's. */
export type Opened = { head: Head; heads: readonly Head[]; document: Catalogue; compiled: Compiled };

const Context = createContext<Opened | null>(null);

/** The catalogue that stands around. Throws where there is none. */
export function useOpened(): Opened {
  const opened = useContext(Context);
  if (opened === null) throw new Error("outside of WithCatalogue");
  return opened;
}

/** Opens the version that the address names, else the one in use. */
export function WithCatalogue({ children }: { children: ReactNode }) {
  const t = useText();
  const [{ version }] = useAddress<{ version: number | undefined }>();
  const heads = useCatalogues();
  const head = heads.data?.find(({ id }) => version === undefined || id === version);
  const compiled = useCompiled(head?.id);
  const document = useDocument(head?.id);
  const opened = useMemo(
    () =>
      head && heads.data && compiled.data && document.data
        ? { head, heads: heads.data, compiled: compiled.data, document: document.data }
        : null,
    [head, heads.data, compiled.data, document.data],
  );
  if (heads.data && head === undefined)
    return (
      <Alert
        tone="warning"
        title={t(
          "没有这一版目录，请从版本列表中另选。",
          "There is no such version of the catalogue; choose one from the list.",
        )}
      >
        <Link to="/catalogue">{t("看现行目录", "The catalogue in use")}</Link>
      </Alert>
    );
  return (
    <Loaded<unknown> of={heads.isError ? heads : compiled}>
      {() => (opened === null ? null : <Context value={opened}>{children}</Context>)}
    </Loaded>
  );
}

/** The version, where it comes from and since when. */
export function VersionLine() {
  const t = useText();
  const { language } = useLanguage();
  const { head, document } = useOpened();
  return (
    <>
      {t(document.name)} {head.version} ·{" "}
      {head.owner === null ? t("平台基础目录", "platform's base") : t("本省目录", "the province's own")} ·{" "}
      {showDay(String(head.publishedAt), language)} <code title={head.hash}>{head.hash.slice(0, 12)}</code>
    </>
  );
}

type LinkProps = { kind: Kind; id: string; cell?: string; node?: string; children: ReactNode };

/** A link to an entry, in the version that is open. */
export function EntryLink({ kind, id, cell, node, children }: LinkProps) {
  const [{ version }] = useAddress<{ version: number | undefined }>();
  const search = Object.fromEntries(Object.entries({ version, cell, node }).filter(([, value]) => value !== undefined));
  return (
    <Link to="/catalogue/$kind/$key" params={{ kind, key: id }} search={search as never}>
      {children}
    </Link>
  );
}
