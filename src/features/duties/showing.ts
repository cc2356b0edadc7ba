import { counted } from '../../words/counting.ts';
import { sayDay } from '../../words/days.ts';
import { isoInLondon, sayDateTime } from '../../words/london-clock.ts';
import { dutyOf, factOf, type Duty, type DutyState, type Obligation, type Pack } from './domain.ts';
import { strengthWords, unverifiedWords } from './domain/words.ts';

/*
 * What the engine answered, for a program and for a terminal.
 */

/** The answer as data: `due` and `target` by the clocks of London, or null. */
export function dutiesJson(pack: Pack, obligations: readonly Obligation[]): object {
  return {
    pack: {
      version: pack.version,
      jurisdiction: pack.jurisdiction,
      checked: pack.checked,
      recheck_by: pack.recheck_by,
    },
    obligations: obligations.map((one) => obligationJson(one, dutyOf(pack, one.id)!)),
  };
}

function obligationJson(one: Obligation, duty: Duty): object {
  const at = (moment: Date | null) => moment && isoInLondon(moment);
  return {
    id: one.id,
    state: one.state,
    due: at(one.due),
    strength: one.strength,
    confidence: one.confidence,
    settle_with: one.settleWith,
    why: one.why,
    title: one.title,
    limit: one.limit,
    target: at(one.target),
    further: one.further.map(({ says, due }) => ({ says, due: at(due) })),
    clock: one.clock,
    missing: one.missing,
    who: duty.who,
    to: duty.to,
    how: duty.how,
    personal: duty.personal,
    basis: duty.basis,
    binds: duty.binds,
    consent: duty.consent,
    note: [duty.deadline.note, duty.note].filter((note) => note !== '').join(' '),
    content: duty.content.map(({ text }) => text),
    version: one.version,
    source: duty.source,
    verified_on: duty.verified_on,
    review_by: duty.review_by,
  };
}

interface Terminal {
  readonly width: number;
  readonly now: Date;
  /** Also why the others are not owed. */
  readonly all: boolean;
}

/** The answer as text: what is to be done first, and the one question for what is not known. */
export function dutiesText(pack: Pack, obligations: readonly Obligation[], terminal: Terminal): string {
  const of = (state: DutyState) => obligations.filter((one) => one.state === state && !one.now);
  const now = obligations.filter((one) => one.now);
  const show = (one: Obligation) => shown(one, dutyOf(pack, one.id)!, terminal);
  const open = (one: Obligation) => (terminal.all ? show(one) : asked(pack, one, terminal));
  const [due, possible, watched, notOwed] = [of('due'), of('possible'), of('watch'), of('not-owed')];
  const parts = [
    part('NOW', now.map(show)),
    part(`DUE (${due.length})`, due.map(show)),
    part(`POSSIBLE (${possible.length}): each turns on something that is not known`, possible.map(open)),
    part(`WATCHED (${watched.length}): not known to be in force, and never due`, watched.map(open)),
    terminal.all
      ? part(`NOT OWED (${notOwed.length})`, notOwed.map(show))
      : part(`NOT OWED (${notOwed.length})`, notOwed.length > 0 ? [wrapped(idsOf(notOwed), terminal, '  ')] : []),
  ];
  const head = [
    `${counted(now.length + due.length, 'duty', 'duties')} due, ${possible.length} possible. Rules of ${pack.version} for ${pack.jurisdiction},`,
    `checked on ${sayDay(pack.checked)}. They suggest; a named person confirms or dismisses. No legal advice.`,
  ];
  const foot = terminal.all
    ? ''
    : wrapped('--all says for each of them why, to whom and on what ground.', terminal, '');
  return `${[wrapped(head.join(' '), terminal, ''), ...[...parts, foot].filter((lines) => lines !== '')].join('\n\n')}\n`;
}

function idsOf(obligations: readonly Obligation[]): string {
  return `${obligations.map(({ id }) => id).join(', ')}.`;
}

function part(heading: string, items: readonly string[]): string {
  return items.length === 0 ? '' : [heading, ...items].join('\n\n');
}

function shown(one: Obligation, duty: Duty, terminal: Terminal): string {
  const lines = one.state === 'not-owed' ? [] : linesOf(one, duty, terminal.now);
  return [
    wrapped(`${one.id}  ${one.title}`, terminal, '  ', '    '),
    ...[...lines, ...one.why.map((why) => `- ${why}`)].map((line) =>
      wrapped(line, terminal, '    ', line.startsWith('- ') ? '      ' : '    '),
    ),
  ].join('\n');
}

/** In short: what it is, when it would be due, and the one question. */
function asked(pack: Pack, one: Obligation, terminal: Terminal): string {
  const question = one.settleWith === null ? '' : (factOf(pack, one.settleWith)?.question ?? '');
  const due = one.due ? `If it is owed, by ${sayDateTime(one.due)}.` : '';
  return [`${one.id}  ${one.title}`, ...[due, question].filter((line) => line !== '')]
    .map((line, at) => wrapped(line, terminal, at === 0 ? '  ' : '    ', '    '))
    .join('\n');
}

function linesOf(one: Obligation, duty: Duty, now: Date): string[] {
  const late = (at: Date) => (at < now ? ': PAST' : '');
  const unverified = unverifiedWords(duty);
  return [
    ...(one.due ? [`By ${sayDateTime(one.due)}${late(one.due)} (${one.limit}).`] : [`Limit: ${one.limit}.`]),
    ...(one.target ? [`Our target, not law: ${sayDateTime(one.target)}${late(one.target)}.`] : []),
    ...one.further.map(({ says, due }) => `Also: ${says}${due ? `: ${sayDateTime(due)}` : ''}.`),
    ...(duty.deadline.note === '' ? [] : [duty.deadline.note]),
    `Whose: ${duty.who}`,
    `To: ${duty.to}`,
    `${strengthWords(duty)}${unverified === '' ? '' : ` ${unverified}`}`,
    ...(duty.binds === '' || one.state === 'watch' ? [] : [duty.binds]),
  ];
}

function wrapped(text: string, { width }: Terminal, first: string, rest = first): string {
  const lines: string[] = [];
  let line = first;
  for (const word of text.split(' ')) {
    const indent = lines.length === 0 ? first : rest;
    if (line.length > indent.length && line.length + 1 + word.length > width) {
      lines.push(line);
      line = rest + word;
    } else line += line.length === indent.length ? word : ` ${word}`;
  }
  return [...lines, line].join('\n');
}
