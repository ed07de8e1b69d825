/**
 * The sheet of everything that is printed: A4, black on white; in the margin of every page the given code and 第 x 页/共
 * y 页 (Chromium 131 and later). CSS alone can repeat a line on every page without covering the text, so the code comes in
 * here: no page may carry a style of its own.
 * @param hash 64 hexadecimal digits, or anything else for none.
 */
export const printStyle = (hash: string | undefined): string => `
@page {
  size: A4;
  margin: 15mm 16mm 18mm;
  @bottom-left { content: "${/^[0-9a-f]{64}$/.test(hash ?? "") ? `校验码（SHA-256）：${hash}` : ""}"; font: 7pt "Noto Serif CJK SC", SimSun, serif }
  @bottom-right { content: "第 " counter(page) " 页/共 " counter(pages) " 页"; font: 9pt "Noto Serif CJK SC", SimSun, serif }
}
body { font: 10.5pt/1.5 "Noto Serif CJK SC", SimSun, serif; color: #000; margin: 0 auto; max-width: 178mm }
h1 { font-size: 16pt; text-align: center; margin: 0 0 4mm }
.marks { display: grid; grid-template-columns: 1fr 1fr; column-gap: 6mm; font-size: 9pt; margin: 0 0 3mm }
.marks p, .foot p, .banner { margin: 0 }
table { border-collapse: collapse; width: 100% }
th, td { border: 0.3mm solid #000; padding: 1mm 2mm; text-align: left }
thead th { text-align: center }
th[scope="row"] { white-space: nowrap; vertical-align: top; font-weight: normal; width: 1% }
td.figure { text-align: right; font-variant-numeric: tabular-nums }
td.member { padding-left: 8mm }
td.long { overflow-wrap: anywhere; font-family: monospace; font-size: 8.5pt }
tr, .foot, .verify { break-inside: avoid }
thead { display: table-header-group }
.foot { display: grid; grid-template-columns: 1fr 1fr 1.2fr 1.2fr; column-gap: 4mm; row-gap: 3mm; margin-top: 5mm; font-size: 9.5pt }
.seal { height: 30mm; grid-column: 1 / -1 }
.banner { font-size: 8pt }
.verify { margin-top: 5mm; font-size: 9pt }
.verify ol { margin: 1mm 0; padding-left: 6mm }
.code { font-size: 7.5pt; overflow-wrap: anywhere; margin-top: 5mm }
.synthetic { border: 0.5mm solid #000; padding: 1mm 2mm; text-align: center; font-weight: bold; margin: 0 0 3mm }
`;
