import { logDocumentSchema, tidyLog, type LogDocument } from '../document.ts';
import { Problem } from '../problem.ts';

/** The log as JSON, version 1. */
export function jsonOf(log: LogDocument): string {
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** @throws Problem where it is no log of ours, or not whole */
export function readJson(text: string): LogDocument {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Problem(
      'This JSON cannot be read: a bracket, a comma or a quote is missing in it. Download the log once more.',
    );
  }
  const read = logDocumentSchema.safeParse(value);
  if (read.success) return tidyLog(read.data);
  const [issue] = read.error.issues;
  throw new Problem(
    `This JSON is not a whole log as Primum writes it. At ${issue?.path.join('.') || 'its top'}: ${issue?.message ?? 'something is missing'}. Download the log once more, and change only what it holds.`,
  );
}
