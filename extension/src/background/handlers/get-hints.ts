import type {GetHints} from '../../common/messages.ts';
import type {Context} from '../context.ts';

/** Where the feed in use says that a site shows photos; undefined when the host, down or older, says nothing. */
export async function getHints(
  {host}: Context,
  {platform}: GetHints,
): Promise<string[] | undefined> {
  try {
    const frames = await host.ask({verb: 'hints', platform});
    return frames.flatMap(frame => (frame.verb === 'hints' ? frame.photos : []));
  } catch {
    return undefined;
  }
}
