/**
 * Whether an ordinary program on this machine gets the right addresses: what the operating system's own resolver gives,
 * after the hosts file, mDNS and nsswitch.conf have had their say.
 */
import { defineAudit, type Audit } from '../define.js';
import { listed, normalAddress } from './shared/answers.js';
import { differences, isOtherLoopback } from './shared/expectation.js';

type MessageId =
  | 'as-expected'
  | 'wrong-address'
  | 'other-loopback'
  | 'extra-address'
  | 'missing-address'
  | 'not-found'
  | 'no-answer'
  | 'not-asked';

export const osResolver: Audit = defineAudit<MessageId, 'dns'>({
  id: 'dns/os-resolver',
  title: 'This system resolves the name as expected',
  why: 'Browsers and most programs ask the operating system, which reads its hosts file and its own settings before it asks a resolver. What it gives is where requests go, whatever the resolvers say.',
  requires: ['dns'],
  uses: ['hosts'],
  references: ['https://www.rfc-editor.org/rfc/rfc3493#section-6.1'],
  limits: ['A browser with DNS over HTTPS of its own does not ask the operating system.'],
  messages: {
    'as-expected': { status: 'pass', text: 'The operating system gives {addresses} for {name}{origin}.' },
    'wrong-address': {
      status: 'fail',
      text: 'The operating system gives {addresses} for {name} instead of {expected}{origin}.',
      fix: {
        advice:
          'Correct the hosts file where it names {name}; else see what the resolvers answer, and whether a VPN or security client resolves in their place',
      },
    },
    'other-loopback': {
      status: 'fail',
      text: 'The operating system gives {addresses} for {name}: {extra} is on this device as well, and not where the program listens ({expected}){origin}.',
      fix: {
        advice: 'Give {name} the address {expected} and nothing else, in the hosts file or in the zone',
      },
    },
    'extra-address': {
      status: 'fail',
      text: 'The operating system gives {addresses} for {name}: {extra} is not expected{origin}.',
      fix: { advice: 'Remove the further address from the hosts file or from the zone of {name}' },
    },
    'missing-address': {
      status: 'fail',
      text: 'The operating system gives {addresses} for {name} and leaves out {missing}{origin}.',
      fix: { advice: 'Complete the hosts file, or the zone of {name}, or correct the profile' },
    },
    'not-found': {
      status: 'fail',
      text: 'The operating system finds no address for {name}.',
      fix: {
        advice:
          'See what the findings about the resolvers say; until it is put right, an entry in the hosts file pins the address on this machine',
        targets: ['hosts'],
      },
    },
    'no-answer': {
      status: 'error',
      text: 'The operating system’s resolver could not look {name} up: {reason}.',
      fix: { advice: 'Check this machine’s connection and the resolvers that it is set to ask' },
    },
    'not-asked': { status: 'not-collected', text: 'The operating system’s own resolver was not asked.' },
  },
  run({ dns, hosts }, { profile }) {
    const { name } = profile;
    const found = dns.system?.find((each) => each.name === name);
    if (found === undefined) return [{ message: 'not-asked' }];
    if (found.addresses === undefined) {
      const isAnswer = found.error?.code === 'not-found';
      const data = { name, reason: found.error?.message ?? 'no reason is given' };
      return [{ message: isAnswer ? 'not-found' : 'no-answer', data }];
    }
    const addresses = [...new Set(found.addresses.map(normalAddress))];
    const { extra, missing } = differences(addresses, profile);
    const pinned = hosts?.entries.find((entry) => entry.names.includes(name));
    const isHere = extra.length > 0 && extra.every((address) => isOtherLoopback(address, profile));
    const message: MessageId = isHere
      ? 'other-loopback'
      : extra.length === addresses.length
        ? 'wrong-address'
        : extra.length > 0
          ? 'extra-address'
          : missing.length > 0
            ? 'missing-address'
            : 'as-expected';
    return [
      {
        message,
        data: {
          name,
          addresses: listed(addresses),
          expected: listed([...profile.expect.a, ...profile.expect.aaaa]),
          extra: listed(extra),
          missing: listed(missing),
          origin: pinned === undefined ? '' : `, from line ${pinned.line} of the hosts file`,
        },
      },
    ];
  },
});
