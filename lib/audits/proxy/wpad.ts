/**
 * Automatic detection (WPAD): what a machine with it on would find on the network. What is found is a PAC like any other
 * and audited as one; what is not found is an open question that anybody on the network may answer.
 */
import { originText } from '../../proxy/index.js';
import { defineAudit, type Audit, type Outcome } from '../define.js';
import { place, readEvidence } from './shared/read-evidence.js';

type MessageId = 'off' | 'found' | 'nothing' | 'not-looked' | 'could-not-look' | 'dhcp' | 'no-settings';

/** Why there is no PAC at an address that a machine tries: nobody is there, or nobody has the file. */
const absent: ReadonlySet<string> = new Set([
  'no-search-domain',
  'no-address',
  'connection-refused',
  'http-status',
]);

const switchOff = 'Switch automatic detection off where no PAC is handed out';

export const wpad: Audit = defineAudit<MessageId, 'proxySettings'>({
  id: 'proxy/wpad',
  title: 'Nobody can hand out a proxy unasked',
  why: 'With automatic detection on, a machine asks DHCP and then DNS for a PAC at every network it joins. Where none is handed out, whoever answers for the name wpad chooses the proxy of every request, the one to the device included.',
  requires: ['proxySettings'],
  uses: ['pac'],
  references: [
    'https://datatracker.ietf.org/doc/html/draft-ietf-wrec-wpad-01',
    'https://www.cisa.gov/news-events/alerts/2016/05/23/wpad-name-collision-vulnerability',
  ],
  limits: ['DHCP option 252, which comes before DNS, cannot be asked for by a normal user.'],
  messages: {
    off: { status: 'pass', text: 'Automatic detection is not on in any settings that were read.' },
    found: { status: 'pass', text: 'hands out a PAC, which is audited as one.' },
    nothing: {
      status: 'warn',
      text: 'Automatic detection is on and the network hands out no PAC by DNS: whoever answers for wpad first chooses the proxy.',
      fix: { advice: switchOff },
    },
    'not-looked': {
      status: 'not-collected',
      text: 'Automatic detection is on; nobody looked for what the network hands out (--wpad looks).',
    },
    'could-not-look': {
      status: 'error',
      text: 'could not be looked at: {reason}.',
      fix: { advice: `Look again in the network in question; ${switchOff.replace(/^S/, 's')}` },
    },
    dhcp: {
      status: 'not-collected',
      text: 'DHCP option 252, which comes before DNS, cannot be asked for by a normal user.',
    },
    'no-settings': { status: 'not-applicable', text: 'No setting of a proxy was found in what was read.' },
  },
  run(evidence) {
    const { settings } = readEvidence(evidence.proxySettings);
    if (settings.length === 0) return [{ message: 'no-settings' }];
    const [first, ...rest] = settings.flatMap(({ autoDetect }) =>
      autoDetect?.value === true ? [autoDetect.origin] : [],
    );
    if (first === undefined) return [{ message: 'off' }];
    const where = {
      location: place(first),
      details: rest.map((origin) => `It is on in ${originText(origin)} too.`),
    };
    const looked = (evidence.pac ?? []).filter((pac) => pac.wpad === true);
    const dhcp: Outcome<MessageId> = { message: 'dhcp' };
    if (looked.length === 0) return [{ ...where, message: 'not-looked' }, dhcp];
    const found = looked.filter(({ bytes }) => bytes !== undefined);
    const failed = looked.filter(({ error }) => error !== undefined && !absent.has(error.code));
    const outcomes: Outcome<MessageId>[] = [
      ...found.map(({ source }) => ({ message: 'found' as const, subject: source })),
      ...failed.map(({ source, error }) => ({
        message: 'could-not-look' as const,
        subject: source,
        data: { reason: error?.message ?? 'no reason is given' },
      })),
    ];
    if (outcomes.length > 0) return [...outcomes, dhcp];
    const reasons = looked.map(({ error }) => `${error?.message ?? 'no reason is given'}.`);
    return [{ ...where, message: 'nothing', details: [...where.details, ...reasons] }, dhcp];
  },
});
