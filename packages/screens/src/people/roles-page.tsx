import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { api, read } from "@duibiao/client";
import { DataTable, roles, Segments, useText, type Column } from "@duibiao/ui";
import { Loaded } from "../problem-box.tsx";
import { PeopleFrame } from "./people-frame.tsx";
import { usePeopleRights } from "./rights.ts";

type Role = keyof typeof roles;
type Row = { operation: string; name: string; write: boolean; where: string };

const tiers = {
  county: { zh: "县", en: "county" },
  city: { zh: "市", en: "city" },
  province: { zh: "省", en: "province" },
  nation: { zh: "国家", en: "nation" },
} as const;

/** 岗位权限: what each role may do, told by the very table that the server decides by. */
export function RolesPage() {
  const t = useText();
  const rights = usePeopleRights();
  const [role, setRole] = useState<Role>("clerk");
  const told = useQuery({ ...read(api.roles.listRoles, {}), enabled: rights.any, staleTime: Number.POSITIVE_INFINITY });
  const columns = useMemo<Column<Row>[]>(
    () => [
      { key: "name", header: { zh: "能办的事", en: "May do" }, value: ({ name }) => name, head: true, width: "fill" },
      {
        key: "kind",
        header: { zh: "性质", en: "Kind" },
        value: ({ write }) => (write ? t("办理", "does") : t("查看", "sees")),
        width: "s",
      },
      { key: "where", header: { zh: "级次", en: "Tiers" }, value: ({ where }) => where, width: "l" },
      { key: "operation", header: { zh: "接口", en: "Interface" }, value: ({ operation }) => operation, width: "l" },
    ],
    [t],
  );
  return (
    <PeopleFrame title={t("岗位权限", "What roles may do")}>
      <p className="quiet">
        {t(
          "取自平台判定权限所用的同一张表。填报人、负责人只在其单位，其他岗位只在其地区及以下；三员不看业务数据，不得兼任。",
          "Read from the very table that decides. Clerks and heads act at their unit, others in their region and below; the three administrators read no figures and hold no second post.",
        )}
      </p>
      <Loaded of={told}>
        {({ items }) => {
          const deeds = items.find((item) => item.role === role)?.deeds ?? [];
          const rows = deeds.map(({ operation, zh, en, write, tiers: at, platform }) => ({
            operation,
            name: t(zh, en),
            write,
            where: platform
              ? t("全平台的任职", "posts for the whole platform")
              : at === null
                ? t("各级", "all")
                : at.map((tier) => t(tiers[tier])).join(t("、", ", ")),
          }));
          return (
            <DataTable
              title={`${t("岗位权限", "What roles may do")} ${t(roles[role])}`}
              columns={columns}
              rows={rows}
              rowKey={({ operation }) => operation}
              empty={t("没有可办的事。", "Nothing.")}
              tools={
                <Segments
                  label={t("岗位", "Role")}
                  value={role}
                  options={items.map((item) => ({ value: item.role as Role, label: t(roles[item.role]) }))}
                  onChange={setRole}
                />
              }
            />
          );
        }}
      </Loaded>
    </PeopleFrame>
  );
}
