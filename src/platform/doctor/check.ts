/** What a look at one thing showed. */
export interface Finding {
  /** `note`: worth knowing, and no harm. */
  readonly state: 'fine' | 'note' | 'wrong';
  /** One sentence; of what is wrong, a second one says what to do. */
  readonly text: string;
}

export const fine = (text: string): Finding => ({ state: 'fine', text });
export const note = (text: string): Finding => ({ state: 'note', text });
export const wrong = (text: string): Finding => ({ state: 'wrong', text });
