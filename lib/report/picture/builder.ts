/** Gathers the parts of a picture; every node has an id of its own making, whatever it is called. */
import type { Callout, Picture, PictureEdge, PictureNode, PictureZone } from './model.js';

export class Builder {
  readonly zones: PictureZone[] = [];
  readonly nodes: PictureNode[] = [];
  readonly edges: PictureEdge[] = [];
  readonly columns: (readonly [string, string])[] = [];
  readonly leftOut: string[] = [];
  readonly #named = new Map<string, string>();

  zone(zone: PictureZone): number {
    return this.zones.push(zone) - 1;
  }

  /** `name`: by which it is found again. */
  node(node: Omit<PictureNode, 'id'>, ...name: readonly (string | number)[]): string {
    const id = `n${this.nodes.length}`;
    this.nodes.push({ id, ...node });
    if (name.length > 0) this.#named.set(JSON.stringify(name), id);
    return id;
  }

  find(...name: readonly (string | number)[]): string | undefined {
    return this.#named.get(JSON.stringify(name));
  }

  inZone(zone: number): readonly PictureNode[] {
    return this.nodes.filter((node) => node.zone === zone);
  }

  edge(edge: PictureEdge): void {
    if (edge.from !== edge.to) this.edges.push(edge);
  }

  /** Puts the reason at the first arrow that fits. */
  call(callout: Callout, fits: (edge: PictureEdge) => boolean): boolean {
    const index = this.edges.findIndex((edge) => edge.callout === undefined && fits(edge));
    const edge = this.edges[index];
    if (edge === undefined) return false;
    this.edges[index] = { ...edge, callout, tone: callout.tone };
    return true;
  }

  picture(): Picture {
    const { zones, nodes, edges, columns, leftOut } = this;
    return { zones, nodes, edges, columns, leftOut };
  }
}
