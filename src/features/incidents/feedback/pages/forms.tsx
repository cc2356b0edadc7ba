import { problemOf, valueOf, type FormContext } from '../../../../platform/http/forms.ts';
import { ReasonForm } from '../../../../platform/http/reason-form.tsx';
import { ServiceFormFrame } from '../../../../platform/http/service-frame.tsx';
import type { Decision } from '../../../../platform/mail/safe-contact.ts';
import { sayDate } from '../../../../platform/london-time.ts';
import { Button, InsetText, Textarea } from '../../../../ui/nhsuk/index.ts';
import { answerForm, byPersonSentence, FEEDBACK_PARTS, type FeedbackWords, type IncidentShown } from '../../domain.ts';
import { feedbackPath } from './feedback.tsx';
import { ReaderView } from './reader.tsx';

export interface OfReport {
  readonly incident: IncidentShown;
  readonly number: number;
  /** "Imogen Sedge", "Somebody from the public" */
  readonly by: string;
  readonly at: Date;
  /** What whoever reports it says beside the first report; null for nothing. */
  readonly said: string | null;
}

function frameOf({ incident, number }: OfReport) {
  return {
    service: { reference: incident.service.reference, name: incident.serviceName },
    caption: `${incident.reference}, report ${number}`,
    back: { text: 'What reporters are told', href: feedbackPath(incident) },
  };
}

export interface WriteProps extends OfReport {
  readonly draft: (FeedbackWords & { readonly version: number }) | null;
  /** How it was graded, as it could be told. */
  readonly graded: string;
}

/** What somebody writes for whoever reported. */
export function WriteForm(props: WriteProps, form: FormContext) {
  const { incident, by, at, said, graded } = props;
  return (
    <ServiceFormFrame form={form} title="Write what came of it" labels={FEEDBACK_PARTS} {...frameOf(props)}>
      <p>
        For whoever made this report: {by}, {sayDate(at)}. Write as you would say it to them. No names, no references,
        no words of the trade. You see it as they will before it goes to them.
      </p>
      <InsetText>
        <p class="app-note">What was reported</p>
        <p class="app-lines">{said ?? incident.what}</p>
      </InsetText>
      <form method="post" novalidate>
        {form.hidden}
        {(graded !== '' || valueOf(form, 'graded') !== '') && (
          <Textarea
            id="graded"
            name="graded"
            label={{ text: FEEDBACK_PARTS.graded, size: 's' }}
            hint="It begins with what they said, and each grade with its reason as it was written for the team. Make it plain. Leave no grade out."
            rows={5}
            value={valueOf(form, 'graded')}
            errorMessage={problemOf(form, 'graded')}
          />
        )}
        <Textarea
          id="found"
          name="found"
          label={{ text: FEEDBACK_PARTS.found, size: 's' }}
          hint="What happened, and why, as far as you know. Also what you do not know."
          rows={4}
          value={valueOf(form, 'found')}
          errorMessage={problemOf(form, 'found')}
        />
        <Textarea
          id="changed"
          name="changed"
          label={{ text: FEEDBACK_PARTS.changed, size: 's' }}
          hint="What is different now because they said it."
          rows={4}
          value={valueOf(form, 'changed')}
          errorMessage={problemOf(form, 'changed')}
        />
        <Textarea
          id="unchanged"
          name="unchanged"
          label={{ text: FEEDBACK_PARTS.unchanged, size: 's' }}
          rows={4}
          value={valueOf(form, 'unchanged')}
          errorMessage={problemOf(form, 'unchanged')}
        />
        <Button preventDoubleClick>Look at it as they will read it</Button>
      </form>
    </ServiceFormFrame>
  );
}

export interface TellProps extends OfReport {
  readonly draft: (FeedbackWords & { readonly version: number }) | null;
  readonly hints: readonly string[];
  /** In which form they need it; none where nothing was said. */
  readonly needs: readonly string[];
  /** What the gate says of a notice; null for whoever has an account, and reads it on their desk. */
  readonly notice: Decision | null;
  readonly isPublic: boolean;
}

/** Exactly what they will read, what could be plainer, and which way it goes. */
export function TellForm(props: TellProps, form: FormContext) {
  const { draft, hints, needs, incident, number } = props;
  const write = `${feedbackPath(incident)}/${number}/write`;
  return (
    <ServiceFormFrame form={form} title="Look at it as they will read it" {...frameOf(props)}>
      {draft === null ? (
        <p>
          Nothing is written yet. <a href={write}>Write what came of it</a>
        </p>
      ) : (
        <>
          <section aria-label="What they will read" class="app-answer-sheet">
            <ReaderView words={draft} needs={needs} level={2} />
          </section>
          <h2 class="nhsuk-heading-m">What could be plainer</h2>
          {hints.length === 0 ? (
            <p>Nothing was found. Read it aloud all the same.</p>
          ) : (
            <ul class="nhsuk-list nhsuk-list--bullet">
              {hints.map((hint) => (
                <li>{hint}</li>
              ))}
            </ul>
          )}
          <p>
            <a href={write}>Change it</a>
          </p>
          <h2 class="nhsuk-heading-m">How it reaches them</h2>
          <Reaching {...props} />
          <form method="post" novalidate>
            {form.hidden}
            <p>They read it from then on, and it stays as it is.</p>
            <Button preventDoubleClick>Tell them this</Button>
          </form>
        </>
      )}
    </ServiceFormFrame>
  );
}

function Reaching({ needs, notice, isPublic }: TellProps) {
  const form = answerForm(needs);
  const byPerson = byPersonSentence(form);
  return (
    <>
      {isPublic ? (
        <p>They read it where they left their report, with the words that only they have. {noticeWords(notice)}</p>
      ) : (
        <p>It stands on their desk, and under “What I reported”.</p>
      )}
      {(form.largePrint || form.easyRead) && (
        <p>
          They asked for{' '}
          {[form.largePrint && 'large print', form.easyRead && 'easy read']
            .filter((one) => one !== false)
            .join(' and ')}
          {form.easyRead ? ': short sentences, one thing in each.' : ': above, it stands as large as they read it.'}
        </p>
      )}
      {byPerson !== null && <p>{byPerson}</p>}
    </>
  );
}

function noticeWords(notice: Decision | null): string {
  if (notice === null) return 'No notice goes to them besides.';
  if (notice.goes === 'no') return `No notice goes to them besides. ${notice.says}`;
  const how =
    notice.goes === 'neutrally'
      ? 'A notice goes besides that says nothing of what it is about'
      : 'A notice goes besides';
  return `${how}. ${notice.says}`;
}

/** Why whoever reported is told nothing. */
export function NothingForm(props: OfReport, form: FormContext) {
  return (
    <ServiceFormFrame form={form} title="Say why they are told nothing" labels={{ reason: 'Why' }} {...frameOf(props)}>
      <p>
        They asked not to be told, for instance, or telling them would put somebody in danger. It is kept with your
        name. They can still be told later.
      </p>
      <ReasonForm form={form} label="Why? The team reads this, and they do not." button="Keep this as the reason" />
    </ServiceFormFrame>
  );
}
