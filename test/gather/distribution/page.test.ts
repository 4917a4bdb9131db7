import assert from 'node:assert/strict';
import { bodyKind, pageTitle } from '../../../lib/gather/distribution/page.js';

describe('gather: what a body is', () => {
  for (const [body, type, kind] of [
    ['{"a":1}', 'application/json', 'json'],
    ['\uFEFF "UP" ', undefined, 'json'],
    ['{"a":1}', 'text/html', 'html'],
    ['<!DOCTYPE html><p>no', undefined, 'html'],
    ['<!-- made by a filter -->\n<HTML>', 'application/json', 'html'],
    ['<?xml version="1.0"?><a/>', 'text/xml', 'other'],
    ['UP', 'text/plain', 'other'],
    [' \r\n', 'application/json', 'empty'],
  ] as const) {
    it(`${JSON.stringify(body)} as ${type ?? 'nothing'} is ${kind}`, () => {
      assert.equal(bodyKind(body, type), kind);
    });
  }

  it('keeps a title in one line and within bounds', () => {
    assert.equal(pageTitle('<title lang="en">\n Access\u001b[31m\tdenied </title>'), 'Access [31m denied');
    assert.equal(pageTitle(`<TITLE>${'x'.repeat(5000)}`)?.length, 200);
    assert.equal(pageTitle('<title> </title>'), undefined);
    assert.equal(pageTitle('no title'), undefined);
  });
});
