// Questions about photos and tags: from the cache what it has, from the host the rest.
import type {Answer, Photo, Platform, Reply} from '../../../shared/protocol/protocol.gen.ts';
import type {Reason} from '../common/reason.ts';
import {AnswerCache} from './answer-cache.ts';
import {batches} from './batches.ts';
import {HostError} from './host-error.ts';
import type {Question} from './native-client.ts';

interface Asker {
  readonly generation: string | undefined;
  ask(question: Question): Promise<Reply[]>;
}

/** An answer, or why there is none. */
export type Outcome = Answer | {reason: Reason};

export const isAnswer = (outcome: Outcome): outcome is Answer => !('reason' in outcome);

interface Item {
  /** The caller's own name for it, as the host returns it. */
  subject: string;
  /** Under which its answer is kept; without one it is asked each time. */
  key?: string;
}

export class Lookup {
  private readonly cache = new AnswerCache();

  constructor(private readonly host: Asker) {}

  /** Outcomes by subject; every photo has one. */
  photos(photos: readonly Photo[]): Promise<Map<string, Outcome>> {
    const byKey = photos.map(photo => ({...photo, key: photo.urls.join('\n')}));
    return this.look(byKey, items => ({
      verb: 'check',
      photos: items.map(({subject, urls}) => ({subject, urls})),
    }));
  }

  /** Outcomes by tag, as it was given. None is kept: a tag can be watched from one moment to the next. */
  tags(platform: Platform, tags: readonly string[]): Promise<Map<string, Outcome>> {
    const items = [...new Set(tags)].map(subject => ({subject}));
    return this.look(items, asked => ({
      verb: 'tags',
      platform,
      tags: asked.map(({subject}) => subject),
    }));
  }

  private async look<T extends Item>(
    items: readonly T[],
    question: (items: readonly T[]) => Question,
  ): Promise<Map<string, Outcome>> {
    const outcomes = new Map<string, Outcome>();
    const unknown = items.filter(({subject, key}) => {
      const answer = key === undefined ? undefined : this.cache.get(this.host.generation, key);
      if (answer) outcomes.set(subject, answer);
      return !answer;
    });
    await Promise.all(batches(unknown).map(batch => this.ask(batch, question(batch), outcomes)));
    return outcomes;
  }

  /** Answers come in the order asked; the host may spell a subject in its own way. */
  private async ask(
    items: readonly Item[],
    question: Question,
    outcomes: Map<string, Outcome>,
  ): Promise<void> {
    let reason: Reason = 'internal';
    let answers: {answer: Answer; generation: string}[] = [];
    try {
      const frames = await this.host.ask(question);
      answers = frames.flatMap(frame =>
        frame.verb === 'answers'
          ? frame.answers.map(answer => ({answer, generation: frame.generation}))
          : [],
      );
    } catch (error) {
      reason = error instanceof HostError ? error.reason : 'internal';
    }
    items.forEach(({subject, key}, index) => {
      const found = answers[index];
      outcomes.set(subject, found?.answer ?? {reason});
      if (found && key !== undefined) this.cache.put(found.generation, key, found.answer);
    });
  }
}
