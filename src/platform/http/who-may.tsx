import type { FastifyInstance } from 'fastify';
import { Layout, type Shell } from '../../ui/layout.tsx';
import { Button, Select } from '../../ui/nhsuk/index.ts';
import { ROLES, SCOPES, scopesOf, TEAM, type May, type Role } from '../commands/may.ts';
import type { Services } from '../feature.ts';
import { open, type DeclaredRoute } from './declared.ts';
import { sendPage } from './render.ts';
import { shellFor } from './visit.ts';
import { capital } from '../../words/counting.ts';

const PATH = '/help/who-may-do-what';

/** Somebody for whom the page says what they may: a role, a program with a scope, whoever holds the data directory. */
interface Who {
  readonly id: string;
  readonly name: string;
  readonly may: (may: May) => boolean;
}

const WHO: readonly Who[] = [
  ...ROLES.map((role): Who => ({
    id: idOf(role),
    name: capital(role),
    may: ({ roles }) => roles.includes(role),
  })),
  ...SCOPES.map((scope): Who => ({
    id: `token-${scope}`,
    name: `Program: ${scope}`,
    may: (may) => scopesOf(may).includes(scope),
  })),
  { id: 'command-line', name: 'Command line', may: ({ operator }) => operator === true },
];

const WHERE: Readonly<Record<May['where'], string>> = {
  service: 'in that service',
  organisation: 'for the whole organisation',
  anywhere: 'in any service',
};

/** One thing that can be done or looked at. */
interface Thing {
  readonly what: string;
  /** An address is set as one. */
  readonly isAddress: boolean;
  readonly may: May;
}

interface Group {
  readonly id: string;
  readonly heading: string;
  readonly things: readonly Thing[];
}

/** Who may do what, from the declarations that are also what is enforced. Needs no sign-in: it holds nothing of anybody. */
export function registerWhoMay(app: FastifyInstance, services: Services): void {
  app.get(
    PATH,
    { config: open('It says what a role is for, and holds nothing of anybody.') },
    async (request, reply) => {
      const asked = (request.query as Readonly<Record<string, unknown>>)['role'];
      const who = WHO.find(({ id }) => id === asked) ?? null;
      const shell = await shellFor(services, request);
      return sendPage(reply, <WhoMayPage shell={shell} groups={groupsOf(app.declaredRoutes)} who={who} />);
    },
  );
}

function groupsOf(routes: readonly DeclaredRoute[]): readonly Group[] {
  const features = new Map<string, Map<string, Thing>>();
  const pages = new Map<string, Thing>();
  for (const { url, declared } of routes) {
    if (declared === null || 'open' in declared) continue;
    const { may, of } = declared;
    if (of === null) {
      // A page is for people: programs and the command line ask for the same by its query.
      const { roles, where } = may;
      pages.set(url, { what: url.replaceAll(/:(\w+)/gu, '($1)'), isAddress: true, may: { roles, where } });
      continue;
    }
    const things = features.get(of.feature) ?? new Map<string, Thing>();
    things.set(of.name, { what: of.summary, isAddress: false, may });
    features.set(of.feature, things);
  }
  return [
    ...[...features].map(([feature, things]) => ({
      id: feature,
      heading: capital(feature.replaceAll('-', ' ')),
      things: [...things.values()],
    })),
    { id: 'pages', heading: 'Pages', things: [...pages.values()] },
  ];
}

interface Props {
  readonly shell: Shell;
  readonly groups: readonly Group[];
  /** The only one who is asked about; null for all. */
  readonly who: Who | null;
}

function WhoMayPage({ shell, groups, who }: Props) {
  const shown = groups
    .map((group) => ({ ...group, things: group.things.filter(({ may }) => who === null || who.may(may)) }))
    .filter(({ things }) => things.length > 0);
  return (
    <Layout shell={shell} title={who === null ? 'Who may do what' : `What a role may do: ${who.name}`} path={PATH}>
      <h1 class="nhsuk-heading-l">Who may do what</h1>
      <div class="app-measure">
        <p class="app-lead">
          A role is held in one service, or for the whole organisation. What is not marked is denied.
        </p>
        <p>
          A role for the whole organisation counts in each of its services. Somebody who holds nothing in a service is
          not told that it exists. A person may hold several roles; an administrator gives them.
        </p>
        <ul class="nhsuk-list nhsuk-list--bullet">
          <li>
            An assessor reads what they were given, until a day that is set. Each page that they open is recorded.
          </li>
          <li>
            A program does what the scope of its token says, and never what the owner of the token may not. It never
            signs or judges.
          </li>
          <li>
            The command line is whoever works on the computer that holds the data. It never signs or judges either.
          </li>
          <li>Everybody who is not signed in may check a hazard log, and read these pages.</li>
        </ul>
      </div>
      <form method="get" action={PATH} class="app-service-search" aria-label="Role">
        <Select
          id="role"
          name="role"
          label="Show what one may do"
          value={who?.id ?? ''}
          items={[{ value: '', text: 'All roles' }, ...WHO.map(({ id, name }) => ({ value: id, text: name }))]}
        />
        <Button variant="secondary">Show</Button>
      </form>
      {who !== null && (
        <p>
          {shown.length === 0
            ? `${who.name}: there is nothing yet that this opens. `
            : `Only what is open to: ${who.name}. `}
          <a href={PATH}>Show all roles</a>
        </p>
      )}
      {shown.map((group) => (
        <section aria-labelledby={group.id}>
          <h2 class="nhsuk-heading-m" id={group.id}>
            {group.heading}
          </h2>
          {who === null ? <Matrix group={group} /> : <List group={group} />}
        </section>
      ))}
    </Layout>
  );
}

/** Roles as columns; on a phone each row is a card that names only those who may. */
function Matrix({ group }: { readonly group: Group }) {
  return (
    <table class="nhsuk-table app-may" role="table" aria-labelledby={group.id}>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">
            What
          </th>
          {WHO.map(({ name }) => (
            <th role="columnheader" scope="col" class="app-may__role">
              <span>{name}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {group.things.map((thing) => (
          <tr role="row" class={everybodyWords(thing.may) === null ? undefined : 'app-may__everybody'}>
            <th role="rowheader" scope="row">
              <What thing={thing} /> <span class="app-note app-may__where">{whereWords(thing.may)}</span>{' '}
              <span class="app-may__together" aria-hidden="true">
                {everybodyWords(thing.may)}
              </span>
            </th>
            {WHO.map(({ id, name, may }) =>
              may(thing.may) ? (
                <td role="cell" class={`app-may__yes${isRole(id) ? ' app-may__yes--role' : ''}`}>
                  <span class="app-may__mark">Yes</span> <span class="app-may__name">{name}</span>
                </td>
              ) : (
                <td role="cell" class="app-may__no">
                  No
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function List({ group }: { readonly group: Group }) {
  return (
    <ul class="nhsuk-list nhsuk-list--bullet">
      {group.things.map((thing) => (
        <li>
          <What thing={thing} /> <span class="app-note app-may__where">{whereWords(thing.may)}</span>
        </li>
      ))}
    </ul>
  );
}

function What({ thing: { what, isAddress } }: { readonly thing: Thing }) {
  return isAddress ? <code class="app-may__address">{what}</code> : <>{what}</>;
}

function isRole(id: string): boolean {
  return ROLES.some((role) => idOf(role) === id);
}

function idOf(role: Role): string {
  return role.replaceAll(' ', '-');
}

/** In place of a dozen names on a phone; null where it is only some. */
function everybodyWords({ roles }: May): string | null {
  if (ROLES.every((role) => roles.includes(role))) return 'Every role';
  return TEAM.every((role) => roles.includes(role)) ? 'Every role but assessor' : null;
}

function whereWords({ roles, where }: May): string {
  return roles.length === 0 ? 'No role opens this.' : `Role held ${WHERE[where]}.`;
}
