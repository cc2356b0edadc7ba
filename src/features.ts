import { access } from './features/access/index.ts';
import { actions } from './features/actions/index.ts';
import { approvals } from './features/approvals/index.ts';
import { argument } from './features/argument/index.ts';
import { assessors } from './features/assessors/index.ts';
import { concerns } from './features/concerns/index.ts';
import { decisions } from './features/decisions/index.ts';
import { desk } from './features/desk/index.ts';
import { discussion } from './features/discussion/index.ts';
import { duties } from './features/duties/index.ts';
import { evidence } from './features/evidence/index.ts';
import { file } from './features/file/index.ts';
import { gate } from './features/gate/index.ts';
import { handOver } from './features/hand-over/index.ts';
import { hazards } from './features/hazards/index.ts';
import { help } from './features/help/index.ts';
import { incidents } from './features/incidents/index.ts';
import { logCheck } from './features/log-check/index.ts';
import { organisations } from './features/organisations/index.ts';
import { pack } from './features/pack/index.ts';
import { people } from './features/people/index.ts';
import { plan } from './features/plan/index.ts';
import { portfolio } from './features/portfolio/index.ts';
import { processes } from './features/processes/index.ts';
import { publicPage } from './features/public-page/index.ts';
import { releases } from './features/releases/index.ts';
import { safeguarding } from './features/safeguarding/index.ts';
import { safetyCase } from './features/safety-case/index.ts';
import { schemes } from './features/schemes/index.ts';
import { services } from './features/services/index.ts';
import { standards } from './features/standards/index.ts';
import { workshops } from './features/workshops/index.ts';
import type { Feature } from './platform/feature.ts';

/** The map of the product. A feature may use only features that stand above it. */
export const features: readonly Feature[] = [
  organisations,
  services,
  access,
  people,
  actions,
  approvals,
  discussion,
  decisions,
  evidence,
  schemes,
  logCheck,
  hazards,
  workshops,
  standards,
  processes,
  plan,
  releases,
  gate,
  argument,
  safetyCase,
  handOver,
  duties,
  incidents,
  safeguarding,
  concerns,
  file,
  pack,
  assessors,
  portfolio,
  publicPage,
  desk,
  help,
];
