/** A value of the script, shown in the name of the proxy that it returns. */

/** Defines `shown(value)`: a result of which the proxy's host is the value's text, in hexadecimal. */
export const SHOWN = `function shown(value) {
  var text = String(value), digits = '';
  for (var i = 0; i < text.length; i++) digits += ('000' + text.charCodeAt(i).toString(16)).slice(-4);
  return 'PROXY x' + digits + ':1';
}
`;

/** The text in `http x<digits> 1` or `PROXY x<digits>:1`; whatever else it is, as it is. */
export function textShown(way: string | null | undefined): string {
  const digits = /^(?:http|PROXY) x((?:[0-9a-f]{4})*)(?: |:)1$/.exec(way ?? '')?.[1];
  if (digits === undefined) return `not shown: ${String(way)}`;
  return digits.replace(/.{4}/g, (unit) => String.fromCharCode(parseInt(unit, 16)));
}
