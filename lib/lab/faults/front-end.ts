/** The front end of a web application that hands its users’ tokens on, and how it can give the key away. */
import type { Fault } from '../areas/define.js';

export interface FrontEndPlan {
  /** Text by name. */
  readonly files: Readonly<Record<string, string>>;
}

/** A key of this lab and of nothing else. */
export const labKey = 'lab-9f2c41d07ab35e68';

export const healthyFrontEnd: FrontEndPlan = {
  files: {
    'index.html': '<!doctype html><title>App</title><script src="app.js"></script>',
    'app.js':
      'const answer = await fetch("/session/token", { method: "POST" });\nconst { token } = await answer.json();\nconnect(token);\n',
  },
};

const withScript =
  (text: string) =>
  ({ files }: FrontEndPlan): FrontEndPlan => ({ files: { ...files, 'app.js': text } });

export const frontEndFaults: readonly Fault<FrontEndPlan>[] = [
  {
    id: 'front-end-holds-key',
    description: 'a developer put the API key into the bundle to have the demo work',
    change: withScript(`const settings = { key: "${labKey}" };\nconnect(settings);\n`),
  },
  {
    id: 'front-end-exchanges-key',
    description: 'the front end exchanges the API key for the token itself',
    change: withScript(
      'fetch("https://ds.t1t.io/v3_5/tokens/application", { headers: { apikey: prompt("key") } });\n',
    ),
  },
];
