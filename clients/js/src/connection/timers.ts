export type TimerKind =
  /** How long the app waits for its login. */
  | "login"
  /** How long one socket may take until it is logged in. */
  | "attempt"
  /** The pause before the next attempt. */
  | "retry"
  /** How long a loss is kept from the app. */
  | "interruption"
  /** How long the bridge keeps a lost session. */
  | "presence"
  /** The pause before the next ping. */
  | "ping"
  /** How long a pong may take. */
  | "pong";

/** The session's clocks, at most one running of each kind. */
export class Timers {
  private readonly running = new Map<TimerKind, ReturnType<typeof setTimeout>>();

  /** Starts a clock; one of the same kind that runs is stopped. */
  start(kind: TimerKind, delayMillis: number, onExpiry: () => void): void {
    this.cancel(kind);
    const expire = () => {
      this.running.delete(kind);
      onExpiry();
    };
    this.running.set(kind, setTimeout(expire, delayMillis));
  }

  cancel(kind: TimerKind): void {
    clearTimeout(this.running.get(kind));
    this.running.delete(kind);
  }

  cancelAll(): void {
    this.running.forEach((timer) => clearTimeout(timer));
    this.running.clear();
  }
}
