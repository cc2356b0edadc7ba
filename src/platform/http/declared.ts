import type { FastifyContextConfig, FastifyInstance } from 'fastify';
import type { AnyCommand, AnyQuery } from '../commands/command.ts';
import type { May } from '../commands/may.ts';

/*
 * Who may ask for a route, said where the route is made. What is neither declared nor named as open with its reason keeps
 * the product from starting: nobody adds an open door by forgetting something.
 */

/** What stands behind a route, by name and in words. */
export type Behind = Pick<AnyCommand, 'feature' | 'name' | 'summary' | 'sealed'>;

/** What is said of a route. */
export type Declared =
  | {
      readonly may: May;
      /**
       * A page is looked at; a form carries out a command; an upload does as well, and names its service in what is sent;
       * an operation is asked for by programs too.
       */
      readonly kind: 'page' | 'form' | 'upload' | 'operation';
      /** The command or the query that stands behind it; null for a page, which is known by its address. */
      readonly of: Behind | null;
    }
  /** Anybody may ask for it; `open` says why. */
  | { readonly open: string };

declare module 'fastify' {
  interface FastifyContextConfig {
    declared?: Declared;
    /** Neither the log nor the measurements say that somebody asked for it. */
    unnamed?: true;
  }
}

/** The route's config where anybody may ask for it. @param why one sentence */
export function open(why: string): { readonly declared: Declared } {
  return { declared: { open: why } };
}

/** Declared as open: there is no role to it, and each looks for the session itself. */
export const OWN_ACCOUNT = open('It is one’s own account: whoever is signed in sees and changes theirs, and no other.');

/** The route's config of a page, or of anything that is looked at. */
export function pageFor(may: May): { readonly declared: Declared } {
  return { declared: { may, kind: 'page', of: null } };
}

type Said = Behind & { readonly may: May };

/** The route's config of whatever carries a command out from a page of ours. */
export function formFor(command: Said): { readonly declared: Declared } {
  return of('form', command);
}

/** The same where the service is named in what is sent, beside files. */
export function uploadFor(command: Said): { readonly declared: Declared } {
  return of('upload', command);
}

/** The route's config of an operation of the API. */
export function operationFor(one: Said): { readonly declared: Declared } {
  return of('operation', one);
}

function of(kind: 'form' | 'upload' | 'operation', one: Said): FastifyContextConfig & { readonly declared: Declared } {
  return { declared: { may: one.may, kind, of: one }, ...(one.sealed && { unnamed: true }) };
}

/** A route as it was made. */
export interface DeclaredRoute {
  readonly method: string;
  readonly url: string;
  /** Null where nothing was said. */
  readonly declared: Declared | null;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route, in the order in which they were made. */
    declaredRoutes: readonly DeclaredRoute[];
  }
}

/** Notes every route that is made from now on. */
export function watchRoutes(app: FastifyInstance): void {
  const routes: DeclaredRoute[] = [];
  app.decorate('declaredRoutes', routes);
  app.addHook('onRoute', ({ method, url, config }) => {
    for (const one of [method].flat()) routes.push({ method: one, url, declared: config?.declared ?? null });
  });
}

/** What is wrong with what was declared, in sentences that say what to add. None, where all is well. */
export function declarationProblems(
  routes: readonly DeclaredRoute[],
  commands: readonly AnyCommand[],
  queries: readonly AnyQuery[],
): string[] {
  const silent = routes
    .filter(({ declared }) => declared === null)
    .map(
      ({ method, url }) =>
        `${method} ${url} says nobody who may ask for it. Make it with registerPage or registerForm, or give it config: pageFor(may), formFor(command), or open('why anybody may').`,
    );
  const placeless = routes.flatMap(({ method, url, declared }) =>
    declared !== null &&
    'may' in declared &&
    (declared.kind === 'page' || declared.kind === 'form') &&
    declared.may.where === 'service' &&
    !/\/:service(?:\/|$)/u.test(url)
      ? [`${method} ${url} is for roles in a service, and its address names none. Put :service into it.`]
      : [],
  );
  const unnamed = [...commands, ...queries]
    .filter(({ may, input }) => may.where === 'service' && !('service' in input.shape))
    .map(
      ({ feature, name }) =>
        `${feature}/${name} is for roles in a service, and its input names none. Add the field "service", or say where: 'organisation' or 'anywhere'.`,
    );
  return [...silent, ...placeless, ...unnamed];
}
