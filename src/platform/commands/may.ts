import { Denied, NotFound } from './problems.ts';

/*
 * Who may do and see what: roles, where they are held, and the one decision. Pure. Whatever is not said is denied.
 */

/** Roles in the field's own words. A person may hold several; none gives what another one gives unless a command says so. */
export const ROLES = [
  'administrator',
  'clinical safety officer',
  'deputy clinical safety officer',
  'clinical reviewer',
  'safety engineer',
  'product owner',
  'accountable executive',
  'safeguarding lead',
  'incident handler',
  'developer',
  'viewer',
  'assessor',
] as const;
export type Role = (typeof ROLES)[number];

/** Everybody but assessors, who look at what they were given and at nothing else. */
export const TEAM: readonly Role[] = ROLES.filter((role) => role !== 'assessor');

/** A role that somebody holds. */
export interface Grant {
  readonly role: Role;
  /** The reference of the service in which it is held; null for the whole organisation, with all of its services. */
  readonly service: string | null;
  /** It is over from then on; null for no end. */
  readonly until: Date | null;
}

/** What a program may do with its token. `pipeline`: push evidence, record releases, ask the gate, and nothing else. */
export const SCOPES = ['read', 'import', 'pipeline'] as const;
export type Scope = (typeof SCOPES)[number];

/** Who acts. */
export type Actor =
  | {
      readonly kind: 'person';
      readonly id: string;
      readonly name: string;
      readonly organisation: string;
      /** What they hold now: what is over is not among it. */
      readonly grants: readonly Grant[];
    }
  /** Whoever holds the data directory, at the command line. Never signs or judges. */
  | { readonly kind: 'operator' }
  /** A program, with a token that somebody made for it in one organisation. It never may what its owner may not. */
  | {
      readonly kind: 'token';
      readonly id: string;
      readonly organisation: string;
      readonly scopes: readonly Scope[];
      /** The only service that it is for; null for all of the organisation. */
      readonly service: string | null;
      /** What its owner holds now, of which a program may make use. */
      readonly grants: readonly Grant[];
    }
  /** Primum itself: the first start, jobs. */
  | { readonly kind: 'system' };

/** How the ledger calls an actor. */
export function labelOf(actor: Actor): string {
  return actor.kind === 'person' || actor.kind === 'token' ? `${actor.kind}:${actor.id}` : actor.kind;
}

/** Who made something, as it stands in what leaves the house. */
export function makerName(actor: Actor): string {
  if (actor.kind === 'person') return actor.name;
  if (actor.kind === 'token') return 'a program';
  return actor.kind === 'operator' ? 'the operator' : 'Primum';
}

/** Who may. Whatever is not said is denied. */
export interface May {
  readonly roles: readonly Role[];
  /**
   * Where one of the roles has to be held. `service`: in the service that the input, or the page's address, names as
   * `service`; a role for the whole organisation is held there too. `organisation`: for the whole of it. `anywhere`: in any
   * service; what is then shown is narrowed to where a role is held.
   */
  readonly where: 'service' | 'organisation' | 'anywhere';
  /** Open to whoever holds the data directory, and to Primum itself. Closed unless said. */
  readonly operator?: true;
  /** The scopes of tokens that it is open to. Closed unless said: a token never signs, judges, nominates or erases. */
  readonly token?: Scope | readonly Scope[];
  /** Open to any person who brings an invitation into the organisation, whatever they hold: the command looks at the invitation. */
  readonly invited?: true;
}

/** The organisation in which something is asked for, and by whom. */
export interface Asking {
  readonly actor: Actor;
  readonly organisation: string;
}

/** Whether somebody may do or see something. @param service the reference of the service that it is about, if any */
export function allows(may: May, { actor, organisation }: Asking, service: string | null): boolean {
  if (actor.kind === 'operator' || actor.kind === 'system') return may.operator === true;
  if (actor.organisation !== organisation) return false;
  if (actor.kind === 'token' && !isOpenTo(actor, may, service)) return false;
  if (may.invited && actor.kind === 'person') return true;
  return actor.grants.some((grant) => may.roles.includes(grant.role) && isHeld(grant, may.where, service));
}

/** The scopes of tokens that something is open to. */
export function scopesOf({ token = [] }: Pick<May, 'token'>): readonly Scope[] {
  return [token].flat();
}

/** Whether the scopes of a token, and the service that it is for, leave something open to it. */
function isOpenTo(token: Actor & { readonly kind: 'token' }, may: May, service: string | null): boolean {
  if (!scopesOf(may).some((scope) => token.scopes.includes(scope))) return false;
  if (token.service === null || may.where === 'anywhere') return true;
  return may.where === 'service' && service !== null && isSame(token.service, service);
}

/**
 * What a token takes over from its owner: what they hold now, without what they hold as an assessor. An assessor looks
 * for themselves, and each look is recorded as theirs; and for the only service of the token, nothing held elsewhere.
 */
export function grantsOfToken(owner: readonly Grant[], service: string | null): readonly Grant[] {
  return owner.filter(
    (grant) =>
      grant.role !== 'assessor' && (service === null || grant.service === null || isSame(grant.service, service)),
  );
}

/**
 * Whether somebody sees something only because it was given to them to assess: each look of theirs is recorded.
 * @param service the reference of the service that is looked at; null for a list of several
 */
export function isAssessing(actor: Actor, service: string | null): boolean {
  if (actor.kind !== 'person') return false;
  if (service !== null) return isOnlyAssessor(rolesIn(actor, service));
  return actor.grants.some((grant) => grant.role === 'assessor' && isOnlyAssessor(rolesIn(actor, grant.service)));
}

/** Whether somebody is here as an assessor, and as nothing else. */
export function isOnlyAssessor(roles: readonly Role[]): boolean {
  return roles.length > 0 && roles.every((role) => role === 'assessor');
}

function isHeld(grant: Grant, where: May['where'], service: string | null): boolean {
  if (grant.service === null || where === 'anywhere') return true;
  return where === 'service' && service !== null && isSame(grant.service, service);
}

function isSame(one: string, other: string): boolean {
  return one.toUpperCase() === other.trim().toUpperCase();
}

/**
 * Refuses whoever may not. Somebody who holds nothing in a service is told that there is none: whether it exists is none
 * of their business.
 * @throws Denied, NotFound
 */
export function authorise(may: May, asking: Asking, service: string | null): void {
  if (allows(may, asking, service)) return;
  const { actor } = asking;
  if (may.where === 'service' && actor.kind === 'person' && rolesIn(actor, service).length === 0)
    throw new NotFound(`There is no service ${service ?? ''}.`);
  throw new Denied(deniedWords(may, asking, service));
}

/**
 * The same before the input is looked through: whoever may not is told so, and not what would have been wrong with it.
 * Where no service is named yet, it refuses those who may nowhere.
 * @throws Denied, NotFound
 */
export function authoriseAhead(may: May, asking: Asking, service: string | null): void {
  const unnamed = may.where === 'service' && service === null;
  authorise(unnamed ? { ...may, where: 'anywhere' } : may, asking, service);
}

function deniedWords(may: May, { actor }: Asking, service: string | null): string {
  if (actor.kind === 'token')
    return may.token === undefined
      ? 'No program may do this: it needs a person, in the browser.'
      : `A token does this with the scope "${scopesOf(may).join('" or "')}", where it is for this, and where its owner may do it too: ${may.roles.join(', ')}.`;
  if (actor.kind !== 'person') return 'You may not do this.';
  const who = may.roles.length === 0 ? 'Nobody does this in the browser.' : `This is for: ${may.roles.join(', ')}.`;
  const where = may.where === 'organisation' ? ' The role has to be held for the whole organisation.' : '';
  const held = rolesIn(actor, service);
  return `${who}${where} Your roles here: ${held.length === 0 ? 'none' : held.join(', ')}. If you need it, ask an administrator of your organisation.`;
}

/** The roles that somebody holds in a service, or for the organisation where none is named. */
export function rolesIn({ grants }: { readonly grants: readonly Grant[] }, service: string | null): readonly Role[] {
  const held = grants.filter((grant) => isHeld(grant, 'service', service)).map(({ role }) => role);
  return ROLES.filter((role) => held.includes(role));
}

/** The services that somebody may see: their references, in capitals; null for all of the organisation. */
export function servicesSeen(actor: Actor): readonly string[] | null {
  if (actor.kind !== 'person' && actor.kind !== 'token') return null;
  const seen = servicesWhere(actor, ROLES);
  if (actor.kind === 'person' || actor.service === null) return seen;
  const only = actor.service.toUpperCase();
  return seen === null || seen.includes(only) ? [only] : [];
}

/** The services in which a person holds one of these roles: their references, in capitals; null for all. */
export function servicesWhere(
  { grants }: { readonly grants: readonly Grant[] },
  roles: readonly Role[],
): readonly string[] | null {
  const held = grants.filter(({ role }) => roles.includes(role));
  if (held.some(({ service }) => service === null)) return null;
  return [...new Set(held.map(({ service }) => service!.toUpperCase()))].toSorted();
}

/** The service that an input, or the address of a page, names; null for none. */
export function serviceNamedIn(given: unknown): string | null {
  const service = (given as { readonly service?: unknown } | null)?.service;
  return typeof service === 'string' ? service : null;
}

/** Roles for the whole organisation, without end. */
export function everywhere(roles: readonly Role[]): readonly Grant[] {
  return roles.map((role) => ({ role, service: null, until: null }));
}

/** Everybody who holds a role in the service that is named, programs that may read, and whoever holds the data directory. */
export const WHOEVER_SEES_THE_SERVICE: May = { roles: ROLES, where: 'service', operator: true, token: 'read' };
/** Everybody who belongs to the organisation, in whatever service; what they are shown is narrowed to what they may see. */
export const WHOEVER_BELONGS: May = { roles: ROLES, where: 'anywhere', operator: true, token: 'read' };
