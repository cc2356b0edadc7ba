import { Pagination } from './nhsuk/index.ts';

interface PageNumbersProps {
  /** "Pages of the log" */
  readonly label: string;
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  readonly href: (page: number) => string;
}

/** The way through a list of more than one page. */
export function PageNumbers({ label, page, pages, href }: PageNumbersProps) {
  if (pages <= 1) return null;
  const near = [1, page - 1, page, page + 1, pages].filter((number) => number >= 1 && number <= pages);
  const numbers = [...new Set(near)];
  return (
    <Pagination
      ariaLabel={label}
      previous={page > 1 ? { href: href(page - 1) } : undefined}
      next={page < pages ? { href: href(page + 1) } : undefined}
      items={numbers.flatMap((number, index) => [
        index > 0 && number > numbers[index - 1]! + 1 && { ellipsis: true as const },
        { number, href: href(number), current: number === page },
      ])}
    />
  );
}
