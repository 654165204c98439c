import type { Timers } from "./timers.js";

/** How long a pong may take; its absence for so long is an interruption. */
export const PONG_MILLIS = 4_000;

/** Asks the bridge for a sign of life now and then, and notices when none comes. */
export class Pulse {
  private intervalMillis = 0;

  constructor(
    private readonly timers: Timers,
    private readonly ping: () => void,
    private readonly lost: () => void,
  ) {}

  start(intervalMillis: number): void {
    this.intervalMillis = intervalMillis;
    this.timers.start("ping", intervalMillis, () => this.check());
  }

  /** Asks now. */
  check(): void {
    this.timers.start("pong", PONG_MILLIS, this.lost);
    this.timers.start("ping", this.intervalMillis, () => this.check());
    this.ping();
  }

  /** Something came from the bridge, whatever it is. */
  heard(): void {
    this.timers.cancel("pong");
  }

  stop(): void {
    this.timers.cancel("ping");
    this.timers.cancel("pong");
  }
}
