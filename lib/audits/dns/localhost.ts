/** Whether `localhost` is the device's own loopback address here, as RFC 6761 §6.3 has every resolver answer. */
import { defineAudit, type Audit, type Outcome } from '../define.js';
import { listed, normalAddress, rangeOf } from './shared/answers.js';

type MessageId = 'loopback' | 'elsewhere' | 'not-found' | 'no-answer' | 'hosts-elsewhere' | 'not-asked';

export const localhost: Audit = defineAudit<MessageId, never>({
  id: 'dns/localhost',
  title: 'localhost is this device',
  why: 'The connector is called by the name localhost as well. RFC 6761 has it always be loopback, but most systems take it from the hosts file, which somebody may have changed.',
  requires: [],
  uses: ['dns', 'hosts'],
  references: ['https://www.rfc-editor.org/rfc/rfc6761#section-6.3'],
  limits: [
    'It asks the operating system and reads its hosts file; a program that resolves names by itself may know localhost otherwise.',
  ],
  strength: ({ bypassHosts }) => (bypassHosts.includes('localhost') ? 'required' : 'none'),
  messages: {
    loopback: { status: 'pass', text: 'localhost is {addresses}.' },
    elsewhere: {
      status: 'fail',
      text: 'localhost is {addresses}: not all of it is on this device.',
      fix: { advice: 'Give localhost the addresses 127.0.0.1 and ::1 in the hosts file, and no other' },
    },
    'not-found': {
      status: 'fail',
      text: 'The operating system finds no address for localhost.',
      fix: { advice: 'Add “127.0.0.1 localhost” to the hosts file' },
    },
    'no-answer': {
      status: 'error',
      text: 'The operating system’s resolver could not look localhost up: {reason}.',
      fix: { advice: 'Check nsswitch.conf and the hosts file: localhost needs no network' },
    },
    'hosts-elsewhere': {
      status: 'fail',
      text: 'The hosts file gives localhost the address {address}, which is not on this device.',
      fix: { advice: 'Remove the line, or replace its address with 127.0.0.1' },
    },
    'not-asked': { status: 'not-collected', text: 'Nobody asked what localhost is on this machine.' },
  },
  run({ dns, hosts }) {
    const outcomes: Outcome<MessageId>[] = [];
    for (const { line, address, names } of hosts?.entries ?? []) {
      if (names.includes('localhost') && !isLoopback(address))
        outcomes.push({
          message: 'hosts-elsewhere',
          data: { address },
          location: { file: hosts?.source ?? '', line },
        });
    }
    const found = dns?.system?.find(({ name }) => name === 'localhost');
    if (found?.addresses !== undefined) {
      const addresses = listed([...new Set(found.addresses.map(normalAddress))]);
      const isOwn = found.addresses.length > 0 && found.addresses.every(isLoopback);
      outcomes.push({ message: isOwn ? 'loopback' : 'elsewhere', data: { addresses } });
    } else if (found?.error !== undefined) {
      const isAnswer = found.error.code === 'not-found';
      outcomes.push({ message: isAnswer ? 'not-found' : 'no-answer', data: { reason: found.error.message } });
    }
    return outcomes.length === 0 ? [{ message: 'not-asked' }] : outcomes;
  },
});

function isLoopback(address: string): boolean {
  return rangeOf(normalAddress(address)) === 'loopback';
}
