// What a person asked not to be told again before they post, each to be taken back.
import type {Key} from '../common/i18n.ts';
import {text} from '../common/i18n.ts';
import type {Names} from './wording.ts';
import {nameOf} from './wording.ts';

const HINTS: Readonly<Record<string, Key>> = {
  licence: 'hintLicence',
  many_tags: 'hintManyTags',
  place: 'hintPlace',
  serial: 'hintSerial',
  faces: 'hintFaces',
};

export function QuietList({
  quiet,
  cards,
  onSay,
}: {
  quiet: ReadonlySet<string>;
  cards: Names;
  onSay: (name: string) => void;
}) {
  if (quiet.size === 0) return <p class="soft">{text('optionsQuietNone')}</p>;
  return (
    <>
      <p>{text('optionsQuiet')}</p>
      <ul class="quiet-list">
        {[...quiet].map(name => (
          <li key={name} data-quiet={name}>
            <bdi>{quietName(name, cards)}</bdi>{' '}
            <button
              type="button"
              class="action"
              aria-label={text('quietSayAgain', quietName(name, cards))}
              onClick={() => onSay(name)}
            >
              {text('panelUnhush')}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** `tag:facemask`, `dataset:aflw`, `hint:licence`, as people say it. */
function quietName(name: string, cards: Names): string {
  const at = name.indexOf(':');
  const [kind, what] = [name.slice(0, at), name.slice(at + 1)];
  if (kind === 'tag') return text('itemTag', what);
  if (kind === 'dataset') return nameOf(what, cards);
  const hint = HINTS[what];
  return hint ? text(hint) : name;
}
