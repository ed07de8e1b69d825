import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { api, call } from "@duibiao/client";
import {
  Alert,
  Button,
  consolidationStates,
  Dialog,
  Field,
  nameOf,
  NameTag,
  showMoment,
  Tag,
  useLanguage,
  useText,
} from "@duibiao/ui";
import { useSession } from "@duibiao/screens";
import type { ListedCollection } from "../board/collections.ts";
import { Refusal } from "../review/refusal.tsx";
import { useDecision } from "../review/use-decision.ts";
import type { CityData } from "./city.tsx";
import type { Consolidation } from "./standing.ts";

/** Every edition with its state; the province decides on the latest. */
export function Editions({ collection, data }: { collection: ListedCollection; data: CityData }) {
  const t = useText();
  const { language } = useLanguage();
  const { posts } = useSession();
  const [deciding, setDeciding] = useState<{ edition: Consolidation; kind: "accept" | "return" } | null>(null);
  const decides = posts.some(({ role, tier }) => (role === "reviewer" || role === "leader") && tier === "province");
  const editions = data.editions.toReversed();
  if (editions.length === 0) return <p className="quiet">{t("还没有签署过汇总。", "No edition was signed yet.")}</p>;
  return (
    <section className="card" aria-label={t("汇总版次", "Editions")}>
      <h2>{t("汇总版次", "Editions")}</h2>
      <div className="scroll-x">
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t("版次", "No.")}</th>
              <th scope="col">{t("状态", "State")}</th>
              <th scope="col" className="num">
                {t("覆盖", "Coverage")}
              </th>
              <th scope="col">{t("签署", "Signed")}</th>
              <th scope="col">{t("哈希", "Hash")}</th>
              <th scope="col">{t("操作", "Actions")}</th>
            </tr>
          </thead>
          <tbody>
            {editions.map((edition, at) => (
              <tr key={edition.id}>
                <th scope="row" className="nowrap">
                  {t(`第 ${edition.number} 版`, `No. ${edition.number}`)}
                </th>
                <td>
                  <NameTag name={{ mark: "·", ...nameOf(consolidationStates, edition.state) }} />{" "}
                  {edition.stale && at === 0 ? <Tag tone="error">✕ {t("需重新汇总", "Sign anew")}</Tag> : null}
                  {edition.reason === "" ? null : <div>{edition.reason}</div>}
                </td>
                <td className="num">
                  {edition.document.coverage.included}/{edition.document.coverage.expected}
                </td>
                <td>
                  {edition.document.signedBy.name}{" "}
                  <span className="quiet">{showMoment(edition.signedAt, language)}</span>
                </td>
                <td>
                  <code>{edition.hash.slice(0, 12)}…</code>
                </td>
                <td>
                  <span className="row">
                    <Link
                      to="/reconcile/$consolidation"
                      params={{ consolidation: String(edition.id) }}
                      search={{ collection: collection.id, city: edition.cityId } as never}
                    >
                      {t("汇总单", "Sheet")}
                    </Link>
                    {decides && at === 0 && edition.state === "signed" && collection.lockedAt === null ? (
                      <>
                        <Button small onClick={() => setDeciding({ edition, kind: "accept" })}>
                          {t("接收", "Accept")}
                        </Button>
                        <Button small look="danger" onClick={() => setDeciding({ edition, kind: "return" })}>
                          {t("退回", "Return")}
                        </Button>
                      </>
                    ) : null}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {deciding ? <Decide {...deciding} onClose={() => setDeciding(null)} /> : null}
    </section>
  );
}

type DecideProps = { edition: Consolidation; kind: "accept" | "return"; onClose: () => void };

/** 省接收或退回: of the hash that was seen. */
function Decide({ edition, kind, onClose }: DecideProps) {
  const t = useText();
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const { included, expected } = edition.document.coverage;
  const params = { id: edition.id };
  const send = useDecision(
    (given: { hash: string; reason: string }, key) =>
      kind === "accept"
        ? call(api.consolidations.acceptConsolidation, { params, body: { hash: given.hash }, key })
        : call(api.consolidations.returnConsolidation, { params, body: given }),
    onClose,
  );
  const accepts = kind === "accept";
  const fault = !accepts && reason.trim() === "" ? t("请写明退回原因。", "Say why it is returned.") : null;
  return (
    <Dialog
      title={
        accepts
          ? t(`接收第 ${edition.number} 版汇总`, `Accept no. ${edition.number}`)
          : t(`退回第 ${edition.number} 版汇总`, `Return no. ${edition.number}`)
      }
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("取消", "Cancel")}</Button>
          <Button
            look={accepts ? "primary" : "danger"}
            busy={send.isPending}
            onClick={() => {
              setTried(true);
              if (fault === null) send.mutate({ hash: edition.hash, reason });
            }}
          >
            {accepts ? t("确认接收", "Accept") : t("确认退回", "Return")}
          </Button>
        </>
      }
    >
      <p>
        {t(
          `覆盖 ${included}/${expected}，由 ${edition.document.signedBy.name} 签署。${accepts ? "接收后其中各份报送即为省核通过。" : ""}`,
          `Coverage ${included}/${expected}, signed by ${edition.document.signedBy.name}.${accepts ? " Every submission in it is then accepted by the province." : ""}`,
        )}
      </p>
      <p>
        <code>{edition.hash}</code>
      </p>
      {accepts && edition.stale ? (
        <Alert
          tone="warning"
          title={t(
            "签署之后下级有变动：其中的版次若已更换，接收会被拒绝，请退回由市级重新汇总。",
            "Something below moved after signing: if a revision in it was replaced, acceptance is refused; return it for the city to sign anew.",
          )}
        />
      ) : null}
      {accepts ? null : (
        <Field label={t("退回原因", "Reason")} fault={tried ? fault : null}>
          {(ids) => (
            <textarea
              {...ids}
              className="input"
              maxLength={1000}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      )}
      {send.isError ? <Refusal error={send.error} onReload={onClose} /> : null}
    </Dialog>
  );
}
