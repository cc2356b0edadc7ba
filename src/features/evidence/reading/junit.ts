import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { maskText } from '../../../platform/personal-data.ts';
import {
  identityOf,
  isWorse,
  worseOf,
  type Report,
  type ReportedCase,
  type ReportedOutcome,
} from '../domain/reported.ts';
import { observedOf } from './observed.ts';
import { LIMITS } from './limits.ts';
import { Refusal } from './refusal.ts';
import { tagsInName, tagsInProperty } from './tags.ts';

/*
 * Reads JUnit XML as tools really write it. There is no standard: what is read here was seen in recordings of each tool
 * (testing/recordings). A report comes from outside: nothing in it is expanded, fetched or believed but what is read here.
 */

const OTHER_REPORTS: Readonly<Record<string, string>> = {
  'test-run': 'NUnit 3',
  'test-results': 'NUnit 2',
  assemblies: 'xUnit.net',
  TestRun: 'Visual Studio (TRX)',
  robot: 'Robot Framework',
  coverage: 'a coverage tool',
};

/** Elements that say what became of a test. */
const FAILS: Readonly<Record<string, 'failed' | 'errored'>> = { failure: 'failed', error: 'errored' };
const SKIPS: readonly string[] = ['skipped', 'disabled', 'ignored'];
const FLAKY: readonly string[] = ['flakyFailure', 'flakyError'];
const RERUNS: readonly string[] = ['rerunFailure', 'rerunError'];
/** GoogleTest and CTest say it in an attribute, without an element: a test that did not run must not count as passed. */
const NOT_RUN = /^(?:not[ _-]?run|skipped|disabled|suppressed|ignored|pending|inconclusive|todo|undefined)$/iu;
const NOT_FINE = /^(?:fail|failed|failure|error|errored|broken)$/iu;
/** Mocha reports a hook that failed instead of the test that it was for: that test did not pass. */
const HOOK = /"(?:before|after) (?:all|each)" hook(?:: [^"]*)? for "(.+)"$/su;

/** What cannot be seen, or turns the text around it round. */
const UNSEEN = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

interface Suite {
  /** The names of the suites that it stands in, with its own: "Photo upload > when the network fails". */
  readonly path: string;
  /** Those of the suites that it stands in as well. */
  readonly tags: Set<string>;
  readonly observedAt: Date | null;
}

interface OpenCase {
  /** How many elements are open while this one is. */
  readonly depth: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly suites: readonly Suite[];
  readonly properties: { name: string; value: string }[];
  outcome: ReportedOutcome | null;
  flaky: boolean;
  reruns: number;
  message: string | null;
}

/**
 * @param text of one file, decoded
 * @param file what it is called, for what is said of it
 * @throws Refusal where it is no JUnit XML, is broken, or holds what a report has no use for
 */
export function readJUnit(text: string, file: string): Report {
  if (text.length > LIMITS.characters)
    throw new Refusal(`${file} is too large: a push has 12 million characters at most.`);
  if (text.trim() === '' || text === '\uFEFF')
    throw new Refusal(`${file} is empty. Did the tests run, and did they write their report there?`);
  const reader = new Reader(file);
  const parser = new SaxesParser({ xmlns: false, forceXMLVersion: true, defaultXMLVersion: '1.0' });
  let broken = false;
  parser.on('error', (error) => {
    broken = true;
    throw asRefusal(error, file);
  });
  parser.on('doctype', () => {
    throw new Refusal(
      `${file} has a document type (<!DOCTYPE …>), and may have entities in it. A test report needs neither: it is not read.`,
    );
  });
  parser.on('processinginstruction', ({ target }) => {
    throw new Refusal(
      `${file} has an instruction for programs in it (<?${short(target)} …?>). A test report needs none: it is not read.`,
    );
  });
  parser.on('opentag', (tag) => reader.open(tag));
  parser.on('closetag', (tag) => reader.close(tag));
  parser.on('text', (said) => reader.text(said));
  parser.on('cdata', (said) => reader.text(said));
  parser.write(text);
  if (!broken) parser.close();
  return reader.report();
}

class Reader {
  readonly #file: string;
  readonly #elements: string[] = [];
  readonly #suites: Suite[] = [];
  readonly #cases = new Map<string, ReportedCase>();
  #case: OpenCase | null = null;
  /** What is being said in an element whose text is wanted. */
  #said: string | null = null;
  #property: string | null = null;
  #last: Date | null = null;
  /** Characters of suites' names, said once for each of their tests. */
  #repeated = 0;

  constructor(file: string) {
    this.#file = file;
  }

  open({ name, attributes }: SaxesTagPlain): void {
    const within = this.#elements.at(-1) ?? null;
    if (within === null && name !== 'testsuites' && name !== 'testsuite') throw this.#notAReport(name);
    this.#elements.push(name);
    if (this.#elements.length > LIMITS.depth)
      throw new Refusal(
        `${this.#file} holds things within things, more than ${LIMITS.depth} deep. A test report never does.`,
      );
    if (this.#case === null) this.#openOutside(name, within, attributes);
    else this.#openInCase(this.#case, name, within, attributes);
  }

  #openOutside(name: string, within: string | null, attributes: Readonly<Record<string, string>>): void {
    const inSuite = within === null || isSuite(within);
    if (isSuite(name) && inSuite) {
      // What all suites together are called is the tool's name or the project's, and no part of what a test is.
      const own = name === 'testsuite' ? this.#named(attributes['name']) : '';
      const observedAt = observedOf(attributes['timestamp']) ?? this.#suites.at(-1)?.observedAt ?? null;
      this.#saw(observedAt);
      const outer = this.#suites.at(-1);
      const path = [outer?.path ?? '', own].filter((part) => part !== '').join(' > ');
      if (path.length > LIMITS.name) throw this.#tooLong(path);
      const suite = { path, tags: new Set(outer?.tags), observedAt };
      this.#suites.push(suite);
      this.#tag(suite, tagsInName(own));
    } else if (name === 'testcase' && inSuite) {
      this.#case = this.#begun(attributes);
    } else if (Object.hasOwn(FAILS, name) && inSuite) {
      // A suite that failed by itself, before any of its tests: a test of its own, so that it is not lost.
      const one = this.#begun({ name: 'the suite itself' });
      this.#case = { ...one, outcome: FAILS[name]!, message: filled(attributes['message']) };
      this.#said = '';
    } else if (name === 'property') {
      this.#openProperty(attributes);
    }
  }

  #openInCase(one: OpenCase, name: string, within: string | null, attributes: Readonly<Record<string, string>>): void {
    if (name === 'property') return this.#openProperty(attributes);
    const failed = Object.hasOwn(FAILS, name) ? FAILS[name]! : null;
    if (failed !== null) {
      // However deep it stands: a failure that is overlooked would count as a pass.
      if (one.outcome === null || isWorse(failed, one.outcome)) one.outcome = failed;
      one.message ??= filled(attributes['message']);
      if (one.message === null) this.#said = '';
    } else if (within !== 'testcase') {
      return;
    } else if (SKIPS.includes(name)) {
      one.outcome ??= 'skipped';
      one.message ??= filled(attributes['message']);
    } else if (FLAKY.includes(name)) {
      one.flaky = true;
      one.reruns++;
    } else if (RERUNS.includes(name)) {
      one.reruns++;
    }
  }

  /** Some tools write the value of a property between its tags. */
  #openProperty(attributes: Readonly<Record<string, string>>): void {
    const name = attributes['name'] ?? '';
    if (attributes['value'] !== undefined) return this.#keepProperty(name, attributes['value']);
    this.#property = name;
    this.#said = '';
  }

  #keepProperty(name: string, value: string): void {
    const suite = this.#suites.at(-1);
    if (this.#case === null && suite) this.#tag(suite, tagsInProperty(name, value));
    else if (this.#case === null) return;
    else if (this.#case.properties.length < LIMITS.properties)
      this.#case.properties.push({ name: name.slice(0, 200), value: value.slice(0, LIMITS.name) });
  }

  text(said: string): void {
    if (this.#said === null || this.#said.length > LIMITS.message * 2) return;
    this.#said += said.slice(0, LIMITS.message * 4);
  }

  close({ name }: SaxesTagPlain): void {
    this.#elements.pop();
    const said = this.#said;
    if (name === 'property' && this.#property !== null) {
      this.#keepProperty(this.#property, said?.trim() ?? '');
      this.#property = null;
      this.#said = null;
    } else if (this.#case !== null && Object.hasOwn(FAILS, name)) {
      this.#case.message ??= filled(said ?? undefined);
      this.#said = null;
    }
    const open = this.#elements.length;
    if (this.#case !== null && open < this.#case.depth) {
      this.#keep(this.#case);
      this.#case = null;
    } else if (this.#case === null && open < this.#suites.length) {
      this.#suites.pop();
    }
  }

  #begun(attributes: Readonly<Record<string, string>>): OpenCase {
    const depth = this.#elements.length;
    const suites = [...this.#suites];
    return { depth, attributes, suites, properties: [], outcome: null, flaky: false, reruns: 0, message: null };
  }

  #keep(one: OpenCase): void {
    const { attributes, suites } = one;
    const suite = suites.at(-1)?.path ?? '';
    this.#repeated += suite.length;
    if (this.#repeated > LIMITS.characters)
      throw new Refusal(
        `${this.#file} says long names of suites for so many tests. Shorten them, or send it in parts.`,
      );
    const className = withoutHook(this.#named(attributes['classname'] ?? attributes['class']));
    const name = withoutHook(this.#named(attributes['name']));
    const observedAt = observedOf(attributes['timestamp']) ?? suites.at(-1)?.observedAt ?? null;
    this.#saw(observedAt);
    const outcome = one.outcome ?? outcomeOf(attributes);
    const read: ReportedCase = {
      suite,
      className,
      name,
      outcome,
      flaky: outcome === 'passed' && one.flaky,
      reruns: one.reruns,
      message: outcome === 'passed' || one.message === null ? null : messageOf(one.message),
      seconds: secondsOf(attributes['time']),
      observedAt,
      tags: this.#tags(one, className, name),
      properties: one.properties,
    };
    const key = identityOf({ suite, className, name });
    const before = this.#cases.get(key);
    this.#cases.set(key, before ? worseOf(before, read) : read);
    if (this.#cases.size > LIMITS.cases)
      throw new Refusal(`${this.#file} has more than ${LIMITS.cases.toLocaleString('en-GB')} tests. Send it in parts.`);
  }

  #tags({ suites, properties }: OpenCase, className: string, name: string): readonly string[] {
    const all = [
      ...(suites.at(-1)?.tags ?? []),
      ...tagsInName(className),
      ...tagsInName(name),
      ...properties.flatMap((property) => tagsInProperty(property.name, property.value)),
    ];
    const tags = [...new Set(all)];
    if (tags.length > LIMITS.tags) throw this.#tooMany('one test names', name);
    return tags;
  }

  /** What a suite names, each of its tests does: so it is held to the same, and not looked through once for each of them. */
  #tag(suite: Suite, tags: readonly string[]): void {
    for (const tag of tags) suite.tags.add(tag);
    if (suite.tags.size > LIMITS.tags) throw this.#tooMany('one suite names', suite.path);
  }

  #tooMany(what: string, name: string): Refusal {
    return new Refusal(
      `In ${this.#file} ${what} more than ${LIMITS.tags} controls: “${short(name)}”. Name those that it is about.`,
    );
  }

  #tooLong(name: string): Refusal {
    return new Refusal(
      `${this.#file} has a name of more than ${LIMITS.name.toLocaleString('en-GB')} characters: “${short(name)}”. Shorten it.`,
    );
  }

  #named(given: string | undefined): string {
    const name = maskText((given ?? '').replaceAll(UNSEEN, ' ').replaceAll(/\s+/gu, ' ').trim()).text;
    if (name.length > LIMITS.name) throw this.#tooLong(name);
    return name;
  }

  #saw(at: Date | null): void {
    if (at !== null && (this.#last === null || at > this.#last)) this.#last = at;
  }

  #notAReport(root: string): Refusal {
    const other = Object.hasOwn(OTHER_REPORTS, root) ? ` It looks like a report of ${OTHER_REPORTS[root]}.` : '';
    return new Refusal(
      `${this.#file} is no JUnit report: it begins with <${short(root)}>, and not with <testsuites> or <testsuite>.${other} Have the tests write JUnit XML.`,
    );
  }

  report(): Report {
    return { cases: [...this.#cases.values()], observedAt: this.#last };
  }
}

function isSuite(element: string): boolean {
  return element === 'testsuite' || element === 'testsuites';
}

function outcomeOf(attributes: Readonly<Record<string, string>>): ReportedOutcome {
  const said = [attributes['status'], attributes['result']].filter((one) => one !== undefined);
  if (said.some((one) => NOT_FINE.test(one.trim()))) return 'failed';
  return said.some((one) => NOT_RUN.test(one.trim())) ? 'skipped' : 'passed';
}

function withoutHook(name: string): string {
  const hook = HOOK.exec(name);
  return hook ? `${name.slice(0, hook.index)}${hook[1]!}` : name;
}

function secondsOf(said: string | undefined): number | null {
  const seconds = Number((said ?? '').replaceAll(',', '') || Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}

function filled(said: string | undefined): string | null {
  return said === undefined || said.trim() === '' ? null : said;
}

/** What a failing test said, without what looks like an NHS number: a test may have been run on real data. */
function messageOf(said: string): string {
  return maskText(
    said
      .trim()
      .slice(0, LIMITS.message)
      .replace(/\p{Cs}$/u, ''),
  ).text;
}

function short(text: string): string {
  const line = text.replaceAll(/[^\P{C}]/gu, ' ');
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}

/** What is wrong with the XML, in words; the parser's own are for programmers. */
function asRefusal(error: Error, file: string): Refusal {
  const [, line, said = error.message] = /^(?:.*?:)?(\d+):\d+: (.*)$/su.exec(error.message) ?? [];
  const where = line === undefined ? '' : ` (line ${line})`;
  if (/unclosed tag|unexpected end|end of input/iu.test(said))
    return new Refusal(`${file} ends before it is finished. Was it still being written, or cut off on its way?`);
  if (/entity/iu.test(said))
    return new Refusal(`${file} uses an entity that XML does not know of itself${where}. It is not read.`);
  if (/disallowed character|invalid character|malformed character/iu.test(said))
    return new Refusal(
      `${file} holds a character that XML does not allow${where}. Have the tool leave it out, or write it in another way.`,
    );
  return new Refusal(`${file} is not well-formed XML${where}: ${short(said)}`);
}
