/** Allow-list rows for firewalls, and checks that run the audit again and again. */
import { exactly, theName } from '../read-back/exact.js';
import type { Target } from './target.js';

const monitoring = { group: 'monitoring', team: 'monitoring', mediaType: 'text/plain' } as const;
const profileFile =
  'Without PROFILE it takes `{{ profileArgument | word }}`; give it the path where that is a file elsewhere. Where `staylocal` is not installed, `npx` runs the version in `STAYLOCAL_VERSION`: a number, or `file:/path/of/staylocal.tgz`.';

export const networkTargets: readonly Target[] = [
  {
    id: 'firewall-csv',
    title: 'Allow-list rows for the Distribution Service',
    group: 'firewall',
    team: 'firewall',
    consumers: ['firewall and web gateway teams'],
    template: 'firewall.csv.liquid',
    fileName: 'staylocal-firewall.csv',
    mediaType: 'text/csv',
    needs: [['distributionServices']],
    apply:
      'Allow these destinations from the devices that run the program: directly, or through the proxy without TLS inspection.',
    verify:
      'From a device: `curl -sv {{ distributionServices.first.url | word }}` completes its TLS handshake with a public certificate.',
    undo: 'Remove the rules.',
    readBack: [
      exactly('destinations', /^"allow","devices","([^"]+)",/gm, ({ distributionServices }) =>
        distributionServices.map(({ host }) => host),
      ),
    ],
  },
  {
    ...monitoring,
    id: 'nagios',
    title: 'Nagios and Icinga: the audit as a check',
    consumers: ['Nagios', 'Icinga', 'Naemon', 'Checkmk'],
    template: 'nagios.sh.liquid',
    fileName: 'check_staylocal',
    apply: `Copy to the plug-in folder, executable, and define a command \`check_staylocal [PROFILE]\`. ${profileFile}`,
    verify: '`check_staylocal; echo $?` prints one line and 0.',
    undo: 'Remove the service and the file.',
    readBack: [exactly('names', /^name='(.+)'$/gm, theName)],
  },
  {
    ...monitoring,
    id: 'prometheus',
    title: 'Prometheus: the audit as metrics (node_exporter textfile)',
    consumers: ['Prometheus node_exporter'],
    template: 'prometheus.sh.liquid',
    fileName: 'staylocal-metrics.sh',
    apply: `Run from cron or a systemd timer: \`staylocal-metrics.sh > DIR/staylocal.prom.new && mv DIR/staylocal.prom.new DIR/staylocal.prom\`, DIR being the textfile folder. ${profileFile} Alert on \`staylocal_audit_exit_code != 0\`.`,
    verify: '`staylocal-metrics.sh` prints the metric with the value 0.',
    undo: 'Remove the timer and the files.',
    readBack: [exactly('names', /^name='(.+)'$/gm, theName)],
  },
  {
    ...monitoring,
    id: 'github-action',
    title: 'GitHub Actions: the audit every morning',
    team: 'developers',
    consumers: ['GitHub Actions'],
    template: 'github-action.yml.liquid',
    fileName: 'staylocal.yml',
    mediaType: 'application/yaml',
    apply:
      'Copy to `.github/workflows/staylocal.yml`. The profile is `{{ profileArgument | word }}`: where that is a file, put it at the root of the repository. Another version than {{ version | word }} is named in the variable `STAYLOCAL_VERSION` of the repository, a packed one as `file:./staylocal.tgz`.',
    verify: 'Actions, staylocal, "Run workflow": the run is green.',
    undo: 'Remove the file.',
    notes: [
      'A hosted runner sees public DNS, not the proxies and resolvers of your network: for those, run the audit inside.',
    ],
    readBack: [exactly('names', /^name: "(.+) stays local"$/gm, theName)],
  },
];
