/**
 * `squid.conf`: the access rules of the proxy itself. Source: squid.conf.documented at 5.7 and 6.13. Kept are `acl` and
 * `http_access` lines in their order, those of included files where they stand; files that an acl names in quotes are not
 * opened, and that is reported, as is an `include` whose files were not read.
 */
import { SettingsBuilder, type FormatReader } from './reader.js';
import type { Source } from '../text.js';
import { redactUrl } from '../redact.js';
import type { Origin, ProxySettings, SquidAccess, SquidAcl } from '../types.js';
import { squidLines, squidWords } from './squid-lines.js';

export const squidConf: FormatReader = {
  id: 'squid',
  title: 'squid.conf',
  store: 'squid',
  source: 'squid.conf.documented at 5.7 and 6.13',
  names: /^squid.*\.conf$/i,
  signatures: [
    /^[^\S\n]*(?:http_access\s+(?:allow|deny)|acl\s+\S+\s+(?:src|dst|dstdomain|port|method|proto)\b|http_port\s+\d)/m,
  ],
  read,
};

/** "Squid supports nesting of include directives" sixteen deep. */
const maxDepth = 16;
/** More files than any proxy has: one can include itself, and that again and again. */
const maxFiles = 256;

/** The acl of a rule that is not known: what it says is unknown, and so is then the answer. */
const unreadRules = '(an included file that was not read)';

function read(source: Source, included: (pattern: string) => readonly Source[]): ProxySettings[] {
  const reading = new Reading(source, included);
  reading.file(source, 0);
  return [reading.builder.set('proxySide', { acls: reading.acls, access: reading.access }).build()];
}

class Reading {
  readonly builder: SettingsBuilder;
  readonly acls: SquidAcl[] = [];
  readonly access: SquidAccess[] = [];
  #files = 0;
  readonly #included: (pattern: string) => readonly Source[];

  constructor(source: Source, included: (pattern: string) => readonly Source[]) {
    this.builder = new SettingsBuilder(source, 'squid', 'squid', 'proxy');
    this.#included = included;
  }

  file(source: Source, depth: number): void {
    for (const one of squidLines(source.lines)) {
      const place: Place = { file: source.fileName, line: one.first + 1 };
      const [directive = '', ...rest] = squidWords(one);
      if (directive === 'acl') this.#acl(rest, place);
      else if (directive === 'http_access') this.#access(rest, place);
      else if (directive === 'include') this.#include(rest, place, depth);
    }
  }

  #acl([name = '', type = '', ...values]: readonly string[], place: Place): void {
    this.builder.entry(`acl ${name}`, [type, ...values].join(' '), place.line);
    const origin = this.#origin(`acl ${name}`, place);
    this.acls.push({
      name,
      type,
      values: values.filter((value) => value !== '-i' && value !== '-n' && value !== '--').map(redactUrl),
      origin,
    });
    if (values.some((value) => value.startsWith('"')))
      this.#issue('file-not-read', 'The values stand in another file, which is not read.', origin);
  }

  #access([verb = '', ...names]: readonly string[], place: Place): void {
    this.builder.entry('http_access', [verb, ...names].join(' '), place.line);
    const origin = this.#origin('http_access', place);
    if (verb !== 'allow' && verb !== 'deny')
      this.#issue('bad-value', `http_access ${verb} is neither allow nor deny.`, origin);
    else
      this.access.push({
        allow: verb === 'allow',
        acls: names.map((name) => ({ name: name.replace(/^!/, ''), negated: name.startsWith('!') })),
        origin,
      });
  }

  #include(patterns: readonly string[], place: Place, depth: number): void {
    const origin = this.#origin('include', place);
    for (const pattern of patterns) {
      const files = depth < maxDepth ? this.#included(pattern) : [];
      this.#files += files.length;
      if (files.length > 0 && this.#files <= maxFiles) {
        for (const file of files) this.file(file, depth + 1);
        continue;
      }
      this.#issue('file-not-read', `${pattern} is included and was not read.`, origin);
      this.access.push({ allow: false, acls: [{ name: unreadRules, negated: false }], origin });
    }
  }

  #origin(key: string, { file, line }: Place): Origin {
    return { ...this.builder.origin(key, line), file };
  }

  #issue(code: string, message: string, origin: Origin): void {
    this.builder.issueAt({ code, message, origin });
  }
}

interface Place {
  readonly file: string;
  readonly line: number;
}
