import { useMutation } from "@tanstack/react-query";
import { api, call } from "@duibiao/client";
import { ProblemBox } from "@duibiao/screens";
import { Alert, Button, useText } from "@duibiao/ui";

/** 复算: from the stored inputs byte for byte, and the inputs from the revisions' own figures. */
export function Verification({ release }: { release: number }) {
  const t = useText();
  const verifying = useMutation({
    mutationFn: () => call(api.releases.verifyRelease, { params: { id: release }, body: {} }),
  });
  const { data } = verifying;
  return (
    <section className="card">
      <p>
        {t(
          "由所存输入重算结果，逐字节比较；再由清单所列版次的数值重算输入，不用汇总值。每次复算都记入审计。",
          "Results are computed anew from the stored inputs and compared byte for byte, then the inputs from the revisions' figures, without roll-ups. Each verification is audited.",
        )}
      </p>
      <Button look="primary" busy={verifying.isPending} onClick={() => verifying.mutate()}>
        {t("开始复算", "Verify")}
      </Button>
      {verifying.isError ? <ProblemBox error={verifying.error} /> : null}
      {data === undefined ? null : (
        <>
          <Alert
            tone={data.ok ? "success" : "error"}
            title={
              data.ok
                ? t(`${data.checks.length} 项全部一致。`, `All ${data.checks.length} checks agree.`)
                : t(
                    "有不一致之处，见下；请勿发布，并请管理员查看审计记录。",
                    "Some checks disagree, see below; do not publish, and have the audit log looked at.",
                  )
            }
          />
          <table className="plain">
            <thead>
              <tr>
                <th>{t("结果", "Result")}</th>
                <th>{t("检查", "Check")}</th>
                <th className="num">{t("不一致处", "Differences")}</th>
              </tr>
            </thead>
            <tbody>
              {data.checks.map((check) => (
                <tr key={check.check}>
                  <td>{check.ok ? t("✓ 一致", "✓ same") : t("✕ 不一致", "✕ differs")}</td>
                  <td>{t(check)}</td>
                  <td className="num">{check.differences.length}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}
