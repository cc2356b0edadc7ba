import type { Letter } from '../../documents/letter.ts';
import { sayDate, sayDateTime } from '../../platform/london-time.ts';
import { statementFor, statementOf, type Nomination } from './domain.ts';
import { sayDay } from './moments.ts';

/** The letter of a nomination: data that becomes a page, a PDF and a Word file with the same words. */
export function nominationLetter(
  nomination: Nomination,
  of: { readonly organisation: string; readonly service: { readonly reference: string; readonly name: string } },
): Letter {
  const { office, name, nominatedBy, nominatedAt, beginsOn, employer, note, clinicianBecause } = nomination;
  const { service, organisation } = of;
  const statement =
    (nomination.statement === null ? null : statementOf(office, nomination.statement)) ?? statementFor(office);
  const begins =
    beginsOn === null
      ? 'It begins when you accept it.'
      : `It begins with ${sayDay(beginsOn)}, if you accept it before.`;
  return {
    title: `Nomination as ${office}`,
    from: organisation,
    to: name,
    date: sayDate(nominatedAt),
    reference: service.reference,
    paragraphs: [
      `I nominate you as ${office} of ${service.name} (${service.reference}). ${begins}`,
      ...(employer === '' ? [] : [`You are employed by ${employer}, and act for ${organisation} in this.`]),
      ...(clinicianBecause === '' ? [] : [`I hold you to be a clinician for this purpose: ${clinicianBecause}`]),
      'As top management we see to it that you have the time, the people and the standing that this needs (DCB0129 2.2).',
      ...(note === '' ? [] : [note]),
    ],
    heading: 'What you sign when you accept',
    points: statement.says,
    signatures: [
      { as: 'Nominated by', name: nominatedBy.name, said: `In Primum, on ${sayDateTime(nominatedAt)}` },
      { as: 'Nominee', name, said: answerOf(nomination) },
    ],
    foot: `Statement version ${statement.version}. This letter was made from what Primum keeps; the record there is what counts.`,
  };
}

function answerOf({ state, answeredAt, confirmedBy, holdsFrom, endsAt }: Nomination): string {
  if (answeredAt === null) return 'No answer yet';
  const at = sayDateTime(answeredAt);
  if (state !== 'accepted') return `${state === 'declined' ? 'Declined' : 'Taken back'} on ${at}`;
  const from = holdsFrom === null || holdsFrom <= answeredAt ? '' : `, in office from ${sayDateTime(holdsFrom)}`;
  const to = endsAt === null ? '' : `, ended ${sayDateTime(endsAt)}`;
  return `Accepted and signed in Primum on ${at}, confirmed with ${confirmedBy}${from}${to}`;
}
