/** Taking hazard logs in: what the rest of the feature and its ground need of it. */
export { importHazardLog, diffWithLog, type ImportInput, type ShownDiff } from './command.ts';
export { CLASSES, isEmpty, type Class, type Diff, type DiffRow, type FieldChange } from './diff.ts';
export { importedLogSchema, type ImportedLog } from './shape.ts';
