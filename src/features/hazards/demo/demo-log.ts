import { anyCommand } from '../../../platform/commands/command.ts';
import { digestOf, type Json } from '../../../platform/canonical.ts';
import type { Demo, DemoPerson } from '../../../platform/feature.ts';
import { signing } from '../../approvals/index.ts';
import { demoDecisions } from '../../decisions/index.ts';
import { NHS_SCHEME } from '../../schemes/index.ts';
import { confirmResidual, transferHazard } from '../commands.ts';
import { controlReference, hazardReference } from '../domain.ts';
import { editControl, editHazard } from '../edit-commands.ts';
import { saveFilter } from '../filter-commands.ts';
import { importHazardLog, type ImportedLog } from '../import/index.ts';
import { hazardLog } from '../signing.ts';
import { demoAction, placeDemoControls } from './demo-acts.ts';
import { demoDiscussion } from './demo-discussion.ts';
import { acceptRisk, rateHazard } from '../rate-commands.ts';
import { firstConfirmed, firstOf } from './demo-store.ts';
import { demoEvidence, demoNight } from './demo-evidence.ts';
import { DEMO_HAZARDS, type DemoControl, type DemoHazard } from './wound-care.ts';

/** The demo's hazards come in as any log does: through the command that imports one. */
export async function takeInDemoLog({ execute }: Pick<Demo, 'execute'>): Promise<void> {
  await execute(anyCommand(importHazardLog), { service: 'DEMO', title: 'Wound care hazard log', log: demoLog() });
}

/**
 * Most ratings are confirmed, a few are given, one risk is accepted and one hazard handed over; the log's first version is
 * signed, and then the work goes on: a spelling is mended, a control is changed, people talk about it, and
 * one night a test fails.
 */
export async function demoHazards(demo: Demo): Promise<void> {
  const { somebody } = demo;
  await takeInDemoLog(demo);
  await placeDemoControls(demo, await somebody('Ottoline Reed', ['safety engineer']));
  const { signInDemo } = await signing();
  const wren = await somebody('Wren Applewhite', ['clinical safety officer']);
  const juniper = await somebody('Juniper Hale', ['deputy clinical safety officer', 'clinical reviewer']);
  await demo.execute(anyCommand(confirmResidual), { service: 'DEMO', hazards: confirmed() }, juniper);
  const ottoline = await somebody('Ottoline Reed', ['safety engineer']);
  await demoEvidence(demo, ottoline);
  await judged(demo, { wren, juniper, ottoline });
  await signInDemo(demo, wren, { signable: hazardLog, named: { service: 'DEMO', log: 1 } });
  const photos = { service: 'DEMO', name: 'Photos, stale first', words: 'component=Photo+upload&sort=freshness' };
  await demo.execute(anyCommand(saveFilter), photos, wren);
  await changedSince(demo, ottoline);
  await demoDiscussion(demo);
  await demoAction(demo, await somebody('Posy Thackray', ['product owner']));
  await demoNight(demo, ottoline);
  await demoDecisions(demo, { photo: named('blurred'), inbox: named('weekend') });
}

/** The hazards of the demo whose name holds a word. */
function named(word: string): string[] {
  return DEMO_HAZARDS.flatMap(({ name }, index) =>
    name.toLowerCase().includes(word) ? [hazardReference(index + 1)] : [],
  );
}

/** What the officer has still to think about: the residual ratings that are undesirable, and one whose control was withdrawn. */
const UNDESIRABLE = ['Major, Low', 'Catastrophic, Very low'];

function confirmed(): string[] {
  return DEMO_HAZARDS.flatMap(({ residual, controls }, index) => {
    if (residual === null || controls.some(({ state }) => state === 'withdrawn')) return [];
    return UNDESIRABLE.includes(`${residual.severity}, ${residual.likelihood}`) ? [] : [hazardReference(index + 1)];
  });
}

const HANDED_OVER = 'Reminders go on although the dressings were never delivered';

/** What people judged here, each of one hazard that they had seen once the ratings were confirmed. */
async function judged(
  { execute, organisation, ground }: Demo,
  { wren, juniper, ottoline }: Readonly<Record<'wren' | 'juniper' | 'ottoline', DemoPerson>>,
): Promise<void> {
  const [version, handedOver] = await ground.database.read(organisation, (tx) =>
    Promise.all([firstConfirmed(tx), firstOf(tx, 'hazard', HANDED_OVER)]),
  );
  const hazard = (name: string) => hazardReference(DEMO_HAZARDS.findIndex((one) => one.name.startsWith(name)) + 1);
  const of = (name: string) => ({ service: 'DEMO', hazard: hazard(name), version });
  await execute(
    anyCommand(rateHazard),
    {
      ...of('A new foot ulcer in diabetes'),
      phase: 'target',
      harmClass: 'death',
      patients: 'single',
      likelihood: 'Very low',
      justification:
        'Once the question about diabetes is built and the list goes to podiatry by noon. Per person with a new wound on the foot, over a year.',
    },
    ottoline,
  );
  const dark = 'A photo is too dark';
  await execute(
    anyCommand(rateHazard),
    {
      ...of(dark),
      phase: 'residual',
      harmClass: 'recovers',
      patients: 'multiple',
      likelihood: 'High',
      justification:
        'Worse than we thought in January: in the dark months 1 photo in 5 still had to be taken again. Per photo, over a winter.',
      reliesOn: await namesOf(
        ground,
        organisation,
        DEMO_HAZARDS.find(({ name }) => name.startsWith(dark))!,
        'manufacturer',
      ),
    },
    wren,
  );
  const wrongRecord = 'A wound photo is attached';
  await execute(
    anyCommand(rateHazard),
    {
      ...of(wrongRecord),
      phase: 'residual',
      harmClass: 'death',
      patients: 'single',
      likelihood: 'Very low',
      justification:
        'The name beside the camera, the second question and the offline photo’s own number. None of 300 photos since was misplaced.',
      // Not on the one that nothing has shown yet: until a test fails, this rating counts.
      reliesOn: await namesOf(
        ground,
        organisation,
        DEMO_HAZARDS.find(({ name }) => name.startsWith(wrongRecord))!,
        'manufacturer',
        ({ evidence }) => evidence !== null,
      ),
    },
    wren,
  );
  const translated = 'Automatic translation turns';
  await execute(
    anyCommand(rateHazard),
    {
      ...of(translated),
      phase: 'deployer',
      harmClass: 'severe',
      patients: 'single',
      likelihood: 'Very low',
      justification:
        'With an interpreter booked for each clinical message. Per message to a person who reads little English.',
      reliesOn: await namesOf(
        ground,
        organisation,
        DEMO_HAZARDS.find(({ name }) => name.startsWith(translated))!,
        'deployer',
      ),
    },
    juniper,
  );
  await execute(
    anyCommand(acceptRisk),
    {
      ...of('Bleeding advice is too slow'),
      because: 'impractical',
      reason:
        'Asking every reader for their medicines before the first sentence would make the advice slower for all. We looked at it with two pharmacists.',
    },
    wren,
  );
  await execute(
    anyCommand(transferHazard),
    {
      service: 'DEMO',
      hazard: hazardReference(handedOver.number),
      version: handedOver.version,
      receiver: 'Larkmoor Community Trust',
      reason:
        'Deliveries are the trust’s. Told in writing on taking the service over, and answered by its clinical safety officer.',
    },
    juniper,
  );
}

/** The controls of a hazard that are for this party, by their references. */
async function namesOf(
  ground: Demo['ground'],
  organisation: string,
  { controls }: DemoHazard,
  party: DemoControl['party'],
  such: (one: DemoControl) => boolean = () => true,
): Promise<string[]> {
  const texts = controls
    .filter((one) => one.party === party && one.state !== 'withdrawn' && such(one))
    .map(({ text }) => text);
  const found = await ground.database.read(organisation, (tx) =>
    Promise.all(texts.map((text) => firstOf(tx, 'control', text))),
  );
  return found.map(({ number }) => controlReference(number));
}

const SHARED_TABLET = 'On a shared tablet the date of birth is asked again before the photo is saved';
const SPELLING = ['beleives', 'believes'] as const;

async function changedSince({ execute, organisation, ground }: Demo, as: DemoPerson): Promise<void> {
  const misspelt = DEMO_HAZARDS.find(({ description }) => description.includes(SPELLING[0]))!;
  const [hazard, control] = await ground.database.read(organisation, (tx) =>
    Promise.all([firstOf(tx, 'hazard', misspelt.name), firstOf(tx, 'control', SHARED_TABLET)]),
  );
  await execute(
    anyCommand(editHazard),
    {
      service: 'DEMO',
      hazard: hazardReference(hazard.number),
      version: hazard.version,
      description: misspelt.description.replace(...SPELLING),
      wordingOnly: true,
      wordingReason: 'A typing error. Nothing else is different.',
    },
    as,
  );
  await execute(
    anyCommand(editControl),
    {
      service: 'DEMO',
      control: controlReference(control.number),
      version: control.version,
      text: 'On a shared tablet the date of birth is asked once, when the visit is opened',
    },
    as,
  );
}

/** The demo as an imported log. Its ratings are given "as stated in the demo". */
export function demoLog(): ImportedLog {
  const sha256 = digestOf(DEMO_HAZARDS as unknown as Json).toString('hex');
  return {
    format: 'primum-hazard-log',
    version: 1,
    sources: [{ file: 'the demo', sha256, kind: 'demo' }],
    scheme: NHS_SCHEME,
    hazards: DEMO_HAZARDS.map(importedHazard),
  };
}

function importedHazard(hazard: DemoHazard): ImportedLog['hazards'][number] {
  const { name, description, component, where, vulnerable = [], effects, harm, causes, initial, residual } = hazard;
  const { status, owner, notes } = hazard;
  return {
    name,
    description,
    component,
    arisesIn: where,
    vulnerable: [...vulnerable],
    effects: [...effects],
    harms: [harm],
    causes: causes.map((text) => ({ text })),
    controls: hazard.controls.map(importedControl),
    initial: { severity: initial.severity, likelihood: initial.likelihood },
    ...(residual ? { residual: { severity: residual.severity, likelihood: residual.likelihood } } : {}),
    justification: { initial: initial.justification, residual: residual?.justification ?? null },
    // It is handed over here, with its control, and not by the file.
    standing: name === HANDED_OVER ? 'open' : status,
    owner,
    receiver: name === HANDED_OVER ? null : hazard.transferredTo,
    notes,
  };
}

/** What was seen of each control that is in place (DCB0129 6.1.2). */
const LOOKED_AT = { found: 'none', note: 'Looked at in the safety group, before it was put in place.' } as const;

function importedControl({ text, kind, type, party, owner, state, evidence }: DemoControl) {
  return {
    text,
    kind,
    type,
    party,
    owner,
    state,
    evidence,
    transferred: party === 'deployer',
    // Of what is only proposed, nobody has looked yet.
    ...(state === 'in place' && { newHazards: LOOKED_AT }),
  };
}
