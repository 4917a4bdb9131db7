/** Callers without types: a mistake in a profile or an option names its field; and an artefact that is not proven says so. */
import assert from 'node:assert/strict';
import { generate, GenerateError, type GenerateOptions } from '../../lib/generate/index.js';
import type { Profile } from '../../lib/profile/index.js';
import { fullProfile } from './profile.js';

const without = (field: keyof Profile): Profile =>
  Object.fromEntries(Object.entries(fullProfile).filter(([key]) => key !== field)) as unknown as Profile;
const loose = (value: unknown): never => value as never;

describe('generate: from code', () => {
  const profiles: readonly (readonly [field: string, profile: Profile, message: RegExp])[] = [
    ['(the profile)', loose('trust1connector'), /loadProfile and parseProfile make one/],
    ['(the profile)', loose(undefined), /it is missing/],
    ['id', without('id'), /Profile field id: it is missing, and must be a text\./],
    ['bypassHosts', without('bypassHosts'), /must be a list of texts/],
    ['expect', without('expect'), /must be an object/],
    ['expect.a', { ...fullProfile, expect: loose({ aaaa: [], addressClass: 'loopback' }) }, /expect\.a/],
    ['ports', { ...fullProfile, ports: loose(['51983']) }, /this list is not a list of numbers/],
    ['origins', without('origins'), /origins/],
    ['distributionServices', { ...fullProfile, distributionServices: loose([1]) }, /list of objects/],
  ];
  for (const [field, profile, message] of profiles)
    it(`a profile without a good ${field}`, async () => {
      await assert.rejects(generate('no-proxy', profile), (error: unknown) => {
        assert.ok(error instanceof GenerateError);
        assert.deepEqual([error.code, error.field], ['invalid-profile', field]);
        assert.match(error.message, message);
        return true;
      });
    });

  const options: readonly (readonly [field: string, options: GenerateOptions])[] = [
    ['template', { template: loose('{{ name | word }}') }],
    ['template.text', { template: loose({ fileName: 'a' }) }],
    ['template.fileName', { template: loose({ text: '' }) }],
    ['merge', { merge: loose('no_proxy=a') }],
    ['merge.text', { merge: loose({ fileName: 'environment' }) }],
    ['merge.fileName', { merge: loose({ text: '', fileName: 7 }) }],
  ];
  for (const [field, given] of options)
    it(`the option ${field}`, async () => {
      await assert.rejects(generate('no-proxy', fullProfile, given), (error: unknown) => {
        assert.ok(error instanceof GenerateError);
        assert.deepEqual([error.code, error.field], ['invalid-option', field]);
        assert.ok(error.message.includes(field.split('.')[0] ?? ''), error.message);
        return true;
      });
    });

  it('an artefact that nobody proved says so, in itself and beside it', async () => {
    const given = { proxy: 'proxy.acme.example:3128' };
    const proven = await generate('pac', fullProfile, given);
    assert.equal(proven.isProven, true);
    assert.doesNotMatch(proven.text, /not proven/);
    const bare = await generate('pac', fullProfile, { ...given, prove: false });
    assert.deepEqual([bare.isProven, bare.proven], [false, []]);
    assert.match(bare.text, /^\/\/ .*, not proven$|, not proven/m);
    assert.match(bare.notes[0] ?? '', /^Not proven: /);
    assert.equal(bare.text.replace(', not proven', ''), proven.text);
  }).timeout(30_000);
});
