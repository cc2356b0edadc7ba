import { anyCommand } from '../../../platform/commands/command.ts';
import { digestOf, type Json } from '../../../platform/canonical.ts';
import type { Demo } from '../../../platform/feature.ts';
import { NHS_SCHEME } from '../../schemes/index.ts';
import { importHazardLog, type ImportedLog } from '../import/index.ts';
import { DEMO_HAZARDS, type DemoControl, type DemoHazard } from './wound-care.ts';

/** The demo's hazards come in as any log does: through the command that imports one. */
export async function demoHazards({ execute }: Demo): Promise<void> {
  await execute(anyCommand(importHazardLog), { service: 'DEMO', title: 'Wound care hazard log', log: demoLog() });
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
