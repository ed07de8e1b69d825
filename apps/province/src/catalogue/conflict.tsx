import { stringify } from "yaml";
import { Alert, Button, showMoment, useLanguage, useText } from "@duibiao/ui";
import { entriesOf, keyOf, LISTS, nameOf, type Content, type Entry, type List } from "./content.ts";
import type { Copy, WorkingCopy } from "./working-copy.ts";

/** Somebody saved first: both side by side, entry by entry, until the person chooses. */
export function Conflict({ copy, work }: { copy: Copy; work: WorkingCopy }) {
  const t = useText();
  const { language } = useLanguage();
  const theirs = copy.theirs!;
  const apart = differing(copy.content, theirs.content);
  const by = theirs.own ? t("您在另一个窗口", "You in another window") : theirs.savedBy || t("他人", "Somebody else");
  const at = theirs.savedAt === "" ? "" : showMoment(theirs.savedAt, language);
  return (
    <Alert
      tone="warning"
      title={t(
        `${by} ${at} 已先保存，您这里的修改还在本机，没有覆盖它。请对照后选用。`,
        `${by} saved first ${at}. Your change is still on this computer and has overwritten nothing. Compare, then choose.`,
      )}
      actions={
        <>
          <Button onClick={work.takeTheirs}>
            {t("用已存的（放弃这里的修改）", "Take what is stored (give up mine)")}
          </Button>
          <Button look="danger" onClick={() => void work.keepMine()}>
            {t("用我的（覆盖已存的）", "Keep mine (over what is stored)")}
          </Button>
        </>
      }
    >
      <div className="scroll-x">
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t("条目", "Entry")}</th>
              <th scope="col">{t("已存的", "Stored")}</th>
              <th scope="col">{t("我的", "Mine")}</th>
            </tr>
          </thead>
          <tbody>
            {apart.map(({ place, theirs: other, mine }) => (
              <tr key={place.zh}>
                <td>{t(place)}</td>
                <td>
                  <pre>{written(other)}</pre>
                </td>
                <td>
                  <pre>{written(mine)}</pre>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Alert>
  );
}

const written = (value: unknown) => (value === undefined ? "–" : stringify(value, { lineWidth: 0 }));

/** Entries, and fields of the head, that are not the same in both. */
function differing(mine: Content, theirs: Content) {
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const isList = (field: string): field is List => field in LISTS;
  const fields = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])];
  return fields.flatMap((field) => {
    if (!isList(field))
      return same(mine[field], theirs[field])
        ? []
        : [{ place: { zh: field, en: field }, mine: mine[field], theirs: theirs[field] }];
    const of = (content: Content) => new Map(entriesOf(content, field).map((entry) => [keyOf(entry), entry]));
    const [own, other] = [of(mine), of(theirs)];
    return [...new Set([...other.keys(), ...own.keys()])]
      .filter((key) => !same(own.get(key), other.get(key)))
      .map((key) => {
        const name = nameOf((own.get(key) ?? other.get(key)) as Entry);
        const word = LISTS[field];
        return {
          place: { zh: `${word.zh} ${name.zh}（${key}）`, en: `${word.en} ${name.en} (${key})` },
          mine: own.get(key),
          theirs: other.get(key),
        };
      });
  });
}
