/*
 * Words for organisations, services and hazards that do not exist. The lists have lengths without a common factor, so that
 * what is put together from them repeats late.
 */

const PLACES = [
  'Larkmoor',
  'Thistlewick',
  'Penbright',
  'Quillford',
  'Mossgate',
  'Harrowfen',
  'Duncastle',
  'Elderwick',
  'Fernhollow',
  'Gorsebridge',
  'Hazelmere Vale',
  'Inkbarrow',
  'Juniper Hill',
  'Kestrel Point',
  'Lindenfold',
  'Marlstone',
  'Nettlecombe',
  'Oakhaven',
  'Plumtree',
  'Rookhope',
  'Saltmarsh',
  'Tanglewood',
  'Umberleigh',
];

/** What a service is for, and how its reference begins. */
const CARE = [
  ['Wound Care', 'WOUND'],
  ['Repeat Prescriptions', 'PRESC'],
  ['Maternity Notes', 'MATER'],
  ['Triage Line', 'TRIAGE'],
  ['Outpatient Letters', 'LETTER'],
  ['Blood Results', 'BLOOD'],
  ['Imaging Requests', 'IMAGE'],
  ['Ward Observations', 'OBS'],
  ['Hospice at Home', 'HOSP'],
  ['School Vaccinations', 'VACC'],
  ['Memory Clinic', 'MEMORY'],
  ['Dialysis Diary', 'DIAL'],
  ['Falls Prevention', 'FALLS'],
  ['Asthma Plans', 'ASTHMA'],
  ['Discharge Summaries', 'DISCH'],
  ['Talking Therapies', 'TALK'],
  ['Pharmacy Orders', 'PHARM'],
] as const;

const PARTS = ['', ' North', ' South', ' East', ' West', ' for Children', ' for Carers', ' Pilot', ' Mobile'];

/** The service of a number: its name, and a reference that no other has. */
export function serviceOf(number: number): { readonly name: string; readonly reference: string } {
  const [care, code] = CARE[number % CARE.length]!;
  const place = PLACES[number % PLACES.length]!;
  return {
    name: `${place} ${care}${PARTS[number % PARTS.length]!}`,
    reference: `${code}-${String(number + 1).padStart(5, '0')}`,
  };
}

export const COMPONENTS = ['Messages', 'Record view', 'Alerts', 'Booking', 'Letters', 'Sign-in', 'Offline app'];

export const OWNERS = ['Ottoline Reed', 'Juniper Hale', 'Tobias Marsh', 'Wren Applewhite', 'Service desk'];

/** The parts of a hazard's texts. */
export const HAZARD = {
  what: [
    'An allergy warning',
    'A referral letter',
    'A discharge summary',
    'A blood result',
    'A dose reminder',
    'A triage answer',
    'A care plan',
    'A scan report',
    'A fluid chart',
    'A growth record',
    'A wound photo',
  ],
  fault: [
    'arrives after the decision that it was needed for',
    'is shown for the wrong patient',
    'is overwritten by an older version',
    'loses its unit',
    'appears twice and is acted on twice',
    'is hidden below the fold of the page',
    'is sent to a mailbox that nobody reads',
    'shows a value from before the last change',
    'is rounded to the next whole number',
  ],
  when: [
    'during the handover at night',
    'on bank holidays',
    'while the network is down',
    'after two records were merged',
    'after a software upgrade',
    'when two tabs are open',
    'after a bed transfer',
    'when the paper fallback is in use',
  ],
  effect: [
    'The clinician relies on what is no longer so, and nothing on the page says that it is not.',
    'The patient is told to wait, and nobody else learns of the symptom.',
    'Two people act on the same request, each in the belief of being the only one.',
    'The record says that something was done which nobody has done.',
    'The next step of the treatment is planned from another person’s values.',
  ],
  harm: [
    'Treatment is delayed until the condition has become worse.',
    'A dose is given that is too high for the patient’s kidneys.',
    'An allergic reaction that was known to be possible is not prevented.',
    'An investigation is repeated, with the exposure that comes with it.',
    'The patient falls, and is found late.',
    'A deterioration is seen hours after it could have been.',
    'Distress, and a loss of trust that keeps the patient from asking again.',
  ],
  cause: [
    'A message waits in a queue that nobody watches',
    'Two records are open in one browser',
    'The interface drops an optional field',
    'A code has no match in the local list',
    'The clock of one server is wrong',
    'The page was kept by the browser',
    'A user picks the first of two patients with one name',
    'The unit is not part of the value',
    'The certificate of a partner system runs out',
    'The batch of the night stops half way, and is not run again',
    'The label of the button says something else than what it does',
  ],
  control: [
    'The screen shows when its values were last fetched, and refuses to save from a view older than ten minutes',
    'An alarm goes to the service desk when the queue is longer than fifty messages',
    'Each release is tested with made-up patients who share a name and a date of birth',
    'The name, the number and the date of birth stand at the head of each page and of each print',
    'Staff are shown in their first week how a stale page looks and what to do',
    'A code without a match is shown as text, in a box of its own, and reported each night',
    'The unit is stored with the value and cannot be left out',
    'A second clinician confirms a change of the record before it counts',
    'The wristband is scanned again before anything is saved',
    'Certificates are renewed thirty days ahead, and their end is watched',
    'The batch reports its end, and its absence is an alarm',
    'Usability tests with ten nurses, repeated for each change of the page',
    'The leaflet says when messages are read, and whom to call at other times',
  ],
} as const;
