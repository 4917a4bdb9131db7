/** Text in the encoding of Windows in Western Europe, in which old settings files are. */

/** What the Encoding Standard has in place of the controls from 0x80 on (index-windows-1252.txt). */
const TYPOGRAPHIC =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

/** By hand: some versions of Node read it as Latin-1, and a dash or a quote as a control character. */
export function fromWindows1252(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (control) => TYPOGRAPHIC.charAt(control.charCodeAt(0) - 0x80));
}
