import { Input } from '../../ui/nhsuk/index.ts';

export interface EmailFieldProps {
  readonly value: string | undefined;
  readonly problem: string | null | undefined;
  readonly hint?: string;
  /** "username" where it signs in or belongs to a password; whatever keeps passwords looks for that. */
  readonly autocomplete?: 'username' | 'email';
}

/** The address by which an account is known. */
export function EmailField({ value, problem, hint, autocomplete = 'username' }: EmailFieldProps) {
  return (
    <Input
      id="email"
      name="email"
      type="email"
      label="Email address"
      hint={hint}
      autocomplete={autocomplete}
      spellcheck={false}
      width={30}
      value={value}
      errorMessage={problem ?? undefined}
    />
  );
}
