interface Message {
  message: string;
  description?: string;
}
type Messages = Record<string, Message>;

export function complaints(language: string, english: Messages, translated: Messages): string[];
export function englishComplaints(english: Messages, sources: string): string[];
export function languages(): string[];
export function read(language: string): Messages;
export function allSources(): string;
