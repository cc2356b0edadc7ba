import { counted, listed } from '../../../words/counting.ts';
import type { PushAnswer } from './push.ts';

/*
 * What a push came to, for a terminal: plain words, 80 columns, and nothing that only a programmer understands. Pure.
 */

/** As many of a list as stand in one line of words. */
const FEW = 12;

/** The answer to a push, in words. @param files how many were sent */
export function pushText(answer: PushAnswer, files: number): string {
  const { counts, run, release, candidate, already, service } = answer;
  const about = `${candidate ? 'candidate' : 'release'} ${release} of ${service}`;
  const lines = [
    already
      ? `${run} of ${about}: these results were kept before. Nothing was written.`
      : `${run}, ${about}: ${resultsOf(counts)}, from ${counted(files, 'file')}.`,
    ...(candidate ? ['It is a candidate: what fails on it is about it alone, until it goes live.'] : []),
    '',
    ...controlsText(answer),
    ...list('Tags that name no control here:', answer.unknownTags, 'Correct them in the tests.'),
    ...(answer.skipped.length === 0
      ? []
      : [
          'Skipped, although they name a control:',
          ...answer.skipped.slice(0, FEW).map(({ title, tags }) => `  ${title} (${tags.join(', ')})`),
          ...more(answer.skipped.length),
          '  A skipped test shows nothing, and clears nothing.',
        ]),
    ...waitingText(answer),
    ...list('Controls that no test names:', answer.untested, ''),
    ...challengedText(answer),
  ];
  return `${lines
    .join('\n')
    .replaceAll(/\n{3,}/gu, '\n\n')
    .trimEnd()}\n`;
}

function resultsOf({ passed, failed, skipped, flaky }: PushAnswer['counts']): string {
  const parts = [`${passed} passed`, `${failed} failed`, ...(skipped > 0 ? [`${skipped} skipped`] : [])];
  return `${listed(parts)}${flaky > 0 ? ` (${flaky} only when tried again)` : ''}`;
}

function controlsText({ controls }: PushAnswer): string[] {
  if (controls.length === 0)
    return ['No test in it names a control. Write the number of one into a test’s name: “… [CTL-31]”.', ''];
  const lines = controls
    .slice(0, FEW)
    .map(
      ({ control, tests, failed }) =>
        `  ${control}  ${counted(tests, 'test')}${failed > 0 ? `, ${failed} failed` : ''}`,
    );
  return [`They speak of ${counted(controls.length, 'control')}:`, ...lines, ...more(controls.length), ''];
}

function waitingText({ waiting, service }: PushAnswer): string[] {
  if (waiting.length === 0) return [];
  const tests = waiting.reduce((sum, one) => sum + one.tests, 0);
  return [
    `${counted(tests, 'test')} of ${named(waiting.map(({ control }) => control))} ${tests === 1 ? 'waits' : 'wait'} for a safety engineer to say what ${tests === 1 ? 'it shows' : 'they show'}:`,
    `  /services/${service}/evidence/accept`,
    '',
  ];
}

function challengedText({ challenged, answered, candidate }: PushAnswer): string[] {
  if (candidate) return [];
  const said = (test: string, title: string) => `  ${test}  ${title}`;
  return [
    ...(challenged.length === 0
      ? ['Nothing that a control rests on failed anew.']
      : [
          'Challenged, until the same test passes or a safety engineer dismisses the result with a reason:',
          ...challenged.flatMap(({ test, title, controls }) => [
            said(test, title),
            `      ${listed(controls)} ${controls.length === 1 ? 'does' : 'do'} not hold, and what relies on ${controls.length === 1 ? 'it' : 'them'} is provisional.`,
          ]),
        ]),
    ...(answered.length === 0
      ? []
      : ['Answered: these failed before, and pass now:', ...answered.map(({ test, title }) => said(test, title))]),
  ];
}

function list(heading: string, items: readonly string[], after: string): string[] {
  if (items.length === 0) return [];
  return [heading, `  ${named(items)}`, ...(after === '' ? [] : [`  ${after}`]), ''];
}

function named(items: readonly string[]): string {
  const rest = items.length - FEW;
  return rest > 0 ? `${items.slice(0, FEW).join(', ')} and ${rest} more` : listed(items);
}

function more(count: number): string[] {
  return count > FEW ? [`  and ${count - FEW} more`] : [];
}
