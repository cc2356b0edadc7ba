/* What features whose subjects are signed call, behind the door of this one. */
export { approvalKind } from './kinds.ts';
export { signCommand } from './commands.ts';
export { signaturesOnDesk } from './desk.ts';
export { approvedAt } from './facts.ts';
export { shortLines } from './lines.ts';
export { signInDemo } from './demo.ts';
export { intendedUseSince, intendedUseWarning, intendedUseWhole } from './on-use.ts';
export { takeInCommand } from './outside-command.ts';
export { latestVersions } from './latest-versions.ts';
export { standingQuery } from './standing-query.ts';
export { driftOfWords } from './drift-store.ts';
export { signedArtefacts } from './filing.ts';
