/** The area of proxies: a company's PAC and settings files, as they would have been read from its machines. */
import type { PacEvidence } from '../../evidence/types.js';
import { keepSettings } from '../../gather/proxy.js';
import { healthyProxy, proxyFaults, type ProxyPlan } from '../faults/proxy.js';
import { defineArea, type LabArea } from './define.js';

export const proxyArea: LabArea = defineArea<ProxyPlan>({
  id: 'proxy',
  healthy: healthyProxy,
  faults: proxyFaults,
  gather: (plan) => {
    const files: readonly (readonly [name: string, text: string, format?: string])[] = [
      ['internet-settings.reg', registryFile(plan.windows)],
      ['environment', plan.environment.map((line) => `${line}\n`).join(''), 'environment'],
      ...Object.entries(plan.files),
    ];
    return Promise.resolve({
      evidence: {
        pac: [pacEvidence(plan), ...handedOutEvidence(plan)],
        proxySettings: files.map(([name, text, format]) =>
          keepSettings(name, { bytes: Buffer.from(text) }, format),
        ),
      },
    });
  },
});

function pacEvidence({ pac, pacMediaType, pacError }: ProxyPlan): PacEvidence {
  const source = 'http://intranet.corp.example/proxy.pac';
  if (pacError !== undefined) return { source, error: pacError };
  return {
    source,
    bytes: Buffer.from(pac).toString('base64'),
    mediaType: pacMediaType ?? 'application/x-ns-proxy-autoconfig',
  };
}

function handedOutEvidence({ handedOut }: ProxyPlan): PacEvidence[] {
  if (handedOut === undefined) return [];
  const source = 'http://wpad.corp.example/wpad.dat';
  if (handedOut.pac !== undefined)
    return [{ source, wpad: true, bytes: Buffer.from(handedOut.pac).toString('base64') }];
  const error = { code: 'no-address', message: `${source}: its host has no address` };
  return [{ source, wpad: true, error }];
}

function registryFile(values: ProxyPlan['windows']): string {
  const key = String.raw`HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Internet Settings`;
  const lines = Object.entries(values).map(([name, value]) => `"${name}"=${value}`);
  return ['Windows Registry Editor Version 5.00', '', `[${key}]`, ...lines, ''].join('\r\n');
}
