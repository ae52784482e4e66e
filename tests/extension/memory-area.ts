/** A storage area in memory, as slow to answer as a real one: each call ends in a later turn. */
export class MemoryArea {
  private readonly values = new Map<string, string>();

  get size(): number {
    return this.values.size;
  }

  async get(key: unknown): Promise<Record<string, never>> {
    await Promise.resolve();
    const value = this.values.get(String(key));
    return (value === undefined ? {} : {[String(key)]: JSON.parse(value)}) as Record<string, never>;
  }

  async set(items: object): Promise<void> {
    await Promise.resolve();
    for (const [key, value] of Object.entries(items)) this.values.set(key, JSON.stringify(value));
  }

  async remove(key: string | string[]): Promise<void> {
    await Promise.resolve();
    for (const name of [key].flat()) this.values.delete(name);
  }
}
