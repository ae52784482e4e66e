import type {GetCards} from '../../common/messages.ts';
import type {CardsView} from '../../common/views.ts';
import type {Context} from '../context.ts';
import {HostError} from '../host-error.ts';

/** What is known of some datasets. */
export async function getCards({host}: Context, {ids}: GetCards): Promise<CardsView> {
  try {
    const frames = await host.ask({verb: 'datasets', ids});
    return {cards: frames.flatMap(frame => (frame.verb === 'datasets' ? frame.cards : []))};
  } catch (error) {
    return {cards: [], reason: error instanceof HostError ? error.reason : 'internal'};
  }
}
