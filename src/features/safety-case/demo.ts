import { anyCommand } from '../../platform/commands/command.ts';
import type { Demo, DemoPerson } from '../../platform/feature.ts';
import { dateIn } from '../../platform/london-time.ts';
import { dayAfter } from '../../words/days.ts';
import { signing } from '../approvals/index.ts';
import { residualAcceptance } from './acceptance.ts';
import { beginReport, writeReportSection } from './commands.ts';
import type { SectionId } from './domain.ts';
import { recordRecipient } from './recipient-commands.ts';
import { caseReport } from './signing.ts';

const SERVICE = 'DEMO';

type Prose = Readonly<Partial<Record<SectionId, string>>>;

/** The report of the release that is in use: whole, approved, and with the trust. */
const IN_USE: Prose = {
  introduction:
    'This report says what Quillfeather Digital knows of the clinical safety of Willowbank Wound Care, release 1.3.2, as it is handed to Larkmoor Community Trust.\n\nThe service was in use with 140 people in two clinics before this release. What we learned there is in the hazard log: a photo is taken again more often than we thought, and in winter more often still.',
  analysis:
    'Hazards were looked for in three workshops, with two nurses, a person who lives with a leg ulcer, and her daughter, who takes the photos. We went through each step of a photo’s way from the phone to the nurse’s list.',
  evaluation:
    'The hardest to judge was the photo in the wrong record: it is rare, and when it happens nobody sees it. We rated its severity by the worst case that we know of elsewhere, and not by our own two years.',
  control:
    'The service may be used only where a nurse looks at the list by noon on each working day. It is for nobody who could get worse within hours.',
  statement:
    'I have worked with this team one day a week since January. In my judgement the risks that remain are known, have been brought down as far as is sensible now, and may be borne for what the service is for, as long as the constraints in “Clinical risk control” are kept.\n\nTwo things I watch: photos in the dark months, and shared tablets. If either shows up again in what nurses tell us, I want this report looked at that week.',
};

/** The report of the next release: begun, and nobody has stated anything yet. */
const NEXT: Prose = {
  introduction:
    'Release 1.4.0 reads the date of a photo from the photo itself. This report is for the test of its candidate.',
};

/** The reports of the demo service: one that was approved and handed over, and a draft for what comes next. */
export async function demoReports(demo: Demo): Promise<void> {
  const { signInDemo } = await signing();
  const { execute, somebody, ground } = demo;
  const today = dateIn(ground.now());
  const wren = await somebody('Wren Applewhite', ['clinical safety officer']);
  const posy = await somebody('Posy Thackray', ['product owner']);
  const barnaby = await somebody('Barnaby Quince', ['accountable executive']);
  const { report } = await begin(demo, wren, { phase: 'delivery', release: '1.3.2' }, IN_USE);
  const named = { service: SERVICE, report };
  await signInDemo(demo, wren, { signable: caseReport, named });
  await signInDemo(demo, barnaby, { signable: residualAcceptance, named });
  const handed = { ...named, received: 1, on: dayAfter(today, 0) };
  await execute(
    anyCommand(recordRecipient),
    { ...handed, receiver: 'Larkmoor Community Trust, clinical safety officer', how: 'By mail, with the hazard log' },
    posy,
  );
  await execute(
    anyCommand(recordRecipient),
    { ...handed, receiver: 'Larkmoor Community Trust, community nursing lead', how: 'On paper, at the safety group' },
    posy,
  );
  await begin(demo, posy, { phase: 'test', release: '1.4.0-rc.1' }, NEXT);
}

async function begin(
  { execute }: Demo,
  as: DemoPerson,
  about: { readonly phase: string; readonly release: string },
  prose: Prose,
) {
  const begun = await execute(
    anyCommand(beginReport),
    { service: SERVICE, sort: 'manufacturer', log: 1, ...about },
    as,
  );
  for (const [section, text] of Object.entries(prose))
    await execute(
      anyCommand(writeReportSection),
      { service: SERVICE, report: begun['report'], section, version: 0, text },
      as,
    );
  return begun;
}
