import { anyCommand } from '../../platform/commands/command.ts';
import type { Demo } from '../../platform/feature.ts';
import { createService } from './commands.ts';

/** A service that does not exist, made by a supplier and used by a trust, neither of which exists. */
export const DEMO_SERVICE = {
  name: 'Willowbank Wound Care',
  reference: 'DEMO',
  summary:
    'A made-up service. People with a wound read advice on a public page, write to their community nurse and send photos. Quillfeather Digital makes it, Larkmoor Community Trust uses it. Neither exists.',
  intendedFunction:
    'Gives self-care advice for wounds. Carries messages and photos between a patient and the community nursing team. Sorts photos by urgency for a nurse, who decides.',
  intendedPopulation:
    'People of 16 and over on the caseload of a community nursing team, with a leg ulcer, pressure ulcer, surgical wound or diabetic foot ulcer. The public page is open to anyone.',
  intendedUser:
    'Patients, the carers whom they name, registered community nurses, tissue viability nurses and podiatrists.',
  intendedEnvironment:
    'At home or in a care home, on the person’s own phone or a shared tablet, often with a poor connection. In clinics and on visits, on the trust’s laptops and tablets.',
  notFor:
    'Emergencies. Burns, bites and wounds less than 24 hours old. People under 16. Making a diagnosis or choosing a treatment without a nurse. Monitoring of a person who may get worse within hours.',
  role: 'manufacturer',
  phase: 'live',
  components: [
    { name: 'Public page', purpose: 'Self-care advice, red flags and when to get help. Needs no account.' },
    { name: 'Messages', purpose: 'Written messages between a patient or carer and the nursing team.' },
    { name: 'Photo upload', purpose: 'Takes, labels and sends photos of a wound, also without a connection.' },
    {
      name: 'Photo triage',
      purpose: 'Sorts photos by the patient’s answers, so that a nurse sees the urgent ones first.',
    },
    { name: 'Reminders', purpose: 'Texts and notifications about dressing changes, photos and new messages.' },
    { name: 'Nurse workspace', purpose: 'Inbox, caseload, care plans and discharge, for the nursing team.' },
    {
      name: 'Record link',
      purpose: 'Finds the patient in the trust’s record, reads allergies, writes a coded summary.',
    },
    { name: 'Hosting', purpose: 'Servers, the image store of a third party, and the text message gateway.' },
  ],
  addresses: ['https://willowbank-wound-care.example', 'https://app.willowbank-wound-care.example'],
} as const;

export async function makeDemo({ execute }: Demo): Promise<void> {
  await execute(anyCommand(createService), DEMO_SERVICE);
}
