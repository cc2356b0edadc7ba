import type { Material, Report } from './domain.ts';
import { judge } from './domain/judge.ts';
import { understand, type Guidance } from './domain/understanding/understand.ts';
import { readMaterial, type InputFile } from './reading/read.ts';

export interface Checked {
  readonly material: Material;
  readonly report: Report;
}

/** Reads, understands and judges what a person handed over. @throws Problem in words for the person. */
export async function check(files: readonly InputFile[], guidance: Guidance): Promise<Checked> {
  const material = await readMaterial(files);
  return { material, report: checkMaterial(material, guidance) };
}

/** Understands and judges material that was read before, by what a person has said since. Pure. */
export function checkMaterial(material: Material, guidance: Guidance): Report {
  return judge(understand(material, guidance));
}
