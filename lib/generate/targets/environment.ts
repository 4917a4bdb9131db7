/** `no_proxy` wherever the environment comes from. Both spellings: half of the clients read one, half the other. */
import { routesDirect } from '../read-back/bypass.js';
import type { MergeKind, Target } from './target.js';

const proxyLines =
  'http_proxy=http://proxy.example:3128\nhttps_proxy=http://proxy.example:3128\nHTTPS_PROXY=http://proxy.example:3128\n';

const readBack = [
  routesDirect({ format: 'environment', store: 'environment', inPlace: (text) => `${proxyLines}${text}` }),
];
const merge: MergeKind = { kind: 'bypass', format: 'environment', separator: ',' };

const shared = {
  group: 'bypass',
  consumers: [
    'curl',
    'git',
    'wget',
    'Go programs',
    'Python',
    'Node',
    'Ruby',
    'Perl',
    'apt',
    'Rust (reqwest)',
  ],
  mediaType: 'text/plain',
  accepts: ['merge'],
  merge,
} as const;

const notes = [
  'The value replaces an existing one: generate with `--merge` from the file that sets it, to keep its entries.',
  'Java, Docker containers and browsers with settings of their own do not read it: see the other targets.',
];

export const environmentTargets: readonly Target[] = [
  {
    ...shared,
    id: 'no-proxy',
    title: 'no_proxy for shells',
    team: 'endpoint',
    template: 'no-proxy.sh.liquid',
    fileName: 'staylocal-no-proxy.sh',
    apply:
      'Copy to `/etc/profile.d/staylocal-no-proxy.sh`, for all users, or add the lines to `~/.profile`. Log in again.',
    verify:
      'In a new shell: `curl -sv --max-time 3 {{ urls.first | word }}` connects to {{ a.first | word }} and names no proxy.',
    undo: 'Remove the file, or the lines, and log in again.',
    notes,
    readBack,
  },
];
