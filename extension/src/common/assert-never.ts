/** Ends a closed union: a new member that is not handled does not compile. */
export function assertNever(value: never): never {
  throw new Error(`unhandled: ${String(value)}`);
}
