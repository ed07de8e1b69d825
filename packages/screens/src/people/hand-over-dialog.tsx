import { useState } from "react";
import { api, call } from "@duibiao/client";
import { Alert, useText } from "@duibiao/ui";
import type { Person } from "./person-page.tsx";
import { PersonPicker, type PickedPerson } from "./person-picker.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";
import { isAdministrator } from "./rights.ts";
import { postText } from "./words.ts";

/** 移交: all posts of a person to another in one step; what goes is listed before it does. */
export function HandOverDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const t = useText();
  const [to, setTo] = useState<PickedPerson | null>(null);
  return (
    <ReasonDialog
      title={t(`移交${person.name}的全部任职`, `Hand over all posts of ${person.name}`)}
      deed={t("移交", "Hand over")}
      ready={to !== null}
      act={(reason) => call(api.posts.handOver, { params: { id: person.id }, body: { to: to!.id, reason } })}
      result={({ posts, held, proposed }) =>
        proposed > 0 ? (
          <Alert
            title={t(
              `已提名由${to!.name}接任，待另一位管理员确认`,
              `${to!.name} is proposed; another administrator confirms`,
            )}
          >
            {t(
              "确认时原任职结束、新任职开始；在此之前由原任继续。请另一位管理员到「任职提名」办理。",
              "When it is confirmed the old post ends and the new one begins; until then the holder goes on.",
            )}
          </Alert>
        ) : (
          <Alert title={t(`已移交给${to!.name}`, `Handed over to ${to!.name}`)}>
            {t(
              `其现有 ${posts.length} 项任职${held === 0 ? "" : `，其中 ${held} 项原已持有`}。原账号不再有任职，需要时请系统管理员停用。`,
              `They hold ${posts.length} posts now${held === 0 ? "" : `, ${held} of them before`}. The old account holds none; a system administrator may disable it.`,
            )}
          </Alert>
        )
      }
      onClose={onClose}
    >
      <ul>
        {person.posts.map((post) => (
          <li key={post.id}>{postText(post, t)}</li>
        ))}
      </ul>
      <p className="quiet">
        {person.posts.some(isAdministrator)
          ? t(
              "三员的移交须两人办理：这里提名接任者，另一位管理员在「任职提名」确认，其中一人须是安全保密管理员。",
              "An administrator's hand-over takes two: you propose who follows, another administrator confirms; one of the two is a security administrator.",
            )
          : t(
              "立即生效，全部办成或全部不办。未填完的报表、未答复的核实单随任职走，由接任者继续。",
              "At once, all of them or none. Unfinished forms and open questions go with the post, for the receiver to go on.",
            )}
      </p>
      <PersonPicker label={t("接任者", "Receiver")} not={person.id} onPick={setTo} />
    </ReasonDialog>
  );
}
