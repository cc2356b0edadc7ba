import type { FastifyInstance } from 'fastify';
import type { VNode } from 'preact';
import type { Services } from '../../platform/feature.ts';
import { open } from '../../platform/http/declared.ts';
import { sendPage } from '../../platform/http/render.ts';
import { shellFor } from '../../platform/http/visit.ts';
import type { Shell } from '../../ui/layout.tsx';
import { ARTICLES, type Written } from './domain.ts';
import { Argument } from './pages/argument.tsx';
import { Assessors } from './pages/assessors.tsx';
import { Deploying } from './pages/deploying.tsx';
import { Discussing } from './pages/discussing.tsx';
import { Duties } from './pages/duties.tsx';
import { ArticlePage, HelpPage } from './pages/frame.tsx';
import { Decisions } from './pages/decisions.tsx';
import { Gate } from './pages/gate.tsx';
import { HandingOver } from './pages/handing-over.tsx';
import { Officer } from './pages/officer.tsx';
import { Pipeline } from './pages/pipeline.tsx';
import { Plan } from './pages/plan.tsx';
import { Point16 } from './pages/point16.tsx';
import { PublicPage } from './pages/public-page.tsx';
import { Registrations } from './pages/registrations.tsx';
import { Releases } from './pages/releases.tsx';
import { Report } from './pages/report.tsx';
import { Signatures } from './pages/signatures.tsx';
import { SigningIn } from './pages/signing-in.tsx';
import { Supplier } from './pages/supplier.tsx';
import { Feedback } from './pages/feedback.tsx';
import { PublicForm } from './pages/public-form.tsx';
import { Reporting } from './pages/reporting.tsx';
import { Safeguarding } from './pages/safeguarding.tsx';
import { Triage } from './pages/triage.tsx';
import { Verdict } from './pages/verdict.tsx';
import { Workshops } from './pages/workshops.tsx';

const WRITTEN: Readonly<Record<Written, () => VNode>> = {
  signatures: Signatures,
  pipeline: Pipeline,
  plan: Plan,
  releases: Releases,
  gate: Gate,
  argument: Argument,
  report: Report,
  handingOver: HandingOver,
  deploying: Deploying,
  supplier: Supplier,
  publicPage: PublicPage,
  reporting: Reporting,
  triage: Triage,
  duties: Duties,
  verdict: Verdict,
  feedback: Feedback,
  safeguarding: Safeguarding,
  publicForm: PublicForm,
  officer: Officer,
  registrations: Registrations,
  decisions: Decisions,
  workshops: Workshops,
  discussing: Discussing,
  point16: Point16,
  signingIn: SigningIn,
  assessors: Assessors,
};

/** The articles, and the list of them. */
export function routes(app: FastifyInstance, services: Services): void {
  const config = open('It explains the product, and holds nothing of anybody.');
  const serve = (path: string, page: (shell: Shell) => VNode) =>
    app.get(path, { config }, async (request, reply) => sendPage(reply, page(await shellFor(services, request))));
  serve('/help', (shell) => <HelpPage shell={shell} />);
  for (const name of Object.keys(WRITTEN) as Written[]) {
    const Article = WRITTEN[name];
    serve(ARTICLES[name].path, (shell) => (
      <ArticlePage shell={shell} article={ARTICLES[name]}>
        <Article />
      </ArticlePage>
    ));
  }
}
