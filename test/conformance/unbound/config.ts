/**
 * Reads the part of a scenario that is Unbound's configuration (unbound.conf(5)): words, not lines, as Unbound's own
 * lexer does. Limits: `include:` is not followed; what is not known here is kept by name.
 */

/** An option and its value; those of a `stub-zone:` or other block carry its name, as `stub-zone/name`. */
export type ConfigOption = readonly [option: string, value: string];

const blocks: ReadonlySet<string> = new Set(
  'server stub-zone forward-zone auth-zone view remote-control python dynlib rpz cachedb ipset dnscrypt dnstap'.split(
    ' ',
  ),
);
/** A string in quotes of either kind, or a bare word; `#` starts a comment, as `;` does at the start of a line. */
const words = /"([^"]*)"|'([^']*)'|([^\s"'#]+)/g;
const comment = /^\s*;.*|("[^"]*"|'[^']*')|#.*/g;

export function readConfig(whole: string): ConfigOption[] {
  const config: [string, string][] = [];
  let block = '';
  let open: [string, string] | undefined;
  const take = (value: string): void => {
    if (open !== undefined) open[1] = open[1] === '' ? value : `${open[1]} ${value}`;
  };
  for (const line of whole.split(/\r?\n/)) {
    const text = line.replace(comment, (_all, quoted: string | undefined) => quoted ?? '');
    for (const [, double, single, bare] of text.matchAll(words)) {
      const quoted = double ?? single;
      const option = /^([a-z][a-z0-9-]*):(.*)$/i.exec(bare ?? '');
      if (quoted !== undefined || option === null) {
        take(quoted ?? bare ?? '');
        continue;
      }
      const [, name = '', rest = ''] = option;
      if (blocks.has(name) && rest === '') {
        block = name === 'server' ? '' : `${name}/`;
        open = undefined;
        if (block !== '') config.push([name, '']);
      } else {
        open = [block + name, rest];
        config.push(open);
      }
    }
  }
  return config;
}
