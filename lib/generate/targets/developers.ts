/** Programs with proxy settings of their own: Java and its builders, git, npm, Docker. */
import { exactly, jsonHolds, listBypasses, theHosts } from '../read-back/exact.js';
import type { Target } from './target.js';

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
    verify: 'The program calls {{ urls.first | word }} and the log of the proxy shows nothing.',
    undo: 'Put the former line back.',
    notes: [
      'Java matches the whole name: a leading dot or a suffix does not do. It does not read `no_proxy`.',
    ],
    readBack: [
      listBypasses(/^http\.nonProxyHosts=(.+)$/m, 'java'),
      exactly('hosts', /(?<=^http\.nonProxyHosts=.*)([^=|\n]+)/gm, theHosts),
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
    verify: '`gradle --info` with a task that calls {{ name | word }} names no proxy.',
    undo: 'Put the former line back.',
    readBack: [
      listBypasses(/^systemProp\.http\.nonProxyHosts=(.+)$/m, 'java'),
      exactly('hosts', /(?<=^systemProp\.http\.nonProxyHosts=.*)([^=|\n]+)/gm, theHosts),
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
    accepts: ['proxy'],
    needs: [['proxy']],
    apply:
      'Put the `nonProxyHosts` element in the `proxy` of `~/.m2/settings.xml`, with the entries that are there, separated by `|`.',
    verify: '`mvn help:effective-settings` lists {{ name | word }}.',
    undo: 'Put the former element back.',
    readBack: [
      listBypasses(/<nonProxyHosts>(.+)<\/nonProxyHosts>/, 'java'),
      exactly('hosts', /(?<=<nonProxyHosts>[^<]*)([^<>|]+)(?=[^<]*<\/nonProxyHosts>)/gm, theHosts),
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
    undo: 'Remove the sections.',
    readBack: [exactly('URLs', /^\[http "(.+)"\]\n\tproxy =$/gm, ({ urls }) => urls)],
  },
  {
    ...shared,
    id: 'npm',
    title: 'npm: hosts that bypass the proxy',
    consumers: ['npm'],
    template: 'npmrc.liquid',
    fileName: 'npmrc',
    apply: 'Put the line in `~/.npmrc`, with the entries that are there, separated by commas.',
    verify: '`npm config get noproxy` lists {{ name | word }}.',
    undo: 'Put the former line back.',
    readBack: [
      listBypasses(/^noproxy=(.+)$/m, 'npm'),
      exactly('hosts', /(?<=^noproxy=.*)([^=,\n]+)/gm, theHosts),
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
    merge: { kind: 'json', bypassAt: ['proxies', 'default', 'noProxy'], separator: ',' },
    apply:
      'Generate with `--merge` from `~/.docker/config.json` and put it there. Counts for containers started afterwards.',
    verify: '`docker run --rm alpine env` lists no_proxy with {{ name | word }}.',
    undo: 'Put the former file back.',
    notes: [
      'Inside a container the name points at the loopback of the container: a program there reaches the device only with `--network host`.',
    ],
    readBack: [listBypasses(/"noProxy": "([^"]+)"/, 'go', 'curl')],
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
    merge: { kind: 'json', bypassAt: ['proxies', 'no-proxy'], separator: ',' },
    apply:
      'Generate with `--merge` from `/etc/docker/daemon.json` and put it there; `dockerd --validate`, then restart Docker. Before version 23: use the target `systemd`.',
    verify: '`docker info --format "{% raw %}{{.NoProxy}}{% endraw %}"` lists {{ name | word }}.',
    undo: 'Put the former file back and restart Docker.',
    readBack: [
      listBypasses(/"no-proxy": "([^"]+)"/, 'go'),
      jsonHolds(['proxies', 'no-proxy'], ({ variables }) => variables.bypass.join(',')),
    ],
  },
];
