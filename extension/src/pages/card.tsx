// The card in a frame of the page: the same as in the popup, for the tab it lies in.
import {render} from 'preact';
import {useEffect, useRef} from 'preact/hooks';
import {text} from '../common/i18n.ts';
import type {Message} from '../common/messages.ts';
import {CardView, GoneCard} from './card-view.tsx';
import {Icon} from './icon.tsx';
import {findingInAddress, startPage} from './start-page.ts';
import {findingsOf, useCards, useTab} from './use-tab.ts';

const say = (message: Message): void =>
  void chrome.runtime.sendMessage(message).catch(() => undefined);
const closeCard = (): void => say({type: 'card_close'});

function FramedCard({finding: key}: {finding: string}) {
  const {view} = useTab(undefined);
  const cards = useCards(findingsOf(view));
  const close = useRef<HTMLButtonElement>(null);
  const isDrawn = view !== undefined;
  useEffect(() => {
    if (!isDrawn) return;
    say({type: 'card_shown'});
    close.current?.focus();
  }, [isDrawn]);

  if (!view) return <p class="card-view">{text('popupLoading')}</p>;
  const button = (
    <button type="button" class="action" ref={close} onClick={closeCard}>
      <Icon name="close" />
      {text('cardClose')}
    </button>
  );
  const finding = view.state?.findings[key];
  if (finding) return <CardView finding={finding} cards={cards} host={view.host} top={button} />;
  return <GoneCard top={button} />;
}

addEventListener('keydown', ({key}) => {
  if (key === 'Escape') closeCard();
});
render(<FramedCard finding={findingInAddress() ?? ''} />, startPage('cardTitle'));
