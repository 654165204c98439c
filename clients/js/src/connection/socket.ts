/** The WebSocket subprotocol. */
const PROTOCOL = "rtm-invite.v1";
const NORMAL_CLOSE = 1000;
const LEAVE_MILLIS = 1_500;

/** The part of a WebSocket that is used: a browser's, Node's own, or that of a package. */
export interface WebSocketLike {
  onopen: ((event: any) => void) | null;
  onmessage: ((event: any) => void) | null;
  onclose: ((event: any) => void) | null;
  onerror: ((event: any) => void) | null;
  send(text: string): void;
  close(code?: number): void;
}

export type WebSocketMaker = new (url: string, protocols: string[]) => WebSocketLike;

/** Finds the WebSocket to use, at the time of connecting; undefined where there is none. */
export type FindWebSocket = () => WebSocketMaker | undefined;

export interface SocketListener {
  opened(): void;
  received(frame: unknown): void;
  /** Also when it could never be opened. Nothing follows. */
  closed(code: number, reason: string): void;
}

/** One connection. After abandon or leave the listener hears nothing more. */
export class Socket {
  private socket: WebSocketLike | undefined;

  constructor(find: FindWebSocket, url: string, listener: SocketListener) {
    const Maker = find();
    if (!Maker) {
      this.fail(listener, "there is no WebSocket here");
      return;
    }
    try {
      this.socket = new Maker(url, [PROTOCOL]);
    } catch (error) {
      this.fail(listener, String(error)); // A page that came by https may not use ws://.
      return;
    }
    this.socket.onopen = () => listener.opened();
    this.socket.onmessage = (event) => listener.received(event.data);
    this.socket.onerror = () => {}; // A close follows and says the same.
    this.socket.onclose = (event) => listener.closed(event.code, event.reason);
  }

  /** What cannot be sent any more is lost, like all that is under way when a connection breaks. */
  send(frame: string): void {
    try {
      this.socket?.send(frame);
    } catch {
      this.socket?.close(); // Still connecting, or closed: its end is told by onclose.
    }
  }

  abandon(): void {
    this.detach()?.close(NORMAL_CLOSE);
  }

  /** Lets the bridge close, which it is about to do, and closes if it does not. */
  leave(): void {
    const socket = this.detach();
    if (socket) {
      const timer = setTimeout(() => socket.close(NORMAL_CLOSE), LEAVE_MILLIS);
      socket.onclose = () => clearTimeout(timer);
    }
  }

  private detach(): WebSocketLike | undefined {
    const socket = this.socket;
    this.socket = undefined;
    if (socket) {
      socket.onopen = null;
      socket.onmessage = null;
      socket.onclose = null;
      socket.onerror = () => {};
    }
    return socket;
  }

  private fail(listener: SocketListener, why: string): void {
    setTimeout(() => listener.closed(0, why), 0);
  }
}
