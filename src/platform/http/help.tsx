import type { FastifyInstance } from 'fastify';
import { Layout, type Shell } from '../../ui/layout.tsx';
import { type May, ROLES } from '../commands/may.ts';
import type { Services } from '../feature.ts';
import { API, inApi } from './api.ts';
import { open } from './declared.ts';
import { PROBLEM_TYPES } from './problem-details.ts';
import { sendPage } from './render.ts';
import { shellOf, signedIn } from './visit.ts';

/** The API in words, for whoever is going to write a program. Needs no sign-in. */
export function registerHelp(app: FastifyInstance, services: Services): void {
  app.get('/help/api', { config: open('Whoever writes a program reads it first.') }, async (request, reply) => {
    const who = await signedIn(services, request);
    return sendPage(reply, <ApiPage services={services} shell={who ? shellOf(services, who) : services.shell} />);
  });
}

function ApiPage({ services, shell }: { readonly services: Services; readonly shell: Shell }) {
  const operations = [
    ...services.queries.map((query) => ({ ...query, method: 'GET' })),
    ...inApi(services.commands).map((command) => ({ ...command, method: 'POST' })),
  ].toSorted((a, b) => a.feature.localeCompare(b.feature));
  return (
    <Layout shell={shell} title="The API" path="/help/api">
      <h1 class="nhsuk-heading-l">The API</h1>
      <div class="app-measure">
        <p class="app-lead">
          Whatever can be done in the browser can be done by a program: a command with POST, a list or a record with
          GET. Both speak JSON.
        </p>
        <p>
          <a href={`${API}/openapi.json`}>The whole description, as OpenAPI 3.1</a>
        </p>
        <h2 class="nhsuk-heading-m">How a program signs in</h2>
        <p>
          With a token of your own: make one at <a href="/account/tokens">Your tokens</a>, or on the computer that holds
          Primum’s data. It may what its scopes say (read, import, pipeline) and never what you may not, in one service
          or in all in which you hold a role. It ends by itself after 90 days at most, and when you leave. It never
          signs, judges, nominates or erases: those commands need a person.
        </p>
        <p>
          <a href="/help/who-may-do-what">Who may do what</a>
        </p>
        <pre class="app-command">{`primum token --person "Ottoline Reed" --label "Nightly import" --scope read,import
curl -H "Authorization: Bearer $PRIMUM_TOKEN" ${services.url}${API}/...`}</pre>
        <h2 class="nhsuk-heading-m">Sent twice, done once</h2>
        <p>
          A command that is answered is stored. When no answer came, send it again with the same{' '}
          <code>Idempotency-Key</code>: the answer is the same, and nothing is done twice.
        </p>
      </div>
      <h2 class="nhsuk-heading-m" id="operations">
        Operations
      </h2>
      <dl class="nhsuk-summary-list">
        {operations.map(({ method, feature, name, summary, may }) => (
          <div class="nhsuk-summary-list__row">
            <dt class="nhsuk-summary-list__key">
              <code>
                {method} {API}/<wbr />
                {feature}/<wbr />
                {name}
              </code>
            </dt>
            <dd class="nhsuk-summary-list__value">
              {summary}
              <br />
              <span class="app-note">Open to: {openTo(may)}.</span>
            </dd>
          </div>
        ))}
      </dl>
      <h2 class="nhsuk-heading-m">Problems</h2>
      <div class="app-measure">
        <p>
          What does not work is answered with problem details (RFC 9457): <code>detail</code> says in one sentence what
          happened and what to do, <code>problems</code> says it field by field.
        </p>
        <dl class="nhsuk-summary-list">
          {Object.entries(PROBLEM_TYPES).map(([type, [status, title]]) => (
            <div class="nhsuk-summary-list__row" id={type}>
              <dt class="nhsuk-summary-list__key">
                {status} {type}
              </dt>
              <dd class="nhsuk-summary-list__value">{title}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Layout>
  );
}

function openTo({ roles, token }: May): string {
  const all = [...roles, ...(token ? ['programs with a token'] : [])];
  if (ROLES.every((role) => roles.includes(role))) return token ? 'everybody' : 'everybody who is signed in';
  return all.length === 0 ? 'nobody' : all.join(', ');
}
