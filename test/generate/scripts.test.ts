/** Scripts run by a real shell, with stand-ins for the programs of systems that are not here. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from '../../lib/generate/index.js';
import { builtInProfileText, parseProfile } from '../../lib/profile/index.js';
import { version } from '../../lib/version.js';
import { fullProfile } from './profile.js';

describe('generate: scripts', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'staylocal-scripts-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function standIn(name: string, script: string): void {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}`);
    chmodSync(join(folder, name), 0o755);
  }

  async function runScript(
    target: string,
    args: readonly string[] = [],
  ): Promise<{ status: number | null; output: string }> {
    const { text, fileName } = await generate(target, fullProfile);
    writeFileSync(join(folder, fileName), text);
    const ran = spawnSync('/bin/sh', [join(folder, fileName), ...args], {
      env: { PATH: `${folder}:/usr/bin:/bin` },
      encoding: 'utf8',
    });
    return { status: ran.status, output: ran.stdout + ran.stderr };
  }

  it('macos-networksetup keeps the entries of each service, adds what is missing, and changes nothing when run again', async () => {
    standIn(
      'networksetup',
      `here='${folder}'
case "$1" in
  -listallnetworkservices) echo 'An asterisk (*) denotes that a network service is disabled.'; echo 'Wi-Fi'; echo '*Thunderbolt Bridge' ;;
  -getproxybypassdomains) if [ -s "$here/$2" ]; then cat "$here/$2"; else echo "There aren't any bypass domains set on $2."; fi ;;
  -setproxybypassdomains) service=$2; shift 2; printf '%s\\n' "$@" > "$here/$service" ;;
esac
`,
    );
    writeFileSync(join(folder, 'Wi-Fi'), '*.local\n169.254/16\nlocalhost\n');
    for (const time of ['once', 'twice']) {
      assert.deepEqual(await runScript('macos-networksetup'), { status: 0, output: '' }, time);
      assert.equal(
        readFileSync(join(folder, 'Wi-Fi'), 'utf8'),
        '*.local\n169.254/16\nlocalhost\nconnector.acme.example\n',
      );
      assert.equal(
        readFileSync(join(folder, 'Thunderbolt Bridge'), 'utf8'),
        'connector.acme.example\nlocalhost\n',
      );
    }
  });

  it('openwrt sets the exception once, whatever was there', async () => {
    const log = join(folder, 'log');
    standIn('uci', `echo "uci $*" >> '${log}'\ncase "$*" in *del_list*) exit 1 ;; esac\n`);
    const { output } = await runScript('openwrt');
    assert.match(output, /init\.d\/dnsmasq/, 'the service is not here');
    assert.equal(
      readFileSync(log, 'utf8'),
      [
        'uci -q del_list dhcp.@dnsmasq[0].rebind_domain=connector.acme.example',
        'uci add_list dhcp.@dnsmasq[0].rebind_domain=connector.acme.example',
        'uci commit dhcp',
        '',
      ].join('\n'),
    );
  });

  const codes: [number, number, RegExp][] = [
    [0, 0, /^OK: connector\.acme\.example stays local\n$/],
    [1, 2, /^CRITICAL: /],
    [2, 3, /^UNKNOWN: staylocal could not run for connector\.acme\.example \(exit code 2\)\n$/],
    [3, 3, /^UNKNOWN: not everything could be looked at for connector\.acme\.example\n$/],
    [127, 3, /^UNKNOWN: /],
  ];
  for (const [audit, plugin, line] of codes) {
    it(`nagios turns exit code ${audit} into ${plugin}, prometheus shows it`, async () => {
      standIn('staylocal', `[ "$1 $2 $3" = "audit --profile p.json" ] || exit 99\nexit ${audit}\n`);
      const check = await runScript('nagios', ['p.json']);
      assert.equal(check.status, plugin);
      assert.match(check.output, line);
      const metrics = await runScript('prometheus', ['p.json']);
      assert.match(
        metrics.output,
        new RegExp(`^staylocal_audit_exit_code\\{name="connector\\.acme\\.example"\\} ${audit}$`, 'm'),
      );
    });
  }

  it('shows the answer of the report, on one line', async () => {
    standIn('staylocal', "printf '%s\\n' '✖ NO  it does not stay' 'and more'\nexit 1\n");
    assert.match(
      (await runScript('nagios')).output,
      /^CRITICAL: ✖ NO {2}it does not stay, run: staylocal audit --profile acme\.json\n$/,
    );
  });

  it('goes by npx where staylocal is not installed, with the version told, and the profile by its name', async () => {
    const log = join(folder, 'log');
    standIn('npx', `echo "$*" >> '${log}'\n`);
    for (const target of ['nagios', 'prometheus']) await runScript(target, ['p.json']);
    await runScript('nagios');
    const text = readFileSync(log, 'utf8').replaceAll(version, 'VERSION');
    const package_ = '--yes --package staylocal@VERSION -- staylocal audit --profile';
    assert.equal(
      text,
      `${package_} p.json --quiet --no-color\n${package_} p.json --json\n${package_} acme.json --quiet --no-color\n`,
    );
  });

  it('names a built-in profile by its id', async () => {
    const profile = parseProfile(builtInProfileText('trust1connector') ?? '', 'trust1connector.json');
    for (const target of ['nagios', 'prometheus', 'github-action']) {
      const { text, apply } = await generate(target, profile);
      assert.doesNotMatch(text, /trust1connector\.json/);
      assert.match(text, /["']trust1connector["']/);
      assert.match(apply, /`trust1connector`/);
    }
  });
});
