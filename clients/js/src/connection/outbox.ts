import { type ErrorGroup, RtmError } from "../api/errors.js";
import { type Failure, type Fields, type Params, type Result, requestFrame } from "./codec.js";
import type { Socket } from "./socket.js";

/** More open requests than this mean that the app does not wait for answers. */
const LIMIT = 256;

/**
 * What may be done with a request that a lost connection leaves open. "repeat": doing it twice is
 * the same as doing it once, so it is sent again. "repeat-in-session": likewise, but it concerns
 * this session's invitations and fails when the session is lost. "fail": doing it twice would show.
 */
export type OnLoss = "repeat" | "repeat-in-session" | "fail";

export interface Request {
  readonly method: string;
  readonly params: Params;
  readonly onLoss: OnLoss;
  readonly errors: ErrorGroup;
  /** How long the answer may take, counted from the call; 0: as long as the session lives. */
  readonly timeoutMillis: number;
  /** Exactly one of these two is called, once. */
  done(result: Fields): void;
  /** @param sentTwice whether the refusal may be due to our own repetition */
  failed(error: RtmError, sentTwice: boolean): void;
}

interface Entry {
  readonly id: number;
  readonly request: Request;
  readonly timer: ReturnType<typeof setTimeout> | undefined;
  onSocket: boolean;
  sends: number;
}

/** The requests without an answer, oldest first. One that is sent again keeps its id. */
export class Outbox {
  private readonly open = new Map<number, Entry>();
  private lastId = 0;

  /** An id for a request that does not go through here. */
  nextId(): number {
    return ++this.lastId;
  }

  /** Sends a request, now or, without a socket, with the next flush. */
  submit(request: Request, socket: Socket | undefined): void {
    if (this.open.size >= LIMIT) {
      const text = `There are already ${LIMIT} requests without an answer.`;
      request.failed(new RtmError(request.errors.tooOften, text), false);
      return;
    }
    const id = this.nextId();
    const limit = request.timeoutMillis;
    const timer = limit > 0 ? setTimeout(() => this.timedOut(id), limit) : undefined;
    const entry: Entry = { id, request, timer, onSocket: false, sends: 0 };
    this.open.set(id, entry);
    if (socket) {
      send(entry, socket);
    }
  }

  /** Sends what has not been sent on this socket. */
  flush(socket: Socket): void {
    for (const entry of this.open.values()) {
      if (!entry.onSocket) {
        send(entry, socket);
      }
    }
  }

  /** Hands an answer to whom it concerns; one that nobody waits for any more is dropped. */
  answered(answer: Result | Failure): void {
    const entry = answer.id === undefined ? undefined : this.take(answer.id);
    if (!entry) {
      return;
    }
    const { request, sends } = entry;
    if (answer.kind === "result") {
      request.done(answer.fields);
    } else {
      // Negative numbers are JSON-RPC's own: a call that no group of RTM's knows.
      const code = answer.code < 0 ? request.errors.failure : answer.code;
      request.failed(new RtmError(code, answer.message), sends > 1);
    }
  }

  socketLost(): void {
    this.failWhere(
      (entry) => entry.onSocket && entry.request.onLoss === "fail",
      (errors) => errors.timeout,
      "The connection was lost before the answer came; it may or may not have been done.",
    );
    this.open.forEach((entry) => (entry.onSocket = false));
  }

  /** The session is gone, and with it its invitations. */
  sessionLost(): void {
    this.failWhere(
      (entry) => entry.request.onLoss === "repeat-in-session",
      (errors) => errors.notLoggedIn,
      "The connection was lost for too long.",
    );
  }

  loggedOut(): void {
    this.failWhere(
      () => true,
      (errors) => errors.notLoggedIn,
      "The user is no longer logged in.",
    );
  }

  private timedOut(id: number): void {
    const entry = this.take(id);
    if (entry) {
      const { errors, timeoutMillis } = entry.request;
      const text = `No answer within ${timeoutMillis} ms.`;
      entry.request.failed(new RtmError(errors.timeout, text), entry.sends > 1);
    }
  }

  private take(id: number): Entry | undefined {
    const entry = this.open.get(id);
    this.open.delete(id);
    clearTimeout(entry?.timer);
    return entry;
  }

  private failWhere(
    condition: (entry: Entry) => boolean,
    code: (errors: ErrorGroup) => number,
    text: string,
  ): void {
    for (const entry of [...this.open.values()].filter(condition)) {
      this.take(entry.id);
      entry.request.failed(new RtmError(code(entry.request.errors), text), entry.sends > 1);
    }
  }
}

function send(entry: Entry, socket: Socket): void {
  entry.onSocket = true;
  entry.sends++;
  socket.send(requestFrame(entry.id, entry.request.method, entry.request.params));
}
