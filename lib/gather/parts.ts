/**
 * Which parts of the evidence are gathered: those that are asked for, and of them those that the options allow to be
 * looked at. Every key stands in both tables, so a new part cannot be gathered before somebody said when.
 */
import type { EvidenceKey } from '../evidence/types.js';
import type { GatherOptions } from './options.js';

const always = (): boolean => true;
/** A machine is looked at where it was asked for, and an export where one was given. */
const machineOrExport = ({ here, registryExports = [] }: GatherOptions): boolean =>
  here === true || registryExports.length > 0;

/** What has to be given or allowed before a part is looked at. */
const allowed: Readonly<Record<EvidenceKey, (options: GatherOptions) => boolean>> = {
  dns: ({ offline }) => offline !== true,
  hosts: ({ hosts }) => hosts === true,
  pac: always,
  proxySettings: always,
  agent: ({ offline, agent }) => offline !== true && agent === true,
  browserPolicies: machineOrExport,
  host: machineOrExport,
  frontEnd: ({ frontEnd }) => frontEnd !== undefined && frontEnd.length > 0,
  distribution: ({ offline, outbound }) => offline !== true && outbound !== undefined,
  token: ({ offline, outbound, apiKey }) =>
    offline !== true && outbound !== undefined && apiKey !== undefined,
};

/** The parts of `options.parts` (absent: all) that may be looked at, in the order in which evidence holds them. */
export function partsToGather(options: GatherOptions): readonly EvidenceKey[] {
  return (Object.keys(allowed) as EvidenceKey[]).filter(
    (key) => (options.parts?.has(key) ?? true) && allowed[key](options),
  );
}
