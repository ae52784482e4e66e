import type {Answer} from '../../../shared/protocol/protocol.gen.ts';

const MAX_ANSWERS = 4000;

/** Answers from one generation of the lists, least recently used first. Emptied when the generation changes. */
export class AnswerCache {
  private readonly answers = new Map<string, Answer>();
  private generation: string | undefined;

  constructor(private readonly max = MAX_ANSWERS) {}

  get(generation: string | undefined, key: string): Answer | undefined {
    if (generation === undefined || generation !== this.generation) return undefined;
    const answer = this.answers.get(key);
    if (answer) {
      this.answers.delete(key);
      this.answers.set(key, answer);
    }
    return answer;
  }

  /** Keeps what was really checked; what could not be is asked again. */
  put(generation: string, key: string, answer: Answer): void {
    if (generation !== this.generation) {
      this.answers.clear();
      this.generation = generation;
    }
    const isLasting = answer.state === 'checked' || answer.code === 'not_checkable';
    if (!isLasting || generation === '') return;
    this.answers.delete(key);
    this.answers.set(key, answer);
    for (const oldest of this.answers.keys()) {
      if (this.answers.size <= this.max) break;
      this.answers.delete(oldest);
    }
  }
}
