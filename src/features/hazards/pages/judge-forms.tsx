import type { ComponentChildren } from 'preact';
import { problemOf, Problems, valueOf, type FormContext } from '../../../platform/http/forms.ts';
import { Button, Radios, Textarea } from '../../../ui/nhsuk/index.ts';
import { acceptanceOf, definitionsOf, differencesFromNhs, levelRank, type RiskScheme } from '../../schemes/index.ts';
import {
  ACCEPTED_BECAUSE_WORDS,
  CONCLUSION_WORDS,
  CONCLUSIONS,
  reasonsFor,
  whyNotJudged,
} from '../domain/accepting.ts';
import { countsSentence, sayLevel } from '../domain/ratings.ts';
import type { HazardRecord } from '../domain/record.ts';
import { hazardPath } from './addresses.ts';
import { Frame } from './frame.tsx';
import { So } from './marks.tsx';

export interface JudgeFormProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly scheme: RiskScheme | null;
  readonly hazard: HazardRecord;
  /** The last entry that changed what is shown. */
  readonly version: number;
}

/** Accepts a risk that remains, with the reason why it is not reduced further. */
export function AcceptForm(props: JudgeFormProps, form: FormContext) {
  const reasons = reasonsFor(acceptanceOf(props.scheme, props.hazard.residual?.level ?? null));
  return (
    <JudgeForm {...props} form={form} kind="acceptance" title={`Accept the residual risk of ${props.hazard.id}`}>
      <p>
        To accept it says: I have looked at what more could be done, and this is why it is not done. It stands with the
        residual rating as it is now. Another rating needs another decision.
      </p>
      <form method="post" novalidate>
        {form.hidden}
        <Radios
          name="because"
          idPrefix="because"
          fieldset={{ legend: { text: 'Why is the risk not reduced further?', size: 's' } }}
          errorMessage={problemOf(form, 'because')}
          value={valueOf(form, 'because')}
          items={reasons.map((value) => ({ value, text: ACCEPTED_BECAUSE_WORDS[value] }))}
        />
        <Question form={form} name="reason" label="What was looked at, and why is nothing more done?" />
        <Button preventDoubleClick>Accept this risk</Button>
      </form>
    </JudgeForm>
  );
}

/** Weighs a risk that is too high against the benefit. */
export function BenefitRiskForm(props: JudgeFormProps, form: FormContext) {
  return (
    <JudgeForm
      {...props}
      form={form}
      kind="benefit-risk"
      title={`Weigh the risk of ${props.hazard.id} against the benefit`}
    >
      <p>
        Where a risk cannot be reduced to an acceptable level, DCB0129 6.2 asks whether the benefit outweighs it. What
        you write stands with the residual rating as it is now. Another rating needs another analysis.
      </p>
      <form method="post" novalidate>
        {form.hidden}
        <Question form={form} name="benefits" label="What are the benefits, and what shows them?" />
        <Question form={form} name="who" label="Who has the benefit, and who bears the risk?" />
        <Question form={form} name="alternatives" label="Which alternatives are there, and why are they not taken?" />
        <Radios
          name="conclusion"
          idPrefix="conclusion"
          fieldset={{ legend: { text: 'What does it come to?', size: 's' } }}
          errorMessage={problemOf(form, 'conclusion')}
          value={valueOf(form, 'conclusion')}
          items={CONCLUSIONS.map((value) => ({ value, text: CONCLUSION_WORDS[value] }))}
        />
        <Button preventDoubleClick>Record this analysis</Button>
      </form>
    </JudgeForm>
  );
}

interface QuestionProps {
  readonly form: FormContext;
  readonly name: string;
  readonly label: string;
}

function Question({ form, name, label }: QuestionProps) {
  return (
    <Textarea
      id={name}
      name={name}
      label={{ text: label, size: 's' }}
      hint={{ text: 'Write nothing about a patient.' }}
      value={valueOf(form, name)}
      errorMessage={problemOf(form, name)}
      rows={4}
    />
  );
}

interface Props extends JudgeFormProps {
  readonly form: FormContext;
  readonly kind: 'acceptance' | 'benefit-risk';
  readonly title: string;
  readonly children: ComponentChildren;
}

function JudgeForm({ service, scheme, hazard, form, kind, title, children }: Props) {
  const path = hazardPath(service.reference, hazard.id);
  const { residual } = hazard;
  const level = residual?.level ?? null;
  const refused = whyNotJudged(
    hazard.id,
    kind,
    residual && {
      confirmed: residual.confirmed,
      hasLevel: level !== null,
      acceptance: acceptanceOf(scheme, level),
    },
  );
  const standing = kind === 'acceptance' ? hazard.acceptance : hazard.benefitRisk;
  // After a conflict the form stays as it is: what was typed is not lost.
  const possible = refused === null || form.conflict !== null || form.refusal !== null;
  return (
    <Frame
      shell={form.shell}
      service={service}
      title={title}
      now={form.now}
      asAt={null}
      back={{ text: hazard.id, href: path }}
    >
      <Problems form={form} />
      <div class="app-measure">
        <span class="nhsuk-caption-l">{hazard.name}</span>
        <h1 class="nhsuk-heading-l">{title}</h1>
        {!possible ? (
          <>
            <So so={refused}>{''}</So>
            <p>
              <a href={path}>Go to {hazard.id}</a>
            </p>
          </>
        ) : (
          <>
            <p>
              The residual rating is {sayLevel(scheme, level)}. {levelMeans(scheme, level)}{' '}
              {hazard.provisional !== null && `${hazard.provisional} ${countsSentence(scheme, hazard.counts, true)}`}
            </p>
            {standing !== null && (
              <p>
                What stands now is from {standing.giver}: <span class="app-lines">{standing.text}</span> What you write
                takes its place.
              </p>
            )}
            {children}
          </>
        )}
      </div>
    </Frame>
  );
}

/** What the NHS matrix says of a level; '' for another scheme, which says no more than its name. */
function levelMeans(scheme: RiskScheme | null, level: string | number | null): string {
  if (scheme === null || level === null || differencesFromNhs(scheme)?.length !== 0) return '';
  return definitionsOf(scheme)?.levels[levelRank(scheme, level) ?? -1] ?? '';
}
