/**
 * The words of this room: what can be generated, what is asked, and what is handed out. Types only.
 */

/** What a target exempts from, in the order in which a kit lists them. */
export type Group =
  'pac' | 'bypass' | 'browser' | 'proxy-side' | 'dns-rebinding' | 'zone' | 'firewall' | 'monitoring';

/** The people who apply an artefact. */
export type Team = 'proxy' | 'endpoint' | 'developers' | 'dns' | 'firewall' | 'monitoring' | 'router';

/** What a target can be given beside the profile, or cannot do without. */
export type InputName =
  'merge' | 'proxy' | 'zone' | 'certificateAuthority' | 'addresses' | 'origins' | 'distributionServices';

/**
 * What a caller gives beside the profile; a target’s `accepts` says which of them it takes. Throws `GenerateError`
 * (`invalid-option`) by way of `generate` where one is of the wrong shape.
 */
export interface GenerateOptions {
  /** The existing file, to keep what is in it. Only for targets that say `merge` in `accepts`. */
  readonly merge?: { readonly text: string; readonly bytes?: Uint8Array; readonly fileName?: string };
  /** A Liquid template to render in place of the target's own; the artefact is read back all the same. */
  readonly template?: { readonly text: string; readonly fileName: string };
  /** The site's proxy, `host:port`, for settings that name it. */
  readonly proxy?: string;
  /** The DNS zone that holds the name; default: the name without its first label. */
  readonly zone?: string;
  /** CAA domain of the authority that issues the name's certificate, e.g. `letsencrypt.org`. */
  readonly certificateAuthority?: string;
  /** `false`: the artefact is not read back, and says so. For a caller who proves it otherwise. */
  readonly prove?: false;
}

/** A variable that templates can use, and what it stands for. */
export interface VariableInfo {
  readonly name: string;
  readonly description: string;
}

/** What `targets()` tells of each. */
export interface TargetInfo {
  readonly id: string;
  readonly title: string;
  readonly group: Group;
  readonly team: Team;
  /** The programs that read the artefact. */
  readonly consumers: readonly string[];
  readonly fileName: string;
  readonly mediaType: string;
  /** Options that the target uses. */
  readonly accepts: readonly InputName[];
  /** One of each inner list must be there: an option of that name, or entries in the profile. */
  readonly needs: readonly (readonly InputName[])[];
  /** What its template, or one given in its place, can use. */
  readonly variables: readonly VariableInfo[];
}

/** How the text becomes bytes: `utf-16le` carries a byte order mark, as Windows' own exports do. */
export type Encoding = 'utf-8' | 'utf-16le';

/** What is handed out. `apply`, `verify`, `undo` and `notes` are Markdown. */
export interface Artefact {
  readonly target: string;
  readonly title: string;
  readonly group: Group;
  readonly team: Team;
  readonly text: string;
  readonly encoding: Encoding;
  /** The text in the encoding of the file it was merged with, where that is another; see `artefactBytes`. */
  readonly bytes?: Uint8Array;
  /** It is the existing file with the exemption in it, to take that file's place; else it is to be added to what is there. */
  readonly whole: boolean;
  readonly fileName: string;
  readonly mediaType: string;
  readonly apply: string;
  readonly verify: string;
  readonly undo: string;
  readonly notes: readonly string[];
  /** It was read back by the engine that would read it. */
  readonly isProven: boolean;
  /** What was shown of this very text before it was handed out, one sentence each. */
  readonly proven: readonly string[];
}

/** For all targets at once; each takes what it accepts. */
export interface KitOptions extends Pick<GenerateOptions, 'proxy' | 'zone' | 'certificateAuthority'> {
  /** Only these targets, e.g. those that an audit named. */
  readonly targets?: readonly string[];
  /** Existing files, by the id of the target that merges with them. */
  readonly merge?: Readonly<Record<string, { readonly text: string; readonly fileName?: string }>>;
}

/** One file of a kit: a relative path and its content. */
export interface KitFile {
  /** With a folder for the team, `/` between. */
  readonly fileName: string;
  readonly text: string;
  readonly encoding: Encoding;
  /** In place of the text; see `artefactBytes`. */
  readonly bytes?: Uint8Array;
  readonly mediaType: string;
}

/** Artefacts for every team as a folder, its README among the files. */
export interface Kit {
  readonly files: readonly KitFile[];
  readonly artefacts: readonly Artefact[];
  /** Targets that had nothing to say for this profile and these options. */
  readonly leftOut: readonly { readonly target: string; readonly reason: string }[];
}
