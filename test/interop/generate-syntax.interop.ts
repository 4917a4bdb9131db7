/** Each artefact read by the checker of the program that it is for. */
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate, targets } from '../../lib/generate/index.js';
import { fullProfile } from '../generate/profile.js';
import { Scene, write } from './generate/support.js';
import { run, runOk } from './support/programs.js';

const proxy = { proxy: 'proxy.acme.example:3128' };
const authority = { certificateAuthority: 'ca.example' };

const zoneHead =
  '$TTL 3600\n@ IN SOA ns1 hostmaster 1 7200 3600 1209600 3600\n@ IN NS ns1\nns1 IN A 192.0.2.1\n';

/** Where the artefact goes in a configuration that its program accepts, and the program's word on it. */
const checks: Readonly<Record<string, (folder: string) => Promise<void>>> = {
  dnsmasq: async (folder) => {
    const path = await write(folder, 'dnsmasq', fullProfile);
    await runOk('dnsmasq', ['--test', `--conf-file=${path}`]);
  },
  unbound: async (folder) => {
    await runOk('unbound-checkconf', [await write(folder, 'unbound', fullProfile)]);
  },
  'opnsense, its file': async (folder) => {
    const { text } = await generate('opnsense', fullProfile);
    const path = join(folder, 'unbound.conf');
    writeFileSync(path, text.slice(text.indexOf('server:')));
    await runOk('unbound-checkconf', [path]);
  },
  'pfsense, its two parts': async (folder) => {
    const { text } = await generate('pfsense', fullProfile);
    const [resolver = '', forwarder = ''] = text.split('\n\n');
    writeFileSync(join(folder, 'unbound.conf'), `${resolver}\n`);
    writeFileSync(join(folder, 'dnsmasq.conf'), forwarder);
    await runOk('unbound-checkconf', [join(folder, 'unbound.conf')]);
    await runOk('dnsmasq', ['--test', `--conf-file=${join(folder, 'dnsmasq.conf')}`]);
  },
  bind: async (folder) => {
    const { text } = await generate('bind', fullProfile);
    const path = join(folder, 'named.conf');
    writeFileSync(path, `options {\n${text}};\n`);
    await runOk('named-checkconf', [path]);
  },
  'zone-bind': async (folder) => {
    const { text } = await generate('zone-bind', fullProfile);
    const path = join(folder, 'named.conf');
    writeFileSync(path, text.replace('/var/lib/bind/', `${folder}/`));
    writeFileSync(join(folder, 'acme.example.zone'), zoneHead);
    await runOk('named-checkconf', ['-z', path]);
  },
  'zone-records': async (folder) => {
    const { text } = await generate('zone-records', fullProfile, authority);
    const path = join(folder, 'zone');
    writeFileSync(path, zoneHead + text);
    const checked = await runOk('named-checkzone', ['-D', 'acme.example', path]);
    assert.match(checked, /^connector\.acme\.example\.\s+3600 IN A\s+127\.0\.0\.1$/m);
    assert.match(checked, /^connector\.acme\.example\.\s+3600 IN AAAA\s+::1$/m);
    assert.match(checked, /^connector\.acme\.example\.\s+3600 IN CAA\s+0 issue "ca\.example"$/m);
    await runOk('kzonecheck', ['-o', 'acme.example', path]);
  },
  'zone-knot': async (folder) => {
    const path = await write(folder, 'zone-knot', fullProfile);
    await runOk('knotc', ['-c', path, 'conf-check']);
  },
  squid: async (folder) => {
    const artefact = await write(folder, 'squid', fullProfile);
    const page = await write(folder, 'squid-page', fullProfile);
    const path = join(folder, 'squid.conf');
    writeFileSync(
      path,
      `http_port 127.0.0.1:3128\nerror_directory ${folder}\ninclude ${artefact}\nhttp_access deny all\n`,
    );
    assert.match(page, /ERR_STAYLOCAL$/);
    const { stdout, stderr, status } = await run('squid', ['-k', 'parse', '-f', path]);
    assert.equal(status, 0, stderr);
    assert.doesNotMatch(stdout + stderr, /ERROR|FATAL|WARNING/);
  },
  haproxy: async (folder) => {
    const { text } = await generate('haproxy', fullProfile);
    const path = join(folder, 'haproxy.cfg');
    writeFileSync(
      path,
      `defaults\n  mode http\n  timeout connect 1s\n  timeout client 1s\n  timeout server 1s\nfrontend proxies\n  bind 127.0.0.1:3128\n${text}`,
    );
    const { stdout, stderr, status } = await run('haproxy', ['-c', '-f', path]);
    assert.equal(status, 0, stdout + stderr);
    assert.doesNotMatch(stdout + stderr, /\[WARNING\].*staylocal/);
  },
  'nginx-stream': async (folder) => {
    const { text } = await generate('nginx-stream', fullProfile);
    const path = join(folder, 'nginx.conf');
    writeFileSync(
      path,
      `load_module /usr/lib/nginx/modules/ngx_stream_module.so;\npid ${folder}/pid;\nevents {}\n` +
        `stream {\n${text}\nserver { listen 127.0.0.1:3128; ssl_preread on; proxy_pass $staylocal_upstream; }\n}\n`,
    );
    await runOk('nginx', ['-t', '-e', join(folder, 'log'), '-c', path]);
  },
  systemd: async (folder) => {
    const dropIn = join(folder, 'app.service.d');
    mkdirSync(dropIn);
    writeFileSync(join(folder, 'app.service'), '[Service]\nExecStart=/bin/true\n');
    copyFileSync(await write(folder, 'systemd', fullProfile), join(dropIn, 'staylocal.conf'));
    const { stdout, stderr, status } = await run('systemd-analyze', [
      'verify',
      '--man=no',
      join(folder, 'app.service'),
    ]);
    assert.equal(status, 0, stderr);
    assert.doesNotMatch(stdout + stderr, /staylocal\.conf/);
  },
  maven: async (folder) => {
    await runOk('xmllint', ['--noout', await write(folder, 'maven', fullProfile, proxy)]);
  },
  gnome: async (folder) => {
    const sources = join(folder, 'db.d');
    mkdirSync(sources);
    await write(sources, 'gnome', fullProfile);
    await runOk('dconf', ['compile', join(folder, 'db'), sources]);
  },
  git: async (folder) => {
    const path = await write(folder, 'git', fullProfile);
    const listed = await runOk('git', ['config', '--file', path, '--list']);
    assert.match(listed, /^http\.https:\/\/connector\.acme\.example:51983\/\.proxy=$/m);
  },
  'docker-client, docker-daemon, chrome-policy, edge-policy, firefox-policy': async (folder) => {
    for (const id of ['docker-client', 'docker-daemon', 'chrome-policy', 'edge-policy', 'firefox-policy']) {
      const options = id.endsWith('policy') ? proxy : {};
      await runOk('python3', ['-m', 'json.tool', await write(folder, id, fullProfile, options)]);
    }
  },
  'github-action, zone-knot': async (folder) => {
    for (const id of ['github-action', 'zone-knot']) {
      await runOk('yamllint', [
        '-d',
        '{rules: {key-duplicates: enable}}',
        await write(folder, id, fullProfile),
      ]);
    }
  },
  'shell scripts': async (folder) => {
    for (const { id, fileName } of targets()) {
      const accepts: readonly string[] = targets().find((one) => one.id === id)?.accepts ?? [];
      if (!/\.sh$|^check_/.test(fileName)) continue;
      await runOk('sh', [
        '-n',
        await write(folder, id, fullProfile, accepts.includes('zone') ? { zone: 'acme.example' } : {}),
      ]);
    }
  },
  'firewall-csv': async (folder) => {
    const path = await write(folder, 'firewall-csv', fullProfile);
    const script = 'import csv,json,sys; print(json.dumps(list(csv.DictReader(open(sys.argv[1])))))';
    const rows = JSON.parse(await runOk('python3', ['-c', script, path])) as Record<string, string>[];
    assert.deepEqual(
      rows.map((row) => [row['destination'], row['port']]),
      [
        ['ds.t1t.io', '443'],
        ['acc-ds.t1t.io', '443'],
      ],
    );
  },
};

for (const id of ['chrome-policy-macos', 'edge-policy-macos', 'firefox-policy-macos']) {
  Object.assign(checks, {
    [id]: async (folder: string) => {
      const path = await write(folder, id, fullProfile, proxy);
      await runOk('xmllint', ['--noout', '--nonet', path]);
      await runOk('plistutil', ['-i', path, '-o', join(folder, 'binary.plist'), '-f', 'bin']);
      const script =
        'import plistlib,sys; plistlib.load(open(sys.argv[1],"rb"))["PayloadContent"][0]["PayloadType"]';
      await runOk('python3', ['-c', script, path]);
    },
  });
}

describe('generate: accepted by the program that reads it', () => {
  let scene = new Scene();
  beforeEach(() => {
    scene = new Scene();
  });
  afterEach(async () => {
    await scene.end();
  });

  for (const [title, check] of Object.entries(checks)) {
    it(title, async () => {
      await check(scene.folder());
    });
  }

  it('.reg files are UTF-16 with a byte order mark and CRLF, as regedit exports them', async () => {
    for (const id of [
      'windows-reg',
      'chrome-policy-windows',
      'edge-policy-windows',
      'firefox-policy-windows',
    ]) {
      const path = await write(scene.folder(), id, fullProfile, id === 'windows-reg' ? {} : proxy);
      const bytes = readFileSync(path);
      assert.deepEqual([...bytes.subarray(0, 2)], [0xff, 0xfe]);
      const text = await runOk('iconv', ['-f', 'UTF-16', '-t', 'UTF-8', path]);
      assert.match(text, /^Windows Registry Editor Version 5\.00\r\n\r\n/);
      assert.doesNotMatch(text, /(?<!\r)\n/);
    }
  });
});
