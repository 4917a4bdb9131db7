/** PAC files that hold a whole table: each row has a host of its own. */
import { CALENDAR_CALLS, CALENDAR_MOMENTS } from './calendar.js';
import { SHOWN } from './shown.js';

interface Asked {
  readonly source: string;
  readonly urls: readonly string[];
}

const urlsFor = (rows: readonly unknown[]): string[] => rows.map((_, index) => `http://r${index}.rows.test/`);
const ROW = 'Number(host.split(".")[0].slice(1))';

/** Returns each of these results. */
export function returning(results: readonly string[]): Asked {
  const source = `var rows = ${JSON.stringify(results)};
    function FindProxyForURL(url, host) { return rows[${ROW}]; }`;
  return { source, urls: urlsFor(results) };
}

/** Shows the type and value of each of these expressions, or the name of the type that it throws. */
export function evaluating(expressions: readonly string[]): Asked {
  const rows = expressions.map((text) => `function (host) { return ${text}; }`);
  const source = `${SHOWN} var rows = [${rows.join(',\n')}];
    function FindProxyForURL(url, host) {
      var value;
      try { value = rows[${ROW}](host); } catch (error) { return shown('throws ' + (typeof error)); }
      return shown(typeof value + ' ' + value);
    }`;
  return { source, urls: urlsFor(expressions) };
}

/** For each moment one text, a letter for each call: `t`, `f`, or `x` where it throws. The clock is the script's own. */
export const calendarPac = (): string => `${SHOWN}
  var moments = ${JSON.stringify(CALENDAR_MOMENTS)}, at = 0, Real = Date;
  Date = function (a, b, c, d, e, f) { return arguments.length === 0 ? new Real(at) : new Real(a, b, c, d, e, f); };
  var calls = [${CALENDAR_CALLS.map((call) => `function () { return ${call}; }`).join(',\n')}];
  function FindProxyForURL(url, host) {
    at = moments[${ROW}];
    var text = '';
    for (var i = 0; i < calls.length; i++) try { text += calls[i]() ? 't' : 'f'; } catch (error) { text += 'x'; }
    return shown(text);
  }`;
