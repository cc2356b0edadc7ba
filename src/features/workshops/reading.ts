import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import { actionsFrom, type Action } from '../actions/index.ts';
import { asReference, findService, type Service } from '../services/index.ts';
import { workshopNumber, type MinutesVersion } from './domain.ts';
import type { MinutesOf } from './minutes.ts';
import { minutesOf, roomOf, type StoredRoom } from './room-store.ts';
import { latestOf, workshopByNumber, type StoredWorkshop } from './store.ts';

/** Everything about a workshop, as it stands now. */
export interface WholeWorkshop {
  readonly service: Service;
  readonly workshop: StoredWorkshop;
  readonly room: StoredRoom;
  readonly actions: readonly Action[];
  readonly minutes: readonly MinutesVersion[];
  /** The last entry of the ledger that changed anything of it. */
  readonly latest: number;
}

type Params = Readonly<Record<string, string>>;

/** The workshop of an address. @throws NotFound */
export async function wholeWorkshop(tx: ReadTx, params: Params, now: Date): Promise<WholeWorkshop> {
  const { service, workshop } = await workshopOf(tx, params);
  const [room, actions, minutes, latest] = await Promise.all([
    roomOf(tx, workshop.id, { seq: null, now }),
    actionsFrom(tx, 'workshop', [workshop.id]),
    minutesOf(tx, workshop.id),
    latestOf(tx, workshop.id),
  ]);
  return { service, workshop, room, actions, minutes, latest };
}

/** The workshop of an address alone. @throws NotFound */
export async function workshopOf(tx: ReadTx, params: Params) {
  const service = await findService(tx, asReference(params['service'] ?? ''));
  const number = workshopNumber(params['workshop'] ?? '');
  const workshop = number === null ? null : await workshopByNumber(tx, service.id, number);
  if (!workshop) throw new NotFound('There is no such workshop in this service.');
  return { service, workshop };
}

/** A version of the minutes, as everything stood when it was closed. @throws NotFound */
export async function minutesAt(
  tx: ReadTx,
  params: Params,
  now: Date,
): Promise<Omit<MinutesOf, 'organisation'> & { readonly versions: readonly MinutesVersion[] }> {
  const { service, workshop } = await workshopOf(tx, params);
  const versions = await minutesOf(tx, workshop.id);
  const version = versions.find((one) => String(one.version) === params['version']);
  if (!version) throw new NotFound('There is no such version of the minutes.');
  const moment: Moment = { seq: version.seq, now };
  const [then, room, actions] = await Promise.all([
    workshopByNumber(tx, service.id, workshop.number, moment),
    roomOf(tx, workshop.id, moment),
    actionsFrom(tx, 'workshop', [workshop.id], moment),
  ]);
  return { service, workshop: then!, room, actions, version, because: version.reason, versions };
}
