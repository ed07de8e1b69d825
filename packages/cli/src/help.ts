import type { Text } from "@duibiao/indicators";

/** What the command can do, in both languages. */
export const HELP: Text = {
  zh: `对标指标命令行：不需要服务器，检查、比较、解释目录并计算指标。

用法：
  duibiao-indicators lint 目录 [--json] [--today 日期]
      检查目录。每行一个问题：程度、代码、位置、说明。有错误时退出码为 1。
  duibiao-indicators diff 旧目录 新目录 [--json]
      比较两个目录的含义：增加、删除、替换、公式变化、序列中断。
  duibiao-indicators explain 目录 键 [--data 文件 --region 地区 --period 报告期]
      解释一个指标或校验规则：公式、计量单位、需要的数据项、报表和行次；给出数据时代入数值。
  duibiao-indicators evaluate 目录 数据 [--indicators 键，键] [--out 结果.csv|结果.json]
      计算数据文件中所有地区、所有报告期的指标。

目录：base（随平台发布的基础目录）、一个 YAML 或 JSON 文件，或一个按主题分文件的文件夹。
数据：CSV 或 xlsx。长表列为 地区、报告期、数据项、分类项（可无）、数值；宽表列为 地区、报告期，其余每列一个数据项。
  可加 上级地区 列（先逐级汇总再相除）和 口径范围 列（本级、全域）。
  报告期写作 2025、2025H1、2025Q1、2025-03。数值可写 不适用、暂缺；空格为暂缺。
--lang zh|en 选择语言，默认 zh。退出码：0 正常，1 有错误，2 用法不对。
`,
  en: `Duibiao indicators: checks, compares and explains catalogues and evaluates indicators, without a server.

Usage:
  duibiao-indicators lint CATALOGUE [--json] [--today DAY]
      Checks a catalogue. One finding a line: severity, code, path, text. Exit code 1 where there is an error.
  duibiao-indicators diff BEFORE AFTER [--json]
      What differs in meaning: added, removed, replaced, formula changed, break in series.
  duibiao-indicators explain CATALOGUE KEY [--data FILE --region REGION --period PERIOD]
      An indicator or a rule: formula in words, unit of measure, what it needs, forms and lines; with data the numbers put in.
  duibiao-indicators evaluate CATALOGUE DATA [--indicators KEY,KEY] [--out RESULTS.csv|RESULTS.json]
      Evaluates indicators for all regions and periods of the data.

CATALOGUE: base (the one that ships), a YAML or JSON file, or a folder of YAML topics.
DATA: CSV or xlsx. Long: columns region, period, measure, member (optional), value. Wide: region, period, one column per measure.
  Optional: parent (regions roll up before anything is divided) and covers (own, whole).
  Periods: 2025, 2025H1, 2025Q1, 2025-03. A value may be 不适用 (n/a) or 暂缺 (missing); empty is missing.
--lang zh|en chooses the language, zh by default. Exit codes: 0 well, 1 errors, 2 wrong usage.
`,
};
