import { Dialog, useText } from "@duibiao/ui";

/** Keys of the review desk. */
export function KeysHelp({ onClose }: { onClose: () => void }) {
  const t = useText();
  const keys: [string, string][] = [
    ["J / K", t("下一处、上一处核验结果或单元格", "Next, previous finding or cell")],
    ["A", t("通过（先确认）", "Accept (asks first)")],
    ["R", t("退回（先写明原因）", "Return (asks for reasons)")],
    ["Q", t("就当前单元格发核实单", "Question on the cell")],
    ["S", t("到复核意见（轮到您复核时）", "To the second review, where it is yours")],
    ["N", t("下一份报送", "Next submission")],
    ["?", t("显示本帮助", "This help")],
    ["Esc", t("关闭对话框", "Close a dialog")],
  ];
  return (
    <Dialog title={t("快捷键", "Keys")} onClose={onClose}>
      <dl className="keys">
        {keys.map(([key, does]) => (
          <div key={key} className="row">
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p className="quiet">{t("输入文字时快捷键不起作用。", "Off while you type.")}</p>
    </Dialog>
  );
}
