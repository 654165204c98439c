/** Any function: what it is called with, the event says. */
export type AnyListener = (...args: any[]) => unknown;

interface Entry {
  readonly listener: AnyListener;
  readonly once: boolean;
}

/**
 * A Node-style event emitter. Its listeners are kept out of sight, so that an app may put an
 * emitter into a store that copies or watches its members.
 */
export class Emitter {
  static defaultMaxListeners = 10;

  declare private entries: Map<string, readonly Entry[]>;

  constructor() {
    hide(this, "entries", new Map());
  }

  on(event: string, listener: AnyListener): this {
    return this.add(event, { listener, once: false });
  }

  once(event: string, listener: AnyListener): this {
    return this.add(event, { listener, once: true });
  }

  off(event: string, listener: AnyListener): this {
    const entries = this.of(event);
    const last = entries.map((entry) => entry.listener).lastIndexOf(listener);
    if (last >= 0) {
      this.entries.set(
        event,
        entries.filter((_, index) => index !== last),
      );
    }
    return this;
  }

  addListener(event: string, listener: AnyListener): this {
    return this.on(event, listener);
  }

  removeListener(event: string, listener: AnyListener): this {
    return this.off(event, listener);
  }

  removeAllListeners(event?: string): this {
    if (event === undefined) {
      this.entries.clear();
    } else {
      this.entries.delete(event);
    }
    return this;
  }

  listeners(event: string): AnyListener[] {
    return this.of(event).map((entry) => entry.listener);
  }

  rawListeners(event: string): AnyListener[] {
    return this.listeners(event);
  }

  listenerCount(event: string): number {
    return this.of(event).length;
  }

  /**
   * Calls everyone who listens now. A listener that throws does not keep the event from the others;
   * what it threw is reported as uncaught.
   */
  emit(event: string, ...args: unknown[]): boolean {
    const entries = this.of(event);
    for (const entry of entries) {
      if (entry.once) {
        this.remove(event, entry);
      }
      try {
        entry.listener.apply(this, args);
      } catch (error) {
        reportUncaught(error);
      }
    }
    return entries.length > 0;
  }

  private add(event: string, entry: Entry): this {
    if (typeof entry.listener !== "function") {
      throw new TypeError(`The listener of ${String(event)} is not a function.`);
    }
    this.entries.set(event, [...this.of(event), entry]);
    return this;
  }

  private remove(event: string, gone: Entry): void {
    this.entries.set(
      event,
      this.of(event).filter((entry) => entry !== gone),
    );
  }

  private of(event: string): readonly Entry[] {
    return this.entries.get(event) ?? [];
  }
}

/** Sets a member that enumeration, JSON and structured clones do not see. */
export function hide(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, {
    value,
    enumerable: false,
    writable: true,
    configurable: true,
  });
}

/** Lets an error of the app's code surface where uncaught errors do, and goes on. */
export function reportUncaught(error: unknown): void {
  setTimeout(() => {
    throw error;
  }, 0);
}
