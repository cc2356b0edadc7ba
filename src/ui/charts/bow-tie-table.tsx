import { listed } from '../../words/counting.ts';
import { Table } from '../nhsuk/index.ts';
import { VerdictTag } from '../verdict.tsx';
import { strandsOf, type Barrier, type BowTieData, type BowTieSide } from './bow-tie-parts.ts';

/** The data of a bow-tie: what each control stands before, and what has none. */
export function BowTieTable({ data: { causes, harm } }: { readonly data: BowTieData }) {
  return (
    <>
      <SideTable side={causes} />
      <SideTable side={harm} />
    </>
  );
}

function SideTable({ side }: { readonly side: BowTieSide }) {
  return (
    <Table
      caption={{ text: `${side.title}, and their controls` }}
      head={[side.title, 'Control', 'Verdict'].map((text) => ({ text }))}
      responsive
      classes="app-bow-tie__table"
      rows={strandsOf(side)
        .flatMap(({ barriers }) => barriers)
        .map((barrier) => row(side, barrier))}
    />
  );
}

function row(side: BowTieSide, { control, ends }: Barrier) {
  const before = listed(ends.map((end) => side.ends[end]!.name)) || 'None by name';
  if (!control) return [{ text: before }, { text: side.noControl.name }, { text: side.noControl.text }];
  return [
    { text: before },
    {
      text: (
        <>
          <a class="app-ref" href={control.href}>
            {control.name}
          </a>{' '}
          {control.text}
        </>
      ),
    },
    { text: <VerdictTag verdict={control.verdict} says="holds" /> },
  ];
}
