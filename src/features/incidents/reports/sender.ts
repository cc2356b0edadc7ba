import type { Json } from '../../../platform/canonical.ts';

/*
 * How a prepared report would be sent, where an installation is connected to whoever takes it. No connection is shipped: who may
 * connect to LFPSE, and how, is agreed with its team. A person reports, and writes down the number that they were given.
 */

/** What came of sending. */
export type Sent = { readonly sent: true; readonly reference: string } | { readonly sent: false; readonly why: string };

export interface ReportSender {
  /** "LFPSE" */
  readonly to: string;
  /** How it stands with the connection, in a sentence. */
  readonly says: string;
  readonly send: (report: Json) => Promise<Sent>;
}

const NOT_CONNECTED = 'Not connected: nothing is sent from here. Enter it in LFPSE, or hand the file to whoever does.';

/** The sender where there is no connection: it sends nothing, and says so. */
export const NULL_SENDER: ReportSender = {
  to: 'LFPSE',
  says: NOT_CONNECTED,
  send: async () => ({ sent: false, why: NOT_CONNECTED }),
};
