import type { Scope } from '../../../platform/commands/may.ts';
import type { TokenState } from '../domain.ts';

export const SCOPE_WORDS: Readonly<Record<Scope, string>> = {
  read: 'Read',
  import: 'Import',
  pipeline: 'Pipeline',
};

/** What a program may with it, in a sentence. */
export const SCOPE_SENTENCES: Readonly<Record<Scope, string>> = {
  read: 'Ask for what you can see.',
  import: 'Add services and take in hazard logs, where you can.',
  pipeline: 'Push evidence, record releases and ask whether a release may go. Nothing else.',
};

export const STATE_WORDS: Readonly<Record<TokenState, string>> = {
  works: 'Works',
  idle: 'Does nothing: its owner holds no role there',
  ended: 'Ended',
  over: 'Over',
};
