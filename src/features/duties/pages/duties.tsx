import type { PageContext } from '../../../platform/http/forms.ts';
import { ServiceFrame } from '../../../platform/http/service-frame.tsx';
import { Button, Details, InsetText, SummaryList, Table } from '../../../ui/nhsuk/index.ts';
import { asSentence, counted, listed } from '../../../words/counting.ts';
import { sayDateTime } from '../../../words/london-clock.ts';
import { isKeptHere, isOpen, type KeptJudgement } from '../domain/judging.ts';
import { clockAsked, questionWords, type DutyOfCase } from '../domain/looking.ts';
import { factOf, type Duty, type Fact, type Pack } from '../domain/pack.ts';
import { isServiceFact, SAFETY_CASE_FACT, type KeptFact } from '../domain/stated.ts';
import { RULES, rulePath } from '../domain/addresses.ts';
import { dutiesPath, doorOf, serviceFactsPath } from '../domain/saying.ts';
import { sayConfidence, sayStrength, strengthWords, unverifiedWords, verifiedWords } from '../domain/words.ts';
import type { CaseLooked } from '../settling.ts';
import { Prepared } from './prepared.tsx';
import { answerWords, LimitWords, StandingTag } from './words.tsx';

export interface DutiesProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly looked: CaseLooked;
  readonly pack: Pack;
  /** Facts that would each settle something. */
  readonly questions: readonly string[];
  /** What was owed and is not, without anybody's judgement, with the facts that are otherwise since. */
  readonly ceased: ReadonlyMap<string, readonly string[]>;
  readonly mayState: boolean;
  readonly mayDo: boolean;
  readonly mayDismiss: boolean;
}

/** Who has to be told of an incident, by when: what is due first, and why each of it is so. */
export function DutiesPage(props: DutiesProps, context: PageContext) {
  const { service, looked, pack } = props;
  const { reference } = looked.case;
  const of = (...standings: readonly DutyOfCase['standing'][]) =>
    looked.duties.filter(({ standing }) => standings.includes(standing));
  const [owed, possible] = [of('owed', 'follow-up'), of('possible')];
  const [done, dismissed, watched] = [of('done'), of('dismissed'), of('watch')];
  const [ceased, notOwed] = [true, false].map((was) =>
    of('not-owed').filter(({ rule }) => props.ceased.has(rule.id) === was),
  ) as [DutyOfCase[], DutyOfCase[]];
  const overdue = owed.filter((one) => one.overdue).length;
  return (
    <ServiceFrame
      context={context}
      service={service}
      title={`Who has to be told of ${reference}`}
      back={{ text: reference, href: `/services/${service.reference}/incidents/${reference}` }}
    >
      <h1 class="nhsuk-heading-l app-measure">
        <span class="nhsuk-caption-l">{reference}</span> Who has to be told, by when
      </h1>
      <p class="app-lead">{summary(owed.length, overdue, possible.length)}</p>
      <p class="app-measure">
        Rules suggest what is owed, and a named person confirms it or says why not. They are no legal advice: each says
        how binding it is, and how sure we are of it. <a href={RULES}>Rules of {pack.version}</a>, for{' '}
        {pack.jurisdiction}. <a href="/help/duties">How it is worked out</a>
      </p>
      <InsetText>
        If anybody may be abused, neglected or in danger:{' '}
        <a href={`/services/${service.reference}/incidents/${reference}/safeguarding`}>raise it</a>. Somebody whose task
        that is looks at it, and sees to who has to be told.
      </InsetText>
      {looked.case.ended ? (
        <InsetText>{reference} was voided: nothing is asked of it any more. What was said of it stays here.</InsetText>
      ) : (
        <Asked {...props} />
      )}
      <Section
        heading="To be done"
        id="owed"
        duties={owed}
        none="Nothing is owed, as the facts stand."
        props={props}
        now={context.now}
      />
      <Possible duties={possible} props={props} now={context.now} />
      {done.length > 0 && <Section heading="Done" id="done" duties={done} none="" props={props} now={context.now} />}
      {dismissed.length > 0 && (
        <Section heading="Dismissed" id="dismissed" duties={dismissed} none="" props={props} now={context.now} />
      )}
      {ceased.length > 0 && <CeasedDuties duties={ceased} {...props} />}
      <Others heading={`Not owed (${notOwed.length})`} duties={notOwed} />
      {watched.length > 0 && <Others heading={`Watched: not in force (${watched.length})`} duties={watched} />}
      <Facts {...props} />
    </ServiceFrame>
  );
}

/** The next thing to do about what is not known: what the service is, once; then what happened. */
function Asked({ service, looked, pack, questions, mayState }: DutiesProps) {
  const path = dutiesPath(service.reference, looked.case.reference);
  const ofService = questions.filter(isServiceFact);
  if (questions.length === 0) return null;
  const left = ofService.length > 0 ? ofService : questions;
  return (
    <section aria-labelledby="questions" class="app-measure">
      <h2 class="nhsuk-heading-m" id="questions">
        {ofService.length > 0 ? 'First, once for all incidents: what the service is' : 'What would settle it'}{' '}
        <span class="app-count">({counted(left.length, 'question')})</span>
      </h2>
      {ofService.length === 0 && <p>Each stands below, over what turns on it. Not known is an answer.</p>}
      {ofService.length > 0 && (
        <p>Most of what may be owed turns on these. Once they are answered, only what can still matter is asked.</p>
      )}
      {ofService.length > 0 && (
        <ul class="nhsuk-list nhsuk-list--bullet">
          {ofService.map((name) => (
            <li>{questionWords(pack, name)}</li>
          ))}
        </ul>
      )}
      {mayState && (
        <div class="app-actions__row app-noprint">
          {ofService.length > 0 && (
            <Button href={`${serviceFactsPath(service.reference)}?incident=${looked.case.reference}`}>
              Say what the service is
            </Button>
          )}
          {questions.length > ofService.length && (
            <Button variant={ofService.length > 0 ? 'secondary' : undefined} href={`${path}/facts`}>
              Answer what is asked of {looked.case.reference}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

interface PossibleProps {
  readonly duties: readonly DutyOfCase[];
  readonly props: DutiesProps;
  readonly now: Date;
}

/** What may be owed, under the question that would settle it: so that one answer is seen to clear several. */
function Possible({ duties, props, now }: PossibleProps) {
  const { pack, service, looked } = props;
  const path = dutiesPath(service.reference, looked.case.reference);
  return (
    <section aria-labelledby="possible">
      <h2 class="nhsuk-heading-m" id="possible">
        Not known whether it is owed <span class="app-count">({duties.length})</span>
      </h2>
      {duties.length === 0 && <p>Nothing is open: each duty is owed, or is not.</p>}
      {[...Map.groupBy(duties, ({ question }) => question)].map(([question, under]) => (
        <>
          <h3 class="nhsuk-heading-s">
            {question === null ? 'What it turns on is not asked here' : questionWords(pack, question)}
          </h3>
          {question === SAFETY_CASE_FACT && (
            <p>
              <a href={`/services/${service.reference}/incidents/${looked.case.reference}/verdict`}>
                The safety case after {looked.case.reference}
              </a>
              : the clinical safety officer signs the answer, and it counts here.
            </p>
          )}
          {question === null && <p>Confirm it or dismiss it, if you know.</p>}
          <ul class="nhsuk-list nhsuk-list--bullet">
            {under.map((one) => (
              <li id={one.rule.id}>
                {one.rule.title} <a href={rulePath(one.rule.id)}>{one.rule.id}</a>
                <Freshly one={one} now={now} />
                <Details summary={{ text: <>Why, and what to do{hiddenName(one.rule.id)}</> }}>
                  <Ground one={one} {...props} now={now} />
                  <Buttons one={one} {...props} />
                </Details>
              </li>
            ))}
          </ul>
        </>
      ))}
      {duties.length > 0 && props.mayState && (
        <p class="app-noprint">
          <a href={`${path}/facts`}>Answer these questions</a>
        </p>
      )}
    </section>
  );
}

function Freshly({ one: { obligation, ...one }, now }: { readonly one: DutyOfCase; readonly now: Date }) {
  const again =
    one.changed.length > 0 ? ' It was dismissed, and is asked again because what it turns on has changed since.' : '';
  return (
    <p class="app-note">
      If it is owed: <LimitWords due={obligation.due} target={obligation.target} limit={obligation.limit} now={now} />
      {again}
    </p>
  );
}

function summary(owed: number, overdue: number, possible: number): string {
  const parts = [
    owed === 0
      ? 'Nothing is owed, as far as it is known'
      : `${counted(owed, 'report or step', 'reports or steps')} owed`,
    ...(overdue > 0 ? [`${overdue} overdue`] : []),
    ...(possible > 0 ? [`of ${possible} it is not known whether they are owed`] : []),
  ];
  return `${parts.join(', ')}.`;
}

interface SectionProps {
  readonly heading: string;
  readonly id: string;
  readonly duties: readonly DutyOfCase[];
  readonly none: string;
  readonly props: DutiesProps;
  readonly now: Date;
}

function Section({ heading, id, duties, none, props, now }: SectionProps) {
  return (
    <section class="app-desk__group app-desk__group--week" aria-labelledby={id}>
      <h2 class="nhsuk-heading-m" id={id}>
        {heading} <span class="app-count">({duties.length})</span>
      </h2>
      {duties.length === 0 ? (
        <p>{none}</p>
      ) : (
        <ul class="app-desk__lines">
          {duties.map((one) => (
            <One one={one} now={now} {...props} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** In short: what, by when, to whom and how binding; all else is one step away. */
function One({ one, now, ...props }: DutiesProps & { readonly one: DutyOfCase; readonly now: Date }) {
  const { rule, obligation, standing } = one;
  const said = props.looked.judgements.filter(({ duty }) => duty === rule.id);
  const unverified = unverifiedWords(rule);
  return (
    <li class="app-desk__line" id={rule.id}>
      <div class="app-desk__mark">
        <StandingTag standing={standing} />
      </div>
      <div class="app-desk__words">
        <p>
          <strong>{rule.title}</strong> <a href={rulePath(rule.id)}>{rule.id}</a>
        </p>
        <p>
          <LimitWords due={obligation.due} target={obligation.target} limit={obligation.limit} now={now} />
        </p>
        <p class="app-note">
          To: {asSentence(rule.to)} {sayStrength(rule.strength)}.{unverified !== '' && <strong> {unverified}</strong>}
        </p>
        {stateWords(one, props.pack).map((words) => (
          <p>{words}</p>
        ))}
        {said.map((judgement) => (
          <Said judgement={judgement} {...props} />
        ))}
        <Details summary={{ text: <>Why, and what to send{hiddenName(rule.id)}</> }}>
          <Ground one={one} {...props} now={now} />
        </Details>
      </div>
      <div class="app-desk__action">
        <Buttons one={one} {...props} />
      </div>
    </li>
  );
}

/** Why, how binding and how sure; and what to send. */
function Ground({ one, now, looked, pack }: DutiesProps & { readonly one: DutyOfCase; readonly now: Date }) {
  const { rule } = one;
  return (
    <>
      <SummaryList
        rows={[
          { key: 'Why', value: <Why one={one} /> },
          { key: 'To', value: rule.to },
          { key: 'Whose duty', value: rule.who },
          { key: 'How', value: rule.how },
          { key: 'How binding', value: strengthWords(rule) },
          { key: 'How sure we are', value: <Sure rule={rule} /> },
          ...(rule.consent === '' ? [] : [{ key: 'Whether somebody has to agree', value: rule.consent }]),
        ]}
      />
      <Prepared one={one} looked={looked} pack={pack} now={now} />
    </>
  );
}

function hiddenName(id: string) {
  return <span class="nhsuk-u-visually-hidden"> for {id}</span>;
}

function Sure({ rule }: { readonly rule: Duty }) {
  const unverified = unverifiedWords(rule);
  return (
    <>
      {unverified !== '' && <strong>{unverified} </strong>}
      {sayConfidence(rule.confidence)} Last held against its source: {verifiedWords(rule)}.
    </>
  );
}

/** What is particular to this one: late, asked again, a clock that began later, a follow-up. */
function stateWords(one: DutyOfCase, pack: Pack): string[] {
  const { standing, changed, late, startedLater, started, otherVersion, rule } = one;
  const facts = listed(changed.map((name) => `“${questionWords(pack, name)}”`));
  return [
    ...(standing === 'follow-up'
      ? [
          `What was reported has changed since: ${facts}. Whoever has the report is owed a follow-up. Sending it, or a dismissal with a reason, clears it.`,
        ]
      : []),
    ...(standing !== 'follow-up' && changed.length > 0
      ? [`It was dismissed, and is asked again because this has changed since: ${facts}.`]
      : []),
    ...(late ? ['It was reported late: after the limit.'] : []),
    ...(startedLater && started
      ? [`Its clock started on ${sayDateTime(started)}, when what triggers it became known, and not with the incident.`]
      : []),
    ...(otherVersion === null
      ? []
      : [
          `It was judged by version ${otherVersion} of this rule. Version ${rule.version} is in force: look at it again.`,
        ]),
    ...clockAsked(one).map(
      (name) => `Its clock cannot be worked out until this is known: ${questionWords(pack, name)}`,
    ),
    ...(rule.personal ? ['It is one person’s own duty: nobody can do it for them.'] : []),
  ];
}

function Why({ one: { obligation, rule } }: { readonly one: DutyOfCase }) {
  const words = [...obligation.why, rule.binds, rule.note].filter((text) => text !== '');
  if (words.length === 0) return <>Nothing is known yet of what it turns on.</>;
  return (
    <ul class="nhsuk-list">
      {words.map((text) => (
        <li>{text}</li>
      ))}
    </ul>
  );
}

function Said({ judgement, looked, service, mayDismiss }: DutiesProps & { readonly judgement: KeptJudgement }) {
  const { id, withdrawn, reason } = judgement;
  const path = dutiesPath(service.reference, looked.case.reference);
  return (
    <p class={withdrawn ? 'app-second' : undefined}>
      {saidWords(judgement)}
      {reason !== null && <span class="app-lines"> “{reason}”</span>}
      {withdrawn
        ? ` Withdrawn by ${withdrawn.by} on ${sayDateTime(withdrawn.at)}: “${withdrawn.reason}”`
        : mayDismiss && (
            <span class="app-noprint">
              {' '}
              <a href={`${path}/judgements/${id}/withdraw`}>
                Withdraw
                <span class="nhsuk-u-visually-hidden">
                  {' '}
                  what {judgement.by} said of {judgement.duty}
                </span>
              </a>
            </span>
          )}
    </p>
  );
}

function saidWords(judgement: KeptJudgement): string {
  const { kind, by, at, report, acknowledged, due } = judgement;
  if (isKeptHere(judgement))
    return `Done here: ${report!.to}, ${report!.reference}, on ${sayDateTime(report!.sentAt)}. Recorded as ${by} worked on it.`;
  if (kind === 'sent')
    return `Sent to ${report!.to} by ${report!.by} on ${sayDateTime(report!.sentAt)}, reference ${report!.reference}${due !== null && report!.sentAt > due ? `, after the limit of ${sayDateTime(due)}` : ''}. Recorded by ${by}.`;
  if (kind === 'acknowledged')
    return `Acknowledged on ${sayDateTime(acknowledged!.at)}${acknowledged!.reference === null ? '' : `, reference ${acknowledged!.reference}`}. Recorded by ${by}.`;
  return `${kind === 'confirmed' ? 'Confirmed' : 'Dismissed'} by ${by} on ${sayDateTime(at)}.`;
}

function Buttons({ one, looked, service, mayDo, mayDismiss }: DutiesProps & { readonly one: DutyOfCase }) {
  const { rule, standing, said } = one;
  const path = `${dutiesPath(service.reference, looked.case.reference)}/${rule.id}`;
  const waits = isOpen(one);
  const door = mayDo && waits ? doorOf(rule.id, service.reference, looked.case.reference) : null;
  const links = [
    ...(mayDo && (standing === 'owed' || standing === 'possible') && one.judgement?.kind !== 'confirmed'
      ? [{ text: 'Confirm that it is owed', to: 'confirm' }]
      : []),
    ...(mayDismiss && waits ? [{ text: 'Dismiss it', to: 'dismiss' }] : []),
    ...(mayDo && one.report !== null && one.acknowledgedAt === null && !said.some(isKeptHere)
      ? [{ text: 'Record an acknowledgement', to: 'acknowledge' }]
      : []),
    ...(mayDo && standing === 'possible' ? [{ text: 'Record that it was done', to: 'report' }] : []),
  ];
  return (
    <div class="app-noprint">
      {mayDo && (standing === 'owed' || standing === 'follow-up') && (
        <Button variant="secondary" small href={`${path}/report`}>
          Record that it was done{hiddenName(rule.id)}
        </Button>
      )}
      {door && (
        <p class="app-note">
          <a href={door.href}>
            {door.text}
            {hiddenName(rule.id)}
          </a>
        </p>
      )}
      {links.map(({ text, to }) => (
        <p class="app-note">
          <a href={`${path}/${to}`}>
            {text}
            {hiddenName(rule.id)}
          </a>
        </p>
      ))}
    </div>
  );
}

/** What is owed no more because a fact was said otherwise: nobody dismissed it, so that it is in sight who said what. */
function CeasedDuties({ duties, ceased, looked, pack }: DutiesProps & { readonly duties: readonly DutyOfCase[] }) {
  return (
    <section aria-labelledby="ceased" class="app-measure">
      <h2 class="nhsuk-heading-m" id="ceased">
        No longer owed <span class="app-count">({duties.length})</span>
      </h2>
      <p>
        Each was owed until a fact was said otherwise. Nobody dismissed it. If the fact is wrong, changing it below
        makes it owed again.
      </p>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {duties.map(({ rule }) => (
          <li id={rule.id}>
            {rule.title} <a href={rulePath(rule.id)}>{rule.id}</a>
            {ceased.get(rule.id)!.map((name) => (
              <p class="app-note">{changedWords(pack, looked.stated, name)}</p>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** "How badly was somebody harmed in their body? Now: Low, said by Posy Thackray on 12 March 2026, 2:30pm." */
function changedWords(pack: Pack, stated: readonly KeptFact[], name: string): string {
  const [fact, kept] = [factOf(pack, name), stated.find((one) => one.fact === name)];
  const now =
    fact && kept
      ? `Now: ${answerWords(fact, kept)}, said by ${kept.statedBy} on ${sayDateTime(kept.statedAt)}.`
      : 'It was taken back.';
  return `${questionWords(pack, name)} ${now}`;
}

function Others({ heading, duties }: { readonly heading: string; readonly duties: readonly DutyOfCase[] }) {
  return (
    <Details summary={heading}>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {duties.map(({ rule, obligation, said }) => (
          <li>
            {rule.title} <span class="app-second">{rule.id}</span>
            {obligation.why.length > 0 && <>: {obligation.why.join(' ')}</>}
            {said.length > 0 && ' Something was said of it before the facts changed.'}
          </li>
        ))}
      </ul>
    </Details>
  );
}

/** Every fact with its ground: what, from where, known since when, and who looked whether it is so. */
function Facts({ looked, pack, service, mayState }: DutiesProps) {
  const path = dutiesPath(service.reference, looked.case.reference);
  const known = looked.stated
    .flatMap((kept): { kept: KeptFact; fact: Fact }[] => {
      const fact = factOf(pack, kept.fact);
      return fact && !fact.compartment ? [{ kept, fact }] : [];
    })
    .toSorted((a, b) => pack.facts.indexOf(a.fact) - pack.facts.indexOf(b.fact));
  const unchecked = known.filter(({ kept }) => kept.checkedAt === null).length;
  return (
    <section aria-labelledby="facts">
      <h2 class="nhsuk-heading-m" id="facts">
        What is known <span class="app-count">({known.length})</span>
      </h2>
      {known.length === 0 ? (
        <p class="app-measure">
          Nothing yet. What is said of the incident and of the service will stand here, with where it comes from, since
          when it is known, and who checked it: whoever sends a report has to know that.
        </p>
      ) : (
        <Table
          responsive
          firstCellIsHeader
          classes="app-list"
          caption={{ text: 'Facts', classes: 'nhsuk-u-visually-hidden' }}
          head={[{ text: 'Question' }, { text: 'Answer' }, { text: 'Where it comes from' }, { text: 'Checked' }]}
          rows={known.map(({ kept, fact }) => [
            { text: fact.question },
            { text: answerWords(fact, kept) },
            { text: <Source kept={kept} isOfService={kept.about !== looked.case.id} /> },
            { text: checkedWords(kept) },
          ])}
        />
      )}
      {mayState && (
        <div class="app-actions__row app-noprint">
          <Button variant="secondary" href={`${path}/facts?all=yes`}>
            Change what is known
          </Button>
          {unchecked > 0 && (
            <Button variant="secondary" href={`${path}/check`}>
              Check {counted(unchecked, 'fact')}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

function Source({ kept, isOfService }: { readonly kept: KeptFact; readonly isOfService: boolean }) {
  return (
    <>
      {kept.source}
      <span class="app-second">
        {' '}
        {isOfService ? 'Said of the service by' : 'Said by'} {kept.statedBy} on {sayDateTime(kept.statedAt)}
        {kept.since && `; known since ${sayDateTime(kept.since)}`}
      </span>
    </>
  );
}

function checkedWords({ checkedBy, checkedAt, statedBy }: KeptFact): string {
  if (checkedAt === null) return 'Nobody has checked it';
  const same = checkedBy === statedBy ? ', who said it as well' : '';
  return `By ${checkedBy ?? 'somebody'}${same}, on ${sayDateTime(checkedAt)}`;
}
