/** Where each client program would send the name, by the settings that were read: also those of which no finding speaks. */
import type { PacEvidence, SettingsEvidence } from '../../evidence/types.js';
import type { Profile } from '../../profile/types.js';
import {
  clientMistake,
  clients,
  originText,
  route,
  routeOfFiles,
  type Origin,
  type ProxySettings,
} from '../../proxy/index.js';
import type { ReportRoute } from '../finding.js';
import { groupBy } from '../shared/group-by.js';
import { place, readEvidence, type MachineSettings } from '../proxy/shared/read-evidence.js';
import { profileUrls } from '../shared/urls.js';

export function routesOf(
  evidence: readonly SettingsEvidence[],
  pacs: readonly PacEvidence[] | undefined,
  profile: Profile,
): readonly ReportRoute[] {
  return readEvidence(evidence).machines.flatMap((machine) => routesOfMachine(machine, pacs ?? [], profile));
}

/** Settings of two machines are never laid over each other. */
function routesOfMachine(
  { name: machine, settings }: MachineSettings,
  pacs: readonly PacEvidence[],
  profile: Profile,
): readonly ReportRoute[] {
  const stores = new Set(settings.map(({ store }) => store));
  const counted = new Set(profile.proxy.clients.map((id) => id.replace(/@.*$/, '')));
  const named = profile.proxy.clients.filter((id) => id.includes('@') && clientMistake(id) === undefined);
  const ids = clients()
    .filter(({ reads }) => reads.some((store) => stores.has(store)))
    .flatMap(({ id }) => {
      const versions = named.filter((each) => each.startsWith(`${id}@`));
      return versions.length > 0 ? versions : [id];
    });
  return ids.flatMap((id) => {
    const decide = machine === undefined ? route : routeOfFiles;
    const routes = profileUrls(profile).map((url) => decide(settings, id, url));
    const alike = groupBy(routes, ({ via, reason, rule, proxy, pacUrl }) =>
      JSON.stringify([via, reason, rule, proxy, pacUrl]),
    );
    return [...alike.values()].flatMap((group): ReportRoute[] => {
      const [first] = group;
      if (first === undefined) return [];
      const { client, via, reason, rule, proxy, pacUrl, autoDetect } = first;
      return [
        {
          client,
          ...(machine === undefined ? {} : { machine }),
          counted: counted.has(id.replace(/@.*$/, '')),
          urls: group.map(({ url }) => url),
          via,
          reason,
          autoDetect,
          ...(proxy === undefined ? {} : { proxy }),
          ...(pacUrl === undefined ? {} : { pacUrl }),
          ...(via === 'pac' && rule !== null ? pacNamedBy(originText(rule), pacs) : {}),
          ...scopeOf(rule, settings),
          ...(rule === null ? {} : { location: place(rule) }),
          ...(rule?.text === undefined ? {} : { rule: rule.text }),
        },
      ];
    });
  });
}

function pacNamedBy(setting: string, pacs: readonly PacEvidence[]): { pac?: string } {
  const found = pacs.find(({ namedBy }) => namedBy === setting);
  return found === undefined ? {} : { pac: found.source };
}

/** Which part of a source decides: the user’s, the machine’s, a policy, a network service. */
function scopeOf(
  rule: Origin | null,
  settings: readonly ProxySettings[],
): Pick<ReportRoute, 'store' | 'scope' | 'managed'> {
  const inFile = settings.filter(({ file }) => file === rule?.file);
  const own =
    inFile.find(({ entries }) => entries.some(({ key, line }) => key === rule?.key && line === rule.line)) ??
    (inFile.length === 1 ? inFile[0] : undefined);
  return own === undefined ? {} : { store: own.store, scope: own.scope, managed: own.managed };
}
