/** Resolvers that others wrote, each in front of one server, with the lines of configuration that a test wants. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, type Scene } from '../generate/support.js';
import { runOk } from './programs.js';

export interface Ports {
  readonly own: number;
  readonly upstream: string;
}

/** Writes the configuration, has the program's own checker read it, starts it, and resolves to its output. */
export type Start = (scene: Scene, ports: Ports, anchors: string) => Promise<() => string>;

export const dnsmasq =
  (...lines: readonly string[]): Start =>
  async (scene, { own, upstream }) => {
    const conf = join(scene.folder(), 'dnsmasq.conf');
    const common = `port=${own}\nlisten-address=127.0.0.1\nbind-interfaces\nno-resolv\nno-hosts\nuser=root\n`;
    const cache = lines.some((line) => line.startsWith('cache-size=')) ? '' : 'cache-size=0\n';
    writeFileSync(conf, `${common}${cache}server=127.0.0.1#${upstream}\n${lines.join('\n')}\n`);
    await runOk('dnsmasq', ['--test', `--conf-file=${conf}`]);
    const running = scene.start('dnsmasq', ['--keep-in-foreground', `--conf-file=${conf}`, '--pid-file=']);
    return () => running.output;
  };

export const unbound =
  (modules: string, ...lines: readonly string[]): Start =>
  async (scene, { own, upstream }, anchors) => {
    const folder = scene.folder();
    const conf = join(folder, 'unbound.conf');
    const anchor = join(folder, 'anchor');
    writeFileSync(anchor, `${anchors}\n`);
    const server = [
      'interface: 127.0.0.1',
      `port: ${own}`,
      'username: ""',
      'chroot: ""',
      'pidfile: ""',
      `directory: "${folder}"`,
      'use-syslog: no',
      'do-daemonize: no',
      'do-not-query-localhost: no',
      `module-config: "${modules}"`,
      `trust-anchor-file: "${anchor}"`,
      ...lines,
    ];
    writeFileSync(
      conf,
      `server:\n${server.map((line) => `  ${line}\n`).join('')}forward-zone:\n  name: "."\n  forward-addr: 127.0.0.1@${upstream}\n`,
    );
    await runOk('unbound-checkconf', [conf]);
    const running = scene.start('unbound', ['-d', '-c', conf]);
    return () => running.output;
  };

export const bind = (...lines: readonly string[]): Start => bindWith(lines, []);

/** `statements` stand beside the options, `lines` among them. */
export const bindWith =
  (lines: readonly string[], statements: readonly string[]): Start =>
  async (scene, { own, upstream }) => {
    const folder = scene.folder();
    const conf = join(folder, 'named.conf');
    writeFileSync(
      conf,
      `options {\ndirectory "${folder}";\npid-file none;\nsession-keyfile none;\nlisten-on port ${own} { 127.0.0.1; };\nlisten-on-v6 { none; };\n` +
        `recursion yes;\ndnssec-validation no;\nforward only;\nforwarders { 127.0.0.1 port ${upstream}; };\n${lines.join('\n')}\n};\n${statements.join('\n')}\ncontrols { };\n`,
    );
    await runOk('named-checkconf', [conf]);
    const running = scene.start('named', ['-g', '-c', conf]);
    return () => running.output;
  };

/** PowerDNS's Recursor, forwarding. */
export const recursor =
  (...lines: readonly string[]): Start =>
  (scene, { own, upstream }) => {
    const folder = scene.folder();
    const settings = [
      'local-address=127.0.0.1',
      `local-port=${own}`,
      `socket-dir=${folder}`,
      `forward-zones-recurse=.=127.0.0.1:${upstream}`,
      'dont-query=',
      'daemon=no',
      'disable-syslog=yes',
      'security-poll-suffix=',
      ...lines,
    ];
    writeFileSync(join(folder, 'recursor.conf'), `${settings.join('\n')}\n`);
    const running = scene.start('pdns_recursor', [`--config-dir=${folder}`]);
    return Promise.resolve(() => running.output);
  };

/** PowerDNS's dnsdist in front of the server: what a load balancer or a firewall makes of DNS. */
export const dnsdist =
  (...lines: readonly string[]): Start =>
  async (scene, { own, upstream }) => {
    const conf = join(scene.folder(), 'dnsdist.conf');
    const common = [
      `setLocal("127.0.0.1:${own}")`,
      'setSecurityPollSuffix("")',
      `newServer({address="127.0.0.1:${upstream}", healthCheckMode="up"})`,
    ];
    writeFileSync(conf, `${[...common, ...lines].join('\n')}\n`);
    await runOk('dnsdist', ['--check-config', '--config', conf]);
    const running = scene.start('dnsdist', ['--supervised', '--disable-syslog', '--config', conf]);
    return () => running.output;
  };

/** One behind another: `front` asks `back`. */
export const behind =
  (front: Start, back: Start): Start =>
  async (scene, { own, upstream }, anchors) => {
    const between = await freePort();
    const outputs = [
      await back(scene, { own: between, upstream }, anchors),
      await front(scene, { own, upstream: String(between) }, anchors),
    ];
    return () => outputs.map((output) => output()).join('\n');
  };
