import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { ApiProblem, api, call, type Answer } from "@duibiao/client";
import { itemLines } from "@duibiao/indicators";
import { durable, Loaded, ProblemBox, useSession } from "@duibiao/screens";
import { Alert, Button, Dialog, showMoment, useLanguage, useText } from "@duibiao/ui";
import type { EntrySection } from "@duibiao/ui/grid";
import type { EntrySession } from "../entry/session.ts";
import { typingPlace } from "../entry/typing.ts";
import { ItemsTable } from "./items-table.tsx";
import { listsQuery } from "./lists-query.ts";
import { addItem, answersIn, fromItems, toItems, type TypedItem } from "./typed.ts";

type Props = {
  section: EntrySection;
  submissionId: number;
  session: EntrySession;
  onClose: () => void;
  /** The server wrote the sums into their cells: the page begins anew with what it holds. */
  onFilled: () => void;
};

type List = Answer<typeof api.items.readItems>["lists"][number];

/** 逐行填: a section by its vehicles or buildings, a row for each; what the columns add up to goes into the form. */
export function ItemsDialog(props: Props) {
  const t = useText();
  const { section, submissionId, onClose } = props;
  const lists = useQuery({ ...listsQuery(submissionId), gcTime: 0, refetchOnWindowFocus: false });
  return (
    <Dialog wide title={t(`${section.name.zh}：逐行填`, `${section.name.en}, item by item`)} onClose={onClose}>
      <Loaded of={lists}>
        {(found) => {
          const list = found.lists.find((one) => one.section === section.key) ?? null;
          return <Items key={list?.id ?? 0} {...props} list={list} />;
        }}
      </Loaded>
    </Dialog>
  );
}

/** What waits on this computer: the rows, and the list that they were typed over. */
type Kept = { seen: number; rows: readonly TypedItem[] };

function Items({ section, submissionId, session, onFilled, list }: Props & { list: List | null }) {
  const t = useText();
  const client = useQueryClient();
  const { user } = useSession();
  const { store, queue } = session;
  const mayType = store.setup.readOnly === null;
  const lines = useMemo(() => itemLines(store.setup.compiled.measures, section.lines), [section, store]);
  const [place] = useState(() => typingPlace<Kept>(durable, user.id, submissionId, `items:${section.key}`));
  const [found] = useState(() => (mayType ? place.read() : null));
  const stored = useMemo(() => fromItems(list?.items ?? []), [list]);
  const [typed, type] = useState<Kept | null>(found?.typed ?? null);
  const [hasRoom, setRoom] = useState(true);
  const rows = typed?.rows ?? stored;
  const seen = list?.id ?? 0;
  // Somebody saved another list since these rows were begun: the person chooses, nothing is overwritten.
  const differs = typed !== null && typed.seen !== seen;
  const keep = (next: Kept | null) => {
    setRoom(place.keep(next, next === null ? 0 : answersIn(next.rows), Date.now()));
    type(next);
  };
  const read = toItems(rows, lines);
  const saving = useMutation({
    async mutationFn() {
      await queue.flush();
      return call(api.items.saveItems, {
        params: { id: submissionId },
        body: {
          section: section.key,
          seen,
          items: read.items.map(({ label, values }) => ({ label, values: { ...values } })),
        },
      });
    },
    onSuccess: () => {
      keep(null);
      onFilled();
    },
    onError: (error) => {
      if (error instanceof ApiProblem && error.status === 412)
        void client.invalidateQueries({ queryKey: listsQuery(submissionId).queryKey });
    },
  });
  return (
    <div className="stack">
      <p className="quiet">
        {t(
          "一车一行、一楼一行；没有的填“-”。一列每行都有答案，合计才写入本表；空着的不当作 0。可从 Excel 整块粘贴，也可在 Excel 模板的“明细”页填好导入。",
          'A row for each vehicle or building; "-" where there is no such thing. A column goes into the form once every row has an answer; a blank is not taken for 0. Blocks paste from Excel; the Excel template has a sheet for the items, too.',
        )}
      </p>
      {differs ? (
        <Differs list={list} onMine={() => keep({ seen, rows: typed.rows })} onTheirs={() => keep(null)} />
      ) : found !== null && typed !== null ? (
        <LeftHere at={found.at} onDrop={() => keep(null)} />
      ) : null}
      <ItemsTable
        {...{ rows, lines, mayType }}
        faults={read.faults}
        items={read.items}
        onRows={(next) => keep({ seen: typed?.seen ?? seen, rows: next })}
      />
      {mayType ? (
        <div className="row">
          <Button onClick={() => keep({ seen: typed?.seen ?? seen, rows: addItem(rows) })}>
            {t("加一行", "Add a row")}
          </Button>
          <Button
            look="primary"
            disabled={read.faults.size > 0 || differs}
            busy={saving.isPending}
            onClick={() => saving.mutate()}
          >
            {t("保存明细，合计写入本表", "Save the rows and enter their totals")}
          </Button>
          <span className="quiet" role="status">
            {read.faults.size > 0
              ? t(
                  `${read.faults.size} 格不能识别或缺名称，已标红`,
                  `${read.faults.size} cells cannot be read or lack a name`,
                )
              : hasRoom
                ? t(
                    "填的行随时留在本机，关闭窗口、断网都不丢；写入本表须联网后点保存。",
                    "What you type stays on this computer, also when the window closes or the network fails; entering it into the form needs the network.",
                  )
                : t(
                    "本机存储已满：保存前请不要关闭本窗口。",
                    "No room on this computer: do not close this window before it is saved.",
                  )}
          </span>
        </div>
      ) : null}
      {saving.isError && !differs ? <ProblemBox error={saving.error} /> : null}
    </div>
  );
}

function LeftHere({ at, onDrop }: { at: number; onDrop: () => void }) {
  const t = useText();
  const { language } = useLanguage();
  const time = showMoment(new Date(at).toISOString(), language);
  return (
    <Alert
      title={t(`这是您 ${time} 在本机填的，还没有保存`, `You typed this here at ${time}; it is not saved yet`)}
      actions={<Button onClick={onDrop}>{t("不要了，用平台上的", "Drop it, show what is stored")}</Button>}
    />
  );
}

function Differs({ list, onMine, onTheirs }: { list: List | null; onMine: () => void; onTheirs: () => void }) {
  const t = useText();
  const { language } = useLanguage();
  const who = list?.own ? t("您在另一个窗口", "you in another window") : (list?.by ?? "");
  const by = list ? `${who} ${showMoment(list.at, language)}` : "";
  return (
    <Alert
      tone="error"
      title={t(
        `冲突：您开始填之后，${by} 保存了另一份（${list?.items.length ?? 0} 行）；下面是您填的`,
        `Conflict: after you began, ${by} saved another list (${list?.items.length ?? 0} rows); below is yours`,
      )}
      actions={
        <>
          <Button onClick={onMine}>{t("用我的", "Use mine")}</Button>
          <Button onClick={onTheirs}>{t("用已存的", "Use the stored one")}</Button>
        </>
      }
    />
  );
}
