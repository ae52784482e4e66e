import type {ComponentChildren} from 'preact';
import {number, text} from '../common/i18n.ts';
import {megabytes} from './megabytes.ts';

export interface PackRow {
  id: string;
  name: ComponentChildren;
  records: number;
  size_bytes: number;
  /** Whether it is part of the sum. */
  isCounted: boolean;
}

/** Packs with what each holds and costs, and what all that count cost together. */
export function PackTable({rows}: {rows: readonly PackRow[]}) {
  const sum = (what: 'records' | 'size_bytes'): number =>
    rows.reduce((all, row) => all + (row.isCounted ? row[what] : 0), 0);
  return (
    <div class="scrolls">
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{text('optionsPack')}</th>
            <th scope="col" class="number">
              {text('optionsPackRecords')}
            </th>
            <th scope="col" class="number">
              {text('optionsPackSize')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({id, name, records, size_bytes}) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              <td class="number">{number(records)}</td>
              <td class="number">{megabytes(size_bytes)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{text('optionsTotal')}</th>
            <td class="number">{number(sum('records'))}</td>
            <td class="number">{megabytes(sum('size_bytes'))}</td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}
