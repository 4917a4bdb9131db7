/** What a target takes and what it needs, against what it is given: said by the names of the command line's options. */
import { GenerateError } from './error.js';
import type { Target } from './targets/target.js';
import type { GenerateOptions, InputName } from './types.js';
import type { Variables } from './variables.js';

/** Larger than any file of settings; a PAC of gfwlist's size fits ten times over. */
const maxInputUnits = 16 * 1024 * 1024;

export function checkOptions(target: Target, options: GenerateOptions): void {
  const accepts = target.accepts ?? [];
  for (const name of optionNames) {
    if (options[name] !== undefined && !accepts.includes(name)) {
      const taken = optionNames.filter((one) => accepts.includes(one)).map((one) => flags[one]);
      throw new GenerateError(
        'invalid-option',
        `Target ${target.id} does not take ${name} (${flags[name]}); it takes ${taken.join(', ') || 'none of these options'}.`,
        { target: target.id },
      );
    }
  }
  checkText('template', options.template, true);
  checkText('merge', options.merge, false);
  for (const input of [options.merge, options.template]) {
    if (input !== undefined && input.text.length > maxInputUnits) {
      throw new GenerateError(
        'invalid-option',
        `${input.fileName ?? 'The existing file'} is larger than 16 MiB.`,
      );
    }
  }
}

/** Callers without types hand in a text where its name belongs beside it. */
function checkText(option: 'merge' | 'template', given: unknown, needsName: boolean): void {
  if (given === undefined) return;
  const { text, fileName } = (typeof given === 'object' && given !== null ? given : {}) as Readonly<
    Record<string, unknown>
  >;
  if (typeof text === 'string' && (typeof fileName === 'string' || (!needsName && fileName === undefined)))
    return;
  const field =
    typeof text === 'string' ? `${option}.fileName` : typeof given === 'object' ? `${option}.text` : option;
  throw new GenerateError(
    'invalid-option',
    `Option ${field}: ${option} must be an object with the ${needsName ? 'texts "text" and "fileName"' : 'text "text", and "fileName" where it has one'}.`,
    { field },
  );
}

export function checkNeeds(target: Target, variables: Variables, options: GenerateOptions): void {
  const given: Readonly<Record<InputName, boolean>> = {
    merge: options.merge !== undefined,
    proxy: variables.proxy !== null,
    zone: true,
    certificateAuthority: variables.certificateAuthority !== null,
    addresses: variables.a.length + variables.aaaa.length > 0,
    origins: variables.origins.length > 0,
    distributionServices: variables.distributionServices.length > 0,
  };
  for (const choice of target.needs ?? []) {
    if (choice.some((name) => given[name])) continue;
    throw new GenerateError(
      'missing-input',
      `Target ${target.id} needs ${choice.map((name) => inputWords[name]).join(' or ')}.`,
      {
        target: target.id,
      },
    );
  }
}

const optionNames = ['merge', 'proxy', 'zone', 'certificateAuthority'] as const;

/** The options by their names on the command line, which messages are read from most. */
const flags: Readonly<Record<(typeof optionNames)[number], string>> = {
  merge: '--merge FILE',
  proxy: '--proxy HOST:PORT',
  zone: '--zone ZONE',
  certificateAuthority: '--ca DOMAIN',
};

const inputWords: Readonly<Record<InputName, string>> = {
  merge: `the existing file (${flags.merge})`,
  proxy: `the site's proxy (${flags.proxy})`,
  zone: `the DNS zone (${flags.zone})`,
  certificateAuthority: `the CAA domain of the authority (${flags.certificateAuthority})`,
  addresses: 'the addresses of the name (expect in the profile)',
  origins: 'the origins of the calling applications (origins in the profile)',
  distributionServices: 'a Distribution Service (distributionServices in the profile)',
};
