import type {ComponentChildren} from 'preact';

/** One chart with what it shows and what it does not. */
export function Chart({
  name,
  title,
  lead,
  children,
}: {
  name: string;
  title: string;
  lead: string;
  children: ComponentChildren;
}) {
  return (
    <section class="panel chart" data-chart={name} aria-labelledby={`chart-${name}`}>
      <h2 id={`chart-${name}`}>{title}</h2>
      <p class="soft">{lead}</p>
      {children}
    </section>
  );
}

/** @param share of the longest bar, 0 to 1 */
export function Bar({name, share, value}: {name: string; share: number; value: string}) {
  return (
    <tr>
      <th scope="row" lang="en">
        {name}
      </th>
      <td>
        <span class="bar" style={{'--share': `${Math.max(share * 100, 0.5)}%`}} />
        <span class="bar-value">{value}</span>
      </td>
    </tr>
  );
}
