import { Layout, type Shell } from '../../../ui/layout.tsx';
import { Button, ErrorSummary, FileUpload, Select } from '../../../ui/nhsuk/index.ts';
import { MEANINGS, tableKey, type ColumnReading, type Meaning, type Report, type TableReading } from '../domain.ts';
import { shownPlace } from '../showing/summary.ts';
import { CardTable } from './card-table.tsx';
import { CarryForm, type Carried } from './carried.tsx';

interface ColumnsPageProps {
  readonly shell: Shell;
  readonly report: Report;
  readonly carried: Carried;
  /** What was wrong with an answer, or with a scheme file. */
  readonly problem?: string;
}

/** "This is how we read it": each column, its meaning, two values of it; and the scheme. A person corrects it here. */
export function ColumnsPage({ shell, report, carried, problem }: ColumnsPageProps) {
  const asked = report.questions.flatMap((question) => (question.table ? [question.table] : []));
  const tables = [
    ...asked,
    ...report.tables.filter((table) => !asked.some((one) => tableKey(one) === tableKey(table))),
  ];
  const many = report.sources.length > 1;
  return (
    <Layout
      shell={shell}
      title="This is how we read it"
      path="/check"
      back={{ text: 'Choose another file', href: '/check' }}
    >
      {problem && <ErrorSummary errorList={[{ text: problem, href: '#scheme' }]} />}
      <span class="nhsuk-caption-l">Check a hazard log</span>
      <h1 class="nhsuk-heading-l">This is how we read it</h1>
      <div class="app-measure">
        {report.questions.length > 0 ? (
          <>
            <p class="app-lead">
              We are not certain of some columns, and a wrong number is worse than none. Please say what they mean.
            </p>
            {report.questions.map((question) => (
              <p class="app-so">
                <strong>{shownPlace(question.place, many)}.</strong> {question.text}
              </p>
            ))}
          </>
        ) : (
          <p class="app-lead">Change what we got wrong. Leave the rest.</p>
        )}
      </div>
      <CarryForm carried={carried} action="/check/report" withMapping={false}>
        <input type="hidden" name="tables" value={JSON.stringify(tables.map(tableKey))} />
        {tables.map((table, index) => (
          <TableColumns table={table} index={index} several={tables.length > 1} doubtful={asked.includes(table)} />
        ))}
        {tables.length === 0 && (
          <p>The hazards stand in pages and not in a table, so there are no columns to say anything about.</p>
        )}
        <h2 class="nhsuk-heading-m">The risk scheme</h2>
        <p class="app-measure">
          {report.scheme.scheme
            ? `We used ${report.scheme.scheme.title}: ${report.scheme.how}.`
            : `We do not know the scheme of this log. ${report.scheme.how}`}
        </p>
        <div class="app-measure">
          <FileUpload
            id="scheme"
            name="schemeFile"
            label="Another scheme, if this is not the one"
            hint="Any file that holds your matrix as a table, such as your clinical risk management plan; or YAML."
            errorMessage={problem ? { text: problem } : undefined}
          />
        </div>
        <Button preventDoubleClick>Check again with these</Button>
      </CarryForm>
      <p>Nothing is kept. The log travels in this page, and is gone when you close it.</p>
    </Layout>
  );
}

interface TableColumnsProps {
  readonly table: TableReading;
  readonly index: number;
  readonly several: boolean;
  readonly doubtful: boolean;
}

function TableColumns({ table, index, several, doubtful }: TableColumnsProps) {
  const where = table.sheet ?? table.file;
  return (
    <>
      {several && <h2 class="nhsuk-heading-m">{`${where}, headings in row ${table.headerAt}`}</h2>}
      <CardTable caption={`Columns of ${where}`} head={['Column', 'We read it as', 'Examples']} classes="app-columns">
        {table.columns.map((column) => (
          <Column column={column} name={`m.${index}.${column.letter}`} doubtful={doubtful} />
        ))}
      </CardTable>
    </>
  );
}

function Column({
  column,
  name,
  doubtful,
}: {
  readonly column: ColumnReading;
  readonly name: string;
  readonly doubtful: boolean;
}) {
  return (
    <tr role="row">
      <th role="rowheader" scope="row" class="app-columns__name">
        {column.header} <span class="app-note">{column.letter}</span>
      </th>
      <td role="cell">
        <Select
          id={name}
          name={name}
          label={{
            text: `What \u201c${column.header}\u201d (${column.letter}) means`,
            classes: 'nhsuk-u-visually-hidden',
          }}
          value={column.meaning}
          items={(Object.keys(MEANINGS) as Meaning[]).map((meaning) => ({ value: meaning, text: MEANINGS[meaning] }))}
          describedBy={`${name}-how`}
        />
        <p class="app-note app-columns__how" id={`${name}-how`}>
          {doubtful && column.sure < 0.75 && column.meaning !== 'extra' && 'Not certain: '}
          {saysMore(column) && column.how}
        </p>
      </td>
      <td role="cell">
        {column.samples.length === 0 ? (
          <span class="app-note">empty</span>
        ) : (
          column.samples.map((sample) => <div class="app-columns__sample">{sample}</div>)
        )}
      </td>
    </tr>
  );
}

/** Why a column was read so; its own heading needs no reason. */
function saysMore(column: ColumnReading): boolean {
  return !column.how.startsWith('\u201c');
}
