/**
 * Consoles of vendors that do not run here: a checklist with the name, the fields as the vendor's own pages call them, and
 * those pages. None was tried, and each says so; what no page said is said to be unknown.
 */
import { exactly, theHosts, theName } from '../read-back/exact.js';
import type { Target } from './target.js';

const untried =
  'A checklist, not tried: the console does not run in our tests. The fields are named as on the pages in the file.';
const rebinding = {
  group: 'dns-rebinding',
  team: 'dns',
  mediaType: 'text/plain',
  verify:
    'From a client of this resolver: `dig +short {{ name | word }} A` answers {{ answers | comment }}, and nothing else.',
} as const;

export const consoleTargets: readonly Target[] = [
  {
    id: 'zscaler',
    title: 'Zscaler Client Connector: which PAC gets the exemption',
    group: 'pac',
    team: 'proxy',
    consumers: ['Zscaler Client Connector'],
    template: 'zscaler.txt.liquid',
    fileName: 'staylocal-zscaler.txt',
    mediaType: 'text/plain',
    apply:
      'Administration, Forwarding Profile: see which action counts in each network. Then follow the part of the checklist for it. A PAC that is there is best changed with the target `pac` and `--merge`.',
    verify:
      'On a device with the policy updated, in each network of the forwarding profile: `curl -sv {{ urls.first | word }}` connects to {{ answers | comment }}. `staylocal pac FILE` on each changed PAC says `always`.',
    undo: 'Put the former PAC files and the former field back.',
    notes: [
      untried,
      'There are two PAC files. That of the forwarding profile is what the system and its browsers ask, and counts in the actions Tunnel with Local Proxy and Enforce Proxy; the action Tunnel does not use it. That of the app profile is what the Client Connector asks about the traffic that it has taken.',
    ],
    readBack: [
      exactly('hosts in the PAC lines', /^ {2}if \(name === "(.+)"\) return "DIRECT";$/gm, theHosts),
      exactly('hosts for the field', /^ {4}([^ \n]+)$/gm, theHosts),
    ],
  },
  {
    ...rebinding,
    id: 'nextdns',
    title: 'NextDNS: allow the name past rebinding protection',
    consumers: ['NextDNS'],
    template: 'nextdns.txt.liquid',
    fileName: 'staylocal-nextdns.txt',
    apply:
      'In the profile at my.nextdns.io, tab Allowlist: add the name. The option that takes its answer away is "DNS Rebinding Protection" in the tab Security.',
    undo: 'Remove the name from the Allowlist.',
    notes: [
      untried,
      'No page of NextDNS itself was at hand. Whether an entry takes in what is below the name as well is unknown: look at it in the logs.',
    ],
    readBack: [exactly('names for the form', /^Allowlist: (.+)$/gm, theName)],
  },
  {
    ...rebinding,
    id: 'sonicwall',
    title: 'SonicWall: allow the name past DNS rebinding attack prevention',
    team: 'router',
    consumers: ['SonicWall (SonicOS)'],
    template: 'sonicwall.txt.liquid',
    fileName: 'staylocal-sonicwall.txt',
    apply:
      'Network, DNS, "DNS Rebinding Attack Prevention": make an FQDN address object with the name and choose it, or a group that holds it, in "Allowed Domains".',
    undo: 'Choose the former object in "Allowed Domains".',
    notes: [
      untried,
      'The pages are those of SonicOS 5.8 to 6.2; for version 7 we found none, so the menu may be elsewhere there.',
    ],
    readBack: [exactly('names for the form', /^Allowed Domains: (.+)$/gm, theName)],
  },
  {
    ...rebinding,
    id: 'umbrella',
    title: 'OpenDNS and Umbrella: allow the name past the filter of suspicious responses',
    consumers: ['OpenDNS', 'Cisco Umbrella'],
    template: 'umbrella.txt.liquid',
    fileName: 'staylocal-umbrella.txt',
    apply:
      'Put the name on the domain allow list of the network. The filter is off as it is delivered: where "Suspicious Responses" does not block internal addresses, nothing is to be done.',
    undo: 'Take the name off the list.',
    notes: [
      untried,
      'The page is of OpenDNS. That Umbrella for organisations has the same filter was on no page that we saw: ask Cisco before you look for it.',
    ],
    readBack: [exactly('names for the form', /^Domain allow list: (.+)$/gm, theName)],
  },
  {
    ...rebinding,
    id: 'coredns',
    title: 'CoreDNS: except the name from a rebinding plugin',
    consumers: ['CoreDNS with the external plugin rebind or stopdnsrebind'],
    template: 'coredns.txt.liquid',
    fileName: 'staylocal-coredns.txt',
    apply:
      'CoreDNS itself has no rebinding filter; two external plugins are one. Add the line to the block of the one that the Corefile has. Where it has neither, nothing is to be done.',
    undo: 'Remove the line and reload.',
    notes: [
      'A checklist, not tried: Debian has no CoreDNS, and both plugins have to be compiled in. The lines are as in the plugins’ own descriptions.',
      'Both take zones: what is below the name is let through with it.',
    ],
    readBack: [exactly('zones let through', /^ {4}(?:except|allow) (.+)$/gm, theName)],
  },
  {
    id: 'webview2',
    title: 'WebView2: what the application has to grant',
    group: 'browser',
    team: 'developers',
    consumers: ['Microsoft Edge WebView2'],
    template: 'webview2.txt.liquid',
    fileName: 'staylocal-webview2.txt',
    mediaType: 'text/plain',
    needs: [['origins']],
    apply:
      'The list of WebView2’s policies has none for Local Network Access: the application that shows the page grants the permission in its code, for the origins in the file.',
    verify: 'In the application: the call to {{ urls.first | word }} goes through, and nobody is asked.',
    undo: 'Remove the grant.',
    notes: [
      'A checklist, not tried: WebView2 is a part of Windows.',
      'The kinds `LoopbackNetwork` and `LocalNetwork` are those of a prerelease of the SDK (1.0.4392); what an older one reports was on no page that we saw.',
    ],
    readBack: [exactly('origins', /^ {4}(https?:\/\/.+)$/gm, ({ origins }) => origins)],
  },
];
