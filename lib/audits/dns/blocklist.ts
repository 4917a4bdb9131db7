/** Whether a filter answers in the zone's place: a blocklist, a sinkhole, a block page, a response policy zone. */
import { defineAudit, type Audit } from '../define.js';
import { diagnoseBoth, type Cause } from './shared/diagnosis.js';
import { eachResolver, noResolver } from './shared/each-resolver.js';
import { blocklistTargets } from './shared/fixes.js';

type MessageId = 'not-blocked' | 'blocked' | 'name-denied' | 'redirected' | 'no-answer' | 'no-resolver';

const own: Partial<Readonly<Record<Cause, MessageId>>> = {
  blocked: 'blocked',
  'name-denied': 'name-denied',
  redirected: 'redirected',
};
const silent: ReadonlySet<Cause> = new Set([
  'silent',
  'silent-for-name',
  'refuses-all',
  'fails-all',
  'denies-all',
]);

export const blocklist: Audit = defineAudit<MessageId, 'dns'>({
  id: 'dns/blocklist',
  title: 'No filter answers in the zone’s place',
  why: 'A filter that knows the name as unwanted answers with nothing, with 0.0.0.0 or with the address of its own block page. The request then fails, or goes to the filter.',
  requires: ['dns'],
  references: ['https://www.rfc-editor.org/rfc/rfc8914#section-4.16', 'https://dnsrpz.info/'],
  limits: [
    'The addresses of block pages are those that their vendors document; a filter with a page of its own shows as an address that the zone does not give.',
  ],
  messages: {
    'not-blocked': { status: 'pass', text: 'shows no sign of a filter for {name}.' },
    blocked: {
      status: 'fail',
      text: 'blocks {name}: {sign}.',
      fix: { advice: 'Take {name} off the blocklist of this resolver', targets: blocklistTargets },
    },
    'name-denied': {
      status: 'fail',
      text: 'denies the whole name {name} ({sign}) though other names resolve, and {witness}: a filter answers.',
      fix: { advice: 'Take {name} off the blocklist of this resolver', targets: blocklistTargets },
    },
    redirected: {
      status: 'fail',
      text: 'sends {name} elsewhere: {sign}, and {witness}.',
      fix: {
        advice:
          'Find out whose address that is; take {name} off the filter that gives it, or off the split zone',
        targets: blocklistTargets,
      },
    },
    'no-answer': { status: 'not-applicable', text: 'gives no answer in which a filter could show.' },
    'no-resolver': noResolver,
  },
  run({ dns }, { profile, at }) {
    const { name } = profile;
    return eachResolver<MessageId>(dns, async (resolver) => {
      const diagnoses = await diagnoseBoth(dns, resolver, profile, at);
      for (const { cause, sign, witness } of diagnoses) {
        const message = own[cause];
        if (message === undefined) continue;
        const whose = witness === undefined ? 'nothing proves it' : `not so according to ${witness}`;
        return [{ message, data: { name, sign, witness: whose } }];
      }
      const isSilent = diagnoses.every(({ cause }) => silent.has(cause));
      return [{ message: isSilent ? 'no-answer' : 'not-blocked', data: { name } }];
    });
  },
});
