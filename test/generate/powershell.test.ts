/** What PowerShell is to read, parsed by a grammar of it that is not ours (tree-sitter-powershell): PowerShell itself is not everywhere. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Language, Parser, type Node, type Tree } from 'web-tree-sitter';
import { generate, targets } from '../../lib/generate/index.js';
import { runCli } from '../cli/run-cli.js';
import { fullProfile } from './profile.js';

const require = createRequire(import.meta.url);

describe('PowerShell: its grammar takes', () => {
  let parser: Parser;
  before(async () => {
    await Parser.init();
    const grammar = require.resolve('tree-sitter-powershell/tree-sitter-powershell.wasm');
    parser = new Parser().setLanguage(await Language.load(readFileSync(grammar)));
  });

  function parsed(text: string): Tree {
    const tree = parser.parse(text);
    assert.ok(tree !== null);
    const wrong = faults(tree.rootNode).map(
      ({ startPosition: { row }, text: at }) => `line ${row + 1}: ${at.slice(0, 60)}`,
    );
    assert.deepEqual(wrong, []);
    return tree;
  }

  it('the script that completes', async () => {
    const { rootNode } = parsed((await runCli(['completion', 'powershell'])).stdout);
    const commands = rootNode.descendantsOfType('command_name').map((node) => node.text);
    assert.ok(commands.includes('Register-ArgumentCompleter'));
    assert.ok(rootNode.descendantsOfType('hash_entry').length > 50);
  });

  const scripts = targets().filter(({ fileName }) => fileName.endsWith('.ps1'));
  for (const { id } of scripts)
    it(`the script of ${id}, whatever is in the profile`, async () => {
      for (const bypassHosts of [fullProfile.bypassHosts, ['localhost', 'a-b.example']])
        parsed((await generate(id, { ...fullProfile, bypassHosts })).text);
    });

  it('and says so of what it does not take', () => {
    const tree = parser.parse("Register-ArgumentCompleter -Native -ScriptBlock { $a = @{ 'b' = @('c' }");
    assert.notDeepEqual(tree === null ? [] : faults(tree.rootNode), []);
  });
});

/** The innermost places that are not of the grammar. */
function faults(node: Node): Node[] {
  if (node.isError || node.isMissing) return [node];
  return node.hasError ? node.children.flatMap(faults) : [];
}
