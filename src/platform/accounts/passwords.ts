import type { SessionGround } from '../sessions/sessions.ts';
import { passwordProblem, type PasswordOwner } from './domain.ts';
import { hashPassword, isCheap, isPassword } from './hashing.ts';
import { accountByEmail, passwordOf, putEmail, putPassword, rehash } from './store.ts';
import { confirmedWell, findPerson, tryToConfirm, waitWords, type Found } from './tries.ts';

/** What is said of a wrong address and of a wrong password alike: nobody learns which accounts there are. */
const WRONG =
  'The email address and the password do not belong together. Check both. Other ways in stand below, under “You cannot sign in”.';

/** Who signs in with this address and password. @param ip where it was sent from */
export function signInByPassword(
  ground: SessionGround,
  { email: typed, password }: { readonly email: string; readonly password: string },
  ip: string,
): Promise<Found> {
  const find = async (email: string) => {
    const account = await ground.database.platform((tx) => accountByEmail(tx, email));
    if (!(await isPassword(password, account?.password ?? null)) || !account) return null;
    if (isCheap(account.password)) {
      const dearer = await hashPassword(password);
      await ground.database.platform((tx) => rehash(tx, account.person, account.password, dearer));
    }
    return account.person;
  };
  return findPerson(ground, { email: typed, ip }, find, WRONG);
}

/** Whether somebody who is signed in types their own password. @returns a sentence where not; null where it is theirs */
export async function confirmByPassword(
  ground: SessionGround,
  person: string,
  password: string,
): Promise<string | null> {
  const until = await tryToConfirm(ground, person);
  if (until) return waitWords(until);
  const kept = await ground.database.platform((tx) => passwordOf(tx, person));
  if (!(await isPassword(password, kept))) return 'That is not your password. Check it, and type it again.';
  await confirmedWell(ground, person);
  return null;
}

/** Why this cannot be somebody's password; null where it can. */
export async function problemWithPassword(password: string, owner: PasswordOwner): Promise<string | null> {
  const listed = await breached();
  return passwordProblem(password, owner, (text) => listed.has(text));
}

/** Gives a person a password that was looked at before. */
export async function setPassword(ground: SessionGround, person: string, password: string): Promise<void> {
  const kept = await hashPassword(password);
  await ground.database.platform((tx) => putPassword(tx, person, kept, ground.now()));
}

/** Gives a person an address. @returns false where another account has it, also one that took it in this moment */
export async function claimEmail({ database }: SessionGround, person: string, email: string): Promise<boolean> {
  try {
    return await database.platform((tx) => putEmail(tx, person, email));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION) return false;
    throw error;
  }
}

const UNIQUE_VIOLATION = '23505';

let list: Promise<ReadonlySet<string>> | undefined;

/** 49,000 passwords from breaches, read when the first one is chosen. @source @zxcvbn-ts/language-common */
function breached(): Promise<ReadonlySet<string>> {
  list ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => new Set(dictionary['passwords-common']));
  return list;
}
