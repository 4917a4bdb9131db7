/** The sections of the prerequisites in their order: an audit belongs to that of its folder. */

export interface Section {
  /** The folder below lib/audits/, and the first part of an audit's id. */
  readonly folder: string;
  readonly title: string;
}

export const sections: readonly Section[] = [
  { folder: 'dns', title: 'DNS' },
  { folder: 'dnssec', title: 'DNSSEC' },
  { folder: 'proxy', title: 'Proxy exemption' },
  { folder: 'distribution', title: 'Distribution Service' },
  { folder: 'token', title: 'API key and token' },
  { folder: 'agent', title: 'The program on this machine' },
  { folder: 'browser', title: 'Browser' },
  { folder: 'disk', title: 'Disk space' },
  { folder: 'os', title: 'Operating system' },
  { folder: 'registry', title: 'Registry' },
];

/** Items by section, in the order of the sections; a folder that is none of them comes last, under its own name. */
export function bySection<T>(
  items: readonly T[],
  auditOf: (item: T) => string,
): readonly { readonly section: Section; readonly items: readonly T[] }[] {
  const folderOf = (item: T): string => auditOf(item).split('/')[0] ?? '';
  const known = new Set(sections.map(({ folder }) => folder));
  const others = [...new Set(items.map(folderOf))].filter((folder) => !known.has(folder));
  return [...sections, ...others.map((folder) => ({ folder, title: folder }))]
    .map((section) => ({ section, items: items.filter((item) => folderOf(item) === section.folder) }))
    .filter((group) => group.items.length > 0);
}
