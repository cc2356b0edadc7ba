import { counted } from '../../words/counting.ts';

/*
 * What a password has to be, how often somebody may try, and who has to confirm what. Pure.
 */

/**
 * Characters of a password. Twelve: three short words. OWASP ASVS 5.0 6.2.1 asks for eight and advises fifteen; a password
 * here signs a safety case, and one of fifteen that a nurse cannot keep is written on the screen's edge.
 */
export const SHORTEST = 12;
/** Room for any sentence (ASVS 6.2.9 asks for 64), and an end to what is hashed. */
export const LONGEST = 128;

/** Words that are guessed first here (ASVS 6.1.2), besides the person's own name and address. */
export const OUR_WORDS = [
  'primum',
  'primum non nocere',
  'clinical safety',
  'clinical safety officer',
  'hazard log',
  'nhs',
];

/** Whose password it is to be. */
export interface PasswordOwner {
  readonly name: string;
  readonly email: string | null;
}

/**
 * Why a password cannot be taken; null where it can. Any characters will do: rules on which ones make people write
 * "Password1!".
 * @param isListed whether a text is among the passwords that were found in breaches, which are in lower case
 */
export function passwordProblem(
  password: string,
  owner: PasswordOwner,
  isListed: (text: string) => boolean,
): string | null {
  const length = [...password].length;
  if (length === 0) return 'Type a new password.';
  if (length < SHORTEST)
    return `Make it at least ${SHORTEST} characters long. Three words that you choose by chance are easy to keep.`;
  if (length > LONGEST) return `Make it at most ${LONGEST} characters long.`;
  const whole = password.toLowerCase();
  if (isListed(whole) || isListed(coreOf(whole)) || new Set(whole).size < 4 || isRun(whole))
    return 'This one is among the passwords that are guessed first. Choose another, such as three words by chance.';
  const own = [owner.name, owner.email ?? '', ...(owner.email?.split('@') ?? []), ...OUR_WORDS].map(plain);
  if (own.includes(plain(whole)))
    return 'This is made of your name, your address or a word that belongs to this place. Choose another.';
  return null;
}

/** Without the figures and signs at both ends, which are the first that anybody adds to a known word. */
function coreOf(text: string): string {
  return text.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
}

/** "1234567890123", "abcdefghijklm", and backwards. */
function isRun(text: string): boolean {
  const codes = Array.from(text, (letter) => letter.codePointAt(0)!);
  const steps = new Set(codes.slice(1).map((code, index) => code - codes[index]!));
  // From 9 to 0 is one step as well.
  return [1, -1].some((step) => [...steps].every((one) => one === step || one === -9 * step));
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}]+/gu, '');
}

/** An address as accounts are known by it; null for what is none. */
export function asEmail(typed: string): string | null {
  const email = typed.trim().toLowerCase();
  return /^[^\s@<>"(),:;\\[\]\p{C}]+@[^\s@<>"(),:;\\[\]\p{C}]+$/u.test(email) && email.length <= 254 ? email : null;
}

/** So many tries within so many milliseconds; then a wait until the time is over, and never longer. */
export interface Limit {
  readonly most: number;
  readonly within: number;
}

const QUARTER = 15 * 60 * 1000;

/**
 * Limits on guessing (ASVS 6.1.1). Narrow where it is one account from one place, wide where others could use it to keep
 * somebody out: a ward shares an address, and whoever knows an address must not be able to lock its owner out.
 */
export const LIMITS = {
  /** One account, from one address. */
  here: { most: 10, within: QUARTER },
  /** One account, from anywhere. */
  account: { most: 100, within: QUARTER },
  /** One address, for any account. */
  address: { most: 200, within: QUARTER },
  /** Somebody who is signed in and confirms who they are. */
  confirming: { most: 10, within: QUARTER },
} as const satisfies Readonly<Record<string, Limit>>;

/** Where an address is, as far as one household or ward can choose it: of the newer kind (IPv6), the first half. */
export function networkOf(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/iu.exec(ip);
  if (mapped) return mapped[1]!;
  if (!ip.includes(':')) return ip;
  const [head = '', tail = ''] = ip.split('%')[0]!.split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':'));
  const [before, behind] = [groups(head), groups(tail)];
  const gap = ip.includes('::') ? Math.max(0, 8 - before.length - behind.length) : 0;
  const all = [...before, ...Array<string>(gap).fill('0'), ...behind];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

/** A count that is kept: how many tries since it began. */
export interface Tries {
  readonly begunAt: Date;
  readonly tries: number;
}

/** Until when no further try is looked at; null where this one is. */
export function waitUntil({ begunAt, tries }: Tries, { most, within }: Limit): Date | null {
  return tries > most ? new Date(begunAt.getTime() + within) : null;
}

/** How a session was begun. */
export type WayIn = 'link' | 'password' | 'passkey' | 'recovery' | 'provider';

/** How long after a one-time link or a recovery code somebody may set up a new way in without an old one. Milliseconds. */
const SET_UP_LASTS = 30 * 60 * 1000;
/** How long after somebody confirmed who they are, or signed in, they may change how they sign in. Milliseconds. */
const CONFIRMED_LASTS = 10 * 60 * 1000;

/** How and when a session was begun, and when its person last confirmed who they are. */
export interface SessionProof {
  readonly begunBy: WayIn;
  readonly begunAt: Date;
  readonly confirmedAt: Date | null;
}

/**
 * Whether somebody has to confirm who they are before they change how they sign in (ASVS 7.5.1). Not who has nothing to
 * confirm with, who has just done so, or who has just come in because they lost it: the link or the code was the proof.
 */
export function confirmsChanges({ begunBy, begunAt, confirmedAt }: SessionProof, hasWays: boolean, now: Date): boolean {
  if (!hasWays) return false;
  const since = (at: Date) => now.getTime() - at.getTime();
  if (confirmedAt && since(confirmedAt) < CONFIRMED_LASTS) return false;
  return since(begunAt) >= (begunBy === 'link' || begunBy === 'recovery' ? SET_UP_LASTS : CONFIRMED_LASTS);
}

/** How long a session lasts: since it was last used, and in all. Minutes. */
export interface SessionLimits {
  readonly idleMinutes: number;
  readonly absoluteMinutes: number;
}

/** A working day, and a week: what holds in an organisation that says nothing else (ASVS 7.1.1). */
export const USUAL_LIMITS: SessionLimits = { idleMinutes: 12 * 60, absoluteMinutes: 7 * 24 * 60 };
/** No organisation may say more than this. */
export const LONGEST_LIMITS: SessionLimits = { idleMinutes: 24 * 60, absoluteMinutes: 30 * 24 * 60 };

/** "15 minutes", "12 hours", "7 days". */
export function sayMinutes(minutes: number): string {
  for (const [unit, name] of [
    [24 * 60, 'day'],
    [60, 'hour'],
  ] as const)
    if (minutes % unit === 0) return counted(minutes / unit, name);
  return counted(minutes, 'minute');
}

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\//u, 'Edge'],
  [/\bOPR\//u, 'Opera'],
  [/\bSamsungBrowser\//u, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//u, 'Firefox'],
  [/\b(?:Chrome|CriOS|Chromium|HeadlessChrome)\//u, 'Chrome'],
  [/\bSafari\//u, 'Safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/u, 'iPhone'],
  [/\biPad\b/u, 'iPad'],
  [/\bAndroid\b/u, 'Android'],
  [/\bWindows\b/u, 'Windows'],
  [/\bMac OS X\b/u, 'a Mac'],
  [/\bCrOS\b/u, 'a Chromebook'],
  [/\bLinux\b/u, 'Linux'],
];

/** A coarse name by which somebody knows their browser again. Nothing that would tell two people apart. */
export function browserOf(userAgent: string | undefined): string {
  const named = (list: typeof BROWSERS) => list.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1];
  const [browser, system] = [named(BROWSERS), named(SYSTEMS)];
  return `${browser ?? 'A browser'}${system ? ` on ${system}` : ''}`;
}
