import { useState } from "react";
import { addressOf, api, call } from "@duibiao/client";
import { Button, Field, useText } from "@duibiao/ui";
import { ProblemBox } from "../problem-box.tsx";
import { useDecision } from "../decision/use-decision.ts";
import type { Matter } from "./matter.ts";

const largest = 20 << 20;

/** The evidence handed in; whoever asked adds to it until somebody has decided. */
export function Files({ matter }: { matter: Matter }) {
  const t = useText();
  return (
    <>
      {matter.files.length === 0 ? <span className="quiet">{t("无", "none")}</span> : null}
      <ul className="matter-files">
        {matter.files.map(({ id, name, size }) => (
          <li key={id}>
            <a href={addressOf(api.matters.readFile, { id: matter.id, file: id })} download={name}>
              {name}
            </a>{" "}
            <span className="quiet">{Math.ceil(size / 1024)} KB</span>
          </li>
        ))}
      </ul>
      {matter.may.includes("attach") ? <AddFile matter={matter} /> : null}
    </>
  );
}

function AddFile({ matter }: { matter: Matter }) {
  const t = useText();
  const [file, setFile] = useState<File | null>(null);
  const sending = useDecision(
    async (given: { name: string; modified: number }, key) =>
      call(api.matters.attachFile, {
        params: { id: matter.id },
        query: { name: given.name },
        body: new Uint8Array(await file!.arrayBuffer()),
        key,
      }),
    () => setFile(null),
  );
  const tooLarge = file !== null && file.size > largest;
  return (
    <div className="no-print">
      <Field
        label={t("补充附件", "Add a file")}
        hint={t("pdf、png、jpeg，20 MB 以内", "pdf, png or jpeg, up to 20 MB")}
        fault={tooLarge ? t("文件超过 20 MB，请压缩后再选。", "Larger than 20 MB; make it smaller.") : undefined}
      >
        {(ids) => (
          <span className="row">
            <input
              {...ids}
              key={matter.files.length}
              className="input grow"
              type="file"
              accept=".pdf,.png,.jpg,.jpeg"
              onChange={(event) => setFile(event.target.files?.[0] ?? null)}
            />
            <Button
              disabled={file === null || tooLarge}
              busy={sending.isPending}
              onClick={() => file && sending.mutate({ name: file.name, modified: file.lastModified })}
            >
              {t("上传", "Upload")}
            </Button>
          </span>
        )}
      </Field>
      {sending.isError ? <ProblemBox error={sending.error} /> : null}
    </div>
  );
}
