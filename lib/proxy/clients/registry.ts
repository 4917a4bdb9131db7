/**
 * The client programs modelled, and how an id with a version (`curl@7.88.1`) finds its grammar: the newest one
 * that is not newer than the version asked for.
 */
import { ParseError } from '../../errors.js';
import type { ClientModel, Variant } from './client.js';
import { apt } from './apt.js';
import { aria2 } from './aria2.js';
import { axios } from './axios.js';
import { cfnetwork } from './cfnetwork.js';
import { chromium } from './chromium.js';
import { curl } from './curl.js';
import { dotnetEnv } from './dotnet-env.js';
import { dotnetWindows } from './dotnet-windows.js';
import { firefox } from './firefox.js';
import { gnome } from './gnome.js';
import { go } from './go.js';
import { java } from './java.js';
import { kde } from './kde.js';
import { libproxy } from './libproxy.js';
import { nodeFetch } from './node-fetch.js';
import { nodeHttps } from './node-https.js';
import { nodeProxyAgent } from './node-proxy-agent.js';
import { nodeProxyFromEnv } from './node-proxy-from-env.js';
import { nodeUndici } from './node-undici.js';
import { npm } from './npm.js';
import { perlLwp } from './perl-lwp.js';
import { git } from './git.js';
import { docker } from './docker.js';
import { kubectl } from './kubectl.js';
import { pip } from './pip.js';
import { pythonAiohttp } from './python-aiohttp.js';
import { pythonHttpx } from './python-httpx.js';
import { pythonRequests } from './python-requests.js';
import { pythonUrllib } from './python-urllib.js';
import { remembered } from './remembered.js';
import { ruby } from './ruby.js';
import { rustReqwest } from './rust-reqwest.js';
import { vscode } from './vscode.js';
import { wget } from './wget.js';
import { winhttp } from './winhttp.js';
import { wininet } from './wininet.js';

export const CLIENTS: readonly ClientModel[] = [
  chromium,
  firefox,
  cfnetwork,
  wininet,
  winhttp,
  dotnetEnv,
  dotnetWindows,
  curl,
  git,
  wget,
  go,
  docker,
  kubectl,
  pythonUrllib,
  pythonRequests,
  pip,
  pythonHttpx,
  pythonAiohttp,
  nodeFetch,
  nodeHttps,
  nodeUndici,
  axios,
  nodeProxyFromEnv,
  nodeProxyAgent,
  npm,
  vscode,
  java,
  ruby,
  perlLwp,
  rustReqwest,
  apt,
  aria2,
  gnome,
  libproxy,
  kde,
];

export interface ResolvedClient {
  readonly model: ClientModel;
  readonly variant: Variant;
  /** `id@version` of the grammar used. */
  readonly id: string;
}

/** Throws `ParseError`: `unknown-client`, `client-version-not-modelled`. */
export function resolveClient(id: string): ResolvedClient {
  const [name = '', version] = id.split('@');
  const model = CLIENTS.find((client) => client.id === name);
  if (model === undefined) {
    throw new ParseError(
      'unknown-client',
      `No client is called ${JSON.stringify(name)}; known: ${CLIENTS.map((client) => client.id).join(', ')}.`,
    );
  }
  const wanted = version ?? model.variants[0].since;
  const variant = model.variants.find(({ since }) => compareVersions(since, wanted) <= 0);
  if (variant === undefined) {
    const oldest = model.variants.at(-1)?.since ?? '';
    throw new ParseError('client-version-not-modelled', `${id}: the oldest version modelled is ${oldest}.`);
  }
  return {
    model,
    variant: { ...variant, match: remembered(variant.match) },
    id: `${model.id}@${variant.since}`,
  };
}

/** Why no client of this id, or of the version in it, is modelled; undefined where one is. */
export function clientMistake(id: string): string | undefined {
  const [name = ''] = id.split('@');
  if (!CLIENTS.some((client) => client.id === name))
    return `${JSON.stringify(id)} is no client program; staylocal proxy --clients lists those there are`;
  try {
    resolveClient(id);
    return undefined;
  } catch (error) {
    if (error instanceof ParseError) return error.message;
    throw error;
  }
}

/** Numbers between dots; what is not a number counts as 0. */
function compareVersions(one: string, other: string): number {
  const left = one.split('.').map(Number);
  const right = other.split('.').map(Number);
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (Number.isNaN(difference)) return 0;
    if (difference !== 0) return difference;
  }
  return 0;
}
