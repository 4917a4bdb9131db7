// The import rule of ARCHITECTURE.md, held by `npm run deps:check`.
const domains = '^lib/(dns|dnssec|pac|proxy)/';
const io = '^(node:)?(fs|fs/promises|net|tls|dns|dns/promises|dgram|http|https|http2|child_process|os)$';

// Packages that `lib` is written with and that the build puts into the bundle: users do not install them.
const bundled = [
  'cli-table3',
  'commander',
  'csv-parse',
  'dns-packet',
  'got',
  'ipaddr.js',
  'jose',
  'jsonc-parser',
  'liquidjs',
  'p-queue',
  'p-retry',
  'picocolors',
];

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      // What walks a language is as recursive as the language: an expression holds functions, which hold expressions.
      comment:
        'Cycles are allowed inside the interpreter, and inside each of the two rooms that know values by their sets.',
      severity: 'error',
      from: { pathNot: '^lib/pac/prove/(interpreter|state|unknown)/' },
      to: { circular: true },
    },
    {
      name: 'domains-stand-below',
      comment: 'The four domains never import the rooms that use them.',
      severity: 'error',
      from: { path: domains },
      to: { path: '^lib/(evidence|gather|audits|fixes|report|cli|profile|generate|lab)/' },
    },
    {
      name: 'dns-knows-no-dnssec',
      severity: 'error',
      from: { path: '^lib/dns/' },
      to: { path: '^lib/(dnssec|pac|proxy)/' },
    },
    {
      name: 'dnssec-on-dns-only',
      severity: 'error',
      from: { path: '^lib/dnssec/' },
      to: { path: '^lib/(pac|proxy)/' },
    },
    {
      name: 'pac-stands-alone',
      severity: 'error',
      from: { path: '^lib/pac/' },
      to: { path: '^lib/(?!pac/|errors|host-name)' },
    },
    {
      name: 'proxy-stands-alone',
      severity: 'error',
      from: { path: '^lib/proxy/' },
      to: { path: '^lib/(?!proxy/|errors|json-depth|host-name|windows-1252)' },
    },
    {
      name: 'secrets-are-found-purely',
      severity: 'error',
      from: { path: '^lib/secrets/' },
      to: { path: `(${io})|^lib/(?!secrets/)` },
    },
    { name: 'dnssec-does-no-io', severity: 'error', from: { path: '^lib/dnssec/' }, to: { path: io } },
    { name: 'proxy-does-no-io', severity: 'error', from: { path: '^lib/proxy/' }, to: { path: io } },
    {
      name: 'audits-are-pure',
      severity: 'error',
      from: { path: '^lib/audits/' },
      to: { path: `(${io})|^lib/(gather|report|cli|lab|generate)/` },
    },
    {
      name: 'causes-are-pure',
      severity: 'error',
      from: { path: '^lib/causes/' },
      to: { path: `(${io})|^lib/(?!causes/|audits/(finding|report-|sections)|profile/types|date-words)` },
    },
    {
      name: 'report-shows-results-only',
      comment: 'Of gather and the domains it takes what they found, and the words for it.',
      severity: 'error',
      from: { path: '^lib/report/' },
      to: {
        path: '^lib/(?!report/|audits/(finding|report-|sections|shared/(group-by|urls)|facts/(chain|pac)[.])|fleet/types|errors|version|date-words|package-root|(dns|dnssec|pac|proxy)/|gather/walk)',
      },
    },
    {
      name: 'generate-below-gather',
      severity: 'error',
      from: { path: '^lib/generate/' },
      to: {
        path: '^lib/(?!generate/|pac/|proxy/|profile/|nearest|version|package-root|errors|json-depth|host-name)',
      },
    },
    {
      name: 'fixes-are-pure',
      comment: 'What is tried is the evidence: nothing is looked at again.',
      severity: 'error',
      from: { path: '^lib/fixes/' },
      to: { path: `(${io})|^lib/(gather|report|cli|lab)/` },
    },
    {
      name: 'fleet-is-pure',
      comment: 'It judges what it is handed; who reads files is the command line.',
      severity: 'error',
      from: { path: '^lib/fleet/' },
      to: { path: `(${io})|^lib/(gather|report|cli|lab|generate|fixes)/` },
    },
    {
      name: 'gather-below-audits',
      severity: 'error',
      from: { path: '^lib/gather/' },
      to: { path: '^lib/(audits|fixes|report|cli|lab|generate)/' },
    },
    {
      name: 'profile-stands-below',
      severity: 'error',
      from: { path: '^lib/profile/' },
      to: { path: '^lib/(?!profile/|json-schema|package-root|errors|json-depth|host-name|bounded-file)' },
    },
    { name: 'lib-needs-no-test', severity: 'error', from: { path: '^lib/' }, to: { path: '^(test|bench)/' } },
    {
      name: 'lib-runs-on-dependencies',
      severity: 'error',
      from: { path: '^lib/' },
      comment:
        'What the bundle holds is a dependency of the build (ARCHITECTURE.md); the optional peers of its tests.',
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        pathNot: `node_modules/(${bundled.join('|')}|bullmq|ioredis)/`,
      },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
