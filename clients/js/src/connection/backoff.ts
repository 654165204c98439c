const FIRST_MILLIS = 500;
const LONGEST_MILLIS = 15_000;
const LONGEST_URGENT_MILLIS = 4_000;

/**
 * The pause before each attempt to connect: twice as long each time up to a limit, and shortened by
 * chance, so that the clients of a restarted bridge do not all come back in the same moment.
 */
export class Backoff {
  private limit = FIRST_MILLIS;

  /**
   * Between half of the current limit and the limit.
   *
   * @param urgent there is a session that can still be saved, for which long pauses are too long
   */
  next(urgent: boolean): number {
    const limit = Math.min(this.limit, urgent ? LONGEST_URGENT_MILLIS : LONGEST_MILLIS);
    this.limit = 2 * limit;
    return Math.floor(limit * (0.5 + Math.random() / 2));
  }

  reset(): void {
    this.limit = FIRST_MILLIS;
  }
}
