/** Whom to reach outside hours, and how, as the service said it. */
export interface Reach {
  readonly outOfHours: string;
  readonly reached: string;
}

/** Whom to reach when nobody reads what is reported; nothing, where nobody has said. */
export function OutOfHours({ reach }: { readonly reach: Reach | null }) {
  if (reach === null) return null;
  return (
    <p>
      <strong>Outside hours:</strong> {reach.outOfHours}. {reach.reached}.
    </p>
  );
}
