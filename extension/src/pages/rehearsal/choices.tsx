// Parts that both miniatures have.
import type {ComponentChildren} from 'preact';
import {plural, text} from '../../common/i18n.ts';
import {Notice} from '../controls.tsx';

/** One of several, as a field that the script on the site hears of. */
export function Choice<T extends string>({
  label,
  options,
  chosen,
  onChoose,
}: {
  label: string;
  options: readonly (readonly [T, string])[];
  chosen: T;
  onChoose: (value: T) => void;
}) {
  return (
    <label class="field">
      <span>{label}</span>
      <select value={chosen} onChange={({currentTarget}) => onChoose(currentTarget.value as T)}>
        {options.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Where pictures are chosen. */
export function Pictures({onChoose, ...more}: {onChoose: (files: File[]) => void; class?: string}) {
  return (
    <label class="field">
      <span>{text('rehearsalPictures')}</span>
      <input
        type="file"
        multiple
        accept="image/*,video/*"
        {...more}
        onChange={({currentTarget}) => onChoose([...(currentTarget.files ?? [])])}
      />
    </label>
  );
}

export const Press = ({label, onPress, act}: {label: string; onPress: () => void; act: string}) => (
  <button type="button" class="action" data-act={act} onClick={onPress}>
    {label}
  </button>
);

/** What stands where the dialog stood. */
export function Ended({
  posted,
  onAgain,
  children,
}: {
  /** Pictures that would have been posted; absent when all was thrown away. */
  posted: number | undefined;
  onAgain: () => void;
  children?: ComponentChildren;
}) {
  return (
    <Notice
      title={text(posted === undefined ? 'rehearsalDiscarded' : 'rehearsalPosted')}
      icon="check"
      done
      data-notice="ended"
    >
      {posted !== undefined && <p>{plural('rehearsalWouldPost', posted)}</p>}
      {children}
      <p>
        <Press label={text('rehearsalAgain')} act="again" onPress={onAgain} />
      </p>
    </Notice>
  );
}
