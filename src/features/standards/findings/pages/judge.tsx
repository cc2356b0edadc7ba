import { problemOf, valueOf, type FormContext } from '../../../../platform/http/forms.ts';
import { sayDate } from '../../../../platform/london-time.ts';
import { InWords } from '../../../../ui/sentence.tsx';
import { Button, Radios, Textarea } from '../../../../ui/nhsuk/index.ts';
import { standardPath } from '../../domain/addresses.ts';
import { JUDGEMENTS } from '../../domain/assessment.ts';
import { isJudged, sayValue } from '../../domain/findings.ts';
import { RESULT_WORDS } from '../../domain/showing.ts';
import type { JudgingProps } from '../reading.ts';
import { ServiceFormFrame } from '../../../../platform/http/service-frame.tsx';

/** What leaves a judgement as it was. */
export const LEAVE = 'leave';

/**
 * Judges the criteria of a section: for each what was observed, what was judged last, and the answers, which look alike. What
 * is not answered stays as it was.
 */
export function JudgeForm(props: JudgingProps, form: FormContext) {
  const { service, catalogue, section, criteria } = props;
  return (
    <ServiceFormFrame
      form={form}
      service={service}
      title={`Judge: ${section.title}`}
      caption={catalogue.name}
      labels={{}}
      back={{ text: catalogue.name, href: standardPath(service.reference, catalogue.id) }}
    >
      <p class="app-lead">
        What was observed stands with each line. What it comes to is your judgement. It counts once a clinical safety
        officer or deputy has signed it.
      </p>
      <form method="post" novalidate>
        {form.hidden}
        {criteria.map((one) => (
          <Criterion {...one} form={form} />
        ))}
        {criteria.some(({ assessed }) => isJudged(assessed)) ? (
          <Button preventDoubleClick>Write this down, and go on to sign it</Button>
        ) : (
          <p>Nothing in this section applies to this service, so there is nothing to judge.</p>
        )}
      </form>
    </ServiceFormFrame>
  );
}

type OneCriterion = JudgingProps['criteria'][number];

interface CriterionProps extends OneCriterion {
  readonly form: FormContext;
}

function Criterion({ assessed, waiting, form }: CriterionProps) {
  const { criterion, appliesBecause } = assessed;
  return (
    <section class="app-judged" aria-labelledby={`criterion-${criterion.id}`}>
      <h2 class="nhsuk-heading-m" id={`criterion-${criterion.id}`}>
        <span class="app-ref">{criterion.id}</span> {criterion.title}
      </h2>
      <p>{criterion.text}</p>
      {appliesBecause.length > 0 && (
        <p class="app-second">
          <InWords words={appliesBecause} />
        </p>
      )}
      {isJudged(assessed) && (
        <>
          <Observed assessed={assessed} />
          <Last assessed={assessed} waiting={waiting} />
          <Answer assessed={assessed} form={form} />
        </>
      )}
    </section>
  );
}

function Observed({ assessed }: Pick<OneCriterion, 'assessed'>) {
  return (
    <>
      <h3 class="nhsuk-heading-s nhsuk-u-margin-bottom-1">What was observed</h3>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {assessed.observations.map(({ result, asks, says }) => (
          <li>
            <strong>{RESULT_WORDS[result]}</strong>. {asks} <InWords words={says} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Last({ assessed: { judgement }, waiting }: OneCriterion) {
  return (
    <>
      <h3 class="nhsuk-heading-s nhsuk-u-margin-bottom-1">What was judged last</h3>
      {judgement === null ? (
        <p>Nobody has judged it and signed that.</p>
      ) : (
        <p>
          {sayValue(judgement.value)}, signed by {judgement.by} on {sayDate(judgement.on)} (
          <a href={judgement.href}>{judgement.reference}</a>){judgement.reason !== '' && <>: {judgement.reason}</>}
          {judgement.outOfDate.length > 0 && (
            <>
              <br />
              <strong>Out of date.</strong> <InWords words={judgement.outOfDate} />
            </>
          )}
        </p>
      )}
      {waiting !== null && (
        <p>
          {sayValue(waiting.value)}, written by {waiting.by} on {sayDate(waiting.at)}, not signed
          {waiting.reason !== '' && <>: {waiting.reason}</>}
        </p>
      )}
    </>
  );
}

function Answer({ assessed, form }: Pick<CriterionProps, 'assessed' | 'form'>) {
  const { id } = assessed.criterion;
  const name = (part: string) => `judgements.${id}.${part}`;
  const seen = Object.fromEntries(assessed.observations.map(({ check, result }) => [check, result]));
  return (
    <>
      <input type="hidden" name={name('seen')} value={JSON.stringify(seen)} />
      <Radios
        name={name('value')}
        idPrefix={name('value')}
        inline
        value={valueOf(form, name('value'))}
        errorMessage={problemOf(form, name('value'))}
        fieldset={{ legend: { text: `Your judgement of ${id}`, size: 's' } }}
        items={[
          ...JUDGEMENTS.map((value) => ({ value, text: sayValue(value) })),
          { value: LEAVE, text: 'Leave it as it is' },
        ]}
      />
      <Textarea
        id={name('reason')}
        name={name('reason')}
        label={`Why, for ${id}`}
        hint="What you go by, and what is missing. Nothing about a patient."
        rows={3}
        value={valueOf(form, name('reason'))}
        errorMessage={problemOf(form, name('reason'))}
      />
    </>
  );
}
