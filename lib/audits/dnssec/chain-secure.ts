/**
 * Whether the chain of trust from the root to the name's address holds, over the messages that each resolver gave.
 */
import { resolverFinding, type Reason, type Validation } from '../../dnssec/index.js';
import { validationOf, type AddressType } from '../dns/shared/answers.js';
import { opinions, type Opinion } from '../dns/shared/witnesses.js';
import { defineAudit, type Audit, type Outcome } from '../define.js';

type MessageId =
  'secure' | 'insecure' | 'no-ds' | 'bogus' | 'indeterminate' | 'unfit-resolver' | 'no-resolver';

export const chainSecure: Audit = defineAudit<MessageId, 'dns'>({
  id: 'dnssec/chain-secure',
  title: 'The DNSSEC chain of trust holds',
  why: 'Without DNSSEC anybody between the device and the zone can give the name another address, and the browser would send its requests, with the user’s credentials, there.',
  requires: ['dns'],
  references: [
    'https://www.rfc-editor.org/rfc/rfc4033',
    'https://www.rfc-editor.org/rfc/rfc4035#section-4.3',
    'https://www.rfc-editor.org/rfc/rfc9364',
  ],
  strength: ({ dnssec }) => dnssec,
  limits: [
    'What stands between this machine and the resolver is told as the resolver’s.',
    'The chain is that of the moment at which it was asked for; signatures that end soon are told by dnssec/operator-warnings.',
  ],
  messages: {
    secure: {
      status: 'pass',
      text: 'gives {type} with a chain that is secure from the trust anchor to the answer: {zones}.',
    },
    insecure: {
      status: 'fail',
      text: 'gives {type} from a zone that is proven to be unsigned: the answer can be spoofed.',
      fix: {
        advice: 'Sign the zone of {name} and hand its DS record to the parent zone',
        targets: ['zone-bind', 'zone-knot', 'zone-powerdns', 'zone-ds'],
      },
    },
    'no-ds': {
      status: 'fail',
      text: 'gives {type} from a zone that is signed, and whose parent has no DS for it: nobody can check the signatures, and the answer can be spoofed.',
      fix: {
        advice:
          'Hand the DS record of {name}’s zone to the parent zone, once you have seen that its key is that of your signer',
        targets: ['zone-ds'],
      },
    },
    bogus: {
      status: 'fail',
      text: 'gives {type} with a chain that does not hold: {reason}.',
      fix: { advice: '{fix}' },
    },
    indeterminate: {
      status: 'error',
      text: 'gave too little to validate {type} with: {reason}.',
      fix: { advice: '{fix}' },
    },
    'unfit-resolver': {
      status: 'error',
      text: 'cannot be used to judge the zone by: it, or something on the way to it, {what}. {others}',
      fix: { advice: '{fix}' },
    },
    'no-resolver': { status: 'not-collected', text: 'No resolver was asked.' },
  },
  async run(evidence, { profile, at }) {
    const { dns } = evidence;
    if (dns.resolvers.length === 0) return [{ message: 'no-resolver' }];
    const outcomes: Outcome<MessageId>[] = [];
    for (const resolver of dns.resolvers) {
      for (const type of ['A', 'AAAA'] as const) {
        const validation = await validationOf(dns, resolver, profile.name, type, at);
        const unfit = resolverFinding(validation);
        if (unfit !== undefined) {
          const heard = await opinions(dns, profile.name, type, at);
          const data = { what: unfit.what, others: whatOthersFind(heard), fix: unfit.fix.replace(/\.$/, '') };
          outcomes.push({
            message: 'unfit-resolver',
            subject: resolver.id,
            code: unfit.code,
            data,
            details: validation.reasons.slice(1).map(reasonLine),
          });
          outcomes.push(...whatIsBroken(heard, profile.name, type));
          break;
        }
        outcomes.push(outcomeOf(validation, resolver.id, profile.name, type));
      }
    }
    return outcomes;
  },
});

/** What one place gave, with its reasons; the first of a chain that does not hold is in the message already. */
function outcomeOf(
  validation: Validation,
  subject: string,
  name: string,
  type: AddressType,
): Outcome<MessageId> {
  const { status, reasons } = validation;
  const isTold = status === 'bogus' || status === 'indeterminate';
  const [first] = reasons;
  return {
    message: messageOf(validation),
    subject,
    ...(first === undefined ? {} : { code: first.code }),
    ...(first?.zone === undefined ? {} : { zone: first.zone }),
    data: { name, type, signed: signedText(validation), ...worded(validation) },
    details: reasons
      .slice(0, 5)
      .flatMap((reason, index) => [
        ...(index === 0 && isTold ? [] : [reasonLine(reason)]),
        ...(reason.records ?? []),
      ]),
  };
}

/** `DNSKEY (keys 34719, 49302)`: which signatures did not hold, for the same reason as the first. */
function signedText({ reasons }: Validation): string {
  const at = reasons.flatMap(({ code, signature }) =>
    signature !== undefined && code === reasons[0]?.code ? [signature] : [],
  );
  const tags = [...new Set(at.map(({ keyTag }) => keyTag))];
  if (tags.length === 0) return '';
  return `${[...new Set(at.map(({ type }) => type))].join(', ')} (key${tags.length > 1 ? 's' : ''} ${tags.join(', ')})`;
}

/** A resolver that hands no DNSSEC on hides a zone that is broken; the first of the others who shows it is enough. */
function whatIsBroken(heard: readonly Opinion[], name: string, type: AddressType): Outcome<MessageId>[] {
  if (heard.some(({ validation }) => validation.status === 'secure')) return [];
  const broken = heard.find(({ validation }) => ['bogus', 'insecure'].includes(validation.status));
  return broken === undefined ? [] : [outcomeOf(broken.validation, broken.id, name, type)];
}

function messageOf({ status, reasons }: Validation): MessageId {
  const lacksDs = status === 'insecure' && reasons.some(({ code }) => code === 'signed-without-ds');
  return lacksDs ? 'no-ds' : status;
}

/** Who was asked besides knows more of the zone than a resolver that hands no DNSSEC on. */
function whatOthersFind(heard: readonly Opinion[]): string {
  return heard.length === 0
    ? 'Nobody else was asked.'
    : `The chain is ${heard.map(({ id, validation }) => `${validation.status} by ${id}`).join(', ')}.`;
}

/** The root is in order: what is wrong with it stands between here and there. */
const atTheRoot =
  'Ask another resolver (--resolver): the root is signed, so this one, or something on the way to it, leaves DNSSEC out of what it hands on; or correct --anchors, where those were given';

function worded({ chain, reasons }: Validation): { reason: string; fix: string; zones: string } {
  const [first] = reasons;
  return {
    reason: first === undefined ? 'no reason is given' : spoken(first.message).replace(/\.$/, ''),
    fix:
      (first?.zone === '.' ? atTheRoot : first?.fix.replace(/\.$/, '')) ??
      'Compare with another resolver and with the zone’s own servers',
    zones: chain.map(({ zone }) => (zone === '.' ? 'the root' : zone.replace(/\.$/, ''))).join(' → '),
  };
}

/** A sentence that opens with the root's name, a dot, reads as if something were missing. */
function spoken(message: string): string {
  return message.replace(/^\. /, 'The root ');
}

function reasonLine({ code, message, ede }: Reason): string {
  return `${code}${ede === undefined ? '' : ` (Extended DNS Error ${ede})`}: ${spoken(message)}`;
}
