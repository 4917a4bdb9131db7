/** What a browser would make of a page: its elements and attributes, by a parser that is not ours. */
import { parse, type DefaultTreeAdapterTypes } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;

export interface SeenElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
}

export function elementsOf(page: string): readonly SeenElement[] {
  const seen: SeenElement[] = [];
  const visit = (node: Node): void => {
    if ('tagName' in node) {
      const attributes = Object.fromEntries(node.attrs.map(({ name, value }) => [name, value]));
      seen.push({ name: node.tagName, attributes, text: ownText(node) });
    }
    for (const child of 'childNodes' in node ? node.childNodes : []) visit(child);
  };
  visit(parse(page));
  return seen;
}

export function textOf(page: string): string {
  const visit = (node: Node): string => {
    if ('value' in node) return node.value;
    if ('tagName' in node && (node.tagName === 'script' || node.tagName === 'style')) return '';
    return ('childNodes' in node ? node.childNodes : []).map(visit).join('');
  };
  return visit(parse(page));
}

function ownText(node: Node): string {
  return ('childNodes' in node ? node.childNodes : [])
    .map((child) => ('value' in child ? child.value : ''))
    .join('');
}

/**
 * Elements with the names of their attributes. Two depend on the text by design, and are left out: the boxes that show a control
 * by its number, and the second line and those after it of a text in a picture.
 */
export function skeletonOf(page: string): readonly string[] {
  return elementsOf(page)
    .filter(({ name, attributes }) => !(name === 'b' && attributes['class'] === 'ctl'))
    .map(
      ({ name, attributes }) => `${name} ${Object.keys(attributes).join(' ')} .${attributes['class'] ?? ''}`,
    )
    .filter((line, index, all) => !(line.endsWith(' .cl') && line === all[index - 1]));
}
