import { sayTime } from '../../../platform/london-time.ts';
import { counted } from '../../../words/counting.ts';
import type { UndoOffer } from '../undoing.ts';
import { logPath } from './addresses.ts';

interface UndoProps {
  readonly service: string;
  readonly log: number;
  readonly undo: UndoOffer | null;
  /** Whether it stands on the page of one hazard, and speaks of it alone. */
  readonly one?: boolean;
}

/** The way back from what somebody changed last: to a page that shows what would be undone. */
export function UndoLine({ service, log, undo, one = false }: UndoProps) {
  if (undo === null) return null;
  return (
    <p class="app-undo">
      {one ? 'You changed its words' : `Your last change: ${counted(undo.hazards, 'hazard')},`} at {sayTime(undo.at)}.{' '}
      <a href={`${logPath(service, log)}/undo?change=${undo.change}`}>Undo this change</a>
    </p>
  );
}
