import { useState } from "react";
import type { Answer, api } from "@duibiao/client";
import { Button, useText } from "@duibiao/ui";

type Props = { demo: Answer<typeof api.demo.readDemo>; onPick: (username: string) => void };

const shown = 12;

/** The accounts of a demonstration, to be tried by one click; searched, as there are hundreds. */
export function DemoAccounts({ demo, onPick }: Props) {
  const t = useText();
  const [wanted, setWanted] = useState("");
  const found = demo.accounts.filter(({ username, name, place }) =>
    `${username} ${name} ${place}`.includes(wanted.trim()),
  );
  // Without a wish: the first of each role and tier, so that every part can be tried.
  const firsts = demo.accounts.filter(
    (account, at) => demo.accounts.findIndex((a) => a.role === account.role && a.tier === account.tier) === at,
  );
  const list = wanted.trim() === "" ? firsts : found.slice(0, shown);
  return (
    <section className="card" aria-labelledby="demo-accounts">
      <h2 id="demo-accounts">{t("演示账号", "Demonstration accounts")}</h2>
      <p className="quiet">
        {t(
          "演示省为虚构地区，全部数值、人名、电话均为演示数据。点一个账号即可填入用户名和密码。",
          "The province is invented and so are all figures, names and phones. Click an account to fill in its name and password.",
        )}
      </p>
      <p>
        <label className="inline-field">
          {t("查找", "Search")}
          <input
            className="input"
            value={wanted}
            placeholder={t("地区、姓名或用户名", "region, name or user name")}
            onChange={(event) => setWanted(event.target.value)}
          />
        </label>{" "}
        <span className="quiet">{t(`共 ${demo.accounts.length} 个`, `${demo.accounts.length} in all`)}</span>
      </p>
      <table className="plain">
        <tbody>
          {list.map((account) => (
            <tr key={account.username}>
              <td>
                <Button look="quiet" small onClick={() => onPick(account.username)}>
                  {account.username}
                </Button>
              </td>
              <td>{account.name}</td>
              <td>{account.place}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {wanted.trim() !== "" && found.length > shown ? (
        <p className="quiet">{t(`还有 ${found.length - shown} 个`, `${found.length - shown} more`)}</p>
      ) : null}
    </section>
  );
}
