/** The part of a browser that knows of networks and of pages that were asleep. */
interface Surroundings {
  addEventListener?: (event: string, listener: () => void) => void;
  document?: { visibilityState?: string };
}

const HINTS = ["online", "offline", "pageshow", "visibilitychange"];

/** Calls back whenever a browser hints that the network may be another one than before. */
export function onNetworkBack(listener: () => void): void {
  const surroundings = globalThis as unknown as Surroundings;
  if (!surroundings.document) {
    return;
  }
  const shown = () => {
    if (surroundings.document?.visibilityState !== "hidden") {
      listener();
    }
  };
  HINTS.forEach((hint) => surroundings.addEventListener?.(hint, shown));
}
