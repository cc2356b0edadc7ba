import { ABOUT, type Format } from '../formats.ts';

interface FormatsProps {
  readonly formats: readonly Format[];
  readonly href: (format: Format) => string;
}

/** The formats in which something can be fetched, each with what it is good for. */
export function Formats({ formats, href }: FormatsProps) {
  return (
    <ul class="nhsuk-list app-formats">
      {formats.map((format) => (
        <li class="app-formats__one">
          <a href={href(format)}>{ABOUT[format].name}</a>
          <span class="app-formats__says">{ABOUT[format].says}</span>
        </li>
      ))}
    </ul>
  );
}
