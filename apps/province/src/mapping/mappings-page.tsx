import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { addressOf, api, call, read } from "@duibiao/client";
import { Loaded, ProblemBox } from "@duibiao/screens";
import { useAddress } from "@duibiao/screens/address";
import {
  Alert,
  Button,
  DataTable,
  Dialog,
  fileName,
  Page,
  showMoment,
  useLanguage,
  useText,
  type Column,
} from "@duibiao/ui";
import { useRights } from "../roles.ts";
import type { Mapping } from "./columns.ts";
import type { MappingsSearch } from "./search.ts";
import "./mapping.css";

/** 导入对应: how exports of other systems are read; made once here, used by all below. */
export function MappingsPage() {
  const t = useText();
  const { language } = useLanguage();
  const rights = useRights();
  const [search, change] = useAddress<MappingsSearch>();
  const mappings = useQuery(read(api.mappings.listMappings, {}));
  const columns = useMemo<Column<Mapping>[]>(
    () => [
      { key: "system", header: { zh: "系统", en: "System" }, value: ({ document }) => document.system, width: "m" },
      {
        key: "title",
        header: { zh: "导出表", en: "Export" },
        value: ({ document }) => document.title,
        cell: ({ id, document }) => (
          <Link to="." search={{ mapping: String(id) } as never}>
            {document.title}
          </Link>
        ),
        head: true,
        width: "fill",
      },
      { key: "form", header: { zh: "报表", en: "Form" }, value: ({ document }) => document.form, width: "m" },
      {
        key: "cells",
        header: { zh: "对应列数", en: "Columns mapped" },
        type: "number",
        value: ({ document }) => document.cells.length,
        width: "s",
      },
      {
        key: "version",
        header: { zh: "版本", en: "Version" },
        type: "number",
        value: ({ version }) => version,
        width: "xs",
      },
      { key: "by", header: { zh: "制定人", en: "Made by" }, value: ({ createdBy }) => createdBy, width: "m" },
      {
        key: "at",
        header: { zh: "时间", en: "At" },
        value: ({ createdAt }) => showMoment(String(createdAt), language),
        sortBy: ({ createdAt }) => String(createdAt),
        width: "l",
      },
    ],
    [language],
  );
  return (
    <Page
      title={t("导入对应", "Import mappings")}
      actions={
        rights.draft ? (
          <>
            <Link className="btn" to="/mappings/import">
              {t("导入整份导出", "Import a whole export")}
            </Link>
            <Link className="btn btn-primary" to="/mappings/new">
              {t("新增对应", "New mapping")}
            </Link>
          </>
        ) : null
      }
    >
      <p className="quiet">
        {t(
          "其他系统（公共机构能耗、公车平台、预算一体化等）的导出表在这里对应一次，全省各级即可直接导入；导入的数逐格注明来源。",
          "An export of another system is mapped here once; everybody below imports by it, and every figure names its source.",
        )}
      </p>
      <Loaded of={mappings}>
        {({ items }) => (
          <>
            <DataTable
              title={t("导入对应", "Import mappings")}
              columns={columns}
              rows={items}
              rowKey={({ id }) => id}
              empty={t(
                "还没有导入对应。由省级分析员用一份真实导出文件新增。",
                "No mappings yet. An analyst of the province makes one from a real export.",
              )}
            />
            {items
              .filter(({ id }) => String(id) === search.mapping)
              .map((mapping) => (
                <Opened key={mapping.id} mapping={mapping} onClose={() => change({ mapping: undefined })} />
              ))}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Opened({ mapping, onClose }: { mapping: Mapping; onClose: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const rights = useRights();
  const { document } = mapping;
  const meant = new Map(document.cells.map((cell) => [cell.column, cell]));
  const ending = useMutation({
    mutationFn: () => call(api.mappings.endMapping, { params: { id: mapping.id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: [api.mappings.listMappings.id] }),
  });
  return (
    <Dialog title={<span translate="no">{`${document.system} · ${document.title}`}</span>} onClose={onClose}>
      <p className="quiet">
        {t(
          `表头第 ${document.header} 行；${document.rows === "several" ? "每单位多行，相加" : "每单位一行"}；第 ${mapping.version} 版`,
          `Header in row ${document.header}; ${document.rows === "several" ? "several rows per unit, added up" : "one row per unit"}; version ${mapping.version}`,
        )}
      </p>
      <ol className="mapping-columns">
        {document.columns.map((column) => {
          const cell = meant.get(column);
          const isUnit = document.unit?.column === column;
          return (
            <li key={column}>
              {column || t("（空）", "(blank)")}{" "}
              <span className="quiet">
                {isUnit
                  ? t("＝ 填报单位", "= unit")
                  : document.period?.column === column
                    ? t("＝ 期间", "= period")
                    : cell === undefined
                      ? t("不导入", "not imported")
                      : `→ ${cell.measure}${cell.member === "total" ? "" : ` ${cell.member}`}${t(`（${cell.uom}）`, ` (${cell.uom})`)}`}
              </span>
            </li>
          );
        })}
      </ol>
      <LayoutLink mapping={mapping} />
      {ending.isError ? <ProblemBox error={ending.error} /> : null}
      {rights.draft && mapping.ownerRegionId === rights.region ? (
        <Button busy={ending.isPending} onClick={() => ending.mutate()}>
          {t("停用（已导入的数不变）", "End it (imported figures stay)")}
        </Button>
      ) : null}
    </Dialog>
  );
}

/** 按该系统的表样导出: choose the collection, download. */
function LayoutLink({ mapping: { id, document } }: { mapping: Mapping }) {
  const t = useText();
  const listed = useQuery(read(api.collections.listCollections, {}));
  const [chosen, choose] = useState<number>();
  const fit = (listed.data?.items ?? []).filter(({ formKey }) => formKey === document.form);
  const collection = chosen ?? fit.at(-1)?.id;
  if (collection === undefined)
    return (
      <Alert tone="info" title={t("还没有该报表的采集任务，暂不能按表样导出", "No collection of this form yet")} />
    );
  return (
    <div className="row">
      <label className="inline-field">
        {t("采集任务", "Collection")}
        <select className="input" value={collection} onChange={({ target }) => choose(Number(target.value))}>
          {fit.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      </label>
      <a
        className="btn"
        href={addressOf(api.mappings.readLayout, { id }, { collection, lens: "city" })}
        download={fileName(`${document.system} ${document.title}`, "xlsx", new Date())}
      >
        {t("按该系统表样导出（市审数）", "Export in its layout (city-accepted)")}
      </a>
    </div>
  );
}
