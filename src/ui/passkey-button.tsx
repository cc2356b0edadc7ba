import { Button } from './nhsuk/index.ts';

export interface PasskeyButtonProps {
  /** To sign with one, or to make one. */
  readonly act: 'get' | 'make';
  /** Where the browser asks what the device is to sign. */
  readonly options: string;
  /** The field of the form that the answer is sent in. */
  readonly field: string;
  readonly text: string;
  readonly green: boolean;
}

/** A button for a script (`passkeys.ts`), which shows it where the browser knows passkeys. It sends the form that it stands in. */
export function PasskeyButton({ act, options, field, text, green }: PasskeyButtonProps) {
  return (
    <div data-passkey={act} data-options={options} data-field={field} hidden>
      <input type="hidden" name={field} />
      <Button type="button" variant={green ? undefined : 'secondary'}>
        {text}
      </Button>
      <p class="nhsuk-error-message" role="alert" hidden />
    </div>
  );
}
