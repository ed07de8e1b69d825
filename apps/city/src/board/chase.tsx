import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Button, Dialog, fileName, showMoment, useLanguage, useText, SYNTHETIC } from "@duibiao/ui";
import { byUnit, contactsQuery } from "./board-table.tsx";
import type { BoardRow, Collection } from "./board-rows.ts";
import { chaseLines, chaseText, type ChaseLine } from "./chase-list.ts";
import { chasePicture, linesPerPicture } from "./chase-picture.ts";

type Props = { rows: readonly BoardRow[]; collections: readonly Collection[]; now: string; onClose: () => void };

/** 催报名单: who has not sent what, as text and as a picture for a group chat. No figure is on it. */
export function Chase({ rows, collections, now, onClose }: Props) {
  const t = useText();
  const { language } = useLanguage();
  const contacts = byUnit(useQuery(contactsQuery).data?.items);
  const lines = chaseLines(rows, collections, contacts, now, language);
  const stamp = collections.some(({ synthetic }) => synthetic) ? t(SYNTHETIC) : "";
  const title = t(
    `催报名单（${lines.length} 项，截至 ${showMoment(now, language)}）`,
    `Reminder list (${lines.length}, as of ${showMoment(now, language)})`,
  );
  const text = chaseText(stamp === "" ? title : `${title} ${stamp}`, lines);
  const area = useRef<HTMLTextAreaElement>(null);
  const [said, say] = useState("");

  async function copyText() {
    // Plain http has no clipboard: the selected text is copied the old way.
    if (navigator.clipboard !== undefined) await navigator.clipboard.writeText(text);
    else {
      area.current!.select();
      if (!document.execCommand("copy"))
        return say(t("未能复制，请在文字上按 Ctrl+C。", "Not copied: press Ctrl+C on the text."));
    }
    say(t("已复制文字", "Text copied"));
  }

  return (
    <Dialog
      wide
      title={t("复制催报名单", "Copy the reminder list")}
      onClose={onClose}
      actions={
        <>
          <span role="status" className="quiet grow">
            {said}
          </span>
          <Button
            look="primary"
            onClick={() =>
              void copyText().catch(() =>
                say(t("未能复制，请在文字上按 Ctrl+C。", "Not copied: press Ctrl+C on the text.")),
              )
            }
          >
            {t("复制文字", "Copy text")}
          </Button>
        </>
      }
    >
      <p className="quiet">
        {t("只有姓名、状态、天数和电话，没有任何数值。", "Names, states, days and phones only; no figures.")}
      </p>
      <textarea ref={area} className="input chase-text" readOnly value={text} aria-label={title} />
      <Picture title={title} stamp={stamp} lines={lines} say={say} />
    </Dialog>
  );
}

type PictureProps = { title: string; stamp: string; lines: readonly ChaseLine[]; say: (text: string) => void };

function Picture({ title, stamp, lines, say }: PictureProps) {
  const t = useText();
  const [page, setPage] = useState(0);
  const [picture, setPicture] = useState<{ blob: Blob; url: string } | null>(null);
  const pages = Math.max(1, Math.ceil(lines.length / linesPerPicture));
  const heads = {
    region: t("地区", "Region"),
    unit: t("填报单位", "Unit"),
    form: t("报表", "Form"),
    state: t("状态", "State"),
    due: t("截止", "Due"),
    days: t("天数", "Days"),
    contact: t("联系人", "Contact"),
  };
  const part = pages === 1 ? title : `${title} ${page + 1}/${pages}`;
  const drawn = JSON.stringify([part, stamp, heads, lines.slice(page * linesPerPicture, (page + 1) * linesPerPicture)]);
  useEffect(() => {
    let gone = false;
    let url = "";
    const [words, mark, names, shown] = JSON.parse(drawn) as [string, string, typeof heads, ChaseLine[]];
    void chasePicture(words, mark, names, shown).then((blob) => {
      if (gone) return;
      url = URL.createObjectURL(blob);
      setPicture({ blob, url });
    });
    return () => {
      gone = true;
      URL.revokeObjectURL(url);
    };
  }, [drawn]);
  // Plain http has no clipboard for pictures.
  const canCopy = navigator.clipboard !== undefined && "ClipboardItem" in window;
  async function copy() {
    try {
      await navigator.clipboard.write([new ClipboardItem({ "image/png": picture!.blob })]);
      say(t("已复制图片", "Picture copied"));
    } catch {
      say(t("浏览器不允许复制图片，请下载。", "The browser does not let pictures be copied: download it."));
    }
  }
  if (picture === null) return null;
  const step = (by: number) => setPage((page + by + pages) % pages);
  return (
    <>
      <div className="row board-totals">
        {canCopy ? (
          <Button small onClick={() => void copy()}>
            {t("复制图片", "Copy picture")}
          </Button>
        ) : null}
        <a className="btn btn-small" href={picture.url} download={fileName(part, "png", new Date())}>
          {t("下载图片", "Download picture")}
        </a>
        {pages > 1 ? (
          <>
            <Button small onClick={() => step(-1)}>
              {t("上一张", "Previous")}
            </Button>
            <span>
              {page + 1} / {pages}
            </span>
            <Button small onClick={() => step(1)}>
              {t("下一张", "Next")}
            </Button>
          </>
        ) : null}
      </div>
      <img
        className="chase-picture"
        src={picture.url}
        alt={t("催报名单图片，内容同上方文字", "The list above as a picture")}
      />
    </>
  );
}
