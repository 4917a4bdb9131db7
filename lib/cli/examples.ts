/** Command lines to start from, by command: under every `--help`, in the man page, and parsed by a test. */
export interface Example {
  /** Behind `staylocal `. */
  readonly line: string;
  readonly says: string;
}

const one = (line: string, says: string): Example => ({ line, says });

/** By the command's words; the program itself is the empty one. */
const table: Readonly<Record<string, readonly Example[]>> = {
  '': [
    one('demo', 'the whole story, without a network'),
    one('audit --here', 'is the name safe on this machine?'),
    one('pac proxy.pac', 'does this PAC let the name pass, for everybody?'),
  ],
  audit: [
    one('audit --here --agent', 'this machine: settings, policies, disk, and the program on it'),
    one('audit --offline --pac proxy.pac --proxy internet-settings.reg', 'files of others; asks nobody'),
    one('audit --save evidence.json --output html=report.html', 'a page to mail, and what it was made from'),
    one('audit --evidence evidence.json --verbose', 'the same again, elsewhere, with every finding'),
  ],
  diff: [
    one('diff monday.json tuesday.json', 'what is new, gone and changed; exit 1 on a new failure'),
    one('diff monday.json tuesday.json --format markdown', 'the same for a ticket'),
  ],
  fleet: [
    one('fleet evidence/', 'what is wrong on how many machines, and what helps most of them first'),
    one('fleet evidence/ --output html=fleet.html --output csv=fleet.csv', 'a page that sorts, and a table'),
    one('fleet evidence/ --baseline last-week.json', 'what moved since'),
  ],
  batch: [
    one('batch items.ndjson --journal batch.journal', 'many names, PACs and evidence; goes on after a stop'),
    one('batch items.ndjson --queue redis://queue.example', 'the same, done by workers'),
    one('batch - --unordered --rate 50', 'lines of stdin, results as they are done'),
  ],
  worker: [
    one('worker --queue redis://queue.example', 'does jobs until it is told to end'),
    one('worker --queue redis://queue.example --status', 'how far it is, seen from anywhere'),
  ],
  watch: [
    one(
      'watch --here --every 6h --output prometheus=/var/lib/node_exporter/staylocal.prom',
      'for node_exporter',
    ),
    one('watch --every 15m --listen 9464', 'for a scraper on this machine: /metrics and /healthz'),
    one('watch --hook ./notify.sh --hook-arg network-team', 'a program of yours, told of each change'),
    one(
      'watch --since report.json --rounds 1 --output json=report.json',
      'one round, for a timer of your own',
    ),
  ],
  explain: [
    one('explain proxy/pac-bypass', 'an audit: why, what it says, what to do'),
    one('explain proxy/pac-bypass:never', 'one message of it'),
  ],
  dnssec: [
    one('dnssec t1c.t1t.io', 'the chain of trust, link by link'),
    one('dnssec t1c.t1t.io --walk', 'is the resolver at fault, or the zone?'),
    one('dnssec t1c.t1t.io --resolver 192.0.2.1 --output svg=chain.svg', 'the chain as a picture'),
  ],
  pac: [
    one('pac proxy.pac', 'DIRECT in every environment? if not: in which'),
    one('pac proxy.pac --decide --my-ip 10.20.0.5', 'what one client gets'),
    one('pac proxy.pac --lint', 'what is not portable, or does not do what it looks like'),
  ],
  proxy: [
    one('proxy internet-settings.reg', 'where each program would go, and by which rule'),
    one('proxy environment --client curl --client java', 'the same for two of them'),
    one('proxy --here', 'with all the settings of this machine'),
  ],
  secrets: [
    one('secrets dist', 'keys, their use and tokens in what a browser is sent'),
    one('secrets dist --key-file key.txt', 'that very key too, however it is written'),
  ],
  generate: [
    one('generate --list', 'every exemption that can be written'),
    one('generate pac --merge proxy.pac --out exempt.pac', 'the exemption, in a PAC that is there'),
    one('generate --all --out kit', 'all of them, with a README for the network team'),
  ],
  profile: [
    one('profile list', 'the built-in ones'),
    one('profile init --out acme.jsonc', 'one for a name of your own: asks, or takes options'),
  ],
  'profile init': [
    one('profile init', 'asks'),
    one('profile init --name connector.example.com --dnssec required --out acme.jsonc', 'asks for the rest'),
  ],
  'profile list': [one('profile list --json', 'for a program')],
  'profile show': [one('profile show --source', 'the text of the built-in one, with its comments')],
  'profile check': [one('profile check acme.jsonc', 'every mistake with its line')],
  demo: [
    one('demo', 'a company that forgot the exemption, before and after'),
    one('demo --fault expired-signature', 'what a broken zone looks like'),
    one('demo --output html=report.html', 'the report of it as a page'),
  ],
  completion: [
    one('completion bash', 'to be sourced, or kept in ~/.local/share/bash-completion/completions/staylocal'),
    one('completion zsh', 'to be kept as _staylocal in a folder of $fpath'),
    one('completion fish', 'to be kept as ~/.config/fish/completions/staylocal.fish'),
    one('completion powershell', 'to be invoked in the profile'),
  ],
  man: [one('man', 'to be kept as staylocal.1 in a folder man1 of MANPATH')],
};

/** Those of one command: `profile init`, or the empty string for the program. */
export function examplesOf(path: string): readonly Example[] {
  return table[path] ?? [];
}

/** As help shows them: what it does behind the command, or below where a line would be too long. */
export function examplesText(path: string): string {
  const lines = examplesOf(path).map(({ line, says }) => {
    const command = `  staylocal ${line}`;
    const beside = `${command.padEnd(42)}  ${says}`;
    return beside.length <= 80 ? beside : `${command}\n      ${says}`;
  });
  return lines.length === 0 ? '' : `\nExamples:\n${lines.join('\n')}`;
}
