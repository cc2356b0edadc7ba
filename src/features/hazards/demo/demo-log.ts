import { anyCommand } from '../../../platform/commands/command.ts';
import { digestOf, type Json } from '../../../platform/canonical.ts';
import type { Demo, DemoPerson } from '../../../platform/feature.ts';
import { signing } from '../../approvals/index.ts';
import { demoDecisions } from '../../decisions/index.ts';
import { NHS_SCHEME } from '../../schemes/index.ts';
import { confirmResidual } from '../commands.ts';
import { controlReference, hazardReference } from '../domain.ts';
import { editControl, editHazard } from '../edit-commands.ts';
import { importHazardLog, type ImportedLog } from '../import/index.ts';
import { hazardLog } from '../signing.ts';
import { firstOf } from './demo-store.ts';
import { DEMO_HAZARDS, type DemoControl, type DemoHazard } from './wound-care.ts';

/** The demo's hazards come in as any log does: through the command that imports one. */
export async function takeInDemoLog({ execute }: Pick<Demo, 'execute'>): Promise<void> {
  await execute(anyCommand(importHazardLog), { service: 'DEMO', title: 'Wound care hazard log', log: demoLog() });
}

/**
 * Most ratings are confirmed and the log's first version is signed, and then the work goes on: a spelling is mended, and a
 * control is changed.
 */
export async function demoHazards(demo: Demo): Promise<void> {
  const { somebody } = demo;
  await takeInDemoLog(demo);
  const { signInDemo } = await signing();
  const wren = await somebody('Wren Applewhite', ['clinical safety officer']);
  const juniper = await somebody('Juniper Hale', ['deputy clinical safety officer', 'clinical reviewer']);
  await demo.execute(anyCommand(confirmResidual), { service: 'DEMO', hazards: confirmed() }, juniper);
  await signInDemo(demo, wren, { signable: hazardLog, named: { service: 'DEMO', log: 1 } });
  await changedSince(demo, await somebody('Ottoline Reed', ['safety engineer']));
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
  const { name, description, component, where, effects, harm, causes, initial, residual, status, owner, notes } =
    hazard;
  return {
    name,
    description,
    component,
    arisesIn: where,
    effects: [...effects],
    harms: [harm],
    causes: causes.map((text) => ({ text })),
    controls: hazard.controls.map(importedControl),
    initial: { severity: initial.severity, likelihood: initial.likelihood },
    ...(residual ? { residual: { severity: residual.severity, likelihood: residual.likelihood } } : {}),
    justification: { initial: initial.justification, residual: residual?.justification ?? null },
    standing: status,
    owner,
    receiver: hazard.transferredTo,
    notes,
  };
}

function importedControl({ text, kind, type, party, owner, state, evidence }: DemoControl) {
  return { text, kind, type, party, owner, state, evidence, transferred: party === 'deployer' };
}
