/**
 * The file formats that can be read, the most particular first: where several fit a content and no file name
 * decides, the first one is taken.
 */
import { applePlist } from './apple-plist.js';
import { aptConf } from './apt-conf.js';
import { chromiumJson } from './chromium-json.js';
import { curlrc } from './curlrc.js';
import { dockerClient, dockerDaemon } from './docker.js';
import { environment } from './environment.js';
import { firefoxJson } from './firefox-json.js';
import { firefoxPreferences } from './firefox-prefs.js';
import { gitconfig } from './gitconfig.js';
import { dconf, gsettings } from './gnome.js';
import { javaProperties, maven } from './java-tools.js';
import { kioslaverc } from './kioslaverc.js';
import { kubeconfig } from './kubeconfig.js';
import { netsh } from './netsh.js';
import { netLog } from './net-log.js';
import { networksetup } from './networksetup.js';
import { npmrc, pip, yarnrc } from './package-managers.js';
import { pacFile } from './pac-file.js';
import type { FormatReader } from './reader.js';
import { reg } from './reg.js';
import { registryPol, regQuery } from './registry-tables.js';
import { scutil } from './scutil.js';
import { squidConf } from './squid-conf.js';
import { vscode } from './vscode.js';
import { wgetrc } from './wgetrc.js';
import { wsl } from './wsl.js';

export const FORMATS: readonly FormatReader[] = [
  reg,
  registryPol,
  regQuery,
  netsh,
  applePlist,
  maven,
  netLog,
  firefoxJson,
  chromiumJson,
  vscode,
  dockerDaemon,
  dockerClient,
  pacFile,
  firefoxPreferences,
  scutil,
  networksetup,
  gsettings,
  dconf,
  kioslaverc,
  squidConf,
  aptConf,
  kubeconfig,
  pip,
  wsl,
  gitconfig,
  javaProperties,
  yarnrc,
  wgetrc,
  npmrc,
  curlrc,
  environment,
];
