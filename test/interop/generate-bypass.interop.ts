/** Real clients that go to the recording proxy before the artefact, and to loopback after it. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Profile } from '../../lib/profile/index.js';
import { fullProfile, profileWith } from '../generate/profile.js';
import { Scene, write } from './generate/support.js';
import { run, runOk } from './support/programs.js';

const { name } = fullProfile;

interface Range {
  readonly profile: Profile;
  readonly proxy: string;
  readonly url: string;
  /** Who got the requests since the last call. */
  readonly seen: () => string[];
}

/** A proxy that records and refuses, and the program on loopback, whose port the profile then names. */
async function startRange(scene: Scene): Promise<Range> {
  let seen: string[] = [];
  const listen = async (who: string, status: number): Promise<number> => {
    const server = createServer((_, response) => {
      seen.push(who);
      response.writeHead(status).end(who);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    scene.later(() => {
      server.closeAllConnections();
      server.close();
    });
    return (server.address() as AddressInfo).port;
  };
  const proxy = `127.0.0.1:${await listen('proxy', 502)}`;
  const port = await listen('program', 200);
  const take = (): string[] => {
    const taken = seen;
    seen = [];
    return taken;
  };
  return { profile: profileWith({ ports: [port] }), proxy, url: `http://${name}:${port}/info`, seen: take };
}

const javaProgram = `
import java.io.*; import java.net.*; import java.util.*;
class Fetch {
  public static void main(String[] args) throws Exception {
    for (String file : args[1].split(",")) {
      Properties properties = new Properties();
      try (InputStream in = new FileInputStream(file)) { properties.load(in); }
      System.getProperties().putAll(properties);
    }
    ((HttpURLConnection) new URL(args[0]).openConnection()).getResponseCode();
  }
}`;

describe('generate: clients before and after', () => {
  let scene = new Scene();
  beforeEach(() => {
    scene = new Scene();
  });
  afterEach(async () => {
    await scene.end();
  });

  it('curl with no-proxy, in a shell that sources the file', async () => {
    const { profile, proxy, url, seen } = await startRange(scene);
    const artefact = await write(scene.folder(), 'no-proxy', profile);
    const curl = `curl -s -o /dev/null --resolve '${name}:${new URL(url).port}:127.0.0.1' '${url}'`;
    const proxied = `unset no_proxy NO_PROXY; export http_proxy=http://${proxy}`;
    await runOk('sh', ['-c', `${proxied}; ${curl}`]);
    assert.deepEqual(seen(), ['proxy']);
    await runOk('sh', ['-c', `${proxied}; . '${artefact}'; ${curl}`]);
    assert.deepEqual(seen(), ['program']);
    await runOk('sh', ['-c', `${proxied}; . '${artefact}'; curl -s -o /dev/null http://other.acme.example/`]);
    assert.deepEqual(seen(), ['proxy'], 'another name still goes to the proxy');
  });

  it('curl with a merged list keeps what was exempt', async () => {
    const { profile, proxy, url, seen } = await startRange(scene);
    const merge = { text: 'export no_proxy=old.acme.example\n', fileName: '/etc/profile.d/corp.sh' };
    const artefact = await write(scene.folder(), 'no-proxy', profile, { merge });
    for (const host of [name, 'old.acme.example']) {
      const { port } = new URL(url);
      const curl = `curl -s -o /dev/null --resolve '${host}:${port}:127.0.0.1' 'http://${host}:${port}/'`;
      await runOk('sh', ['-c', `export http_proxy=http://${proxy}; . '${artefact}'; ${curl}`]);
      assert.deepEqual(seen(), ['program'], host);
    }
  });

  it('git with its section: an empty proxy for the URL, the site proxy for others', async () => {
    const { profile, proxy } = await startRange(scene);
    const folder = scene.folder();
    const artefact = await write(folder, 'git', profile);
    const config = join(folder, 'config');
    writeFileSync(config, `[http]\n\tproxy = http://${proxy}\n[include]\n\tpath = ${artefact}\n`);
    const lookup = async (url: string): Promise<string> => {
      const { stdout } = await run('git', [
        'config',
        '--file',
        config,
        '--includes',
        '--get-urlmatch',
        'http.proxy',
        url,
      ]);
      return stdout.trim();
    };
    for (const port of profile.ports) assert.equal(await lookup(`https://${name}:${port}/`), '');
    assert.equal(await lookup('https://other.acme.example/'), `http://${proxy}`);
  });

  it('Java with the properties', async () => {
    const { profile, proxy, url, seen } = await startRange(scene);
    const folder = scene.folder();
    const artefact = await write(folder, 'java', profile);
    const [host = '', port = ''] = proxy.split(':');
    const site = join(folder, 'site.properties');
    writeFileSync(site, `http.proxyHost=${host}\nhttp.proxyPort=${port}\n`);
    writeFileSync(join(folder, 'hosts'), `127.0.0.1 ${name} other.acme.example\n`);
    writeFileSync(join(folder, 'Fetch.java'), javaProgram);
    const fetch = (target: string, files: string): Promise<string> =>
      runOk('java', [
        `-Djdk.net.hosts.file=${folder}/hosts`,
        '-XX:TieredStopAtLevel=1',
        join(folder, 'Fetch.java'),
        target,
        files,
      ]);
    await fetch(url, site);
    assert.deepEqual(seen(), ['proxy']);
    await fetch(url, `${site},${artefact}`);
    assert.deepEqual(seen(), ['program']);
    await fetch(url.replace(name, 'other.acme.example'), `${site},${artefact}`);
    assert.deepEqual(seen(), ['proxy'], 'another name still goes to the proxy');
  });

  it('GNOME: gsettings reads the list from the compiled database', async () => {
    const folder = scene.folder();
    const sources = join(folder, 'local.d');
    mkdirSync(sources);
    await write(sources, 'gnome', fullProfile);
    await runOk('dconf', ['compile', join(folder, 'local'), sources]);
    writeFileSync(join(folder, 'profile'), `user-db:user\nfile-db:${folder}/local\n`);
    const environment = [
      `DCONF_PROFILE=${folder}/profile`,
      `XDG_CONFIG_HOME=${folder}`,
      'GSETTINGS_BACKEND=dconf',
    ];
    const list = await runOk('env', [
      ...environment,
      'gsettings',
      'get',
      'org.gnome.system.proxy',
      'ignore-hosts',
    ]);
    assert.equal(list, `['localhost', '127.0.0.0/8', '::1', '${name}']\n`);
  });

  it('npm reads the list from its file', async () => {
    const artefact = await write(scene.folder(), 'npm', fullProfile);
    const list = await runOk('npm', ['config', 'get', 'noproxy', '--userconfig', artefact]);
    assert.equal(list.trim(), `${name},localhost`);
  });
});
