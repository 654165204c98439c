import type { LocalInvitationState } from "../api/constants.js";
import type { LocalInvitation as Api } from "../api/types.js";
import { Emitter, hide } from "../emitter.js";
import type { LocalEvent, LocalState } from "./machine.js";

/** What a local invitation asks of its client. */
export interface LocalActions {
  send(invitation: LocalInvitation): void;
  cancel(invitation: LocalInvitation, reason: unknown): void;
  end(invitation: LocalInvitation, info: unknown): void;
  change(invitation: LocalInvitation, change: unknown, content: unknown): Promise<void>;
}

/**
 * The caller's view of an invitation. Its members are plain data, which the app may show, copy or
 * watch; what the client itself relies on is hidden.
 */
export class LocalInvitation extends Emitter {
  readonly invitationId: string;
  readonly calleeId: string;
  content = "";
  channelId = "";
  deliverySeconds = 0;
  ringSeconds = 0;
  data = "";
  response = "";
  state: LocalInvitationState = "IDLE";
  endReason = "";
  declare private actions: LocalActions;
  /** Written by the client only. */
  declare moment: LocalState;

  constructor(actions: LocalActions, invitationId: string, calleeId: string) {
    super();
    this.invitationId = invitationId;
    this.calleeId = calleeId;
    hide(this, "actions", actions);
    hide(this, "moment", "IDLE");
  }

  get inCall(): boolean {
    return this.moment === "ACCEPTED_BY_REMOTE";
  }

  send(): void {
    this.actions.send(this);
  }

  cancel(reason?: string): void {
    this.actions.cancel(this, reason);
  }

  endCall(info?: string): void {
    this.actions.end(this, info);
  }

  changeSession(change: string, content?: string): Promise<void> {
    return this.actions.change(this, change, content);
  }

  move(next: LocalState): void {
    this.moment = next;
    this.state = next === "OVER" ? "ACCEPTED_BY_REMOTE" : next;
  }

  /** Shows the app the state that goes with the event, though the answer may have come already. */
  tell(event: LocalEvent, args: readonly unknown[]): void {
    if (event === "LocalInvitationReceivedByPeer") {
      this.state = "RECEIVED_BY_REMOTE";
    }
    this.emit(event, ...args);
    this.move(this.moment);
  }
}

/** Only says to the compiler that the class has the shape that apps see. */
export const asLocalApi = (invitation: LocalInvitation): Api => invitation as unknown as Api;
