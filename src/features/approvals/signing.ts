/* What features whose subjects are signed call, behind the door of this one. */
export { approvalKind } from './kinds.ts';
export { signCommand } from './commands.ts';
export { signaturesOnDesk } from './desk.ts';
export { shortLines } from './lines.ts';
export { signInDemo } from './demo.ts';
export { intendedUseWarning, intendedUseWhole } from './on-use.ts';
export { takeInCommand } from './outside-command.ts';
export { approvedAt } from './approved-at.ts';
export { standingQuery } from './standing-query.ts';
