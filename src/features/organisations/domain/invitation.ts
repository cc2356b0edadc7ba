import type { GrantText } from '../domain.ts';

/*
 * Invitations: open, accepted, withdrawn; over by themselves when nobody took them up. Pure.
 */

export const INVITATION_STATES = ['open', 'accepted', 'withdrawn'] as const;
export type InvitationState = (typeof INVITATION_STATES)[number];

/** How long the link in the mail can be used. Milliseconds. */
export const INVITATION_LASTS = 7 * 24 * 60 * 60 * 1000;
/** Open invitations of one organisation: past this, somebody is writing to people whom they do not know. */
export const MOST_OPEN = 200;

export interface Invitation {
  readonly id: string;
  /** '' once it was erased. */
  readonly name: string;
  readonly address: string;
  readonly grants: readonly GrantText[];
  readonly invitedBy: string;
  readonly state: InvitationState;
  readonly sentAt: Date;
  readonly expiresAt: Date;
  readonly version: number;
}

/** Whether its link can still be used. */
export function isOpen({ state, expiresAt }: Pick<Invitation, 'state' | 'expiresAt'>, now: Date): boolean {
  return state === 'open' && expiresAt > now;
}

/** Email addresses that reach the same person, as far as that can be told: case does not matter. */
export function isSameAddress(one: string, other: string): boolean {
  return foldedAddress(one) === foldedAddress(other);
}

/** An address as it is kept and compared. */
export function foldedAddress(address: string): string {
  return address.trim().toLowerCase();
}
