/**
 * A dialect's rules and a file's limits → what the driver inside the machine is told of them.
 */
import type { Dialect } from '../dialect/dialects.js';
import type { DriverConfig } from '../guest/driver.js';
import type { Limits } from '../types.js';

export function driverConfig(dialect: Dialect, limits: Limits): DriverConfig {
  return {
    dialect: {
      exBuiltins: dialect.exBuiltins,
      alertWithoutArgument: dialect.alertWithoutArgument,
      dnsResolveWithoutArgument: dialect.dnsResolveWithoutArgument,
      errorsAreObjects: dialect.name === 'firefox',
      plainHostKnowsIpv6: dialect.name === 'chromium',
      nodeVersions: dialect.name === 'node',
    },
    myIpUnknown: dialect.myIpUnknown,
    dnsFamilies: dialect.dnsFamilies,
    myIpFamilies: dialect.myIpFamilies,
    dnsLookups: Number.isFinite(dialect.dnsLookups) ? dialect.dnsLookups : null,
    resultUnits: limits.resultUnits,
  };
}
