import { ARISES_WORDS, groupName } from './words.ts';
import { NOBODY } from '../domain/log-view.ts';
import { queryIn } from '../domain/log-choice.ts';

type Says = (value: string) => string | null;

/** What each word of an address says, in the order in which it is said. */
const SAYS: readonly (readonly [string, Says])[] = [
  ['q', (value) => `with the words “${value}”`],
  ['component', (value) => (value === NOBODY ? 'of no component' : `of the component “${value}”`)],
  ['status', (value) => value],
  ['level', (value) => `whose level that counts is ${value}`],
  ['owner', (value) => (value === NOBODY ? 'that nobody owns' : `owned by ${value}`)],
  ['provisional', () => 'with a provisional residual rating'],
  ['verdict', (value) => VERDICTS[value] ?? null],
  ['freshness', (value) => FRESHNESS[value] ?? null],
  ['vulnerable', (value) => `that affect: ${groupName(value)}`],
  ['arises', (value) => (value === NOBODY ? 'of which nobody said where they arise' : (ARISES_WORDS[value] ?? null))],
  ['party', () => 'with controls of the deployer'],
  ['initial', (value) => `in the square ${value} of the initial map`],
  ['residual', (value) => `in the square ${value} of the residual map`],
];

const VERDICTS: Readonly<Record<string, string>> = {
  failing: 'with a control that does not hold',
  'not verified': 'that are not verified',
  holds: 'whose controls hold',
  'provisional or failing': 'with a provisional rating, or a control that does not hold',
};

const FRESHNESS: Readonly<Record<string, string>> = {
  lapsed: 'that have lapsed',
  due: 'that are due soon',
  current: 'that are current',
  nothing: 'without dated evidence',
};

const ORDERS: Readonly<Record<string, string>> = {
  name: 'in the order of their names',
  initial: 'in the order of initial ratings',
  residual: 'in the order of residual ratings',
  status: 'in the order of their status',
  freshness: 'stale first',
};

/** What a filter chooses, in one sentence. */
export function sayChoice(words: string): string {
  const query = queryIn(words);
  const parts = SAYS.flatMap(([word, say]) => (query[word] ? (say(query[word]) ?? []) : []));
  const order = query['sort'] === undefined ? null : (ORDERS[query['sort']] ?? null);
  return `Hazards ${[...parts, ...(order ? [order] : [])].join(', ') || 'in the order of their numbers'}.`;
}
