import { line } from '../../platform/commands/fields.ts';
import { asReference } from '../services/index.ts';

export const serviceField = line(20, 'Name the service by its reference, such as DEMO.').overwrite(asReference);
export const standardField = line(60, 'Name the standard, such as point-16.');
