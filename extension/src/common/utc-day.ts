/** "2026-11-23" */
export const utcDay = (now: number): string => new Date(now).toISOString().slice(0, 10);
