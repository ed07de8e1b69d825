import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, call, read } from "@duibiao/client";
import { Button, Dialog, Field, Page, useText } from "@duibiao/ui";
import { Loaded, ProblemBox } from "../problem-box.tsx";
import { useSession } from "../session.ts";
import { CreateToken } from "./create-token.tsx";
import { TokenTable } from "./token-table.tsx";
import type { Token } from "./words.ts";

/** 接口令牌: one's own, and for administrators those of the accounts that they look after. */
export function TokensPage() {
  const t = useText();
  const { posts } = useSession();
  const [creating, setCreating] = useState(false);
  const keeps = posts.some(({ role }) => role === "system_admin" || role === "security_admin");
  return (
    <Page
      title={t("接口令牌", "API tokens")}
      actions={
        <>
          <a className="btn" href="/api/v1/exchange">
            {t("对接说明", "Guide for engineers")}
          </a>
          <Button look="primary" onClick={() => setCreating(true)}>
            {t("制发令牌", "New token")}
          </Button>
        </>
      }
    >
      <p className="quiet">
        {t(
          "供其他系统按您的权限取数、推送；写法见“对接说明”。",
          "For other systems to read and push within your rights; the guide for engineers says how.",
        )}
      </p>
      <Own />
      {keeps ? <Kept ends={posts.some(({ role }) => role === "system_admin")} /> : null}
      {creating ? <CreateToken onClose={() => setCreating(false)} /> : null}
    </Page>
  );
}

function Own() {
  const t = useText();
  const client = useQueryClient();
  const tokens = useQuery(read(api.tokens.listOwnTokens, {}));
  const ending = useMutation({
    mutationFn: (id: number) => call(api.tokens.endOwnToken, { params: { id }, body: {} }),
    onSuccess: () => client.invalidateQueries({ queryKey: [api.tokens.listOwnTokens.id] }),
  });
  return (
    <>
      {ending.isError ? <ProblemBox error={ending.error} /> : null}
      <Loaded of={tokens}>
        {({ items }) => (
          <TokenTable
            title={t("我的令牌", "My tokens")}
            items={items}
            empty={t("还没有制发过令牌。", "No tokens yet.")}
            deed={({ id }) => (
              <Button small onClick={() => ending.mutate(id)}>
                {t("停用", "End")}
              </Button>
            )}
          />
        )}
      </Loaded>
    </>
  );
}

function Kept({ ends }: { ends: boolean }) {
  const t = useText();
  const tokens = useQuery(read(api.tokens.listTokens, {}));
  const [chosen, choose] = useState<Token | null>(null);
  return (
    <>
      <Loaded of={tokens}>
        {({ items }) => (
          <TokenTable
            title={t("管辖范围内账号的令牌", "Tokens of the accounts I look after")}
            items={items}
            owners
            empty={t("没有令牌。", "No tokens.")}
            deed={
              ends
                ? (token) => (
                    <Button small onClick={() => choose(token)}>
                      {t("停用", "End")}
                    </Button>
                  )
                : undefined
            }
          />
        )}
      </Loaded>
      {chosen === null ? null : <EndToken token={chosen} onClose={() => choose(null)} />}
    </>
  );
}

function EndToken({ token, onClose }: { token: Token; onClose: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const ending = useMutation({
    mutationFn: () => call(api.tokens.endToken, { params: { id: token.id }, body: { reason } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [api.tokens.listTokens.id] });
      onClose();
    },
  });
  return (
    <Dialog
      title={t(`停用“${token.name}”（${token.owner.name}）`, `End “${token.name}” (${token.owner.name})`)}
      onClose={onClose}
      actions={
        <Button look="primary" disabled={reason.trim() === ""} busy={ending.isPending} onClick={() => ending.mutate()}>
          {t("停用，立即生效", "End it at once")}
        </Button>
      }
    >
      {ending.isError ? <ProblemBox error={ending.error} /> : null}
      <Field label={t("原因", "Reason")}>
        {(ids) => (
          <input {...ids} className="input" value={reason} onChange={({ target }) => setReason(target.value)} />
        )}
      </Field>
    </Dialog>
  );
}
