/** What a person can do in the panel. */
export interface PanelActs {
  hush(name: string): void;
  unhush(names: readonly string[]): void;
  copy(words: string): void;
  strip(subject: string): void;
  forget(subject: string): void;
  edit(): void;
  retry(): void;
  /** What is held goes on, as it is or as copies without what the files tell. */
  release(isStripped: boolean): void;
  keep(): void;
}
