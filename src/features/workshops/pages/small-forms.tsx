import type { ComponentChildren } from 'preact';
import { problemOf, valueOf, type FormContext } from '../../../platform/http/forms.ts';
import { dateIn } from '../../../platform/london-time.ts';
import { SentenceBlock } from '../../../ui/sentence.tsx';
import { Textarea } from '../../../ui/nhsuk/index.ts';
import { counted } from '../../../words/counting.ts';
import { roomSentence, whyNotClosed, workshopPath, workshopReference } from '../domain.ts';
import type { WholeWorkshop } from '../reading.ts';
import { backToWorkshop, Frame, FormFrame } from './frame.tsx';

/*
 * Forms that ask for a reason, or for nothing at all.
 */

interface ReasonFormProps {
  readonly whole: WholeWorkshop;
  readonly form: FormContext;
  readonly title: string;
  readonly label: string;
  readonly button: string;
  readonly before: ComponentChildren;
}

function ReasonForm({ whole: { service, workshop }, form, title, label, button, before }: ReasonFormProps) {
  return (
    <FormFrame
      form={form}
      title={title}
      caption={`${workshopReference(workshop.number)} ${workshop.title}`}
      service={service}
      back={backToWorkshop(service, workshop)}
      button={button}
      before={before}
    >
      <Textarea
        id="reason"
        name="reason"
        label={{ text: label, size: 's' }}
        rows={3}
        value={valueOf(form, 'reason')}
        errorMessage={problemOf(form, 'reason')}
      />
    </FormFrame>
  );
}

export function DepartureForm(whole: WholeWorkshop, form: FormContext) {
  const { service, workshop, room } = whole;
  const sentence = roomSentence(
    workshop,
    room.attendees,
    workshopPath(service.reference, workshop.number),
    dateIn(form.now),
  );
  return (
    <ReasonForm
      whole={whole}
      form={form}
      title="Say why it is right as it is"
      label="Why it is right without them"
      button="Save the reason"
      before={
        sentence ? (
          <SentenceBlock sentence={sentence} />
        ) : (
          <p>Nobody is missing from the room, as we read DCB0129 4.1.2. You need not say anything.</p>
        )
      }
    />
  );
}

export function CorrectForm(whole: WholeWorkshop, form: FormContext) {
  return (
    <ReasonForm
      whole={whole}
      form={form}
      title="Correct the minutes"
      label="What has to be corrected, and why"
      button="Open the minutes"
      before={
        <p>
          Version {whole.workshop.minutes} stays as it was closed. What you change becomes the next version, with this
          reason. While they are open, nobody decides on a draft hazard of this workshop.
        </p>
      }
    />
  );
}

export function CallOffForm(whole: WholeWorkshop, form: FormContext) {
  return (
    <ReasonForm
      whole={whole}
      form={form}
      title="Call it off"
      label="Why it does not take place"
      button="Call it off"
      before={<p>It stays on the list, with the reason. What was noted stays as well.</p>}
    />
  );
}

/** Closing: what is kept, and what it leads to. */
export function CloseForm(whole: WholeWorkshop, form: FormContext) {
  const { service, workshop, room, actions } = whole;
  const path = workshopPath(service.reference, workshop.number);
  const refused = whyNotClosed(workshop, room, dateIn(form.now));
  const missing = roomSentence(workshop, room.attendees, path, dateIn(form.now));
  const waiting = room.drafts.filter(({ state }) => state === 'waiting').length;
  if (refused !== null)
    return (
      <Frame context={form} title="Close the minutes" service={service} back={backToWorkshop(service, workshop)}>
        <div class="app-measure">
          <h1 class="nhsuk-heading-l">Close the minutes</h1>
          <p>They cannot be closed yet. {refused}</p>
        </div>
      </Frame>
    );
  return (
    <FormFrame
      form={form}
      title={`Close the minutes as version ${workshop.minutes + 1}`}
      caption={`${workshopReference(workshop.number)} ${workshop.title}`}
      service={service}
      back={backToWorkshop(service, workshop)}
      button={`Close version ${workshop.minutes + 1}`}
      before={
        <>
          <p>
            In the room: {counted(room.attendees.length, 'person', 'people')}. Noted under{' '}
            {counted(room.notes.length, 'prompt')}. {counted(room.decisions.length, 'decision')},{' '}
            {counted(actions.length, 'action')}, {counted(waiting, 'draft hazard')} for triage.
          </p>
          {missing && <SentenceBlock sentence={missing} />}
          {missing && missing.clears.length > 0 && (
            <p>
              <a href={`${path}/departure`}>Say why it is right as it is</a>
            </p>
          )}
          <p>
            What stands now is kept as this version, and can be saved as PDF or Word. A correction later makes another
            version; this one stays.
          </p>
        </>
      }
    />
  );
}
