import { NotFound } from '../../platform/commands/problems.ts';
import type { Plan } from './domain.ts';

/** @throws NotFound where nobody has written a plan yet */
export function there(found: Plan | null): Plan {
  if (!found) throw new NotFound('Nobody has written a clinical risk management plan for this service yet.');
  return found;
}
