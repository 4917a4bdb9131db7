/** The area of the web application: its front end as it is served, scanned as the real one is. */
import { frontEndOf } from '../../gather/front-end/index.js';
import { needlesOf, scanText } from '../../secrets/index.js';
import { frontEndFaults, healthyFrontEnd, labKey, type FrontEndPlan } from '../faults/front-end.js';
import { defineArea, type LabArea } from './define.js';

export const frontEndArea: LabArea = defineArea<FrontEndPlan>({
  id: 'front-end',
  healthy: healthyFrontEnd,
  faults: frontEndFaults,
  gather: ({ files }) => {
    const needles = needlesOf(labKey);
    const findings = Object.entries(files).flatMap(([name, text]) =>
      scanText(text, { name, needles }).hits.map((hit) => ({ file: `www/${name}`, ...hit })),
    );
    const scan = { files: Object.keys(files).length, findings, skipped: [], notes: [], isCut: false };
    return Promise.resolve({ evidence: { frontEnd: frontEndOf(['www'], scan, needles) } });
  },
});
