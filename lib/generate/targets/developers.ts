/** Programs with proxy settings of their own: Java and its builders, git, npm, Docker. */
import { applyEdits, modify } from 'jsonc-parser';
import { routesDirect } from '../read-back/bypass.js';
import { editGit } from '../in-place-text.js';
import { exactly, unlessMerged } from '../read-back/exact.js';
import type { Target } from './target.js';

/** The document with a proxy in it. */
function withProxy(text: string, path: string[]): string {
  return applyEdits(text, modify(text, path, 'http://proxy.example:3128', {}));
}

const shared = { group: 'bypass', team: 'developers', mediaType: 'text/plain' } as const;

export const developerTargets: readonly Target[] = [
  {
    ...shared,
    id: 'java',
    title: 'Java: hosts that bypass the proxy',
    team: 'endpoint',
    consumers: ['Java (java.net, for http and https alike)'],
    template: 'java.properties.liquid',
    fileName: 'staylocal-java.properties',
    apply:
      'Put the line in `conf/net.properties` of the Java runtime, or give `-Dhttp.nonProxyHosts=\'{{ hosts | join: "|" | comment }}\'` to the program (`JAVA_TOOL_OPTIONS` for all). Add the entries that are there, separated by `|`.',
    replaces: 'Put it in place of the file it was made from, e.g. `conf/net.properties` of the Java runtime.',
    verify: 'The program calls {{ urls.first | word }} and the log of the proxy shows nothing.',
    undo: 'Put the former line back.',
    notes: [
      'Java matches the whole name: a leading dot or a suffix does not do. It does not read `no_proxy`.',
    ],
    accepts: ['merge'],
    merge: { kind: 'bypass', format: 'java-properties', store: 'java', separator: '|' },
    readBack: [
      routesDirect({
        format: 'java-properties',
        store: 'java',
        inPlace: (text) => `${text}https.proxyHost=proxy.example\nhttps.proxyPort=3128\n`,
      }),
    ],
  },
  {
    ...shared,
    id: 'gradle',
    title: 'Gradle: hosts that bypass the proxy',
    consumers: ['Gradle'],
    template: 'gradle.properties.liquid',
    fileName: 'gradle.properties',
    apply:
      'Put the line in `~/.gradle/gradle.properties`, with the entries that are there, separated by `|`.',
    replaces: 'Put it in place of `~/.gradle/gradle.properties`.',
    verify: '`gradle --info` with a task that calls {{ name | word }} names no proxy.',
    undo: 'Put the former line back.',
    accepts: ['merge'],
    merge: { kind: 'bypass', format: 'java-properties', store: 'gradle', separator: '|' },
    readBack: [
      routesDirect({
        format: 'java-properties',
        store: 'gradle',
        inPlace: (text) =>
          `${text}systemProp.https.proxyHost=proxy.example\nsystemProp.https.proxyPort=3128\n`,
      }),
    ],
  },
  {
    ...shared,
    id: 'maven',
    title: 'Maven: hosts that bypass the proxy',
    consumers: ['Maven'],
    template: 'maven-settings.xml.liquid',
    fileName: 'settings.xml',
    mediaType: 'application/xml',
    accepts: ['proxy', 'merge'],
    needs: [['proxy', 'merge']],
    apply:
      'Put the `nonProxyHosts` element in the `proxy` of `~/.m2/settings.xml`, with the entries that are there, separated by `|`.',
    replaces: 'Put it in place of `~/.m2/settings.xml`.',
    verify: '`mvn help:effective-settings` lists {{ name | word }}.',
    undo: 'Put the former element back.',
    merge: { kind: 'bypass', format: 'maven', store: 'maven', separator: '|' },
    readBack: [
      routesDirect({
        format: 'maven',
        store: 'maven',
        inPlace: (text) => text.replace('<protocol>http</protocol>', '<protocol>https</protocol>'),
      }),
    ],
  },
  {
    ...shared,
    id: 'git',
    title: 'git: no proxy for the name',
    consumers: ['git (http.<url>.proxy)'],
    template: 'gitconfig.liquid',
    fileName: 'staylocal.gitconfig',
    apply:
      'Add to `~/.gitconfig`, or to `/etc/gitconfig` for all users. git compares scheme, host and port, so each port has its section.',
    verify: '`git config --get-urlmatch http.proxy {{ urls.first | word }}` prints an empty line.',
    replaces:
      'Put it in place of the file it was made from: `~/.gitconfig`, or `/etc/gitconfig` for all users.',
    accepts: ['merge'],
    merge: { kind: 'text', edit: editGit },
    undo: 'Remove the sections.',
    readBack: [
      unlessMerged(
        exactly('URLs', /^\[http "(.+)"\]\n\tproxy =$/gm, ({ urls }) =>
          urls.flatMap((url) => [url, url.replace('https:', 'http:')]),
        ),
      ),
      routesDirect({
        format: 'gitconfig',
        store: 'git',
        inPlace: (text) => `[http]\n\tproxy = http://proxy.example:3128\n${text}`,
      }),
    ],
  },
  {
    ...shared,
    id: 'npm',
    title: 'npm: hosts that bypass the proxy',
    consumers: ['npm'],
    template: 'npmrc.liquid',
    fileName: 'npmrc',
    apply: 'Put the line in `~/.npmrc`, with the entries that are there, separated by commas.',
    replaces: 'Put it in place of `~/.npmrc`.',
    verify: '`npm config get noproxy` lists {{ name | word }}.',
    undo: 'Put the former line back.',
    accepts: ['merge'],
    merge: { kind: 'bypass', format: 'npmrc', store: 'npm', separator: ',' },
    readBack: [
      routesDirect({
        format: 'npmrc',
        store: 'npm',
        inPlace: (text) => `https-proxy=http://proxy.example:3128\n${text}`,
      }),
    ],
  },
  {
    ...shared,
    id: 'docker-client',
    title: 'Docker: no_proxy inside containers',
    consumers: ['containers and builds started by the Docker client'],
    template: 'docker-config.json.liquid',
    fileName: 'config.json',
    mediaType: 'application/json',
    accepts: ['merge'],
    merge: { kind: 'json', bypassAt: ['proxies', 'default', 'noProxy'], separator: ',', starAlone: true },
    apply:
      'Generate with `--merge` from `~/.docker/config.json` and put it there. Counts for containers started afterwards.',
    verify: '`docker run --rm alpine env` lists no_proxy with {{ name | word }}.',
    undo: 'Put the former file back.',
    notes: [
      'Inside a container the name points at the loopback of the container: a program there reaches the device only with `--network host`.',
    ],
    readBack: [
      routesDirect({
        format: 'docker-client',
        store: 'environment',
        except: ['kde'],
        inPlace: (text) => withProxy(text, ['proxies', 'default', 'httpsProxy']),
      }),
    ],
  },
  {
    ...shared,
    id: 'docker-daemon',
    title: 'Docker: no proxy for the daemon',
    team: 'endpoint',
    consumers: ['dockerd 23 and later'],
    template: 'docker-daemon.json.liquid',
    fileName: 'daemon.json',
    mediaType: 'application/json',
    accepts: ['merge'],
    merge: { kind: 'json', bypassAt: ['proxies', 'no-proxy'], separator: ',', starAlone: true },
    apply:
      'Generate with `--merge` from `/etc/docker/daemon.json` and put it there; `dockerd --validate`, then restart Docker. Before version 23: use the target `systemd`.',
    verify: '`docker info --format "{% raw %}{{.NoProxy}}{% endraw %}"` lists {{ name | word }}.',
    undo: 'Put the former file back and restart Docker.',
    readBack: [
      routesDirect({
        format: 'docker-daemon',
        store: 'docker-daemon',
        inPlace: (text) => withProxy(text, ['proxies', 'https-proxy']),
      }),
    ],
  },
];
