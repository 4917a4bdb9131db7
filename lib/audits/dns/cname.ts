/** Whether the name is an alias, and whose zone then decides about its address. */
import {
  equalNames,
  formatName,
  isSubdomain,
  parseName,
  rrType,
  type Message,
  type Name,
} from '../../dns/index.js';
import type { DnsEvidence } from '../../evidence/types.js';
import { defineAudit, type Audit } from '../define.js';
import { answerOf, validationOf } from './shared/answers.js';
import { allViews } from './shared/views.js';
import type { View } from './shared/witnesses.js';
import { zoneOf } from './shared/zone.js';

type MessageId = 'no-alias' | 'alias' | 'alias-elsewhere' | 'loop' | 'no-answer';

export const cname: Audit = defineAudit<MessageId, 'dns'>({
  id: 'dns/cname',
  title: 'No other zone decides about the name',
  why: 'Where the name is an alias (CNAME), whoever runs the zone of its target decides where requests go, and that zone has to be signed and looked after as well.',
  requires: ['dns'],
  references: [
    'https://www.rfc-editor.org/rfc/rfc1034#section-3.6.2',
    'https://www.rfc-editor.org/rfc/rfc2181#section-10.1',
  ],
  limits: [
    'It follows the alias as it was answered when it was asked; a zone that answers with another alias elsewhere is not seen.',
  ],
  messages: {
    'no-alias': { status: 'pass', text: '{name} has its address itself: it is no alias.' },
    alias: { status: 'pass', text: '{name} is an alias within its own zone: {chain}.' },
    'alias-elsewhere': {
      status: 'warn',
      text: '{name} is an alias that leaves its zone {zone}: {chain}. Whoever runs the zone of {target} decides where requests go.',
      fix: {
        advice: 'Give {name} its address in its own zone in place of the alias',
        targets: ['zone-records'],
      },
    },
    loop: {
      status: 'fail',
      text: '{name} is an alias that leads back to itself: {chain}.',
      fix: { advice: 'Give {name} its address in place of the alias', targets: ['zone-records'] },
    },
    'no-answer': { status: 'not-applicable', text: 'Nobody gave an answer in which an alias could show.' },
  },
  async run({ dns }, { profile, at }) {
    const { name } = profile;
    const seen = await firstAnswer(dns, name);
    if (seen === undefined) return [{ message: 'no-answer' }];
    const names = aliasChain(seen.message, parseName(name));
    const target = names.at(-1);
    if (target === undefined || names.length === 1) return [{ message: 'no-alias', data: { name } }];
    const chain = names.map(text).join(' → ');
    if (names.slice(0, -1).some((each) => equalNames(each, target)))
      return [{ message: 'loop', data: { name, chain } }];
    const zone = zoneOf(await validationOf(dns, seen.view, name, 'A', at), name);
    const leaves = zone !== undefined && names.some((each) => !isSubdomain(each, parseName(zone)));
    const data = { name, chain, zone: zone?.replace(/\.$/, '') ?? '', target: text(target) };
    return [{ message: leaves ? 'alias-elsewhere' : 'alias', data }];
  },
});

/** The first answer that holds anything: of the zone's own servers, the references, the resolvers. */
async function firstAnswer(
  dns: DnsEvidence,
  name: string,
): Promise<{ readonly view: View; readonly message: Message } | undefined> {
  for (const view of allViews(dns)) {
    const answer = await answerOf(view, name, 'A');
    if ('message' in answer && answer.message.answer.length > 0) return { view, message: answer.message };
  }
  return undefined;
}

/** The names from alias to alias, the one asked for first; a name that comes again ends it. */
function aliasChain(message: Message, start: Name): Name[] {
  const names = [start];
  for (;;) {
    const last = names.at(-1) ?? start;
    const alias = message.answer.find(
      (record) => record.type === rrType.CNAME && equalNames(record.name, last),
    );
    if (alias === undefined) return names;
    const isKnown = names.some((each) => equalNames(each, alias.rdata));
    names.push(alias.rdata);
    if (isKnown) return names;
  }
}

function text(name: Name): string {
  return formatName(name).replace(/\.$/, '');
}
