/**
 * Rewrites a script so that every operation on a value that stands for many environments goes through the machine's
 * symbolic runtime (`../guest/symbolic/runtime.ts`). A script that never meets such a value behaves as before. Only what
 * plain syntax would decide without asking the value is rewritten: comparison, truth, `typeof`, calls, computed
 * members; everything else reaches the value through its traps.
 */
import { keptTexts } from './kept-texts.js';
import { settlingTexts } from './settling-texts.js';
import type { StateModel } from './state.js';
import { childrenOf, isNode, lineOf, type Node, type Program } from '../syntax/parse.js';

type Any = Node & Record<string, unknown>;

/** Name of the runtime object inside the machine. */
export const RUNTIME = '__staylocal';

export interface Block {
  readonly line: number;
  readonly endLine: number;
  /** Where it begins and ends in the text. */
  readonly start: number;
  readonly end: number;
}

export interface Instrumented {
  readonly text: string;
  /** Pieces of code by the number their marker reports. */
  readonly blocks: readonly Block[];
  /** Syntax the rewriting does not cover; the proof then cannot rest on it. */
  readonly unsupported: readonly { readonly what: string; readonly line: number }[];
}

const LOGICAL_ASSIGNMENT = /^(?:\|\||&&|\?\?)=$/;

export function instrument(text: string, program: Program, state: StateModel): Instrumented {
  const blocks: Block[] = [];
  const unsupported: { what: string; line: number }[] = [];
  const kept = new Map<Node, number>();
  state.variables.forEach((variable, index) => {
    for (const reference of variable.references) kept.set(reference.node, index);
  });

  const refuse = (what: string, node: Node): void => {
    unsupported.push({ what, line: lineOf(node) });
  };
  const call = (name: string, ...args: string[]): string => `${RUNTIME}.${name}(${args.join(',')})`;
  const { reading, written, updated } = keptTexts(call, state);
  const settling = settlingTexts(call, state, (node, up) => emit(node as Any, up as Any));
  const marker = (node: Node, last: Node = node): string => {
    const endLine = last.loc?.end.line ?? lineOf(node);
    blocks.push({ line: lineOf(node), endLine, start: node.start, end: last.end });
    return `${RUNTIME}.h(${blocks.length - 1});`;
  };
  /** Statements in a row; what follows one that may leave is a piece of its own. */
  const emitStatements = (statements: readonly Any[]): ReadonlyMap<Node, string> => {
    const replaced = new Map<Node, string>();
    statements.forEach((statement, index) => {
      const before = statements[index - 1];
      const mayLeave =
        before !== undefined &&
        /^(?:If|Switch|Try|For|ForIn|ForOf|While|DoWhile|Labeled)Statement$/.test(before.type);
      const mark =
        mayLeave && statement.type !== 'FunctionDeclaration' ? marker(statement, statements.at(-1)) : '';
      replaced.set(statement, mark + emit(statement, statement));
    });
    return replaced;
  };

  /** The source of a node with its children rewritten. */
  const plain = (node: Node, replaced?: ReadonlyMap<Node, string>): string => {
    let out = '';
    let at = node.start;
    for (const child of childrenOf(node)) {
      if (child.start < at) continue;
      out += text.slice(at, child.start) + (replaced?.get(child) ?? emit(child as Any, node as Any));
      at = child.end;
    }
    return out + text.slice(at, node.end);
  };

  /** A statement that runs only on some condition, with its marker. */
  const branch = (node: Any): string => {
    if (node.type === 'IfStatement' || node.type === 'FunctionDeclaration') return emit(node, node);
    const mark = marker(node);
    if (node.type === 'BlockStatement') return '{' + mark + emit(node, node).slice(1);
    return `{${mark}${emit(node, node)}}`;
  };

  const test = (node: unknown): string => call('t', emit(node as Any, node as Any));

  const args = (nodes: readonly Any[]): string => `[${nodes.map((node) => emit(node, node)).join(',')}]`;

  /** `a + b + c …`, flat: a chain can be thousands long. */
  const chain = (node: Any, type: string, operator: string): Any[] => {
    const operands: Any[] = [];
    let at = node;
    while (at.type === type && at['operator'] === operator) {
      operands.unshift(at['right'] as Any);
      at = at['left'] as Any;
    }
    operands.unshift(at);
    return operands;
  };

  const emitCall = (node: Any): string => {
    const special = settling.call(node);
    if (special !== null) return special;
    const callee = node['callee'] as Any;
    if (node['optional'] === true || callee.type === 'Super' || callee['optional'] === true)
      return plain(node);
    if (callee.type === 'Identifier' && callee['name'] === 'eval') {
      refuse('eval', node);
      return plain(node);
    }
    if (callee.type !== 'MemberExpression')
      return call('f', emit(callee, node), args(node['arguments'] as Any[]));
    const object = callee['object'] as Any;
    if (object.type === 'Super' || (callee['property'] as Any).type === 'PrivateIdentifier')
      return plain(node);
    const key =
      callee['computed'] === true
        ? emit(callee['property'] as Any, callee)
        : JSON.stringify((callee['property'] as Any)['name']);
    return call('m', emit(object, callee), key, args(node['arguments'] as Any[]));
  };

  const emitAssignment = (node: Any): string => {
    const special = settling.assignment(node);
    if (special !== null) return special;
    const operator = node['operator'] as string;
    const left = node['left'] as Any;
    // Said once: pieces of code are numbered as they are said.
    const right = (): string => emit(node['right'] as Any, node);
    if (LOGICAL_ASSIGNMENT.test(operator)) {
      refuse(`the operator ${operator}`, node);
      return plain(node);
    }
    const variable = kept.get(left);
    if (operator === '=') {
      if (left.type === 'Identifier') {
        const name = text.slice(left.start, left.end);
        // A function keeps the name its variable gives it.
        return variable === undefined ? `${name}=${right()}` : `${name}=${written(variable, right())}`;
      }
      return plain(node);
    }
    const binary = JSON.stringify(operator.slice(0, -1));
    if (left.type === 'Identifier') {
      const name = text.slice(left.start, left.end);
      const read = variable === undefined ? name : `(${reading(variable)},${name})`;
      const value = call('b', binary, read, right());
      return `${name}=${variable === undefined ? value : written(variable, value)}`;
    }
    if (
      left.type === 'MemberExpression' &&
      (left['object'] as Any).type !== 'Super' &&
      (left['property'] as Any).type !== 'PrivateIdentifier'
    ) {
      const key =
        left['computed'] === true
          ? emit(left['property'] as Any, left)
          : JSON.stringify((left['property'] as Any)['name']);
      return call('a', binary, emit(left['object'] as Any, left), key, `()=>(${right()})`);
    }
    return plain(node);
  };

  const emitFunction = (node: Any): string => {
    const body = node['body'] as Any;
    if (body.type !== 'BlockStatement') {
      const mark = marker(node).slice(0, -1);
      return plain(node, new Map<Node, string>([[body, `(${mark},${emit(body, node)})`]]));
    }
    const statements = body['body'] as Any[];
    const directives = statements.filter((statement) => statement['directive'] !== undefined);
    const at = directives.at(-1)?.end ?? body.start + 1;
    const mark = marker(node);
    const inner = plain(body, emitStatements(statements));
    const head = at - body.start;
    const marked = inner.slice(0, head) + mark + inner.slice(head);
    return plain(node, new Map<Node, string>([[body, settling.body(node, text, marked)]]));
  };

  /** Patterns stay as they are; what passes through them meets the value's traps. */
  const emitPattern = (node: Any): string => {
    const source = text.slice(node.start, node.end);
    if (/=|=>|\bfunction\b/.test(source)) refuse('a default value in a pattern', node);
    return source;
  };

  /** Each case is asked in turn, so that a value of the environment is compared and not looked at. */
  const emitSwitch = (node: Any): string => {
    const value = `${RUNTIME}_${node.start}`;
    const bodies = (node['cases'] as Any[]).map((one) => {
      const head =
        one['test'] === null ? 'default:' : `case ${call('s', value, emit(one['test'] as Any, one))}:`;
      const body = [...emitStatements(one['consequent'] as Any[]).values()].join('\n');
      return `${head}${marker(one)}${body}`;
    });
    const discriminant = emit(node['discriminant'] as Any, node);
    return `{const ${value}=(${discriminant});switch(true){${bodies.join('\n')}}}`;
  };

  const emitLoop = (node: Any): string => {
    const replaced = new Map<Node, string>();
    const body = node['body'] as Any;
    const said = branch(body);
    replaced.set(body, said);
    if (isNode(node['test'])) replaced.set(node['test'], test(node['test']));
    if (/^For(?:In|Of)Statement$/.test(node.type)) {
      const right = node['right'] as Any;
      replaced.set(right, call('v', emit(right, node)));
      const variable = kept.get(node['left'] as Any);
      if (variable !== undefined) replaced.set(body, `{${written(variable, '0')};${said}}`);
    }
    return plain(node, replaced);
  };

  const EMITTERS: Readonly<Record<string, (node: Any) => string>> = {
    BinaryExpression: (node) => {
      const operator = node['operator'] as string;
      if (operator === '+') {
        return call('p', ...chain(node, 'BinaryExpression', '+').map((operand) => emit(operand, node)));
      }
      const left = node['left'] as Any;
      if (left.type === 'PrivateIdentifier') return plain(node);
      const special = settling.lookup(node);
      if (special !== null) return special;
      return call('b', JSON.stringify(operator), emit(left, node), emit(node['right'] as Any, node));
    },
    LogicalExpression: (node) => {
      const operator = node['operator'] as string;
      const operands = chain(node, 'LogicalExpression', operator).map((operand) => emit(operand, node));
      const wrapped = operands.map((operand, index) =>
        index === operands.length - 1 ? `(${operand})` : call(operator === '??' ? 'n' : 'l', operand),
      );
      return `(${wrapped.join(operator)})`;
    },
    UnaryExpression: (node) => {
      const operator = node['operator'] as string;
      const argument = node['argument'] as Any;
      if (operator === 'typeof') {
        if (argument.type !== 'Identifier') return call('y', emit(argument, node));
        const name = text.slice(argument.start, argument.end);
        const variable = kept.get(argument);
        const read = variable === undefined ? '' : `${reading(variable)},`;
        return `(${read}typeof ${name}==='object'?${call('y', name)}:typeof ${name})`;
      }
      if (operator === '!') return `(!${call('t', emit(argument, node))})`;
      if (operator === 'delete' || operator === 'void') return plain(node);
      if (argument.type === 'Literal') return plain(node);
      return call('u', JSON.stringify(operator), emit(argument, node));
    },
    ConditionalExpression: (node) => {
      const [yes, no] = [node['consequent'] as Any, node['alternate'] as Any];
      const side = (part: Any): string => `(${marker(part).slice(0, -1)},${emit(part, node)})`;
      return `(${test(node['test'])}?${side(yes)}:${side(no)})`;
    },
    CallExpression: emitCall,
    NewExpression: (node) => call('w', emit(node['callee'] as Any, node), args(node['arguments'] as Any[])),
    MemberExpression: (node) => {
      const object = node['object'] as Any;
      const special = settling.member(node);
      if (special !== null) return special;
      if (node['computed'] !== true || node['optional'] === true || object.type === 'Super')
        return plain(node);
      return call('g', emit(object, node), emit(node['property'] as Any, node));
    },
    ChainExpression: (node) => {
      refuse('optional chaining', node);
      return text.slice(node.start, node.end);
    },
    ObjectPattern: (node) => emitPattern(node),
    ArrayPattern: (node) => emitPattern(node),
    SequenceExpression: (node) => `(${plain(node)})`,
    UpdateExpression: (node) => {
      const variable = kept.get(node['argument'] as Node);
      if (variable === undefined) return settling.update(node) ?? plain(node);
      return `(${reading(variable)},${written(variable, updated(variable, node) ?? plain(node))})`;
    },
    TemplateLiteral: (node) => {
      const quasis = (node['quasis'] as Any[]).map((quasi) =>
        JSON.stringify((quasi['value'] as { cooked: string }).cooked),
      );
      return call('q', `[${quasis.join(',')}]`, args(node['expressions'] as Any[]));
    },
    TaggedTemplateExpression: (node) => {
      refuse('a tagged template', node);
      return text.slice(node.start, node.end);
    },
    WithStatement: (node) => {
      refuse('with', node);
      return text.slice(node.start, node.end);
    },
    BlockStatement: (node) => plain(node, emitStatements(node['body'] as Any[])),
    AssignmentExpression: emitAssignment,
    FunctionDeclaration: emitFunction,
    FunctionExpression: emitFunction,
    ArrowFunctionExpression: emitFunction,
    IfStatement: (node) => {
      const replaced = new Map<Node, string>([
        [node['test'] as Node, test(node['test'])],
        [node['consequent'] as Node, branch(node['consequent'] as Any)],
      ]);
      if (isNode(node['alternate'])) replaced.set(node['alternate'], branch(node['alternate'] as Any));
      return plain(node, replaced);
    },
    ForStatement: emitLoop,
    ForInStatement: emitLoop,
    ForOfStatement: emitLoop,
    WhileStatement: emitLoop,
    DoWhileStatement: emitLoop,
    SwitchStatement: emitSwitch,
    ReturnStatement: (node) => {
      const argument = node['argument'] as Any | null;
      return argument === null
        ? plain(node)
        : `return ${call('r', String(lineOf(node)), emit(argument, node))};`;
    },
    Property: (node) => {
      if (node['shorthand'] !== true || !kept.has(node['value'] as Node)) return plain(node);
      const name = (node['key'] as Any)['name'] as string;
      return `${name}:${emit(node['value'] as Any, node)}`;
    },
    Identifier: (node) => {
      const variable = kept.get(node);
      const name = text.slice(node.start, node.end);
      return variable === undefined ? name : `(${reading(variable)},${name})`;
    },
  };

  function emit(node: Any, parent: Any): string {
    if (node.type === 'Identifier' && kept.has(node) && isTargetOf(node, parent))
      return text.slice(node.start, node.end);
    // Patterns and targets are left as they are: what passes through them meets the value's traps.
    if (node.type === 'MemberExpression' && isTargetOf(node, parent)) {
      return plain(node);
    }
    return EMITTERS[node.type]?.(node) ?? plain(node);
  }

  return { text: plain(program) + settling.end(), blocks, unsupported };
}

/** A place that is assigned to, updated or deleted, where a call of the runtime cannot stand. */
function isTargetOf(node: Any, parent: Any): boolean {
  switch (parent.type) {
    case 'AssignmentExpression':
    case 'ForInStatement':
    case 'ForOfStatement':
      return parent['left'] === node;
    case 'UpdateExpression':
    case 'RestElement':
    case 'ArrayPattern':
      return true;
    case 'AssignmentPattern':
      return parent['left'] === node;
    case 'UnaryExpression':
      return parent['operator'] === 'delete';
    default:
      return false;
  }
}
