import type { Parts, RunOutcome, RunSort } from '../domain.ts';

/*
 * What the team of the made-up service has written down: most of it works, two things were not done in time, one was never run,
 * and some nobody has begun. Nobody and nothing in it exists.
 */

/** Somebody of the demo. */
export type DemoRole = 'wren' | 'juniper' | 'ottoline' | 'posy' | 'barnaby';

export interface DemoRun {
  /** How many days ago. */
  readonly ago: number;
  readonly as: DemoRole;
  readonly by: string;
  readonly found: string;
  readonly sort?: RunSort;
  readonly outcome?: RunOutcome;
  readonly link?: string;
  readonly action?: { readonly title: string; readonly owner: DemoRole; readonly days: number };
}

export interface DemoProcess {
  /** Of the list; null for one of the team's own. */
  readonly id: string | null;
  readonly title?: string;
  readonly owner: DemoRole;
  readonly every?: number;
  readonly link?: string;
  readonly parts: Parts;
  readonly approved: boolean;
  readonly runs: readonly DemoRun[];
}

/** Recorded with the wrong product, and withdrawn: incident trends were not evaluated since. */
export const MISTAKEN_RUN: DemoRun = {
  ago: 34,
  as: 'wren',
  by: 'Ottoline Reed',
  found: '4 reports, none of them more frequent than its rating says.',
};

export const DEMO_PROCESSES: readonly DemoProcess[] = [
  {
    id: 'clinical-risk-management',
    owner: 'wren',
    link: 'https://willowbank-wound-care.example/safety/how-we-work',
    parts: {
      what: 'Before work on a feature begins, the team asks what could go wrong for a patient. Hazards go into the log with causes and harms and are rated with the NHS 5 by 5 matrix. Every control names the test or the person that shows it. Nothing goes live while a hazard is rated 4 or 5.',
      who: 'Wren Applewhite sees to it that this is followed. Ottoline Reed keeps the log. Juniper Hale looks at every rating as a second nurse.',
      starts: 'A new feature, a word of harm or near harm, a new supplier, a change of the intended use.',
      comes: 'A hazard log that is approved before each release, and a short report of what changed.',
    },
    approved: true,
    runs: [
      {
        ago: 31,
        as: 'wren',
        by: 'Wren Applewhite, Ottoline Reed',
        found:
          'All hazards of release 1.3.0 were rated before it went out. Two controls had no test named; both have one now.',
      },
    ],
  },
  {
    id: 'governance',
    owner: 'wren',
    parts: {
      what: 'The safety group of Quillfeather Digital meets on the first Tuesday of each month. It looks at new hazards, at incidents of the month and at what has lapsed. It may stop a release. What it cannot agree on goes to Barnaby Quince on the same day.',
      who: 'Wren Applewhite leads it. It decides nothing without a clinician, somebody of the developers and somebody of Larkmoor Community Trust.',
      starts: 'The first Tuesday of a month; anybody in it may call it at other times.',
      comes: 'Minutes with decisions and actions, in the folder of the group.',
    },
    approved: true,
    runs: [
      {
        ago: 24,
        as: 'wren',
        by: 'Wren Applewhite, Juniper Hale, Posy Thackray, Ottoline Reed',
        found: 'Ten hazards looked at. The group wants to see unread messages each month from now on.',
        link: 'https://willowbank-wound-care.example/safety/minutes/11',
      },
    ],
  },
  {
    id: 'competence',
    owner: 'posy',
    parts: {
      what: 'Each task in safety work has its course and its practice: rating needs the clinical risk course and three workshops; testing of controls needs an introduction by Ottoline. Posy compares people and tasks once a year.',
      who: 'Posy Thackray keeps the records. Wren Applewhite says that somebody may rate alone.',
      starts: 'Somebody joins, leaves or takes on a task; and every January.',
      comes: 'A record of each person in Primum, and a plan for each gap.',
    },
    approved: true,
    runs: [
      {
        ago: 118,
        as: 'posy',
        by: 'Posy Thackray, Wren Applewhite',
        found:
          'Six people, four tasks. Everybody who rates has the course. The course of Wren runs out within the year.',
      },
    ],
  },
  {
    id: 'internal-audit',
    owner: 'barnaby',
    parts: {
      what: 'Once a year a safety engineer of another product takes five hazards and two releases and looks whether what stands here was done.',
      who: 'Imogen Sedge audits. She works on another product and reports to nobody in this team. Barnaby Quince answers for what she finds.',
      starts: 'Every spring, and after an incident in which somebody came to harm.',
      comes: 'A report of two pages and one action for each finding.',
    },
    approved: true,
    runs: [
      {
        ago: 203,
        as: 'barnaby',
        by: 'Imogen Sedge',
        found:
          'Five hazards and releases 1.1.0 and 1.2.0 looked at. One approval was given a day after the release. Put right since: a release waits for it.',
      },
    ],
  },
  {
    id: 'supplier-audit',
    owner: 'posy',
    parts: {
      what: 'Once a year Posy and Wren go through the image store and the text message gateway: their safety papers, what they did after outages, and whether the agreed times were kept.',
      who: 'Posy Thackray asks and keeps the papers, Wren Applewhite reads them. At the suppliers, their account managers answer.',
      starts: 'Every autumn; a new contract; an outage that a patient noticed.',
      comes: 'One page for each supplier, hazards where something is not as agreed.',
    },
    approved: true,
    // Lapsed: the year is over, and so are the two weeks after it.
    runs: [
      {
        ago: 391,
        as: 'posy',
        by: 'Posy Thackray, Wren Applewhite',
        found: 'The image store is as agreed. The gateway had one outage of which it told nobody; it now writes to us.',
      },
    ],
  },
  {
    id: 'process-review',
    owner: 'barnaby',
    parts: {
      what: 'Each summer the whole way of working is held against audits, incidents, what changed in the standards and what the team found too slow. What has to change is changed within a month.',
      who: 'Barnaby Quince leads it, with Wren Applewhite, Posy Thackray and somebody of Larkmoor Community Trust. Wren approves what changes.',
      starts: 'Every July, and when a standard changes.',
      comes: 'Minutes, and new versions of the processes that changed.',
    },
    approved: true,
    runs: [
      {
        ago: 152,
        as: 'barnaby',
        by: 'Barnaby Quince, Wren Applewhite, Posy Thackray',
        found: 'The process fits. Rehearsals of incidents were added; the form for changes became shorter.',
      },
    ],
  },
  {
    id: 'third-party-products',
    owner: 'ottoline',
    parts: {
      what: 'The build writes a list of all libraries and services of a release. Ottoline looks at what is new on it: what happens to a patient when it fails, is slow, or gives something wrong.',
      who: 'Ottoline Reed keeps the list; Juniper Hale judges what a failure would mean on a ward round.',
      starts: 'Each release; a product of which its maker no longer takes care.',
      comes: 'The list of the release with a line on each new product, and hazards in the log.',
    },
    approved: true,
    runs: [
      {
        ago: 40,
        as: 'ottoline',
        by: 'Ottoline Reed, Juniper Hale',
        found: 'Release 1.3.0: 4 new libraries, none of them between a photo and the nurse. No new hazard.',
      },
    ],
  },
  {
    id: 'change-control',
    owner: 'posy',
    parts: {
      what: 'Every change carries one of three words before it is merged: none, low, or changes the risk. With the last one it waits for the hazard log. An urgent change may go out with the word of Wren or Juniper by phone, and is looked at within two days.',
      who: 'The developer proposes the word, Ottoline Reed confirms it, Posy Thackray lets it go out.',
      starts: 'Any change of code, words, settings or suppliers.',
      comes: 'The list of releases with their words, kept by the pipeline.',
    },
    approved: true,
    runs: [
      {
        ago: 17,
        as: 'ottoline',
        by: 'Ottoline Reed, Posy Thackray',
        found:
          '20 changes of the last quarter looked at. All had a word; one “low” should have been “changes the risk”. It was looked at anew on the same day.',
      },
    ],
  },
  {
    id: 'content-review',
    owner: 'juniper',
    parts: {
      what: 'Advice on the public page, texts of reminders and answers of the photo questions are read by a tissue viability nurse against NICE and local guidance before they go out. She looks at numbers, at what must not be left out, and at dark and light skin.',
      who: 'Juniper Hale or another registered nurse with wound care training; never whoever wrote it.',
      starts: 'New or changed words; new guidance; a question that patients keep asking.',
      comes: 'An approval of each page with the guidance and its date.',
    },
    approved: true,
    runs: [
      {
        ago: 62,
        as: 'juniper',
        by: 'Juniper Hale',
        found: '14 pages read. On two the sign of infection on dark skin was missing; added and approved.',
      },
    ],
  },
  {
    id: 'content-evaluation',
    owner: 'juniper',
    parts: {
      what: 'Once a year all 31 pages and messages are gone through: guidance that is newer, what patients searched for and did not find, what nurses had to explain again.',
      who: 'Juniper Hale with Clementine Rusk, who speaks for patients, and Posy Thackray.',
      starts: 'Every March, and when NICE changes a guideline on wounds.',
      comes: 'A list of changes with who makes them, and the date of the next look on each page.',
    },
    approved: true,
    runs: [
      {
        ago: 245,
        as: 'juniper',
        by: 'Juniper Hale, Clementine Rusk, Posy Thackray',
        found: 'Three pages joined into one, one taken away. “When to call 111” moved to the top of each page.',
      },
    ],
  },
  {
    id: 'control-evaluation',
    owner: 'ottoline',
    parts: {
      what: 'Twice a year Ottoline takes ten controls from the log and looks at real use: figures of refused photos, visits with two nurses, five calls to patients.',
      who: 'Ottoline Reed; Juniper Hale for what nurses should know by heart.',
      starts: 'Spring and autumn; an incident in which a control failed.',
      comes: 'Evidence on each of the ten controls, and ratings that change.',
    },
    approved: true,
    runs: [
      {
        ago: 75,
        as: 'ottoline',
        by: 'Ottoline Reed, Juniper Hale',
        found:
          'Nine of ten work as the log says. The reminder to check the name is clicked away by half of the nurses.',
        outcome: 'something to put right',
        action: { title: 'Put the patient’s photo beside the name in place of the reminder', owner: 'posy', days: 20 },
      },
    ],
  },
  {
    id: 'incident-trends',
    owner: 'wren',
    parts: {
      what: 'Each quarter the help desk, complaints, incident reports and unread messages are counted by hazard and held against the likelihood in the log. Three of one sort within a month are looked at at once.',
      who: 'Ottoline Reed brings the counts, Wren Applewhite and Juniper Hale judge them.',
      starts: 'The end of a quarter; three of one sort.',
      comes: 'A page of figures for the safety group, and ratings that are looked at anew.',
    },
    approved: true,
    runs: [
      {
        // Overdue: a quarter and two weeks are over.
        ago: 130,
        as: 'wren',
        by: 'Wren Applewhite, Ottoline Reed',
        found: '11 reports, 9 of them on blurred photos. None is more frequent than its rating says.',
      },
    ],
  },
  {
    id: 'standards-alignment',
    owner: 'wren',
    parts: {
      what: 'Twice a year Wren looks which standards have a new edition, and walks through point 16 and DCB0129 with Posy. Whatever is not met gets an action or a reason.',
      who: 'Wren Applewhite watches the pages of NHS England; Posy Thackray keeps the actions.',
      starts: 'May and November; a new edition; a change of what the service does.',
      comes: 'The assessments in Primum.',
    },
    approved: true,
    runs: [
      {
        ago: 160,
        as: 'wren',
        by: 'Wren Applewhite, Posy Thackray',
        found: 'No new edition. The review of DCB0129 and DCB0160 is under way and has no outcome yet.',
      },
    ],
  },
  {
    id: 'harm-reporting',
    owner: 'wren',
    parts: {
      what: 'Whoever hears of harm rings Wren. She reports to Larkmoor Community Trust within the hour and with it decides who else has to know. The patient is told by the nurse who knows them, in person where that can be.',
      who: 'Wren Applewhite; Juniper Hale when she is away; Barnaby Quince at night and at weekends.',
      starts: 'A word of harm or near harm from anybody.',
      comes: 'The reports with their times in the incident folder, checked by a second person.',
    },
    approved: true,
    runs: [
      {
        ago: 96,
        as: 'wren',
        by: 'Wren Applewhite, Barnaby Quince',
        sort: 'rehearsal',
        found:
          'A made-up allergy that was not shown, on a Saturday. The trust was reached after 40 minutes; the report was sent after 95.',
      },
    ],
  },
  {
    id: 'live-incidents',
    owner: 'ottoline',
    parts: {
      what: 'A call or a message to the incident line wakes whoever is on duty. They judge with a nurse within 30 minutes, and may switch off photo upload, reminders or all of it. Then it is held against the hazard log, and whoever called hears what became of it.',
      who: 'The developer on duty, and the nurse on duty of the trust. Both may stop the service and ask nobody.',
      starts: 'The incident line, an alert of the monitoring, a call of a supplier.',
      comes: 'An entry in the incident log with its times, and a look at the hazards within five days.',
    },
    approved: true,
    runs: [
      {
        ago: 61,
        as: 'ottoline',
        by: 'Ottoline Reed, Fennel Ashdown',
        sort: 'rehearsal',
        found:
          'Made-up: reminders to the wrong people, on a Sunday. The nurse on duty was not on the list of that weekend; it took 70 minutes to reach one.',
        outcome: 'something to put right',
        action: {
          title: 'Keep the list of nurses on duty where the trust keeps it, and not a copy',
          owner: 'ottoline',
          days: 9,
        },
      },
      {
        ago: 33,
        as: 'ottoline',
        by: 'Ottoline Reed, Fennel Ashdown, a nurse on duty',
        found:
          'Photos of one clinic did not arrive for two hours. Upload was switched off after 25 minutes. Both clinics were told.',
      },
    ],
  },
  {
    id: 'safeguarding',
    owner: 'juniper',
    parts: {
      what: 'Messages are read by a nurse on every working day. A sign that somebody is not safe goes to the safeguarding lead of the trust by phone within the hour. Nobody answers it in the service, and no reminder is sent until she says so.',
      who: 'Juniper Hale here; the safeguarding lead of Larkmoor Community Trust, and her deputy.',
      starts: 'What somebody wrote, a photo, a phone that answers for somebody else.',
      comes: 'A record at the trust that few can open; here, that it was passed on.',
    },
    approved: true,
    runs: [
      {
        ago: 88,
        as: 'juniper',
        by: 'Juniper Hale and the nurses of one clinic',
        sort: 'rehearsal',
        found:
          'A made-up message was found after two hours and passed on after ten minutes more. Nobody answered it in the service.',
      },
    ],
  },
  {
    id: 'reporting-concerns',
    owner: 'posy',
    parts: {
      what: 'Each page has “Tell us that something is not right”. It asks for no name. Posy reads it on every working day and answers within three. Concerns about the team go to Barnaby, whose address stands beside it.',
      who: 'Posy Thackray reads; Percival Lark when she is away; Barnaby Quince for what is about the team.',
      starts: 'A word of a patient, a carer, a nurse or anybody else.',
      comes: 'An answer, and a hazard or an incident where it is one.',
    },
    approved: true,
    runs: [
      {
        ago: 51,
        as: 'posy',
        by: 'Posy Thackray',
        found:
          'A carer asked why photos vanish from the phone. Answered on the next day; the words on the page are clearer now.',
      },
    ],
  },
  {
    id: 'data-quality',
    owner: 'ottoline',
    parts: {
      what: 'Each night the build compares names, dates of birth and allergies with the record of the trust, and counts photos without a time. What differs is put right in the record, never here.',
      who: 'Ottoline Reed looks at the figures each month; the records team of the trust corrects.',
      starts: 'The month; an alert when more than five differ on one day.',
      comes: 'Figures of each month, and a hazard where a wrong value could have harmed.',
    },
    approved: true,
    runs: [
      {
        ago: 20,
        as: 'ottoline',
        by: 'Ottoline Reed',
        found: '7 of 2,140 patients differed, all in the address. No allergy differed.',
      },
    ],
  },
  {
    id: 'information-needs',
    owner: 'posy',
    parts: {
      what: 'At the first visit the nurse asks how somebody needs to get information, and records it in the trust’s record. The service reads it, and sends large print, calls or an interpreter’s number in place of a text where that was asked for.',
      who: 'Posy Thackray answers for it; the nurses ask; Percival Lark looks at cases.',
      starts: 'A first visit, a change that somebody tells us, every year.',
      comes: 'Needs in the record, and cases that were looked at.',
    },
    approved: true,
    // Written, approved, and never run.
    runs: [],
  },
  {
    id: null,
    title: 'Monthly look at messages that nobody opened',
    owner: 'juniper',
    every: 30,
    parts: {
      what: 'Juniper lists all messages that were not opened within two days, and finds out why, patient by patient.',
      who: 'Juniper Hale, with the nurse of each clinic.',
      starts: 'The first week of a month.',
      comes: 'A number for the safety group, and a call to each patient who waited.',
    },
    approved: false,
    runs: [
      {
        ago: 12,
        as: 'juniper',
        by: 'Juniper Hale, four nurses',
        found: '6 messages of 1,920. All six patients were called; none had come to harm.',
      },
    ],
  },
];
