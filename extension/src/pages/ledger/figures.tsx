import {sets} from '../../../../shared/catalogue/figures.json';
import type {Card} from '../../../../shared/protocol/protocol.gen.ts';
import {text} from '../../common/i18n.ts';
import {Sources} from '../dataset-facts.tsx';
import {Bar} from './chart.tsx';
import {saidNumber} from './words.ts';

interface Figure {
  what: string;
  number: number;
  said: string;
  photo_source?: string;
  dataset?: string;
}

/** What others have counted, as they put it and with their sources. */
export function PublishedFigures({cards}: {cards: Card[]}) {
  return (
    <>
      <h2 class="part">{text('figuresTitle')}</h2>
      {sets.map(set => (
        <section class="panel" key={set.id} data-figures={set.id}>
          <h3 lang="en">{set.title}</h3>
          <Parts parts={figuresOf(set).filter(isPart)} cards={cards} />
          <ul class="numbers" lang="en">
            {figuresOf(set)
              .filter(figure => !isPart(figure))
              .map(({what, said, number}) => (
                <li key={what}>
                  <b>{saidNumber(said, number)}</b> {what}
                </li>
              ))}
          </ul>
          <p class="soft" lang="en">
            {set.note}
          </p>
          <Sources sources={set.references} />
        </section>
      ))}
    </>
  );
}

const figuresOf = ({figures}: (typeof sets)[number]): readonly Figure[] => figures;

/** Figures that say how a whole is made up can stand side by side. */
const isPart = ({photo_source, dataset}: Figure): boolean =>
  photo_source !== undefined || dataset !== undefined;

function Parts({parts, cards}: {parts: Figure[]; cards: Card[]}) {
  if (parts.length === 0) return null;
  const most = Math.max(...parts.map(({number}) => number));
  const name = ({photo_source, dataset, what}: Figure): string =>
    photo_source ?? cards.find(({id}) => id === dataset)?.name ?? what;
  return (
    <table class="bars">
      <thead class="unseen">
        <tr>
          <th scope="col">{text('chartSource')}</th>
          <th scope="col">{text('cardImages')}</th>
        </tr>
      </thead>
      <tbody>
        {parts.map(part => (
          <Bar
            key={part.what}
            name={name(part)}
            share={part.number / most}
            value={saidNumber(part.said, part.number)}
          />
        ))}
      </tbody>
    </table>
  );
}
