import { LOG_FILTER_WARNING, type LogFilter } from "./api/constants.js";

/** Lines on the console. What apps say to each other and tokens never stand in one. */
export class Log {
  private filter: LogFilter = LOG_FILTER_WARNING;

  /** Takes a filter, or a level from 0 (everything) to 4 (nothing); anything else is ignored. */
  use(filter: LogFilter | number | undefined): void {
    if (typeof filter === "number") {
      this.filter = {
        error: filter <= 3,
        warn: filter <= 2,
        info: filter <= 1,
        track: false,
        debug: false,
      };
    } else if (filter && typeof filter === "object") {
      this.filter = filter;
    }
  }

  info(line: string): void {
    if (this.filter.info) {
      console.info(`[rtm] ${line}`);
    }
  }

  warn(line: string): void {
    if (this.filter.warn) {
      console.warn(`[rtm] ${line}`);
    }
  }
}
