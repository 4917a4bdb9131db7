/** `no_proxy` wherever the environment comes from. Both spellings: half of the clients read one, half the other. */
import { routesDirect } from '../read-back/bypass.js';
import type { MergeKind, Target } from './target.js';

const proxyNames = ['http_proxy', 'https_proxy', 'HTTPS_PROXY'];
const proxyUrl = 'http://proxy.example:3128';

/** KDE looks at the environment only where its own settings say so. */
const except = ['kde'];

const merge: MergeKind = {
  kind: 'bypass',
  format: 'environment',
  store: 'environment',
  separator: ',',
  starAlone: true,
};

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
  readBack: [
    routesDirect({
      format: 'environment',
      store: 'environment',
      except,
      inPlace: (text) => `${proxyNames.map((name) => `${name}=${proxyUrl}\n`).join('')}${text}`,
    }),
  ],
} as const;

const notesAlone = [
  'The value replaces an existing one: generate with `--merge` from the file that sets it, to keep its entries.',
];
const notes = [
  'Java, Docker containers and browsers with settings of their own do not read it: see the other targets.',
];

const seen =
  '`curl -sv --max-time 3 {{ urls.first | word }}` connects to {{ answers | comment }} and names no proxy.';

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
    replaces: 'Put it in place of the file it was made from. Log in again.',
    verify: `In a new shell: ${seen}`,
    undo: 'Remove the file, or the lines, and log in again.',
    notes,
    notesAlone,
  },
  {
    ...shared,
    id: 'etc-environment',
    title: 'no_proxy in /etc/environment',
    team: 'endpoint',
    template: 'etc-environment.liquid',
    fileName: 'environment',
    apply:
      'Put the lines in `/etc/environment`, in place of present `no_proxy` and `NO_PROXY` lines. Log in again.',
    replaces: 'Put it in place of `/etc/environment`. Log in again.',
    verify: `After logging in: ${seen}`,
    undo: 'Remove the lines, or put the former ones back, and log in again.',
    notesAlone,
    notes: [
      ...notes,
      '`pam_env` reads this file: no expansion, no `export`, and no effect on services that systemd starts.',
    ],
  },
  {
    ...shared,
    id: 'systemd',
    title: 'no_proxy for a systemd service',
    team: 'endpoint',
    consumers: ['services started by systemd, the Docker daemon among them'],
    template: 'systemd.conf.liquid',
    fileName: 'staylocal-no-proxy.conf',
    apply:
      'Copy to `/etc/systemd/system/NAME.service.d/staylocal-no-proxy.conf` for each service that calls the name; then `systemctl daemon-reload` and restart it.',
    replaces:
      'Put it in place of the unit or drop-in it was made from; then `systemctl daemon-reload` and restart the service.',
    verify: '`systemctl show NAME.service -p Environment` lists no_proxy with {{ name | word }}.',
    undo: 'Remove the file, `systemctl daemon-reload`, restart the service.',
    notes,
    notesAlone,
    readBack: [
      routesDirect({
        format: 'environment',
        store: 'environment',
        except,
        inPlace: (text) =>
          `[Service]\n${proxyNames.map((name) => `Environment="${name}=${proxyUrl}"\n`).join('')}${text}`,
      }),
    ],
  },
];
