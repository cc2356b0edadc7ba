/* What features whose subjects are talked about call, behind the door of this one. */
export { attachCommand, discussCommand } from './starting.ts';
export { answerDiscussion, resolveDiscussion } from './commands.ts';
