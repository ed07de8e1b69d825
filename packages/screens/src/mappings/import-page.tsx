import { Empty, Field, Page, SYNTHETIC, useText, Alert } from "@duibiao/ui";
import { useAddress } from "../address.ts";
import { Loaded } from "../problem-box.tsx";
import { useSession } from "../session.ts";
import { Bring } from "./bring-card.tsx";
import type { ImportSearch } from "./search.ts";
import { useChoice } from "./use-choice.ts";
import "./mappings.css";

/** 整份导入: an export of another system with the rows of many units, read by a mapping, tried and then brought in. */
export function ImportPage() {
  const t = useText();
  const { posts } = useSession();
  const [search, change] = useAddress<ImportSearch>();
  const { mappings, collections, items, mapping, open, collection } = useChoice(search);
  const may = posts.some(({ role, endedAt }) => role === "analyst" && endedAt === null);
  return (
    <Page
      title={t("导入其他系统的整份导出", "Import another system's whole export")}
      stamps={collection?.synthetic ? [t(SYNTHETIC)] : []}
    >
      <p className="quiet">
        {t(
          "一份文件里有许多单位的行：按导入对应读取，逐单位、逐格给出结论。只写入填报中的草稿并注明来源，人工填写的数不覆盖；签署和报送仍由各单位办理。",
          "A file with the rows of many units is read by a mapping, with a verdict per unit and cell. Only drafts are written, each figure with its source; what a person typed is not overwritten, and every unit still signs and submits for itself.",
        )}
      </p>
      {may ? null : (
        <Alert
          tone="info"
          title={t(
            "整份导入由分析员办理；本单位的数请填报人在填报页导入。",
            "Whole exports are brought in by an analyst; a clerk imports the own unit's on the form.",
          )}
        />
      )}
      <Loaded of={mappings}>
        {() => (
          <Loaded of={collections}>
            {() =>
              mapping === undefined ? (
                <Empty>
                  {t(
                    "省级还没有定导入对应，请与省级分析员联系。",
                    "The province has made no mapping yet; ask its analyst for one.",
                  )}
                </Empty>
              ) : may ? (
                <section className="card">
                  <div className="import-what">
                    <Field label={t("系统和导出表", "System and export")}>
                      {(ids) => (
                        <select
                          {...ids}
                          className="input"
                          value={mapping.id}
                          onChange={({ target }) =>
                            change({ mapping: Number(target.value), collection: undefined, show: undefined })
                          }
                        >
                          {items.map(({ id, document }) => (
                            <option key={id} value={id}>
                              {document.system} · {document.title}
                            </option>
                          ))}
                        </select>
                      )}
                    </Field>
                    {collection === undefined ? null : (
                      <Field label={t("采集任务", "Collection")}>
                        {(ids) => (
                          <select
                            {...ids}
                            className="input"
                            value={collection.id}
                            onChange={({ target }) => change({ collection: Number(target.value), show: undefined })}
                          >
                            {open.map(({ id, name }) => (
                              <option key={id} value={id}>
                                {name}
                              </option>
                            ))}
                          </select>
                        )}
                      </Field>
                    )}
                  </div>
                  {collection === undefined ? (
                    <Alert
                      tone="info"
                      title={t(
                        `该对应所填的报表（${mapping.document.form}）现在没有可填的采集任务。`,
                        `No collection of its form (${mapping.document.form}) can be filled now.`,
                      )}
                    />
                  ) : (
                    <Bring key={`${mapping.id}/${collection.id}`} {...{ mapping, collection, search, change }} />
                  )}
                </section>
              ) : null
            }
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}
