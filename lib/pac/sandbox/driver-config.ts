/**
 * What the driver inside the machine is told: of a dialect's rules and a file's limits, and of an environment.
 */
import type { Dialect } from '../dialect/dialects.js';
import type { DriverConfig } from '../guest/driver.js';
import type { DriverEnvironment } from '../guest/environment.js';
import type { Limits } from '../types.js';
import type { EngineEnvironment } from './run.js';

export function driverConfig(dialect: Dialect, limits: Limits): DriverConfig {
  return {
    dialect: dialect.name,
    namesARun: Number.isFinite(dialect.dnsLookups) ? dialect.dnsLookups : null,
    resultUnits: limits.resultUnits,
  };
}

export function driverEnvironment({
  myIps,
  dns,
  now,
  random,
}: Omit<EngineEnvironment, 'timeZone'>): DriverEnvironment {
  return { myIps, dns, now, random };
}
