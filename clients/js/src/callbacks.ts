import { reportUncaught } from "./emitter.js";

/**
 * Runs what the app is to hear, one after another and never inside a call of the app: events are
 * serial, and a listener may be attached in the line after send().
 */
export class Callbacks {
  private waiting: Array<() => void> = [];
  private scheduled = false;

  post(task: () => void): void {
    this.waiting.push(task);
    if (!this.scheduled) {
      this.scheduled = true;
      void Promise.resolve().then(() => this.run());
    }
  }

  private run(): void {
    for (let task = this.waiting.shift(); task; task = this.waiting.shift()) {
      try {
        task();
      } catch (error) {
        reportUncaught(error);
      }
    }
    this.scheduled = false;
  }
}
