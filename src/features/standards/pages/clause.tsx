import type { VNode } from 'preact';
import type { Observation } from '../../../rules/checks.ts';
import { dayIn, sayDay } from '../../../words/days.ts';
import { listed } from '../../../words/counting.ts';
import { textOf } from '../../../words/sentence.ts';
import { Freshness } from '../../../ui/freshness.tsx';
import { Button } from '../../../ui/nhsuk/index.ts';
import { InWords } from '../../../ui/sentence.tsx';
import { VerdictTag } from '../../../ui/verdict.tsx';
import { aboutPath, checkPath, judgePath, processesPath, scopePath } from '../domain/addresses.ts';
import type { AssessedCriterion, AssessedSection, Assessment } from '../domain/assessment.ts';
import {
  CONFIDENCE_WORDS,
  evidenceOf,
  isGap,
  judgedByWords,
  judgementsOf,
  resultWord,
  sectionName,
  sectionNumber,
  sectionFreshness,
  untilWords,
  type AlsoCounts,
  type FreshnessWords,
} from '../domain/showing.ts';
import type { Draft } from '../domain/findings.ts';
import { AnswerLine } from './answers.tsx';
import type { Beside, SchemeAnswer } from '../domain/beside.ts';
import { sectionAnchor, standardAddress, type StandardView } from '../domain/viewing.ts';

/** What a section was at an earlier moment. */
export interface HistoryLine {
  /** "2026-03-03" */
  readonly day: string;
  readonly section: AssessedSection;
  /** When it was asked at. */
  readonly at: Date;
}

interface ClauseProps {
  readonly assessment: Assessment;
  readonly section: AssessedSection;
  readonly noun: 'clause' | 'section';
  readonly open: boolean;
  /** The day that is looked at; null for now. */
  readonly day: string | null;
  readonly history: readonly HistoryLine[] | null;
  readonly also: readonly AlsoCounts[];
  /** By criterion, where the standard is answered in a scheme of its own. */
  readonly answers: Beside['answers'];
  /** What somebody judged, and nobody has signed. */
  readonly drafts: readonly Draft[];
  /** What later features say of it. */
  readonly remarks: readonly VNode[];
  readonly may: { readonly act: boolean; readonly judge: boolean };
  /** Its next step is the one green button. */
  readonly leads: boolean;
  readonly address: (view: StandardView) => string;
}

/** One clause: a line, and what stands behind it once it is opened. It never leaves the page. */
export function Clause(props: ClauseProps) {
  const { assessment, section, open } = props;
  const { id, title } = section.section;
  const number = sectionNumber(section.section);
  return (
    <details class="app-clause" id={sectionAnchor(id)} open={open}>
      <summary class="app-clause__line">
        <span class="app-clause__number">
          {number !== '' && <span class="nhsuk-u-visually-hidden">{props.noun} </span>}
          {number}
        </span>{' '}
        <span class="app-clause__title">{title}</span>{' '}
        <span class="app-clause__verdict">
          <Verdict verdict={section.verdict} />
        </span>{' '}
        <span class="app-clause__fresh">
          <Fresh words={sectionFreshness(section, assessment.asAt)} />
        </span>{' '}
        <span class="app-clause__by">
          <span class="app-note">Judged by </span>
          {judgedByWords(section)}
        </span>
      </summary>
      <div class="app-clause__inside">
        <So {...props} />
        <div class="app-clause__two">
          <Observed {...props} />
          <div>
            <Evidence {...props} />
            <Judgement {...props} />
          </div>
        </div>
        {props.remarks}
        <Why {...props} />
        <AlsoCountsFor {...props} />
        <History {...props} />
      </div>
    </details>
  );
}

/** The verdict of a section. That it does not apply is a person's word, and no tag. */
export function Verdict({ verdict }: Pick<AssessedSection, 'verdict'>) {
  return verdict === 'does not apply' ? <strong>Does not apply</strong> : <VerdictTag verdict={verdict} says="met" />;
}

function Fresh({ words }: { readonly words: FreshnessWords | null }) {
  return words && <Freshness state={words.state}>{words.words}</Freshness>;
}

const VERDICT_WORDS: Readonly<Record<AssessedSection['verdict'], string>> = {
  met: 'is met',
  'not-met': 'is not met',
  'not-known': 'is not known to be met',
  'does not apply': 'does not apply',
};

/** What is so, because of what, and what clears it. */
function So({ section, assessment }: ClauseProps) {
  const { says, clears, verdict } = section;
  return (
    <p class={`app-so${clears.length === 0 ? ' app-so--quiet' : ''}`}>
      <strong>
        {sectionName(assessment.catalogue, section.section)} {VERDICT_WORDS[verdict]}.
      </strong>{' '}
      <InWords words={says} />
      {clears.length > 0 && (
        <>
          {' '}
          <InWords words={clears} />
        </>
      )}
    </p>
  );
}

function Observed({ section, assessment, answers }: ClauseProps) {
  return (
    <section>
      <h3 class="nhsuk-heading-s">What we observed</h3>
      {section.criteria.map((one) => (
        <Criterion
          one={one}
          said={textOf(section.says)}
          assessment={assessment}
          answers={answers.get(one.criterion.id) ?? []}
        />
      ))}
    </section>
  );
}

interface CriterionProps {
  readonly one: AssessedCriterion;
  /** What stands above all criteria of the section, and is not said again. */
  readonly said: string;
  readonly assessment: Assessment;
  readonly answers: readonly SchemeAnswer[];
}

/** One thing that is asked, with what was looked at. */
function Criterion({ one, said, assessment, answers }: CriterionProps) {
  const { criterion, result } = one;
  return (
    <div class="app-criterion">
      <p class="app-criterion__title">
        <span class="app-ref">{criterion.id}</span> {criterion.title}
        {criterion.level && <span class="app-count"> {criterion.level}</span>}
      </p>
      {criterion.confidence !== 'seen' && (
        <p class="app-note app-criterion__note">This line is {CONFIDENCE_WORDS[criterion.confidence]}.</p>
      )}
      {criterion.tiers.length > 0 && (
        <p class="app-note app-criterion__note">Asked of tiers {listed(criterion.tiers)}.</p>
      )}
      {answers.map((answer) => (
        <AnswerLine {...answer} />
      ))}
      {result === 'not-applicable' ? (
        <p class="app-criterion__note">
          <strong>Does not apply.</strong> <InWords words={one.reasons[0] ?? []} />
        </p>
      ) : (
        <>
          {one.applies === 'unknown' && textOf(one.appliesBecause) !== said && (
            <p class="app-criterion__note">
              <InWords words={one.appliesBecause} /> <InWords words={one.clears[0] ?? []} />
            </p>
          )}
          <dl class="app-observed">
            {one.observations.map((observation) => (
              <div>
                <dt>{resultWord(observation.result, one)}</dt>
                <dd>
                  <ObservationWords {...observation} now={assessment.asAt} />
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </div>
  );
}

function ObservationWords({
  asks,
  says,
  clears,
  how,
  until,
  since,
  result,
  now,
}: Observation & { readonly now: Date }) {
  const fresh =
    result === 'passed' && until !== null
      ? untilWords(until, now).words
      : result !== 'passed' && since !== null
        ? `since ${sayDay(dayIn(since))}`
        : null;
  // A check by hand says in its sentence what it asks: once is enough.
  const repeats = textOf(says).includes(asks);
  const made = how === 'automatic' ? 'Automatic check' : 'By hand';
  return (
    <>
      {!repeats && `${asks} `}
      <span class={repeats ? undefined : 'app-observed__says'}>
        <InWords words={says} />
        {clears.length > 0 && (
          <>
            {' '}
            <InWords words={clears} />
          </>
        )}{' '}
        <span class="app-note">{fresh === null ? made : `${made}, ${fresh}`}.</span>
      </span>
    </>
  );
}

function Evidence({ section, assessment }: ClauseProps) {
  const evidence = evidenceOf(section);
  return (
    <section>
      <h3 class="nhsuk-heading-s">Evidence</h3>
      {evidence.length === 0 ? (
        <p>Nothing shows it yet.</p>
      ) : (
        <ul class="app-evidence">
          {evidence.map(({ text, href, until }) => (
            <li>
              <a href={href}>{text}</a>
              <Fresh words={until === null ? null : untilWords(until, assessment.asAt)} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Judgement({ section, assessment, noun, drafts, may, leads }: ClauseProps) {
  const { catalogue, service } = assessment;
  const judgements = judgementsOf(section);
  const judges = judgePath(service.reference, catalogue.id, section.section.id);
  const next = may.act ? nextStep(section, service.reference, catalogue.id) : null;
  const judgingIsNext = next?.href === judges;
  const label = `Judge ${sectionNumber(section.section) === '' ? `this ${noun}` : `${noun} ${section.section.id}`}${judgements.length > 0 ? ' again' : ''}`;
  return (
    <section>
      <h3 class="nhsuk-heading-s">Judgement</h3>
      {judgements.length === 0 && (
        <p>
          Nobody has judged it{section.verdict === 'not-known' ? ' yet. Until somebody does, it is not known.' : '.'}
        </p>
      )}
      {judgements.map(({ judgement, clauses }) => (
        <p>
          {judgement.by} judged {clauses.length === 0 ? 'this' : clauses.join(', ')} <strong>{judgement.value}</strong>{' '}
          on {sayDay(dayIn(judgement.on))} (<a href={judgement.href}>{judgement.reference}</a>)
          {judgement.reason === '' ? '.' : `: “${judgement.reason}”`}{' '}
          {judgement.outOfDate.length > 0 && (
            <>
              <strong>Out of date.</strong> <InWords words={judgement.outOfDate} />
            </>
          )}
        </p>
      ))}
      {drafts.map((draft) => (
        <Unsigned draft={draft} all={draft.criteria.length === section.criteria.length} />
      ))}
      {(next || may.judge) && (
        <div class="app-buttons">
          {next && !judgingIsNext && (
            <Button href={next.href} variant={leads ? undefined : 'secondary'}>
              {next.text}
            </Button>
          )}
          {may.judge && (
            <Button
              href={judges}
              variant={leads && (judgingIsNext || !next) && isGap(section) ? undefined : 'secondary'}
            >
              {label}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

/** What somebody judged and nobody has signed. @param all of the section */
function Unsigned({ draft, all }: { readonly draft: Draft; readonly all: boolean }) {
  const { reference, href, value, reason, by, at, criteria } = draft;
  const one = all || criteria.length === 1;
  const is = value === 'does not apply' ? [one ? 'does' : 'do', 'not apply'] : [one ? 'is' : 'are', value];
  return (
    <p>
      <strong>Not signed:</strong> {by} wrote on {sayDay(dayIn(at))} that {all ? 'it' : listed(criteria)} {is[0]}{' '}
      <strong>{is[1]}</strong>
      {reason === '' ? '.' : `: “${reason}”`} A signature under <a href={href}>{reference}</a> makes it count.
    </p>
  );
}

/** The next step of a section that is not fine: where its first way out leads, and what is done there. */
function nextStep({ clears }: AssessedSection, service: string, catalogue: string) {
  const link = clears.find((word) => typeof word !== 'string');
  if (link === undefined) return null;
  const { href, text } = link;
  return { href, text: asVerb(text) ?? placeOf(href, service, catalogue) };
}

/** Sentences say what clears something ("Recording the competence"); a button says to do it. */
const VERBS: Readonly<Record<string, string>> = {
  Adding: 'Add',
  Approving: 'Approve',
  Choosing: 'Choose',
  Closing: 'Close',
  Deciding: 'Decide',
  Giving: 'Give',
  Looking: 'Look',
  Naming: 'Name',
  Nominating: 'Nominate',
  Putting: 'Put',
  Rating: 'Rate',
  Recording: 'Record',
  Running: 'Run',
  Saying: 'Say',
  Sending: 'Send',
  Signing: 'Sign',
  Taking: 'Take',
  Writing: 'Write',
};

function asVerb(text: string): string | null {
  const [first = '', ...rest] = text.split(' ');
  const verb = VERBS[first];
  // A verb alone does not say what: "Rate".
  return verb === undefined || rest.length === 0 ? null : [verb, ...rest].join(' ');
}

function placeOf(href: string, service: string, catalogue: string): string {
  const places: readonly (readonly [string, string])[] = [
    [aboutPath(service), 'Answer the question'],
    [scopePath(service, catalogue), 'Decide whether it applies'],
    [checkPath(service, ''), 'Record what you saw'],
    [processesPath(service), 'Open the process'],
  ];
  return places.find(([path]) => href.startsWith(path))?.[1] ?? 'Do what clears it';
}

/** Which checks, which facts, which source: for whoever does not take our word for it. */
function Why({ section, assessment }: ClauseProps) {
  const { catalogue } = assessment;
  return (
    <details class="app-clause__more">
      <summary>Why do we say so?</summary>
      <dl class="app-why">
        {section.criteria.map((one) => (
          <div>
            <dt>
              <span class="app-ref">{one.criterion.id}</span> {one.criterion.title}
            </dt>
            <dd>
              <p>{one.criterion.text}</p>
              <p>
                It rests on {one.observations.length === 1 ? 'one check' : `${one.observations.length} checks`}:{' '}
                {one.observations.map(({ check }, index) => (
                  <>
                    {index > 0 && ', '}
                    <a href={`/help/checks#${check}`}>{check}</a>
                  </>
                ))}
                . The worst of them is its result.
              </p>
              {one.appliesBecause.length > 0 && (
                <p>
                  Whether it applies: <InWords words={one.appliesBecause} />
                </p>
              )}
              <p class="app-note">
                Source: {one.criterion.source}; {CONFIDENCE_WORDS[one.criterion.confidence]},{' '}
                {sayDay(catalogue.checked)}.{one.criterion.note !== '' && ` ${one.criterion.note}`}
              </p>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function AlsoCountsFor({ also, assessment, day }: ClauseProps) {
  if (also.length === 0) return null;
  return (
    <details class="app-clause__more">
      <summary>Also counts for {also.map(({ catalogue }) => catalogue.name).join(', ')}</summary>
      <p>These rest on the same checks; where it says “in part”, on others too.</p>
      <ul class="nhsuk-list">
        {also.map(({ catalogue, clauses }) => (
          <li>
            {catalogue.name}:{' '}
            {clauses.map(({ clause, section, whole }, index) => (
              <>
                {index > 0 && ', '}
                <a href={standardAddress(assessment.service.reference, catalogue.id, { asAt: day, open: section })}>
                  {clause}
                </a>
                {!whole && ' in part'}
              </>
            ))}
          </li>
        ))}
      </ul>
    </details>
  );
}

function History({ section, noun, history, assessment, address }: ClauseProps) {
  const { id } = section.section;
  if (history === null)
    return (
      <p class="app-clause__more">
        <a href={address({ open: id, history: true })}>
          History of this {noun}
          <span class="nhsuk-u-visually-hidden"> ({id})</span>
        </a>
      </p>
    );
  return (
    <section>
      <h3 class="nhsuk-heading-s">History of this {noun}</h3>
      {history.length === 0 ? (
        <p>The service was not there before.</p>
      ) : (
        <ul class="app-evidence app-evidence--history">
          {history.map((line) => (
            <li>
              <a
                href={standardAddress(assessment.service.reference, assessment.catalogue.id, {
                  asAt: line.day,
                  open: id,
                })}
              >
                {sayDay(line.day)}
              </a>
              <Verdict verdict={line.section.verdict} />
              <span>{textOf(line.section.says) || <Fresh words={sectionFreshness(line.section, line.at)} />}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
