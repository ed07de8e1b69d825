import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { isPassing, isSignedOut, newKey } from "@duibiao/client";
import type { Text } from "@duibiao/indicators";
import { Alert, Button, Field, useText } from "@duibiao/ui";
import { ProblemBox } from "../problem-box.tsx";
import { useSession } from "../session.ts";
import { reportSignedOut } from "../signed-out.ts";
import { sendPaper, type Destination } from "./destination.ts";
import { keepPaper } from "./waiting.ts";

const largest = 20 << 20;

type Props = {
  to: Destination;
  /** Where it belongs, in words, as it is said on other pages while it waits. */
  about: Text;
  label: Text;
  /** Beside pdf, png and jpeg. */
  xlsx?: boolean;
  action: Text;
  /** The server has it. */
  onSent?: () => void;
};

/** Chooses a file and sends it to where it belongs; without network it stays on this computer and is sent after. */
export function AddPaper({ to, about, label, xlsx = false, action, onSent }: Props) {
  const t = useText();
  const client = useQueryClient();
  const { user } = useSession();
  const [file, setFile] = useState<File | null>(null);
  const [key, setKey] = useState(newKey);
  // Counted, so that the chooser is empty again once its file was sent or kept.
  const [taken, setTaken] = useState(0);
  const [said, say] = useState<"sent" | "kept" | "no room" | null>(null);
  const done = (how: typeof said) => {
    setKey(newKey());
    setFile(null);
    setTaken((known) => known + 1);
    say(how);
  };
  const attaching = useMutation({
    mutationFn: async (chosen: File) => {
      const bytes = new Uint8Array(await chosen.arrayBuffer());
      const paper = { key, to, about, name: chosen.name, bytes: chosen.size, at: Date.now(), refused: null };
      try {
        await sendPaper(client, paper, bytes);
        done("sent");
        onSent?.();
      } catch (error) {
        if (isSignedOut(error)) reportSignedOut();
        else if (!isPassing(error)) throw error;
        // Nobody has it yet: it waits here, or stays chosen where this computer has no room for it.
        if (await keepPaper(user.id, paper, bytes)) done("kept");
        else say("no room");
      }
    },
  });
  const tooLarge = file !== null && file.size > largest;
  const kinds = xlsx ? t("pdf、png、jpeg、xlsx", "pdf, png, jpeg or xlsx") : t("pdf、png、jpeg", "pdf, png or jpeg");
  return (
    <>
      <Field
        label={t(label)}
        hint={t(
          `${kinds}，20 MB 以内；断网时先留在本机，联网后自动上传。`,
          `${kinds}, up to 20 MB; without network it waits on this computer and is sent when the network is back.`,
        )}
        fault={
          tooLarge ? t("文件超过 20 MB，请压缩后再选。", "The file is larger than 20 MB; make it smaller.") : undefined
        }
      >
        {(ids) => (
          <input
            key={taken}
            // The button that sent the file is off now.
            autoFocus={taken > 0}
            {...ids}
            className="input"
            type="file"
            accept={xlsx ? ".pdf,.png,.jpg,.jpeg,.xlsx" : ".pdf,.png,.jpg,.jpeg"}
            onChange={(event) => {
              setFile(event.target.files?.[0] ?? null);
              setKey(newKey());
              say(null);
            }}
          />
        )}
      </Field>
      <div>
        <Button
          look="primary"
          disabled={file === null || tooLarge}
          busy={attaching.isPending}
          onClick={() => file && attaching.mutate(file)}
        >
          {t(action)}
        </Button>
      </div>
      <p role="status">
        {said === "sent" ? t("✓ 已上传。", "✓ Uploaded.") : null}
        {said === "kept"
          ? t(
              "◔ 还没有送到服务器：文件已留在本机，联网（登录失效的，重新登录）后自动上传。",
              "◔ It has not reached the server: the file is kept on this computer and sent when the network is back (or after you sign in again).",
            )
          : null}
      </p>
      {said === "no room" ? (
        <Alert
          tone="error"
          title={t(
            "没有送到服务器，本机也存不下这个文件：请不要删除原件，联网后在这里再上传一次",
            "It has not reached the server, and this computer has no room for the file: keep the original and upload it here again when the network is back",
          )}
        />
      ) : null}
      {attaching.isError ? <ProblemBox error={attaching.error} /> : null}
    </>
  );
}
