// Parts that both miniatures have.
import type {ComponentChildren} from 'preact';
import {useRef} from 'preact/hooks';
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

/** Where pictures are chosen: the person's own, or the published test picture. */
export function Pictures({onChoose, ...more}: {onChoose: (files: File[]) => void; class?: string}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <label class="field">
        <span>{text('rehearsalPictures')}</span>
        <input
          ref={input}
          type="file"
          multiple
          accept="image/*,video/*"
          {...more}
          onChange={({currentTarget}) => onChoose([...(currentTarget.files ?? [])])}
        />
      </label>
      <Press
        label={text('rehearsalTestPicture')}
        act="test-picture"
        onPress={() =>
          void testPicture().then(file => input.current && choose(input.current, file))
        }
      />
    </>
  );
}

async function testPicture(): Promise<File> {
  const picture = await fetch('test-picture.png');
  return new File([await picture.blob()], 'test-picture.png', {type: 'image/png'});
}

/** As a person who chose it: what listens to the field hears of it. */
function choose(input: HTMLInputElement, file: File): void {
  const transfer = new DataTransfer();
  transfer.items.add(file);
  input.files = transfer.files;
  for (const type of ['input', 'change']) input.dispatchEvent(new Event(type, {bubbles: true}));
}

export const Press = ({
  label,
  onPress,
  act,
  id,
}: {
  label: string;
  onPress: () => void;
  act: string;
  id?: string;
}) => (
  <button type="button" class="action" data-act={act} id={id} onClick={onPress}>
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
